"""Files as a person would bring them: a recording in MP3, and the zip around it."""

import io
import zipfile

# A frame of MPEG-2 layer III, 48 kilobits, 22,050 samples a second, one channel: header, silence.
_HEADER = bytes((0xFF, 0xF3, 0x60, 0xC4))
_FRAME = _HEADER + bytes(72 * 48_000 // 22_050 - len(_HEADER))
FRAME_SECONDS = 576 / 22_050


def mp3(frames: int = 40) -> bytes:
    """A sound of so many frames, with a tag in front as players write it."""
    return b"ID3\x03\x00\x00\x00\x00\x00\x0a" + bytes(10) + _FRAME * frames


def archive(**members: bytes) -> bytes:
    """A zip archive; ``one__mp3`` becomes ``one.mp3``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, data in members.items():
            # Of no moment: the same members make the same bytes, however long a test takes.
            packed.writestr(zipfile.ZipInfo(name.replace("__", ".")), data)
    return made.getvalue()


def recording(tracks: int) -> bytes:
    """A recording of so many MP3 files."""
    return archive(**{f"{number:02}-part__mp3": mp3() for number in range(1, tracks + 1)})

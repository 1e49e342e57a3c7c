"""MP3 files (ISO/IEC 11172-3, layer III): real ones, known by their frames and not their name."""

import struct

# Kilobits a second and samples a second, by the numbers that a frame's header has for them.
_KILOBITS = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_LAYER_3 = 1
_HEADER = 4
# Rests of broken frames and padding between recordings that were joined.
_MOST_STRAY_BYTES = 8_192


def seconds_of(data: bytes) -> float:
    """Return how long these bytes sound as MP3, in seconds; 0 if they are no MP3.

    Every frame is walked, so that a file which only begins like one is found out.
    """
    place, end, seconds, stray = _after_tag(data), _before_tag(data), 0.0, 0
    while place + _HEADER <= end:
        length, lasts = _frame_at(data, place)
        if length and place + length <= end + _HEADER:
            place, seconds = place + length, seconds + lasts
        else:
            place, stray = place + 1, stray + 1
            if stray > _MOST_STRAY_BYTES:
                return 0.0
    return seconds


def _frame_at(data: bytes, place: int) -> tuple[int, float]:
    """The length of the frame that begins here in bytes, and in seconds; 0 if none does."""
    (word,) = struct.unpack_from(">I", data, place)
    version, layer = word >> 19 & 3, word >> 17 & 3
    kilobits, rate, padding = word >> 12 & 15, word >> 10 & 3, word >> 9 & 1
    if word >> 21 != 0x7FF or version == 1 or layer != _LAYER_3 or kilobits in (0, 15) or rate == 3:
        return 0, 0.0
    is_first = version == 3
    samples, hertz = (1152 if is_first else 576), _RATES[version][rate]
    bits = _KILOBITS[1 if is_first else 2][kilobits] * 1000
    return samples // 8 * bits // hertz + padding, samples / hertz


def _after_tag(data: bytes) -> int:
    """Where the sound begins, behind a tag in front (ID3v2)."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _before_tag(data: bytes) -> int:
    """Where the sound ends, before a tag at the end (ID3v1)."""
    return len(data) - 128 if data[-128:-125] == b"TAG" else len(data)

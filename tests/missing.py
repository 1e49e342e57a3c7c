"""A part of the system hidden from this process, as if the machine had never had it."""

import builtins
import ctypes
import os
import shutil
from pathlib import Path

import pytest

from policies import formats
from policies.formats import louis, typesetting

PDFS = {name for name, row in formats.FORMATS.items() if row.extension == "pdf"}
# By part: the formats that lose by it, and what an administrator is told to do.
PARTS = {
    "pango": (PDFS, "install libpangoft2-1.0-0"),
    "fonts": (PDFS, "install fonts-noto-core"),
    "liblouis": ({"braille", "braille-uncontracted"}, "install liblouis20"),
    "voice": ({"audio"}, "install espeak-ng"),
}


def hide(part: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Hide this part until the patch is undone. Afterwards call ``forget``."""
    _HOW[part](monkeypatch, folder)
    forget()


def leave_only(programs: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let no program be found but these."""
    for name in programs:
        (folder / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(folder))


def have_fail(program: str, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let this program end half-way, as if it were broken."""
    broken = folder / program
    broken.write_text("#!/bin/sh\ncat >/dev/null; printf half; exit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def forget() -> None:
    """Have the portal look anew what there is."""
    formats.available.cache_clear()
    typesetting._has_font.cache_clear()
    louis._library.cache_clear()


def _hide_pango(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    import_any = builtins.__import__

    def without_pango(name, *args, **named):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return import_any(name, *args, **named)

    monkeypatch.setattr(builtins, "__import__", without_pango)


def _hide_fonts(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    # The library of fonts is told to look into an empty folder only.
    (folder / "none").mkdir()
    (folder / "fonts.conf").write_text(f"<fontconfig><dir>{folder}/none</dir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(folder / "fonts.conf"))


def _hide_liblouis(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def nothing(name, *args, **named):
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", nothing)


def _hide_voice(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    # Pango brings this program, and so it is there wherever PDFs can be made.
    leave_only(("fc-list",), monkeypatch, folder)


_HOW = {
    "pango": _hide_pango,
    "fonts": _hide_fonts,
    "liblouis": _hide_liblouis,
    "voice": _hide_voice,
}

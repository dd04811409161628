"""Words in a picture: Khmer shaped by an engine that knows it, lines cut where a reader would."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont, features

from bot.i18n.clusters import clusters

FONT = "fontpkg_noto_sans_khmer"
"""The package that brings Noto Sans Khmer, which has Latin letters too."""


def can_draw() -> bool:
    """Say whether pictures can be drawn here: with the font, and with raqm, which shapes Khmer."""
    return bool(features.check("raqm")) and _file() is not None


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Return the font in this size, in pixels. Raises: OSError where it is not there."""
    file = _file()
    if file is None:
        raise OSError(f"{FONT} is not installed")
    found = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.RAQM)
    found.set_variation_by_name("Bold" if bold else "Regular")
    return found


def wrap(text: str, its: ImageFont.FreeTypeFont, *, width: int, most: int) -> list[str]:
    """Cut a text into at most `most` lines of `width` pixels: at spaces, else between clusters.

    What does not fit ends in an ellipsis.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if its.getlength(longer) <= width:
            line = longer
            continue
        # Khmer has few spaces: a long word goes on in the line that is there.
        if line and its.getlength(word) <= width:
            lines.append(line)
            line = word
            continue
        line = f"{line} " if line else ""
        for cluster in clusters(word):
            if its.getlength(line + cluster) > width:
                lines.append(line.rstrip())
                line = ""
            line += cluster
    lines.append(line)
    if len(lines) > most:
        last = clusters(lines[most - 1])
        while last and its.getlength("".join(last) + "…") > width:
            last.pop()
        lines = [*lines[: most - 1], "".join(last).rstrip() + "…"]
    return [line for line in lines if line]


@cache
def _file() -> Path | None:
    found = find_spec(FONT)
    folders = found.submodule_search_locations if found else None
    files = sorted(
        Path(each) for place in folders or () for each in Path(place).glob("files/*.ttf")
    )
    return files[0] if files else None

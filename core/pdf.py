"""PDF by typst: tagged for screen readers (PDF/UA-1), and the same bytes from the same words.

Pictures of words (PNG) come the same way, for where a page cannot stand: cards of shared links.

The layout is ours; people's words are handed to it as data and never become code. Fonts come by
package, so that a page looks the same wherever it is made, and for scripts beyond the Latin.
"""

import json
import re
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings

# Noto Sans for the scripts of the world, with Chinese, Japanese and Korean apart. (SIL OFL 1.1)
FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
STANDARD: Literal["ua-1"] = "ua-1"
# A sign that no font holds stops PDF/UA. Typst names some of them at a time.
MOST_ATTEMPTS = 12
POINTS_PER_INCH = 72.0
# Typst keeps what it has worked out until it has set so many other documents.
KEPT_FOR = 10
EMPTY = Path(__file__).resolve().parent / "papers" / "empty.typ"
# What has no space for this long can break anywhere: a line of it would burst the page, and typst.
# Chinese has no spaces, but no paragraph of this length either.
LONGEST_WORD = 2000
_LONG_WORD = re.compile(rf"[^\s\"\\]{{{LONGEST_WORD + 1},}}")
_NO_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")


class PdfRefused(Exception):  # noqa: N818 - read as a sentence where it is caught
    """The layout could not be set as an accessible PDF."""


def make(layout: Path, *, data: dict[str, Any], made_at: datetime) -> bytes:
    """Return the PDF of `layout` with `data` (JSON-able), dated `made_at`.

    The layout reads its data from `sys.inputs.data`. A sign for which there is no font at all is
    replaced by its number, such as [U+12000]. Raises PdfRefused if typst cannot set it.
    """
    how = {"format": "pdf", "pdf_standards": [STANDARD], "timestamp": int(made_at.timestamp())}
    return _set(layout, data, how)


def picture(layout: Path, *, data: dict[str, Any]) -> bytes:
    """Return the one page of `layout` as PNG, a pixel for each of its points.

    Data and errors are as in `make`; the same words give the same bytes here too.
    """
    return _set(layout, data, {"format": "png", "ppi": POINTS_PER_INCH})


def let_go() -> None:
    """Have typst let go of what it keeps of documents before, for whoever sets many large ones.

    It keeps some twenty megabytes for each thousand lines of the last ten documents, and offers no
    other way. Takes some hundredths of a second.
    """
    for _document in range(KEPT_FOR + 1):
        _compile(EMPTY, "{}", {"format": "pdf"})


def _set(layout: Path, data: dict[str, Any], how: dict[str, Any]) -> bytes:
    words = _LONG_WORD.sub(_with_breaks, json.dumps(data, ensure_ascii=False, sort_keys=True))
    for _attempt in range(MOST_ATTEMPTS):
        try:
            return _compile(layout, words, how)
        except typst.TypstError as error:
            unknown = _without_font(f"{error.message} {error.diagnostic}")
            if not unknown:
                raise PdfRefused(error.message) from error
        words = words.translate(unknown)
    raise PdfRefused("Too many signs without a font.")


def _with_breaks(match: re.Match[str]) -> str:
    word = match.group()
    return "\u200b".join(
        word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD)
    )


def _compile(layout: Path, words: str, how: dict[str, Any]) -> bytes:
    compiler = typst.Compiler(
        input=layout,
        root=settings.BASE_DIR,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": words},
    )
    try:
        pages = compiler.compile(**how)
    except BaseException as error:
        # A fault within typst itself comes as a PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise PdfRefused("Typst broke off.") from error
    if not isinstance(pages, bytes):
        raise PdfRefused("Typst gave no single file.")
    return pages


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read the fonts once for each process: ours and those that typst brings, none of the system's.

    A package that is missing costs its scripts, and not the Latin and Cyrillic that typst brings.
    """
    there = [package for package in FONT_PACKAGES if find_spec(package)]
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(files(package)) for package in there],
    )


def _without_font(message: str) -> dict[int, str]:
    """Return the signs that typst found no font for, each with what stands in its place."""
    named = "".join(_NO_GLYPH.findall(message))
    signs = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), named)
    return {ord(sign): f"[U+{ord(sign):04X}]" for sign in signs if ord(sign) > 0x7E}

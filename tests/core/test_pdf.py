"""PDFs: tagged, the same bytes from the same words, in the scripts of those who need them."""

import re
import zlib
from datetime import UTC, datetime
from importlib.util import find_spec

import pytest

from core.markdown_tree import tree
from core.pdf import FONT_PACKAGES, PdfRefused, make
from situations.brief_paper import LAYOUT

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
DATA = {
    "site": "Never Silent",
    "title": "A brief",
    "standfirst": "In one breath.",
    "language": "en",
    "direction": "ltr",
    "organisation": "Observatory",
    "keywords": ["Valley"],
    "kind": "Brief",
    "kicker": "Valley",
    "running": "BRF-2026-001",
    "permalink": "https://example.org/briefs/a/v1/",
    "state_first_reason": "",
    "people": "",
    "words": {"figures": "Figures", "people": "People at risk", "recommendations": "Ask"},
    "figures": [],
    "body": [],
    "recommendations": [],
    "sections": [],
    "notices": [],
    "facts": [["As of", "4 May 2026"], ["By", "Observatory"]],
}
SCRIPTS = {
    "Latin": ("en", "Protect the towns: ção, ß, ł"),
    "Cyrillic": ("ru", "Защитить города"),
    "Arabic": ("ar", "حماية المدن"),
    "Chinese": ("zh", "保护城镇"),
    "Devanagari": ("hi", "नगरों की रक्षा"),
    "Ethiopic": ("am", "ከተሞችን መጠበቅ"),
    "Burmese": ("my", "မြို့များကို ကာကွယ်ပါ"),
}


def made(markdown: str = "", **more: object) -> bytes:
    return make(LAYOUT, data=DATA | {"body": tree(markdown)} | more, made_at=AT)


def unpacked(pdf: bytes) -> bytes:
    """The file with its streams unpacked, as far as they are packed by Flate alone."""
    parts = [pdf]
    for match in re.finditer(rb"stream\r?\n(.+?)endstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(match.group(1)))
        except zlib.error:
            continue
    return b"".join(parts)


def test_the_packages_with_the_fonts_are_there():
    assert [name for name in FONT_PACKAGES if find_spec(name) is None] == []


def test_it_is_tagged_titled_and_says_that_it_is_accessible():
    pdf = unpacked(made("## Heading\n\n- one"))
    for sign in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid:part", b"/Lang", b"/H2"):
        assert sign in pdf, sign


def test_the_same_words_give_the_same_bytes_and_others_do_not():
    assert made("One") == made("One")
    assert made("One") != made("Two")


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_finds_a_font(script):
    language, words = SCRIPTS[script]
    direction = "rtl" if language == "ar" else "ltr"
    pdf = made(f"## {words}\n\n**{words}** *{words}*", language=language, direction=direction)
    assert pdf == made(
        f"## {words}\n\n**{words}** *{words}*", language=language, direction=direction
    )
    assert "[U+" not in words


def test_a_sign_without_a_font_is_replaced_by_its_number():
    assert made("Sign: \U00012000") == made("Sign: [U+12000]")


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("x")',
        '#read("/etc/passwd")',
        '#import "@preview/evil:1.0.0": *',
        "#sys.inputs",
        "$ x^2 #panic() $",
        '`#eval("panic()")`',
        "```typ\n#panic()\n```",
        "\\ #set page(width: 1pt)",
        "*#strong[x]_<a>@b",
        '"#(panic)()"',
        "\u202e#panic()\u202c",
    ],
)
def test_hostile_markdown_is_set_as_words_and_never_run(hostile):
    """Panicking code would refuse to be set; that the words come out proves that none was run."""
    assert made(hostile).startswith(b"%PDF-")
    assert made("", title=hostile, standfirst=hostile, people=hostile).startswith(b"%PDF-")


@pytest.mark.parametrize("word", ["é" * 60_000, "x" + "\U00012000" * 20_000, "中文" * 20_000])
def test_a_word_without_end_breaks_nothing(word):
    assert made(word).startswith(b"%PDF-")


def test_what_typst_cannot_set_is_refused_by_name(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    layout = tmp_path / "wrong.typ"
    layout.write_text("#panic()")
    with pytest.raises(PdfRefused):
        make(layout, data={}, made_at=AT)

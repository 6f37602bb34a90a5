"""Contrast, read from the stylesheets themselves: text at 7:1, edges and signs at 4.5:1."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAIR = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
THEMES = ("light", "dark")
GROUNDS = ("paper", "sheet", "sunk")
TEXT = [
    *((text, ground) for text in ("ink", "soft", "link") for ground in GROUNDS),
    *((level, ground) for level in ("crisis", "imminent", "concern") for ground in GROUNDS[:2]),
    *((tone, f"{tone}-wash") for tone in ("crisis", "imminent", "concern", "good", "bad")),
    *(("ink", f"{tone}-wash") for tone in ("imminent", "concern", "good", "bad")),
    *(("link", f"{tone}-wash") for tone in ("imminent", "concern", "good", "bad")),
    ("bad", "paper"),
    ("bad", "sheet"),
    ("on-deed", "deed"),
    ("on-deed", "deed-deep"),
    ("paper", "ink"),
    ("type", "ground"),
]
SIGNS = [
    *(("edge", ground) for ground in GROUNDS),
    *(("focus", ground) for ground in GROUNDS),
    *((level, "land") for level in ("crisis", "imminent", "concern")),
    ("deed", "paper"),
    ("ink", "rule"),
]
ADMIN_TEXT = [
    *((text, "body-bg") for text in ("body-fg", "body-quiet-color", "link-fg", "error-fg")),
    *((text, "darkened-bg") for text in ("body-fg", "body-quiet-color", "link-fg")),
    ("breadcrumbs-fg", "breadcrumbs-bg"),
    ("breadcrumbs-link-fg", "breadcrumbs-bg"),
    ("body-fg", "selected-row"),
    *(("button-fg", f"{name}-bg") for name in ("button", "default-button", "close-button")),
    *(("body-fg", f"message-{tone}-bg") for tone in ("info", "success", "warning", "error")),
]


def tokens(name: str) -> dict[str, tuple[str, str]]:
    text = (ROOT / "static" / "css" / name).read_text(encoding="utf-8")
    return {token: (light, dark) for token, light, dark in PAIR.findall(text)}


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def measured(stylesheet: str, over: str, under: str, theme: str) -> float:
    known, at = tokens(stylesheet), THEMES.index(theme)
    return contrast(known[over][at], known[under][at])


def test_the_measure_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_seven_to_one(text, ground, theme):
    assert measured("site.css", text, ground, theme) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("sign", "ground"), SIGNS)
def test_edges_and_signs_stand_out_four_and_a_half_to_one(sign, ground, theme):
    assert measured("site.css", sign, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), ADMIN_TEXT)
def test_text_in_the_admin_stands_out_seven_to_one(text, ground, theme):
    assert measured("admin.css", text, ground, theme) >= 7


def test_no_colour_is_used_that_is_not_a_token():
    text = (ROOT / "static" / "css" / "site.css").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-f]{3,6}\b", PAIR.sub("", text))
    assert re.search(r"--(\w[\w-]*): light-dark", text)

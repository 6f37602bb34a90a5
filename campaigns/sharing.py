"""What carries a campaign elsewhere: its address, its card, its poster. In the reader's language.

The card and the poster hold one person's story and never a count of victims. (D11; para 19) They
are drawn here, from words alone; no other site is asked for anything.
"""

import hashlib
import json
import logging
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from core.http import in_language
from core.markdown import plain
from core.pdf import make, picture
from core.pictures.cover import pattern
from core.pictures.qr import qr
from core.text import aggregate_figures

from .models import Campaign
from .models.words import Words

logger = logging.getLogger(__name__)

PAPERS = Path(__file__).resolve().parent / "papers"
SENTENCE_AT_MOST = 190
KEPT_FOR = 7 * 24 * 3600
# Light and dark, told by the reference like the cover of the page; colours of static/css/site.css.
INKS = (
    {"ground": "#f1ece1", "lines": "#d8d0c0", "type": "#1d1a16", "mark": "#982b0b"},
    {"ground": "#1d1a16", "lines": "#4d473e", "type": "#faf7f0", "mark": "#ff9c78"},
)
PAPER = {"lines": "#efe9dd", "mark": "#e9d5cd"}
SOFT = ("#4d473e", "#c2b9aa")
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s|$)|[。！？؟])", re.DOTALL)


class Card(NamedTuple):
    """Where the card of a campaign is to be had, and what it says."""

    path: str
    url: str
    alt: str


def address_of(campaign: Campaign) -> str:
    """Return the public address of a campaign in the language of the page that names it."""
    return f"{settings.BASE_URL}{in_language(campaign.get_absolute_url())}"


def card_of(campaign: Campaign, text: Words) -> Card:
    """Return the card's address, which changes with its words, and what it says in words."""
    data = card_data(campaign, text)
    plain_path = in_language(reverse("campaigns:card", args=[campaign.slug]))
    path = f"{plain_path}{'&' if '?' in plain_path else '?'}v={recipe(data)[:12]}"
    said = ". ".join(part.rstrip(".") for part in (data["title"], data["sentence"]) if part)
    return Card(path, f"{settings.BASE_URL}{path}", said)


def card_data(campaign: Campaign, text: Words) -> dict[str, Any]:
    """Return the words and inks of the card: typography from title and reference, one sentence."""
    reference = campaign.reference or ""
    dark = hashlib.sha256(reference.encode()).digest()[0] % 2
    inks = INKS[dark] | {"soft": SOFT[dark]}
    return {
        "title": text.title,
        "sentence": story_sentence(text),
        "reference": reference,
        "site": settings.SITE_NAME,
        "pattern": pattern(title=text.title, reference=reference, inks=inks),
        "inks": inks,
        **_script(text.language),
    }


def story_sentence(text: Words) -> str:
    """Return one sentence of the story for card and poster: none with a figure of victims. (D11)

    What the campaign wrote for sharing, else the first sentence of its story that fits.
    """
    written = text.share_text.strip()
    candidates = [written] if written else _SENTENCE.findall(plain(text.story))[:3]
    for sentence in candidates:
        short = " ".join(sentence.split())
        if len(short) <= SENTENCE_AT_MOST + 10 and not aggregate_figures(short):
            return short
    return ""


def card_png(campaign: Campaign, text: Words) -> bytes:
    """Return the card as PNG, 1200 by 630. Raises PdfRefused if its words cannot be set."""
    data = card_data(campaign, text)
    return _kept(recipe(data), lambda: picture(PAPERS / "card.typ", data=data))


def poster_pdf(campaign: Campaign, text: Words) -> bytes:
    """Return the poster as an accessible PDF, A4. Raises PdfRefused if it cannot be set."""
    address = address_of(campaign)
    data = {
        "title": text.title,
        "ask": text.ask,
        "story_title": text.story_title,
        "sentence": story_sentence(text),
        "reference": campaign.reference or "",
        "site": settings.SITE_NAME,
        "organisation": campaign.organisation.name,
        "what": _("What is asked"),
        "how": _("Sign it with your telephone, or here:"),
        "address": address,
        "qr": qr(address, label=address),
        "pattern": pattern(title=text.title, reference=campaign.reference or "", inks=PAPER),
        **_script(text.language),
    }
    made_at = campaign.launched_at or campaign.drafted_at
    return _kept(recipe(data), lambda: _poster(json.dumps(data), made_at))


def recipe(data: dict[str, Any]) -> str:
    """Return a name for what is made of these words: it differs when anything in it does."""
    layouts = _layouts()
    words = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{layouts}\n{words}".encode()).hexdigest()


def _poster(data: str, made_at: datetime) -> bytes:
    return make(PAPERS / "poster.typ", data=json.loads(data), made_at=made_at)


def _kept(name: str, draw: Callable[[], bytes]) -> bytes:
    """Return what lies in the cache under the name of its words, else draw it and put it there.

    It cannot be out of date, since other words have another name. Without the cache it is drawn
    each time, which is slow and right.
    """
    try:
        found = cache.get(f"drawn:{name}")
        if found is None:
            found = draw()
            cache.set(f"drawn:{name}", found, KEPT_FOR)
    except RedisError:
        logger.warning("The cache is away: a card or a poster is drawn anew each time.")
        found = draw()
    return found


@lru_cache(maxsize=1)
def _layouts() -> str:
    papers = sorted(PAPERS.glob("*.typ"))
    return hashlib.sha256(b"".join(paper.read_bytes() for paper in papers)).hexdigest()


def _script(language: str) -> dict[str, str]:
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return {"language": language.split("-")[0], "direction": direction}

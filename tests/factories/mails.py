"""Mails of alerts with an invented piece of news, as the outbox renders them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from alerts.models import Cadence, EventKind
from outbox.rendering import Ask, fill, fill_html, render

TOKEN = "WzEsMV0:1abcDE:k3Jd9-example"
VALUES = {
    "link": f"https://example.org/alerts/confirm/{TOKEN}/",
    "manage_url": f"https://example.org/alerts/manage/{TOKEN}/",
    "unsubscribe_url": f"https://example.org/alerts/unsubscribe/{TOKEN}/",
    "one_click_url": f"https://example.org/alerts/unsubscribe/{TOKEN}/",
    "because": "Upper Valley, River Province Watch",
}
WORDS = "The bridge at Tal Amer was closed on Monday. Three villages on the far side are cut off."
ARABIC = "أُغلق الجسر يوم الاثنين، وانقطعت الطريق عن ثلاث قرى على الضفة البعيدة."


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str
    html: str


def _brief() -> dict[str, str]:
    return {
        "happened": _("New brief"),
        "title": "Upper Valley: keep the bridge open",
        "lead_title": "",
        "lead": WORDS,
        "link": "https://example.org/briefs/upper-valley-bridge/",
        "deed": _("Read the brief"),
        "organisation": "River Province Watch",
    }


def _petition() -> dict[str, str]:
    return {
        "happened": _("New petition"),
        "title": "افتحوا الجسر",
        "lead_title": "أمينة، معلمة",
        "lead": ARABIC,
        "link": "https://example.org/campaigns/open-the-bridge/",
        "deed": _("Read the story and sign"),
        "organisation": "مرصد إقليم النهر",
    }


def _level() -> dict[str, str]:
    now = {"now": _("Current crisis"), "before": _("Imminent risk")}
    return _brief() | {
        "happened": _("The level has changed"),
        "title": "Upper Valley",
        "lead": _("Now: %(now)s. Before: %(before)s.") % now,
        "link": "https://example.org/situations/upper-valley/",
        "deed": _("Read the assessment"),
    }


def _digest() -> dict[str, Any]:
    groups = [
        {"title": "Upper Valley", "items": [_level(), _brief()]},
        {"title": "الوادي الأسفل", "items": [_petition()]},
    ]
    heading = ngettext(
        "News on %(situation)s and one other situation",
        "News on %(situation)s and %(count)s other situations",
        1,
    )
    return {
        "heading": heading % {"situation": "Upper Valley", "count": 1},
        "groups": groups,
        "more": 4,
        "more_link": "https://example.org/situations/",
    }


def _choice() -> dict[str, Any]:
    kinds = [kind.value for kind in EventKind]
    return {"topic": "Upper Valley", "cadence": str(Cadence.DAILY.label), "kinds": kinds}


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "alert": _brief,
    "already_following": _choice,
    "confirm_subscription": _choice,
    "digest": _digest,
    "your_link": dict,
}


def sample_mail(name: str, language: str) -> Mail:
    """Return one mail of alerts in one language, with every value in its place."""
    with override(language):
        context = SAMPLES[name]()
    ask = Ask(
        template=f"alerts/email/{name}",
        language=language,
        stream="bulk",
        names=tuple(VALUES),
        context=json.dumps(context, sort_keys=True),
        site_name=settings.SITE_NAME,
        base_url="https://example.org",
    )
    made = render(ask)
    return Mail(
        subject=fill(made.subject, VALUES),
        text=fill(made.text, VALUES),
        html=fill_html(made.html, VALUES),
    )

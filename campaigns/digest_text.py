"""Many letters as one: what a digest to an office says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.countries import country_name
from officials.models import Post

from .letter_text import Author, LetterText, in_paragraphs, office_lead, opening_of, with_pledges
from .letter_wording import Wording, fact_lines, site_language
from .models import LetterAction

# Fewer than this from a country stand among the others: they could be found out.
NAMED_FROM = 5


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What a digest is made of: how many, from where, since when; own words and names."""

    number: int
    countries: Mapping[str, int]
    since: date
    until: date
    own: Sequence[Author] = ()
    names: Sequence[str] = field(default_factory=list)


def compose_digest(
    *,
    letter_action: LetterAction,
    post: Post,
    wording: Wording,
    gathered: Gathered,
    reference: str,
) -> LetterText:
    """Return the digest to whoever holds the office on its last day.

    It says how many people wrote the same and from where, names only those who agreed, and gives in
    full what any of them wrote in words of their own.
    """
    on, campaign = gathered.until, letter_action.campaign
    form = post.salutation(on=on)
    language = site_language(wording.language)
    with override(language):
        parts = [
            *opening_of(post, form),
            _opening(gathered, campaign.title),
            with_pledges(wording.statement, post, wording.language, on),
            fact_lines(wording.facts, wording.language),
            _by_country(gathered.countries, language),
            *(_in_own_words(author, language) for author in gathered.own),
            _named(gathered.names),
            f"{form.closing}\n{campaign.organisation.name}",
            f"{_end(letter_action, reference)}\n{office_lead(post, wording.language)}",
        ]
        count = _("Letters: %(number)s") % {"number": gathered.number}
    return LetterText(
        subject=f"{wording.subject} – {count} ({reference})",
        body=in_paragraphs(parts),
    )


def _end(letter_action: LetterAction, reference: str) -> str:
    campaign = letter_action.campaign
    words = _(
        "%(organisation)s sends these letters together through %(site)s, so as not to fill"
        " your mailbox: %(url)s. Please keep the reference %(reference)s in an answer; it"
        " is told to all who wrote."
    )
    return "—\n" + words % {
        "organisation": campaign.organisation.name,
        "site": settings.SITE_NAME,
        "url": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
        "reference": reference,
    }


def _opening(gathered: Gathered, title: str) -> str:
    return _(
        "People wrote to you in the campaign “%(title)s” between %(since)s and %(until)s:"
        " %(number)s. This is what they ask of you:"
    ) % {
        "title": title,
        "since": date_format(gathered.since, "DATE_FORMAT"),
        "until": date_format(gathered.until, "DATE_FORMAT"),
        "number": gathered.number,
    }


def _by_country(countries: Mapping[str, int], language: str) -> str:
    counts: Counter[str] = Counter()
    for code, number in countries.items():
        counts[code if number >= NAMED_FROM else ""] += number
    others = counts.pop("", 0)
    lines = [
        f"– {country_name(code, language)}: {number}"
        for code, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    if others and lines:
        lines.append("– " + _("other countries") + f": {others}")
    return "\n".join([_("Where they live:"), *lines]) if lines else ""


def _in_own_words(author: Author, language: str) -> str:
    who = author.name or _("Name withheld for the writer's safety")
    return f"“{author.own_words.strip()}”\n{who}, {country_name(author.country, language)}"


def _named(names: Sequence[str]) -> str:
    if not names:
        return ""
    return _("Among those who wrote:") + " " + ", ".join(sorted(names))

"""A letter as it will be read: from its parts to subject and text."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.countries import country_name
from officials.models import Post
from situations.pledges import pledges_in_words

from .models import LetterAction

# Where an organisation's statement wants the office's State reminded of its own word.
PLEDGES = "[[pledges]]"


@dataclass(frozen=True, kw_only=True)
class Author:
    """What a citizen gave: for the letter, and to be told what became of it."""

    name: str
    email: str
    country: str
    own_words: str = ""


@dataclass(frozen=True)
class LetterText:
    subject: str
    body: str

    @property
    def whole(self) -> str:
        return f"{self.subject}\n\n{self.body}"


def compose_letter(
    *, letter_action: LetterAction, post: Post, author: Author, reference: str, on: date
) -> LetterText:
    """Return the letter to whoever holds the office on the day, in the form the office uses.

    Own words first, for they are what an office reads; the organisation's statement after them.
    """
    campaign = letter_action.campaign
    form = post.salutation(on=on)
    language = campaign.language
    with override(language):
        end = _(
            "%(name)s wrote this letter through %(site)s, in the campaign “%(title)s” of"
            " %(organisation)s: %(url)s. Please keep the reference %(reference)s in an answer."
        ) % {
            "name": author.name,
            "site": settings.SITE_NAME,
            "title": campaign.title,
            "organisation": campaign.organisation.name,
            "url": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
            "reference": reference,
        }
    office = post.office_in(post.language)
    head = [form.envelope_name, office, post.institution.name]
    parts = [
        "\n".join(dict.fromkeys(head)),
        form.salutation,
        author.own_words,
        _with_pledges(letter_action.statement, post, campaign.language, on),
        f"{form.closing}\n{author.name}\n{country_name(author.country, language)}",
        f"—\n{end}",
    ]
    return LetterText(
        subject=f"{letter_action.subject} ({reference})",
        body="\n\n".join(part.strip() for part in parts if part.strip()) + "\n",
    )


def _with_pledges(statement: str, post: Post, language: str, on: date) -> str:
    """Put what the office's State stands by, on the day the letter leaves, where it is asked for.

    A pledge that was withdrawn by then is not cited. (Evans 2007, para 44)
    """
    if PLEDGES not in statement:
        return statement
    country = post.institution.country
    said = pledges_in_words(country=country, on=on, language=language) if country else ""
    return statement.replace(PLEDGES, said).replace("\n\n\n\n", "\n\n")

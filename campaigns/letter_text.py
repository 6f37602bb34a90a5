"""A letter as it will be read: from its parts to subject and text."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.countries import country_name
from officials.models import Post

from .models import LetterAction


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
        letter_action.statement,
        f"{form.closing}\n{author.name}\n{country_name(author.country, language)}",
        f"—\n{end}",
    ]
    return LetterText(
        subject=f"{letter_action.subject} ({reference})",
        body="\n\n".join(part.strip() for part in parts if part.strip()) + "\n",
    )

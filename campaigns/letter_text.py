"""A letter as it will be read: from its parts to subject and text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.countries import country_name
from core.templatetags.bidi_tags import isolated
from officials.models import Post
from officials.models.address import Salutation
from situations.pledges import pledges_in_words

from .letter_wording import Wording, current_facts, fact_lines, site_language, wording_of
from .models import Campaign, LetterAction

# Where an organisation's statement wants the office's State reminded of its own word.
PLEDGES = "[[pledges]]"


@dataclass(frozen=True, kw_only=True)
class Author:
    """What a citizen gave: for the letter, and to be told what became of it."""

    name: str
    email: str
    country: str
    own_words: str = ""
    name_in_digest: bool = False


@dataclass(frozen=True)
class LetterText:
    subject: str
    body: str

    @property
    def whole(self) -> str:
        return f"{self.subject}\n\n{self.body}"


def compose_letter(
    *,
    letter_action: LetterAction,
    post: Post,
    author: Author,
    reference: str,
    on: date,
    wording: Wording | None = None,
) -> LetterText:
    """Return the letter to whoever holds the office on the day, in the form the office uses.

    Own words first, for they are what an office reads; the organisation's statement after them,
    then the facts with their sources. An author without a name is not named in it. Without a
    wording, in the action's own. Without a reference it is one that its writer sends without us,
    and does not speak of us.
    """
    wording = wording or wording_of(
        letter_action=letter_action, variant=None, facts=current_facts(letter_action)
    )
    form = post.salutation(on=on)
    language = wording.language
    parts = [
        *opening_of(post, form),
        author.own_words,
        with_pledges(wording.statement, post, language, on),
        fact_lines(wording.facts, language),
        f"{form.closing}\n{_signature(author, language)}",
    ]
    if reference:
        end = _end(letter_action.campaign, author, language, reference)
        parts.append(f"{end}\n{office_lead(post, language)}")
    return LetterText(
        subject=f"{wording.subject} ({reference})" if reference else wording.subject,
        body=in_paragraphs(parts),
    )


def opening_of(post: Post, form: Salutation) -> list[str]:
    """Return how a letter to the office begins: to whom it goes, and the salutation."""
    head = [form.envelope_name, post.office_in(post.language), post.institution.name]
    return ["\n".join(dict.fromkeys(head)), form.salutation]


def in_paragraphs(parts: Iterable[str]) -> str:
    """Return the parts that say something, a blank line between them."""
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _signature(author: Author, language: str) -> str:
    with override(site_language(language)):
        withheld = _("Name withheld for the writer's safety")
    return f"{author.name or withheld}\n{country_name(author.country, site_language(language))}"


def _end(campaign: Campaign, author: Author, language: str, reference: str) -> str:
    """Say through whom it was written, and by what an answer is known."""
    with override(site_language(language)):
        values = {
            "name": isolated(author.name),
            "site": settings.SITE_NAME,
            "title": isolated(campaign.title),
            "organisation": isolated(campaign.organisation.name),
            "url": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
            "reference": reference,
        }
        if author.name:
            words = _(
                "%(name)s wrote this letter through %(site)s, in the campaign “%(title)s” of"
                " %(organisation)s: %(url)s. Please keep the reference %(reference)s in an answer."
            )
        else:
            words = _(
                "This letter was written through %(site)s, in the campaign “%(title)s” of"
                " %(organisation)s: %(url)s. Please keep the reference %(reference)s in an answer."
            )
    return "—\n" + words % values


def office_lead(post: Post, language: str) -> str:
    """Say in a line where the office can answer, correct the directory, or stop its letters.

    In its own language where the site speaks it: the words, and the page.
    """
    spoken = site_language(language)
    page = f"{settings.BASE_URL}{reverse('campaigns:office_page', args=[post.slug])}"
    with override(spoken):
        words = _("Answer, correct something or stop such letters: %(page)s")
    return words % {"page": page if spoken == "en" else f"{page}?lang={spoken}"}


def with_pledges(statement: str, post: Post, language: str, on: date) -> str:
    """Put what the office's State stands by, on the day the letter leaves, where it is asked for.

    A pledge that was withdrawn by then is not cited. (Evans 2007, para 44)
    """
    if PLEDGES not in statement:
        return statement
    country = post.institution.country
    said = pledges_in_words(country=country, on=on, language=language) if country else ""
    return statement.replace(PLEDGES, said).replace("\n\n\n\n", "\n\n")

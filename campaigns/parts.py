"""The steps that a campaign is written in, in the order in which the desk leads through them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.rules import Text

from .forms import desk as forms
from .forms.letter_desk import LetterActionForm
from .models import Campaign
from .services.campaign import (
    write_campaign,
    write_petition,
    write_signing,
)
from .services.letter_actions import write_letter_action
from .wording import Finding


@dataclass(frozen=True)
class Part:
    """One step: what it is called and asks, its form, the deed that saves it.

    `fields` are those of the checklist that it answers for. A step without a form has a page of
    its own, at `address`.
    """

    name: str
    label: Text
    question: Text
    form: type[forms.PartForm] | None
    write: Callable[..., Campaign]
    fields: frozenset[str]
    address: str = ""

    def findings(self, found: Iterable[Finding]) -> list[Text]:
        """Return the messages that stand beside a field of this step."""
        return [message for field, message in found if field in self.fields]

    def url(self, campaign: Campaign) -> str:
        if self.address:
            return reverse(self.address, args=[campaign.pk])
        return reverse("campaigns:desk_part", args=[campaign.pk, self.name])


@dataclass(frozen=True)
class PartState:
    """A step of one campaign: where it is written, what blocks it, whether somebody was there."""

    part: Part
    url: str
    blockers: list[Text]
    is_done: bool
    is_here: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still waits: nobody went through it, or something blocks it."""
        return bool(self.blockers) or not self.is_done


def _part(name: str, label: Text, question: Text, form: type[forms.PartForm], **more: Any) -> Part:
    fields = frozenset(more.get("fields", form.base_fields))
    return Part(name, label, question, form, more.get("write", write_campaign), fields)


PARTS = {
    part.name: part
    for part in (
        _part(
            "situation",
            _("Situation"),
            _("Which situation is it about?"),
            forms.SituationForm,
        ),
        _part("ask", _("Ask"), _("What is asked, and how far does it go?"), forms.AskForm),
        Part(
            "addressees",
            _("Addressees"),
            _("Which offices can do it?"),
            None,
            write_campaign,
            frozenset({"addressees"}),
            "campaigns:desk_addressees",
        ),
        _part(
            "story", _("Story"), _("Whose story opens it, and who agreed to that?"), forms.StoryForm
        ),
        _part("facts", _("Facts"), _("Which figures stand below the form?"), forms.FactsForm),
        _part(
            "petition",
            _("Petition and goal"),
            _("What do people put their names to?"),
            forms.PetitionForm,
            write=write_petition,
            fields=["petition"],
        ),
        _part(
            "signing",
            _("Fields asked"),
            _("What is asked of those who sign?"),
            forms.SigningForm,
            write=write_signing,
        ),
        _part(
            "letter",
            _("Letters"),
            _("Are people invited to write letters too?"),
            LetterActionForm,
            write=write_letter_action,
            fields=["letter"],
        ),
        _part(
            "partner",
            _("Partner from the region"),
            _("Who from the region runs it with you?"),
            forms.PartnerForm,
        ),
        Part(
            "languages",
            _("Languages"),
            _("In which other languages can people read and sign it?"),
            None,
            write_campaign,
            frozenset({"languages"}),
            "campaigns:desk_languages",
        ),
        _part("dates", _("Dates"), _("From when to when does it run?"), forms.DatesForm),
    )
}


def steps_of(campaign: Campaign, blockers: list[Finding], *, here: str = "") -> list[PartState]:
    """Return the steps of a campaign in their order, each with how it stands."""
    return [
        PartState(
            part,
            part.url(campaign),
            part.findings(blockers),
            is_done=part.name in campaign.steps_done,
            is_here=part.name == here,
        )
        for part in PARTS.values()
    ]


def next_url(campaign: Campaign, name: str) -> str:
    """Return where the step after this one is written; after the last, the campaign's own page."""
    return _beside(campaign, name, 1)


def previous_url(campaign: Campaign, name: str) -> str:
    """Return where the step before this one is written; before the first, the campaign's page."""
    return _beside(campaign, name, -1)


def _beside(campaign: Campaign, name: str, distance: int) -> str:
    names = list(PARTS)
    place = names.index(name) + distance
    if 0 <= place < len(names):
        return PARTS[names[place]].url(campaign)
    return reverse("campaigns:desk_campaign", args=[campaign.pk])

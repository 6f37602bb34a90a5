"""The parts that a campaign is written in, in the order in which the desk leads through them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.rules import Text

from .checklist import Finding
from .forms import desk as forms
from .models import Campaign
from .services.campaign import write_campaign, write_letter_action, write_petition


@dataclass(frozen=True)
class Part:
    """One part: how it is called, its form, the deed that saves it, the fields it answers for."""

    name: str
    label: Text
    form: type[forms.PartForm] | None
    write: Callable[..., Campaign]
    fields: frozenset[str]

    def findings(self, found: Iterable[Finding]) -> list[Text]:
        """Return the messages that stand beside a field of this part."""
        return [message for field, message in found if field in self.fields]


@dataclass(frozen=True)
class PartState:
    """A part of one campaign: where it is written, and what blocks it."""

    part: Part
    url: str
    blockers: list[Text]


def _part(name: str, label: Text, form: type[forms.PartForm], **more: Any) -> Part:
    fields = frozenset(more.get("fields", form.base_fields))
    return Part(name, label, form, more.get("write", write_campaign), fields)


PARTS = {
    part.name: part
    for part in (
        _part("ask", _("Situation and ask"), forms.AskForm),
        Part("addressees", _("Addressees"), None, write_campaign, frozenset({"addressees"})),
        _part("story", _("Story"), forms.StoryForm),
        _part("facts", _("Facts"), forms.FactsForm),
        _part(
            "petition",
            _("Petition"),
            forms.PetitionForm,
            write=write_petition,
            fields=["petition"],
        ),
        _part(
            "letter",
            _("Letters"),
            forms.LetterActionForm,
            write=write_letter_action,
            fields=["letter"],
        ),
        _part("partner", _("Partner from the region"), forms.PartnerForm),
        _part("dates", _("Dates"), forms.DatesForm),
    )
}


def part_of(campaign: Campaign, part: Part, blockers: Iterable[Finding]) -> PartState:
    """Return a part as the desk lists it."""
    if part.form is None:
        url = reverse("campaigns:desk_addressees", args=[campaign.pk])
    else:
        url = reverse("campaigns:desk_part", args=[campaign.pk, part.name])
    return PartState(part, url, part.findings(blockers))

"""Forms of the desk for testimony and the consent to it."""

from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.conf import settings
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.forms import LineField, TextField, page_helper
from situations.models import Incident, Situation, Testimony
from situations.models.evidence_choices import ConsentForm as ConsentGiven
from situations.models.evidence_choices import Use

from .fields import DayField, area, many, offer


class TestimonyForm(forms.Form):
    """What a witness told, and which of these words may be quoted."""

    situation = forms.ModelChoiceField(
        label=_("Situation"), queryset=Situation.objects.none(), empty_label=_("Choose")
    )
    incident = forms.ModelChoiceField(
        label=_("Incident"),
        queryset=Incident.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    taken_on = DayField(label=_("Taken on"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    pseudonym = LineField(
        label=_("Called, in public"),
        max_length=80,
        help_text=_("Like “a baker”. No name is asked for and none should stand here."),
    )
    account = TextField(
        label=_("Account"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Only those who write or decide for the organisation read this."),
    )
    excerpt = area(
        label=_("Words that may be quoted"),
        rows=4,
        max_length=2000,
        help_text=_("As they were said. Nothing by which somebody could be found."),
    )

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        testimony: Testimony | None = None,
        **kwargs: Any,
    ):
        if testimony:
            kwargs.setdefault("initial", model_to_dict(testimony, fields=list(self.base_fields)))
        super().__init__(*args, **kwargs)
        offer(self, "situation", Situation.objects.in_organisation(organisation))
        if testimony:
            del self.fields["situation"]
            offer(self, "incident", Incident.objects.by_hand_in(testimony.situation))
        else:
            del self.fields["incident"]
        self.helper = page_helper(
            *(name for name in ("situation", "incident") if name in self.fields),
            Row("taken_on", "language"),
            "pseudonym",
            "account",
            "excerpt",
            submit=_("Save the testimony"),
        )


class ConsentForm(forms.Form):
    """What the witness agrees to from now on; nothing is ticked beforehand."""

    uses = many(Use.choices, label=_("The witness agrees to"))
    form = forms.ChoiceField(label=_("Given"), choices=ConsentGiven.choices)
    language = forms.ChoiceField(label=_("In which language"), choices=settings.LANGUAGES)
    given_on = DayField(label=_("Given on"))
    expires_on = DayField(
        label=_("Good until"), required=False, help_text=_("Left empty: until it is taken back.")
    )
    explained = TextField(
        label=_("What was explained"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Who you are, what it is for, who will see it, how it is kept, what may come of it, and"
            " that it can be refused and taken back."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["uses"].required = True
        self.helper = page_helper(
            "uses",
            Row("form", "language"),
            Row("given_on", "expires_on"),
            "explained",
            submit=_("Record this consent"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("given_on"), data.get("expires_on")
        if first and last and last < first:
            self.add_error("expires_on", _("It cannot end before it was given."))
        return data

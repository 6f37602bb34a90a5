"""Forms of the desk for sources, items of evidence and files to import."""

from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.forms import LineField, page_helper
from situations.models import Item, Situation, Source
from situations.models.evidence_choices import Credibility, Dataset, Reliability, SourceKind

from .details import CHOOSE
from .fields import DayField, area, offer, one_of


class SourceForm(forms.Form):
    """Who says so, and how far that can be relied upon."""

    name = LineField(
        label=_("Name"),
        max_length=160,
        help_text=_("A witness gets words of yours here, like “baker, lower town”, no name."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[CHOOSE, *SourceKind.choices])
    reliability = one_of(
        [(sign, f"{sign} · {words}") for sign, words in Reliability.choices],
        label=_("How far can it be relied upon, whatever it says this time?"),
    )
    takes_from = forms.ModelChoiceField(
        label=_("Takes its reports from"),
        queryset=Source.objects.none(),
        required=False,
        empty_label=_("Nobody: it speaks for itself"),
        help_text=_("Two papers that print one agency are not two sources."),
    )
    is_public = forms.BooleanField(
        label=_("May be named in public"),
        required=False,
        help_text=_("Never tick this for somebody who could be harmed."),
    )
    url = forms.URLField(label=_("Address"), required=False, assume_scheme="https")
    note = area(label=_("Note"), help_text=_("Why this grade; what to be careful about."))

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        source: Source | None = None,
        **kwargs: Any,
    ):
        if source:
            kwargs.setdefault("initial", model_to_dict(source, fields=list(self.base_fields)))
        super().__init__(*args, **kwargs)
        self.fields["reliability"].required = True
        self.initial.setdefault("reliability", Reliability.F)
        others = Source.objects.roots().in_organisation(organisation)
        offer(self, "takes_from", others.exclude(pk=source.pk) if source else others)
        self.helper = page_helper(
            "name",
            "kind",
            "reliability",
            "takes_from",
            "is_public",
            "url",
            "note",
            submit=_("Save the source"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == SourceKind.WITNESS and data.get("is_public"):
            self.add_error("is_public", _("A witness is never named as a source."))
        return data


class ItemForm(forms.Form):
    """What a source says of the incident, with the file if there is one."""

    source = forms.ModelChoiceField(
        label=_("Source"), queryset=Source.objects.none(), empty_label=_("Choose")
    )
    what = LineField(
        label=_("What it is"), max_length=200, help_text=_("Like “Photograph of the burnt stalls”.")
    )
    reference = area(label=_("Where it stands"), help_text=_("Title, page, number, date."))
    url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    captured_on = DayField(label=_("Made or seen on"), required=False)
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_(
            "Picture (JPEG, PNG, WebP), PDF, text, sound or film. It is kept byte by byte; of a"
            " picture a copy is made without the place, time and camera that it carries."
        ),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "source", Source.objects.in_organisation(organisation))
        self.helper = page_helper(
            Row("source", "captured_on"), "what", "reference", "url", "file", submit=_("Add it")
        )


class GradeForm(forms.Form):
    """How credible one item is, whoever says it."""

    credibility = forms.TypedChoiceField(
        label=_("How credible is this, whoever says it?"),
        choices=[(sign, f"{sign} · {words}") for sign, words in Credibility.choices],
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any):
        kwargs.setdefault("initial", {"credibility": item.credibility})
        super().__init__(*args, **kwargs)
        self.helper = page_helper("credibility", submit=_("Save the grade"))


class PictureForm(forms.Form):
    """The words for those who do not see a picture."""

    description = LineField(
        label=_("What the picture shows, in words"),
        max_length=300,
        help_text=_(
            "For those who cannot see it. Look once more: no face, no number plate, no house that"
            " gives somebody away."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper("description", submit=_("Show this copy in public"))


class ImportForm(forms.Form):
    """A file of incidents for one situation."""

    situation = forms.ModelChoiceField(
        label=_("Situation"), queryset=Situation.objects.none(), empty_label=_("Choose")
    )
    dataset = one_of(Dataset.choices, label=_("Data set"))
    source = forms.ModelChoiceField(
        label=_("Source"),
        queryset=Source.objects.none(),
        empty_label=_("Choose"),
        help_text=_("The data set as one of your sources; its grade holds for every incident."),
    )
    file = forms.FileField(
        label=_("File"), help_text=_("CSV in UTF-8, as the publisher gives it. Any number of rows.")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["dataset"].required = True
        offer(self, "situation", Situation.objects.in_organisation(organisation))
        offer(self, "source", Source.objects.in_organisation(organisation))
        self.helper = page_helper(
            "situation", "dataset", "source", "file", submit=_("Look it through")
        )

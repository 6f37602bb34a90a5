"""What readers ask of the directory, and the file that staff hand in."""

from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.countries import country_choices
from core.forms import LineField, page_helper

from .importing.sheet import MAX_BYTES
from .models import Institution, Post, ProposedField


class DirectoryForm(forms.Form):
    """Filters of the public list. They stand in its address, so that a view can be passed on."""

    q = LineField(label=_("Office, institution or name"), max_length=100, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    institution = forms.ModelChoiceField(
        label=_("Institution"),
        queryset=Institution.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("All institutions"),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        everywhere = [("", _("All countries"))]
        fields: dict[str, Any] = self.fields
        fields["country"].choices = everywhere + Post.objects.public().countries()
        fields["institution"].queryset = Institution.objects.with_posts()
        self.fields["q"].widget.attrs["class"] = "form-control"
        for name in ("country", "institution"):
            self.fields[name].widget.attrs["class"] = "form-select"

    @cached_property
    def asked(self) -> dict[str, Any]:
        """The filters that are set and make sense; one that does not narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        return {
            "words": said.get("q", ""),
            "country": said.get("country", ""),
            "institution": said.get("institution"),
        }


class ImportForm(forms.Form):
    """A CSV or Popolo file of officials."""

    file = forms.FileField(
        label=_("CSV or Popolo JSON file"),
        help_text=_("CSV in UTF-8 if it can be, with commas or semicolons. Up to 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv,.json,application/json"}),
    )
    country = forms.ChoiceField(
        label=_("Country of its institutions"),
        help_text=_("Of a Popolo file, which does not say it. A CSV file says it in each row."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["country"].choices = [("", "–"), *country_choices()]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it."))
        return file


class DirectoryCorrectionForm(forms.Form):
    """What is wrong of an office in the directory, and how it should read."""

    field = forms.ChoiceField(label=_("What is wrong?"), choices=ProposedField.choices)
    value = LineField(
        label=_("How should it read?"),
        max_length=300,
        help_text=_("For a holder: the name and since when. No private addresses or numbers."),
    )


class ProposalForm(DirectoryCorrectionForm):
    """A correction by the public. Nothing of whoever fills it in is asked."""

    source_url = forms.URLField(
        label=_("A page that says so"),
        max_length=300,
        help_text=_("An official page if there is one. Nothing is changed without a source."),
    )
    website = forms.CharField(label=_("Leave this empty"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(
            "field",
            "value",
            "source_url",
            Field("website", wrapper_class="trap"),
            submit=_("Send the correction"),
            csrf=False,
        )

    @property
    def trapped(self) -> bool:
        """Whether a program filled in what nobody sees."""
        return bool(self.cleaned_data.get("website"))

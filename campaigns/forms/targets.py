"""What is chosen at the desk about whom letters go to, and noted of offices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Position, RuleKind, Strategy
from core.countries import country_choices
from core.forms import LineField, page_helper
from officials.models import Institution, Post, PostRole

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
ANY = [("", "–")]


class OfficeField(forms.ModelChoiceField):
    """A choice of offices, by what they are called and where."""

    def label_from_instance(self, post: Post) -> str:
        return f"{post.label}, {post.institution}"


class StrategyForm(forms.Form):
    """Which of the offices that fit a writer gets."""

    strategy = forms.ChoiceField(
        label=_("Of the offices that fit, a person writes to"), choices=Strategy.choices
    )
    most = forms.IntegerField(
        label=_("At most"),
        min_value=1,
        max_value=20,
        initial=5,
        help_text=_("Offices that one person writes to. Where the writer chooses, it is one."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper("strategy", "most", submit="")
        self.helper.form_tag = False


class RuleForm(forms.Form):
    """One rule. The service says which of the fields its kind needs."""

    kind = forms.ChoiceField(label=_("Write to"), choices=RuleKind.choices)
    institution = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Institution.objects.none(),
        required=False,
        help_text=_("For its members: the Security Council, a regional organisation."),
    )
    on = forms.DateField(
        label=_("Its members on the day"),
        required=False,
        widget=DAY,
        help_text=_("Empty: on the day of writing."),
    )
    role = forms.ChoiceField(
        label=_("Kind of office"),
        choices=[*ANY, *PostRole.choices],
        required=False,
        help_text=_("Of members: permanent representatives unless you say otherwise."),
    )
    post = OfficeField(label=_("Office"), queryset=Post.objects.none(), required=False)
    country = forms.ChoiceField(
        label=_("Only of the country"),
        required=False,
        help_text=_("For every office of a kind, and for embassies."),
    )
    fallback = forms.BooleanField(label=_("Only if nothing else fits"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["institution"].queryset = Institution.objects.with_members()
        fields["post"].queryset = Post.objects.addressable().select_related("institution")
        fields["country"].choices = [*ANY, *country_choices()]
        self.helper = page_helper(*self.fields, submit="")
        self.helper.form_tag = False


class StanceForm(forms.Form):
    """Where an office stands, what that rests on, and as of when."""

    post = OfficeField(label=_("Office"), queryset=Post.objects.none())
    position = forms.ChoiceField(label=_("It is"), choices=Position.choices)
    noted_on = forms.DateField(label=_("As of"), widget=DAY)
    note = LineField(label=_("What that rests on"), max_length=300, required=False)
    source_url = forms.URLField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["post"].queryset = Post.objects.active().select_related("institution")
        self.helper = page_helper(*self.fields, submit="")
        self.helper.form_tag = False


class LookForm(forms.Form):
    """The country of a supporter for whom the rules are tried."""

    country = forms.ChoiceField(label=_("A supporter in"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["country"].choices = [*ANY, *country_choices()]
        fields["country"].widget.attrs["class"] = "form-select"

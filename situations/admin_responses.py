"""Staff read what is done about situations, and keep the record of what States put their names to.

Worksheets and reviews are written and decided at the desk, by several people. A State's word is
recorded here; it is withdrawn or struck out with a reason, and never deleted.
"""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.admin import ReadOnlyAdmin

from .forms.fields import DayField
from .models import (
    CriterionAnswer,
    ForceWorksheet,
    Instrument,
    OutcomeReview,
    RungConsidered,
    SanctionsCheck,
    StateCommitment,
    WorksheetApproval,
)
from .services import record_commitment, strike_commitment, withdraw_commitment


class PartInline(admin.StackedInline):
    """Parts of what is read."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AnswerInline(PartInline):
    model = CriterionAnswer


class RungInline(PartInline):
    model = RungConsidered


class ApprovalInline(PartInline):
    model = WorksheetApproval


@admin.register(ForceWorksheet)
class ForceWorksheetAdmin(ReadOnlyAdmin):
    list_display = ("situation", "number", "status", "authority", "finding", "as_of", "author")
    list_filter = ("status", "authority", "finding")
    list_select_related = ("situation", "author")
    search_fields = ("situation__name", "situation__reference", "author__email")
    date_hierarchy = "as_of"
    inlines = (AnswerInline, RungInline, ApprovalInline)


@admin.register(OutcomeReview)
class OutcomeReviewAdmin(ReadOnlyAdmin):
    list_display = ("situation", "result", "is_arguable", "status", "as_of", "author")
    list_filter = ("status", "result", "is_arguable")
    list_select_related = ("situation", "author")
    search_fields = ("situation__name", "situation__reference", "account", "author__email")
    date_hierarchy = "as_of"


@admin.register(SanctionsCheck)
class SanctionsCheckAdmin(ReadOnlyAdmin):
    list_display = ("measure", "checked_on", "application", "source")
    list_filter = ("application",)
    list_select_related = ("measure",)
    search_fields = ("measure__what", "measure__situation__name", "finding")
    date_hierarchy = "checked_on"


@admin.register(Instrument)
class InstrumentAdmin(ReadOnlyAdmin):
    """The list comes with the site; it is read here."""

    list_display = ("title", "symbol", "body", "year", "is_joined")
    list_filter = ("body", "is_joined")
    search_fields = ("title", "symbol")


class NewCommitmentForm(forms.ModelForm):
    class Meta:
        model = StateCommitment
        fields = ("territory", "instrument", "since", "since_precision", "source", "note")

    def clean_since(self) -> date:
        day: date = self.cleaned_data["since"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class EndForm(forms.ModelForm):
    """What can happen to a record: it is withdrawn, or struck out as mistaken."""

    withdrawn_on = DayField(label=_("Withdrawn as of"), required=False)
    withdrawn_source = forms.CharField(
        label=_("Source of the withdrawal"), max_length=300, required=False
    )
    mistake = forms.CharField(
        label=_("Struck out, because"),
        max_length=300,
        required=False,
        help_text=_("Only if the entry is mistaken. It is shown no more, and kept."),
    )

    class Meta:
        model = StateCommitment
        fields = ()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        day = said.get("withdrawn_on")
        if day and (day < self.instance.since or day > timezone.localdate()):
            self.add_error("withdrawn_on", _("A withdrawal lies between the beginning and today."))
        if day and not said.get("withdrawn_source", "").strip():
            self.add_error("withdrawn_source", _("Name the source."))
        return said


@admin.register(StateCommitment)
class StateCommitmentAdmin(admin.ModelAdmin):
    """Recorded with its source; afterwards withdrawn or struck out, through the services."""

    list_display = ("territory", "instrument", "beginning", "until", "is_struck")
    list_filter = ("instrument", ("until", admin.EmptyFieldListFilter))
    list_select_related = ("territory", "instrument")
    search_fields = ("territory__name_en", "territory__code", "instrument__title", "source")
    autocomplete_fields = ("territory", "instrument")

    @admin.display(boolean=True, description=_("struck out"))
    def is_struck(self, commitment: StateCommitment) -> bool:
        return commitment.struck_at is not None

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = EndForm if obj else NewCommitmentForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return NewCommitmentForm.Meta.fields
        return (*self.get_readonly_fields(request, obj), *EndForm.declared_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        said = NewCommitmentForm.Meta.fields
        return (*said, "until", "until_source", "struck_at", "struck_reason")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Leave it to the service; what it refuses is answered with its reason."""
        actor, said = cast(User, request.user), form.cleaned_data
        if change:
            _end(obj, actor, said)
        else:
            obj.pk = record_commitment(actor=actor, **said).pk


def _end(commitment: StateCommitment, actor: User, said: dict[str, Any]) -> None:
    day: date | None = said["withdrawn_on"]
    if day:
        withdraw_commitment(
            commitment=commitment, actor=actor, until=day, source=said["withdrawn_source"]
        )
    if said["mistake"]:
        strike_commitment(commitment=commitment, actor=actor, reason=said["mistake"])

"""Staff look at everything, and correct what is not a judgement.

Assessments and briefs are written, decided and published at the desk, by two people; staff read
them here. What was decided or published nobody changes, PostgreSQL neither.
"""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin import Untouched, do_for_each
from accounts.models import User

from . import (  # noqa: F401 - what they register is found by the admin
    admin_briefs,
    admin_evidence,
    admin_responses,
    admin_warnings,
)
from .models import (
    ActorRole,
    Area,
    Assessment,
    Brief,
    Citation,
    Figure,
    Measure,
    Occasion,
    PopulationAtRisk,
    Recommendation,
    RiskFactor,
    RiskIndicator,
    RiskRating,
    Situation,
    Territory,
    Trigger,
)
from .services import remove_measure, update_situation


class LookOnly(Untouched):
    """Read, not changed."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadInline(admin.TabularInline):
    """Rows of what is read."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class FigureInline(ReadInline):
    model = Figure


class ActorInline(ReadInline):
    model = ActorRole


class PopulationInline(ReadInline):
    model = PopulationAtRisk


class AreaInline(ReadInline):
    model = Area


class TriggerInline(ReadInline):
    model = Trigger


class RatingInline(ReadInline):
    model = RiskRating


class CitationInline(ReadInline):
    model = Citation


class IndicatorInline(ReadInline):
    model = RiskIndicator


class RecommendationInline(ReadInline):
    model = Recommendation


class OccasionInline(ReadInline):
    model = Occasion


class StaleFilter(admin.SimpleListFilter):
    """Registered situations that nobody looks after. (D16)"""

    title = _("stale")
    parameter_name = "stale"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("nobody leads it, or nothing new in 30 days"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.stale(at=timezone.now()) if self.value() == "yes" else queryset


class SituationForm(forms.ModelForm):
    class Meta:
        model = Situation
        fields = ("name", "territories", "area", "lead")

    def clean_lead(self) -> Any:
        lead = self.cleaned_data["lead"]
        if lead and not self.instance.organisation.memberships.filter(user=lead).exists():
            raise forms.ValidationError(_("The lead must belong to the organisation."))
        return lead


@admin.register(Territory)
class TerritoryAdmin(LookOnly):
    """The list comes from core/data/territories.csv; it is read here."""

    list_display = ("name_en", "code", "alpha3", "region", "valid_from", "valid_to")
    list_filter = ("region", ("valid_to", admin.EmptyFieldListFilter))
    search_fields = ("name_en", "name_fr", "name_es", "name_ar", "name_ru", "name_zh", "code")


@admin.register(Situation)
class SituationAdmin(admin.ModelAdmin):
    """What it is called, where it is and who leads can be corrected; the judgement cannot."""

    form = SituationForm
    list_display = ("name", "reference", "organisation", "status", "lead", "updated_at")
    list_filter = ("status", "current_assessment__level", StaleFilter, "organisation")
    list_select_related = ("organisation", "lead")
    search_fields = ("name", "reference", "area", "organisation__name", "territories__name_en")
    autocomplete_fields = ("territories", "lead")
    readonly_fields = (
        "reference",
        "slug",
        "organisation",
        "status",
        "current_assessment",
        "proposed_at",
        "updated_at",
    )
    fields = ("name", "territories", "area", "lead", *readonly_fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: the service below saves all of it in one deed."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        actor = cast(User, request.user)
        update_situation(situation=form.instance, actor=actor, **form.cleaned_data)


@admin.register(Assessment)
class AssessmentAdmin(LookOnly):
    list_display = ("situation", "as_of", "version", "status", "outcome", "level", "author")
    list_filter = ("status", "outcome", "level", "time_test", "state_response")
    list_select_related = ("situation", "author")
    search_fields = ("situation__name", "situation__reference", "public_reason", "author__email")
    date_hierarchy = "as_of"
    inlines = (
        PopulationInline,
        AreaInline,
        TriggerInline,
        FigureInline,
        ActorInline,
        RatingInline,
        CitationInline,
    )


@admin.register(Brief)
class BriefAdmin(LookOnly):
    list_display = (
        "title",
        "reference",
        "version",
        "language",
        "situation",
        "organisation",
        "status",
        "published_at",
    )
    list_filter = ("status", "language", "organisation")
    list_select_related = ("situation", "organisation")
    search_fields = ("title", "reference", "standfirst", "situation__name", "author__email")
    date_hierarchy = "published_at"
    inlines = (RecommendationInline, OccasionInline)


@admin.register(Measure)
class MeasureAdmin(LookOnly):
    """The log of measures. A wrong entry can be taken out; the audit trail keeps what it said."""

    list_display = ("what", "who", "when", "rung", "phase", "situation")
    list_filter = ("rung", "phase", "consent", "legality", "quality")
    list_select_related = ("situation",)
    search_fields = ("what", "who", "situation__name")
    actions = ("take_out",)

    @admin.action(description=_("Take out of the log"))
    def take_out(self, request: HttpRequest, rows: QuerySet[Measure]) -> None:
        actor = cast(User, request.user)
        do_for_each(
            self, request, rows, lambda measure: remove_measure(measure=measure, actor=actor)
        )


@admin.register(Figure)
class FigureAdmin(LookOnly):
    list_display = ("assessment", "kind", "qualifier", "best", "low", "high", "as_of", "source")
    list_filter = ("kind", "qualifier")
    list_select_related = ("assessment__situation",)
    search_fields = ("assessment__situation__name", "source", "note")


@admin.register(RiskFactor)
class RiskFactorAdmin(LookOnly):
    """The list comes from situations/risk_rows.py; it is read here."""

    list_display = ("number", "label", "kind", "crime")
    list_filter = ("kind", "crime")
    search_fields = ("label", "words")
    inlines = (IndicatorInline,)


@admin.register(RiskRating)
class RiskRatingAdmin(LookOnly):
    list_display = ("factor", "rating", "trend", "place", "assessment")
    list_filter = ("factor", "rating", "trend")
    list_select_related = ("factor", "assessment__situation")
    search_fields = ("words", "assessment__situation__name")


@admin.register(PopulationAtRisk)
class PopulationAdmin(LookOnly):
    list_display = ("name", "where", "qualifier", "best", "source", "assessment")
    list_select_related = ("assessment__situation",)
    search_fields = ("name", "where", "feared", "assessment__situation__name")


@admin.register(Citation)
class CitationAdmin(LookOnly):
    list_display = ("title", "author", "symbol", "assessment")
    list_select_related = ("assessment__situation",)
    search_fields = ("title", "author", "symbol", "assessment__situation__name")


@admin.register(Area)
class AreaAdmin(LookOnly):
    list_display = ("name", "danger", "assessment")
    list_filter = ("danger",)
    list_select_related = ("assessment__situation",)
    search_fields = ("name", "note", "assessment__situation__name")


@admin.register(Trigger)
class TriggerAdmin(LookOnly):
    list_display = ("name", "when", "assessment")
    list_select_related = ("assessment__situation",)
    search_fields = ("name", "effect", "assessment__situation__name")


@admin.register(ActorRole)
class ActorRoleAdmin(LookOnly):
    list_display = ("name", "kind", "part", "assessment")
    list_filter = ("kind", "part")
    list_select_related = ("assessment__situation",)
    search_fields = ("name", "note", "assessment__situation__name")


@admin.register(Recommendation)
class RecommendationAdmin(LookOnly):
    list_display = ("addressee", "is_territorial_state", "rung", "brief")
    list_filter = ("rung", "is_territorial_state")
    list_select_related = ("brief",)
    search_fields = ("addressee", "text", "brief__title", "brief__reference")

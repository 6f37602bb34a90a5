"""Staff look at campaigns and what came in, and stop what must be stopped.

Nothing here shows who signed or wrote: names and addresses are sealed, and the web process has no
key to open them.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.rules import RuleRefused

from .letter_admin import LetterAdmin, OfficeBlockAdmin
from .models import (
    Addressee,
    Approval,
    Campaign,
    CampaignText,
    Petition,
    SafetyReview,
    ShownSigner,
    Signature,
    Switch,
    Tally,
    TallyChange,
)
from .moderating import AlarmAdmin, SweepAdmin
from .services import close_campaign, pause_campaign, resume_campaign
from .services.showing import take_off_page
from .services.switching import ask_for_proof, ask_for_proof_no_more, switch_off, switch_on
from .target_admin import TargetRuleAdmin

__all__ = [
    "AlarmAdmin",
    "CampaignAdmin",
    "LetterAdmin",
    "OfficeBlockAdmin",
    "SweepAdmin",
    "TargetRuleAdmin",
]

PAUSED_BY_STAFF = _("Staff of the platform have paused this campaign while they look at it.")


class LookOnly(admin.ModelAdmin):
    """Neither added, changed nor deleted by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AddresseeInline(admin.TabularInline):
    model = Addressee
    fields = ("place", "post")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Campaign)
class CampaignAdmin(LookOnly):
    """Campaigns in any state. Staff can pause, resume and close what was launched."""

    list_display = ("title", "reference", "organisation", "situation", "status", "launched_at")
    list_filter = ("status", "rung", "phase", "language", "organisation")
    search_fields = ("title", "reference", "ask", "organisation__name", "situation__name")
    date_hierarchy = "drafted_at"
    list_select_related = ("organisation", "situation")
    inlines = (AddresseeInline,)
    actions = ("pause", "resume", "close")

    def has_steer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("campaigns.change_campaign")

    @admin.action(description=_("Pause"), permissions=("steer",))
    def pause(self, request: HttpRequest, rows: QuerySet[Campaign]) -> None:
        self._do(request, rows, pause_campaign, notice=str(PAUSED_BY_STAFF))

    @admin.action(description=_("Go on after a pause"), permissions=("steer",))
    def resume(self, request: HttpRequest, rows: QuerySet[Campaign]) -> None:
        self._do(request, rows, resume_campaign)

    @admin.action(description=_("Close for good"), permissions=("steer",))
    def close(self, request: HttpRequest, rows: QuerySet[Campaign]) -> None:
        self._do(request, rows, close_campaign)

    def _do(self, request: HttpRequest, rows: QuerySet[Campaign], deed: Any, **more: str) -> None:
        """Do the deed to each, and say of each that was refused why."""
        for campaign in rows:
            try:
                deed(campaign=campaign, actor=request.user, **more)
            except RuleRefused as refused:
                self.message_user(request, f"{campaign}: {refused}", messages.ERROR)
            else:
                self.message_user(request, f"{campaign}: {campaign.get_status_display()}")


@admin.register(Petition)
class PetitionAdmin(LookOnly):
    """Petitions in any state. Staff can ask for a proof of work while one is flooded."""

    list_display = ("campaign", "signature_total", "goal", "counted_at", "proof_since")
    list_filter = ("campaign__status", ("proof_since", admin.EmptyFieldListFilter))
    search_fields = ("campaign__title", "campaign__reference")
    list_select_related = ("campaign",)
    exclude = ("index_key",)
    actions = ("ask_for_proof", "ask_for_proof_no_more")

    def has_steer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("campaigns.change_petition")

    @admin.action(description=_("Ask for a proof of work"), permissions=("steer",))
    def ask_for_proof(self, request: HttpRequest, rows: QuerySet[Petition]) -> None:
        for petition in rows.select_related("campaign"):
            if ask_for_proof(petition=petition, actor=request.user):
                text = _("%(petition)s: a proof of work is asked for.")
                self.message_user(request, text % {"petition": petition})

    @admin.action(description=_("Ask for no proof of work any more"), permissions=("steer",))
    def ask_for_proof_no_more(self, request: HttpRequest, rows: QuerySet[Petition]) -> None:
        for petition in rows.select_related("campaign"):
            if ask_for_proof_no_more(petition=petition, actor=request.user):
                text = _("%(petition)s: no proof of work is asked for any more.")
                self.message_user(request, text % {"petition": petition})


@admin.register(Signature)
class SignatureAdmin(LookOnly):
    """What is known without a key: the number, the petition, the country, the state and the day."""

    list_display = ("__str__", "petition", "country", "language", "state", "confirmed_on")
    list_filter = ("state", "hold", "trapped", "language", "country")
    search_fields = ("petition__campaign__title", "petition__campaign__reference")
    date_hierarchy = "confirmed_on"
    list_select_related = ("petition__campaign",)
    show_full_result_count = False
    fields = (
        "petition",
        "country",
        "language",
        "text_version",
        "state",
        "hold",
        "trapped",
        "display",
        "wants_updates",
        "name_handed_over",
        "confirmed_on",
    )


@admin.register(ShownSigner)
class ShownSignerAdmin(LookOnly):
    """Names as they stand in public. Staff can take one off; its signature still counts."""

    list_display = ("name", "country", "display", "petition")
    search_fields = ("name", "petition__campaign__title")
    list_select_related = ("petition__campaign",)
    actions = ("take_off",)

    @admin.action(description=_("Take off the page"), permissions=("steer",))
    def take_off(self, request: HttpRequest, chosen: "QuerySet[ShownSigner]") -> None:
        for shown in chosen.select_related("petition"):
            take_off_page(shown=shown, actor=request.user)
        messages.success(request, _("Taken off. The page shows it within half a minute."))

    def has_steer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("campaigns.change_shownsigner")


@admin.register(Tally)
class TallyAdmin(LookOnly):
    list_display = ("petition", "hour", "country", "language", "signatures")
    list_filter = ("language", "country")
    search_fields = ("petition__campaign__title",)
    date_hierarchy = "hour"
    list_select_related = ("petition__campaign",)


@admin.register(TallyChange)
class TallyChangeAdmin(LookOnly):
    """What left the count or came back into it, and why."""

    list_display = ("petition", "at", "reason", "change", "country", "language", "waits")
    list_filter = ("reason", "waits")
    search_fields = ("petition__campaign__title",)
    date_hierarchy = "at"
    list_select_related = ("petition__campaign",)


@admin.register(Switch)
class SwitchAdmin(admin.ModelAdmin):
    """What is switched off. To add a row switches something off, to delete it switches it on.

    Bulk mail is stopped where all mail is: on the overview of messages.
    """

    list_display = ("kind", "petition", "message", "switched_at")
    fields = ("kind", "petition", "message")
    autocomplete_fields = ("petition",)
    list_select_related = ("petition__campaign",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Switch, form: Any, change: bool) -> None:
        values = {name: getattr(obj, name) for name in ("kind", "petition", "message")}
        obj.pk = switch_off(actor=request.user, **values).pk

    def delete_model(self, request: HttpRequest, obj: Switch) -> None:
        switch_on(switch=obj, actor=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Switch]) -> None:
        for switch in queryset:
            switch_on(switch=switch, actor=request.user)


@admin.register(CampaignText)
class CampaignTextAdmin(LookOnly):
    """Every version in every language, as it was signed."""

    list_display = ("__str__", "campaign", "language", "version", "status", "public_at")
    list_filter = ("status", "language")
    search_fields = ("title", "campaign__title", "campaign__reference")
    date_hierarchy = "public_at"
    list_select_related = ("campaign",)


@admin.register(SafetyReview)
class SafetyReviewAdmin(LookOnly):
    """Who asked whether a campaign could harm somebody, and what they answered."""

    list_display = ("campaign", "reviewer", "at_risk", "at", "void_at")
    list_filter = ("at_risk",)
    search_fields = ("campaign__title", "campaign__reference")
    date_hierarchy = "at"
    list_select_related = ("campaign", "reviewer")


@admin.register(Approval)
class ApprovalAdmin(LookOnly):
    list_display = ("campaign", "approver", "at")
    search_fields = ("campaign__title", "campaign__reference")
    date_hierarchy = "at"
    list_select_related = ("campaign", "approver")

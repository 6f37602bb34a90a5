"""Staff see that warnings are there and how their clocks stand; never what they say.

What was written is read at the desk, by those on duty. Here nothing is added, changed or deleted.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.admin import ReadOnlyAdmin

from .models import DutyOfficer, EarlyWarning, Escalation


class OverdueFilter(admin.SimpleListFilter):
    """Those that waited longer than was promised. (D9)"""

    title = _("overdue")
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("waits longer than was promised"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.overdue(at=timezone.now()) if self.value() == "yes" else queryset


class EscalationInline(admin.TabularInline):
    """Whom its silence was taken to."""

    model = Escalation
    fields = ("at", "reached", "person", "status")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(EarlyWarning)
class EarlyWarningAdmin(ReadOnlyAdmin):
    """Receipt, organisation, owner and clock. No words, no place, no address."""

    list_display = ("receipt", "organisation", "status", "due_at", "owner", "reached")
    list_filter = (OverdueFilter, "status", "reached", "organisation")
    list_select_related = ("organisation", "owner")
    search_fields = ("receipt", "organisation__name")
    date_hierarchy = "received_at"
    fields = (
        "receipt",
        "organisation",
        "is_for_anyone",
        "owner",
        "status",
        "decline_code",
        "received_at",
        "acknowledge_by",
        "acknowledged_at",
        "decided_at",
        "due_at",
        "ended_at",
        "reached",
        "escalated_at",
    )
    inlines = (EscalationInline,)


@admin.register(DutyOfficer)
class DutyOfficerAdmin(ReadOnlyAdmin):
    """Who is on duty; owners set it at the desk."""

    list_display = ("organisation", "place", "user")
    list_filter = ("organisation",)
    list_select_related = ("organisation", "user")

"""Addresses that mail does not go to: typed once, known afterwards by a keyed digest only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from outbox import services
from outbox.forms import LiftForm, SuppressionForm
from outbox.models import Suppression

from .base import Unchanged


@admin.register(Suppression)
class SuppressionAdmin(Unchanged):
    form = SuppressionForm
    list_display = ("__str__", "reason", "scope", "until", "created_at")
    list_filter = ("reason", "scope")
    action_form = LiftForm
    actions = ("lift",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("outbox.add_suppression")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj:
            return ("reason", "scope", "until", "created_at")
        return ("address", "reason", "scope")

    def save_model(
        self, request: HttpRequest, obj: Suppression, form: SuppressionForm, change: bool
    ) -> None:
        made = services.suppress(
            address=form.cleaned_data["address"],
            reason=obj.reason,
            scope=obj.scope,
            actor=request.user,
        )
        obj.pk, obj.recipient_key = made.pk, made.recipient_key

    @admin.action(description=_("Write to them again, for this reason"), permissions=("operate",))
    def lift(self, request: HttpRequest, rows: QuerySet[Suppression]) -> None:
        reason = request.POST.get("reason", "")
        self.for_each(
            request,
            rows,
            lambda row: services.lift(suppression=row, reason=reason, actor=request.user),
        )

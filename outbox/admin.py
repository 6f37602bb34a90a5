"""Staff see what was sent, what waits and what failed; never to whom."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from core.rules import RuleRefused, Text

from . import services
from .forms import LiftForm, SuppressionForm
from .models import Message, Suppression

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Unchanged(admin.ModelAdmin):
    """Looked at and acted upon, not edited."""

    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_operate_permission(self, request: HttpRequest) -> bool:
        """Whether the person may run the actions, which call services."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def for_each(
        self, request: HttpRequest, rows: QuerySet[Any], deed: Callable[[Any], object]
    ) -> None:
        """Do the deed to each row, and say of each that was refused why."""
        done = 0
        for row in rows:
            try:
                deed(row)
            except RuleRefused as refused:
                self.message_user(request, f"{row}: {refused}", messages.ERROR)
            else:
                done += 1
        if done:
            self.message_user(request, _("Done: %(count)s.") % {"count": done}, messages.SUCCESS)


@admin.register(Message)
class MessageAdmin(Unchanged):
    list_display = (
        "public_id",
        "stream",
        "state",
        "what",
        "age",
        "available_at",
        "attempts",
        "smtp_code",
        "last_error",
    )
    list_filter = ("state", "stream", "smtp_code", "content__template")
    search_fields = ("dedup_key",)
    search_help_text = _("A public id, a Message-ID, or the beginning of a deduplication key.")
    date_hierarchy = "created_at"
    actions = ("retry", "cancel", "settle", "send_again")
    exclude = ("envelope_sealed", "recipient_key", "lease_token")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        rows = super().get_queryset(request)
        return rows.select_related("content").defer("content__text", "content__html")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Message], search_term: str
    ) -> tuple[QuerySet[Message], bool]:
        """By index only: a public id, also within a Message-ID, or the start of a key."""
        if found := _UUID.search(search_term):
            return queryset.filter(public_id=UUID(found.group())), False
        return queryset.filter(dedup_key__startswith=search_term.strip()), False

    @admin.display(description=_("what"))
    def what(self, message: Message) -> Text:
        return message.content.template if message.content else _("letter")

    @admin.display(description=_("age"), ordering="created_at")
    def age(self, message: Message) -> str:
        return timesince(message.created_at, depth=1)

    @admin.action(
        description=_("Queue again what failed or was suppressed"), permissions=("operate",)
    )
    def retry(self, request: HttpRequest, rows: QuerySet[Message]) -> None:
        self.for_each(request, rows, lambda row: services.retry(message=row, actor=request.user))

    @admin.action(description=_("Cancel what waits"), permissions=("operate",))
    def cancel(self, request: HttpRequest, rows: QuerySet[Message]) -> None:
        self.for_each(request, rows, lambda row: services.cancel(message=row, actor=request.user))

    @admin.action(
        description=_("Uncertain letters: they arrived, as I found out"), permissions=("operate",)
    )
    def settle(self, request: HttpRequest, rows: QuerySet[Message]) -> None:
        self.for_each(request, rows, lambda row: services.settle(message=row, actor=request.user))

    @admin.action(
        description=_("Uncertain letters: send again, though they may arrive twice"),
        permissions=("operate",),
    )
    def send_again(self, request: HttpRequest, rows: QuerySet[Message]) -> None:
        self.for_each(
            request, rows, lambda row: services.send_again(message=row, actor=request.user)
        )


@admin.register(Suppression)
class SuppressionAdmin(Unchanged):
    form = SuppressionForm
    list_display = ("__str__", "reason", "scope", "created_at")
    list_filter = ("reason", "scope")
    date_hierarchy = "created_at"
    action_form = LiftForm
    actions = ("lift",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("reason", "scope", "created_at") if obj else ("address", "reason", "scope")

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

"""The queue and what has left it, message by message."""

import re
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.rules import Text
from outbox import services
from outbox.forms import SieveForm
from outbox.history import content_pieces, history, in_words
from outbox.models import Message
from outbox.sieve import Sieve

from . import pages
from .base import NewestFirst, Unchanged, in_readers_zone

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class MessageList(NewestFirst):
    """The messages that a sieve lets through."""

    own_parameters = NewestFirst.own_parameters | set(Sieve.__dataclass_fields__)

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Message]:
        rows: Any = super().get_queryset(request, *args, **kwargs)
        self.sieve_form = SieveForm(request.GET)
        if not self.sieve_form.is_valid():
            return rows.none()
        self.sieve = self.sieve_form.sieve
        return self.sieve.narrow(rows)


@admin.register(Message)
class MessageAdmin(Unchanged):
    list_display = (
        "made",
        "stream",
        "state",
        "what",
        "wrong",
        "attempts",
        "available_at",
        "public_id",
    )
    search_fields = ("dedup_key",)
    search_help_text = _("A public id, a Message-ID, or the beginning of a deduplication key.")
    actions = ("retry", "cancel", "settle", "send_again")
    change_list_template = "admin/outbox/messages.html"

    def get_urls(self) -> list[Any]:
        own = [
            path(address, self.admin_site.admin_view(view), {"admin": self}, name=name)
            for address, view, name in (
                ("overview/", pages.overview, "outbox_overview"),
                ("pause/<str:stream>/", pages.pause, "outbox_pause"),
                ("resume/<str:stream>/", pages.resume, "outbox_resume"),
                ("sweep/", pages.sweep, "outbox_sweep"),
            )
        ]
        return [*own, *super().get_urls()]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[MessageList]:
        return MessageList

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

    @in_readers_zone
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """A message's whole history. Neither its address nor its text: nobody here has the key."""
        if request.method not in {"GET", "HEAD"}:
            raise PermissionDenied
        message = self.get_object(request, object_id)
        if not self.has_view_permission(request, message):
            raise PermissionDenied
        if message is None:
            self.message_user(request, _("There is no such message."), messages.WARNING)
            return redirect("admin:outbox_message_changelist")
        return render(request, "admin/outbox/message.html", self._whole(request, message))

    def _whole(self, request: HttpRequest, message: Message) -> dict[str, Any]:
        content = message.content
        subject, text = content_pieces(content) if content else ([], [])
        return self.page(
            request,
            title=_("Message"),
            message=message,
            steps=history(message),
            wrong=in_words(message),
            subject=subject,
            text=text,
            deeds=services.deeds_for(message=message, at=timezone.now())
            if self.has_operate_permission(request)
            else [],
            can_sweep=self.has_operate_permission(request),
        )

    @admin.display(description=_("what"))
    def what(self, message: Message) -> Text:
        return message.content.template if message.content else _("letter")

    @admin.display(description=_("made"))
    def made(self, message: Message) -> str:
        return date_format(timezone.localtime(message.created_at), "j M, H:i")

    @admin.display(description=_("what went wrong"))
    def wrong(self, message: Message) -> str:
        return in_words(message)

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

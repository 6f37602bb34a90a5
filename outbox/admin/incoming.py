"""What came back, by what was made of it. As it came, nobody can read it here."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from outbox import services
from outbox.models import Incoming
from outbox.reports import ReportKind

from .base import Unchanged, in_readers_zone


class KindFilter(admin.SimpleListFilter):
    """All kinds that there are, not those that stand in the table: it would be read to its end."""

    title = _("what it is")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return list(ReportKind.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.of_kind(self.value()) if self.value() else queryset


@admin.register(Incoming)
class IncomingAdmin(Unchanged):
    """The raw text is sealed, and the key is with the workers alone: no page could show it."""

    list_display = ("received_at", "state", "what", "source", "provider", "message", "note")
    list_display_links = ("received_at",)
    list_filter = ("state", KindFilter, "source")
    list_select_related = ("message",)
    search_fields = ("=id",)
    search_help_text = _("By number. A message's page names what came in about it.")
    actions = ("read_again",)
    change_form_template = "admin/outbox/incoming.html"
    fields = (
        "received_at",
        "source",
        "provider",
        "state",
        "what",
        "note",
        "message",
        "size",
        "read_at",
    )

    @admin.display(description=_("what it is"))
    def what(self, incoming: Incoming) -> str:
        known = incoming.kind in ReportKind.values
        return str(ReportKind(incoming.kind).label) if known else incoming.kind

    @admin.action(description=_("Read again"), permissions=("operate",))
    def read_again(self, request: HttpRequest, rows: QuerySet[Incoming]) -> None:
        """A worker reads it when it next looks: this process could not."""
        self.for_each(
            request, rows, lambda row: services.read_again(incoming=row, actor=request.user)
        )

    @in_readers_zone
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().changeform_view(request, *args, **kwargs)

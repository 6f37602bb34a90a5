"""Where staff judge signatures: the pages of views.moderation, in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from core.admin import ReadOnlyAdmin

from .models import Alarm, Sweep
from .views import moderation


class Judged(ReadOnlyAdmin):
    """Rows that only services write, each with a page of its own."""

    show_full_result_count = False
    list_per_page = 50

    def own(self, *addresses: tuple[str, Any, str]) -> list[Any]:
        return [
            path(address, self.admin_site.admin_view(view), {"admin": self}, name=name)
            for address, view, name in addresses
        ]

    def change_view(self, request: HttpRequest, object_id: str, *_args: Any) -> HttpResponse:
        """Never the form of the admin: the page before it in `get_urls` answers."""
        return redirect("admin:campaigns_watch")


@admin.register(Alarm)
class AlarmAdmin(Judged):
    list_display = ("__str__", "petition", "kind", "status", "seen", "bound", "raised_at", "end")
    list_filter = ("status", "kind", "end")
    search_fields = ("petition__campaign__title", "petition__campaign__reference")
    list_select_related = ("petition__campaign",)
    date_hierarchy = "raised_at"

    def get_urls(self) -> list[Any]:
        first = self.own(
            ("watch/", moderation.watch, "campaigns_watch"),
            ("petition/<int:pk>/", moderation.petition, "campaigns_petition_integrity"),
            ("petition/<int:pk>/sweep/", moderation.propose, "campaigns_petition_sweep"),
            ("<int:pk>/change/", moderation.alarm, "campaigns_alarm_change"),
            ("<int:pk>/deed/<slug:deed>/", moderation.alarm_deed, "campaigns_alarm_deed"),
        )
        return [*first, *super().get_urls()]


@admin.register(Sweep)
class SweepAdmin(Judged):
    list_display = ("__str__", "petition", "deed", "status", "matched", "done", "proposed_at")
    list_filter = ("status", "deed", "reason")
    search_fields = ("petition__campaign__title", "petition__campaign__reference")
    list_select_related = ("petition__campaign",)
    date_hierarchy = "proposed_at"

    def get_urls(self) -> list[Any]:
        first = self.own(
            ("<int:pk>/change/", moderation.sweep, "campaigns_sweep_change"),
            ("<int:pk>/deed/<slug:deed>/", moderation.sweep_deed, "campaigns_sweep_deed"),
        )
        return [*first, *super().get_urls()]

"""Staff look, and end or erase for a person who asks. Addresses are never shown, only typed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.admin import ReadOnlyAdmin
from core.permissions import require

from .forms import AddressForm
from .models import Confirmation, EndedReason, FanOut, Item, Subscriber, Subscription, Topic
from .models.topic import SUBJECTS
from .permissions import can_end_subscriptions
from .services import end_at_address, end_subscriptions, forget, unheard_events


class LongAdmin(ReadOnlyAdmin):
    """Big tables, which are not counted to the end."""

    show_full_result_count = False


@admin.register(Subscriber)
class SubscriberAdmin(LongAdmin):
    list_display = ("__str__", "language", "created_at", "confirmed_at")
    list_filter = ("language", ("confirmed_at", admin.EmptyFieldListFilter))
    search_fields = ("=id",)
    search_help_text = _("By number. To find somebody by address, use the page for that.")
    date_hierarchy = "created_at"
    fields = (
        "language",
        "hour",
        "weekday",
        "time_zone",
        "next_daily_at",
        "next_weekly_at",
        "created_at",
        "confirmed_at",
        "token_version",
    )

    def get_urls(self) -> list[Any]:
        by_address = self.admin_site.admin_view(self.by_address)
        own = path("by-address/", by_address, name="alerts_subscriber_by_address")
        return [own, *super().get_urls()]

    def by_address(self, request: HttpRequest) -> HttpResponse:
        """End what is followed from an address, or erase the person, as they asked."""
        require(can_end_subscriptions(request.user))
        form = AddressForm(request.POST or None)
        if form.is_valid():
            self.message_user(request, self._deed(request, **form.cleaned_data))
            return redirect("admin:alerts_subscriber_by_address")
        context = {
            **self.admin_site.each_context(request),
            "title": _("End or erase by address"),
            "form": form,
            "opts": self.opts,
        }
        return render(request, "admin/alerts/by_address.html", context)

    def _deed(self, request: HttpRequest, *, email: str, deed: str) -> str:
        if deed == AddressForm.ERASE:
            known = forget(address=email, actor=request.user)
            return str(_("Erased.") if known else _("Nobody is subscribed with this address."))
        ended = end_at_address(address=email, actor=request.user)
        return ngettext(
            "%(count)s subscription ended.", "%(count)s subscriptions ended.", ended
        ) % {"count": ended}


@admin.register(Subscription)
class SubscriptionAdmin(LongAdmin):
    list_display = (
        "__str__",
        "subscriber",
        "topic",
        "cadence",
        "state",
        "confirmed_at",
        "ended_reason",
    )
    list_filter = ("state", "cadence", "ended_reason", "topic__kind")
    list_select_related = ("subscriber", *(f"topic__{subject}" for subject in SUBJECTS))
    search_fields = (
        "=id",
        "=subscriber__id",
        "topic__situation__name",
        "topic__territory__name_en",
        "topic__organisation__name",
        "topic__campaign__title",
    )
    date_hierarchy = "asked_at"
    actions = ("end",)

    @admin.action(description=_("End the selected subscriptions"), permissions=("view",))
    def end(self, request: HttpRequest, rows: QuerySet[Subscription]) -> None:
        require(can_end_subscriptions(request.user))
        ended = sum(
            end_subscriptions(
                subscriber=row.subscriber,
                only=[row.pk],
                reason=EndedReason.BY_STAFF,
                actor=request.user,
            )
            for row in rows.select_related("subscriber")
        )
        self.message_user(request, _("Ended: %(count)s.") % {"count": ended}, messages.SUCCESS)


@admin.register(Confirmation)
class ConfirmationAdmin(LongAdmin):
    list_display = ("__str__", "subscription", "language", "state", "asked_at", "sent_at")
    list_filter = ("state", "language")
    search_fields = ("=id", "=subscription__id")
    date_hierarchy = "asked_at"
    fields = ("subscription", "language", "cadence", "kinds", "state", "asked_at", "sent_at")


@admin.register(Topic)
class TopicAdmin(LongAdmin):
    list_display = ("__str__", "kind")
    list_filter = ("kind",)
    list_select_related = SUBJECTS
    search_fields = (
        "situation__name",
        "territory__name_en",
        "organisation__name",
        "campaign__title",
    )


@admin.register(FanOut)
class FanOutAdmin(LongAdmin):
    list_display = ("event", "told", "started_at", "finished_at")
    list_filter = (("finished_at", admin.EmptyFieldListFilter), "event__verb")
    list_select_related = ("event",)
    search_fields = ("=event__id", "event__object_id")
    date_hierarchy = "started_at"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, and above it the events that should have reached somebody and did not."""
        if unheard := unheard_events():
            words = _("Nobody was reached by these events of the last 48 hours: %(events)s.")
            events = ", ".join(map(str, unheard))
            self.message_user(request, words % {"events": events}, messages.ERROR)
        return super().changelist_view(request, extra_context)


@admin.register(Item)
class ItemAdmin(LongAdmin):
    list_display = (
        "__str__",
        "event",
        "subscriber",
        "cadence",
        "state",
        "dropped",
        "message",
        "created_at",
    )
    list_filter = ("state", "cadence", "dropped")
    list_select_related = ("event", "subscriber", "message")
    search_fields = ("=id", "=event__id", "=subscriber__id", "=message__public_id")
    date_hierarchy = "created_at"

"""The page of one person: all that they follow, and everything that they can change about it.

There is no password and no session: the signed link in every mail is the key, so the pages are
never kept by a cache, and their address is never passed on.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts import links
from alerts.forms import ChangeForm, MoreForm, OwnTimesForm
from alerts.models import Subscriber
from alerts.services import (
    change_subscription,
    change_times,
    end_subscriptions,
    follow_more,
    forget_subscriber,
)
from core.http import see_other

from .links import emailed


@require_safe
@emailed
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """All that a person follows, and the ways to change and to end it."""
    return _page(request, token, links.read_manage(token))


@require_POST
@emailed
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Change kinds of news and rhythm of one subscription."""
    subscriber = links.read_manage(token)
    number = _number(request)
    subscription = get_object_or_404(subscriber.subscriptions.active().with_subjects(), pk=number)
    form = ChangeForm(request.POST, subscription=subscription)
    if not form.is_valid():
        return _page(request, token, subscriber, refused=form)
    change_subscription(
        subscriber=subscriber,
        subscription=subscription,
        cadence=form.cleaned_data["cadence"],
        kinds=form.cleaned_data["kinds"],
    )
    return _saved(token, "choices")


@require_POST
@emailed
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Follow one thing more, at once: the link has proved whose mailbox it is."""
    subscriber = links.read_manage(token)
    form = MoreForm(request.POST)
    if not form.is_valid():
        return _page(request, token, subscriber, refused=form)
    wanted = form.cleaned_data
    follow_more(subscriber=subscriber, kind=wanted["kind"], subject=wanted["subject"])
    return _saved(token, "followed")


@require_POST
@emailed
def times(request: HttpRequest, token: str) -> HttpResponse:
    """Change the language, and when the daily and weekly mails come."""
    subscriber = links.read_manage(token)
    form = OwnTimesForm(request.POST, token=token, subscriber=subscriber)
    if not form.is_valid():
        return _page(request, token, subscriber, refused=form)
    changed = change_times(subscriber=subscriber, **form.cleaned_data)
    return _saved(token, "times", changed.language)


@require_POST
@emailed
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End one subscription, or all if none is named."""
    subscriber = links.read_manage(token)
    only = None if "all" in request.POST else [_number(request)]
    ended = end_subscriptions(subscriber=subscriber, only=only)
    return _saved(token, "ended" if ended else "")


@require_http_methods(["GET", "HEAD", "POST"])
@emailed
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether it is meant; erase the person."""
    subscriber = links.read_manage(token)
    if request.method == "POST":
        forget_subscriber(subscriber=subscriber)
        return see_other(links.address("alerts:forgotten"))
    return render(request, "alerts/forget.html", {"token": token})


def _number(request: HttpRequest) -> int:
    """Which subscription a form names; zero, which none has, if it names none."""
    typed = request.POST.get("subscription", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


def _saved(token: str, what: str, language: str | None = None) -> HttpResponse:
    """Back to the page, which says what was done: by its address, so without a cookie."""
    page = reverse("alerts:manage", args=[token])
    return see_other(links.in_language(f"{page}?saved={what}" if what else page, language))


def _page(
    request: HttpRequest, token: str, subscriber: Subscriber, *, refused: Any = None
) -> HttpResponse:
    subscriptions = subscriber.subscriptions.with_subjects()
    followed = [
        (subscription, _change_form(subscription, refused)) for subscription in subscriptions.open()
    ]
    own_times = OwnTimesForm(token=token, subscriber=subscriber)
    context = {
        "token": token,
        "person": subscriber,
        "followed": followed,
        "may_follow_more": any(subscription.is_active for subscription, _form in followed),
        "ended": subscriptions.ended(),
        "more_form": refused if isinstance(refused, MoreForm) else MoreForm(),
        "times_form": refused if isinstance(refused, OwnTimesForm) else own_times,
        "form": refused,
        "saved": request.GET.get("saved", ""),
    }
    return render(request, "alerts/manage.html", context)


def _change_form(subscription: Any, refused: Any) -> ChangeForm:
    if isinstance(refused, ChangeForm) and refused.subscription == subscription:
        return refused
    return ChangeForm(subscription=subscription)

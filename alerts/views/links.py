"""Pages behind the links in our mails. GET shows; only a button's POST does."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts import links
from alerts.models import EndedReason
from alerts.services import confirm_subscription, end_subscriptions, forget_subscriber
from core.http import private_link, see_other
from core.tokens import TokenRefused

LinkView = Callable[[HttpRequest, str], HttpResponse]


def emailed(view: LinkView) -> LinkView:
    """A private page whose link may be refused: then it says what to do instead."""

    @private_link
    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return view(request, token)
        except TokenRefused as refused:
            context = {"expired": refused.expired, "section": "alerts"}
            status = 410 if refused.expired else 404
            return render(request, "alerts/link_refused.html", context, status=status)

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
@emailed
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would be confirmed; confirm it."""
    confirmation = links.read_confirm(token)
    if request.method == "POST":
        confirm_subscription(confirmation=confirmation)
        return see_other(links.address("alerts:confirm", token))
    subscription = confirmation.subscription
    context = {
        "subscription": subscription,
        "manage_url": links.manage_url(subscription.subscriber),
        "section": "alerts",
    }
    return render(request, "alerts/confirm.html", context)


@require_safe
@emailed
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """All that a person follows, and the ways to end it."""
    subscriber = links.read_manage(token)
    subscriptions = subscriber.subscriptions.with_subjects()
    context = {
        "token": token,
        "followed": subscriptions.open(),
        "ended": subscriptions.ended(),
        "section": "alerts",
    }
    return render(request, "alerts/manage.html", context)


@require_POST
@emailed
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End one subscription, or all if none is named."""
    subscriber = links.read_manage(token)
    one = request.POST.get("subscription", "")
    only = [int(one)] if one.isdecimal() and len(one) < 19 else []
    end_subscriptions(subscriber=subscriber, only=None if "all" in request.POST else only)
    return see_other(links.address("alerts:manage", token))


@require_http_methods(["GET", "HEAD", "POST"])
@emailed
def forget(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether it is meant; erase the person."""
    subscriber = links.read_manage(token)
    if request.method == "POST":
        forget_subscriber(subscriber=subscriber)
        return see_other(links.address("alerts:forgotten"))
    return render(request, "alerts/forget.html", {"token": token, "section": "alerts"})


@require_http_methods(["GET", "HEAD", "POST"])
@emailed
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End what one mail came for: by the page's button, or by the mail program's. (RFC 8058)

    A mail program sends `List-Unsubscribe=One-Click` from wherever it is, without cookies, and is
    answered 200 without a redirect, also the second time and after the person was forgotten. A
    POST that says neither is some scanner's, and changes nothing.
    """
    ending = links.read_unsubscribe(token)
    if request.method == "POST" and ending.subscriber:
        for field, reason in (
            ("List-Unsubscribe", EndedReason.ONE_CLICK),
            ("end", EndedReason.UNSUBSCRIBED),
        ):
            if field in request.POST:
                end_subscriptions(
                    subscriber=ending.subscriber, only=ending.subscriptions, reason=reason
                )
    context = {"left": ending.left(), "section": "alerts"}
    return render(request, "alerts/unsubscribe.html", context)

"""Pages behind the links in our mails. GET shows; only a button's POST does."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from alerts import links
from alerts.forms import LinkForm
from alerts.models import Cadence, EndedReason
from alerts.services import change_subscription, confirm_subscription, end_subscriptions
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
            form = LinkForm()
            context = {"expired": refused.expired, "link_form": form}
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
        # Until it is confirmed, what was asked for; from then on, what holds.
        "choice": subscription if subscription.is_active else confirmation,
        "person": subscription.subscriber,
        "manage_url": links.manage_url(subscription.subscriber),
    }
    return render(request, "alerts/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@emailed
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """End what one mail came for: by the page's button, or by the mail program's. (RFC 8058)

    A mail program sends `List-Unsubscribe=One-Click` from wherever it is, without cookies, and is
    answered 200 without a redirect, also the second time and after the person was forgotten. A
    POST that says neither is some scanner's, and changes nothing. The page's other button keeps
    what is followed and makes it one mail a week.
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
        if "less" in request.POST:
            _once_a_week(ending)
    context = {
        "left": ending.left(),
        "ended": ending.ended(),
        "person": ending.subscriber,
        "eased": "less" in request.POST,
    }
    return render(request, "alerts/unsubscribe.html", context)


def _once_a_week(ending: links.Ending) -> None:
    for subscription in ending.left():
        if subscription.is_active and ending.subscriber:
            change_subscription(
                subscriber=ending.subscriber,
                subscription=subscription,
                cadence=Cadence.WEEKLY,
                kinds=subscription.kinds,
            )

"""Pages of alerts that are the same for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from alerts import feeds
from alerts.forms import SubscribeForm
from alerts.links import address
from alerts.models import FanOut
from alerts.models.fanout import LATELY
from alerts.services import ask_to_subscribe
from alerts.topics import find_topic
from core.http import public_page, public_post, see_other


@require_safe
@public_page(max_age=300)
def subscribe(request: HttpRequest) -> HttpResponse:
    """What one gets, how often, how to stop; and the form. `?topic=` chooses beforehand."""
    asked = request.GET.get("topic", "")
    form = SubscribeForm(
        initial={
            "topic": asked if find_topic(asked) else "everything",
            "language": get_language(),
        }
    )
    return _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@public_post
def ask(request: HttpRequest) -> HttpResponse:
    """Take in an address. The answer is one and the same, whatever we know of the address."""
    if request.method != "POST":
        return see_other(address("alerts:subscribe"))
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    if not form.is_by_a_program:
        asked = form.cleaned_data
        ask_to_subscribe(
            address=asked["email"],
            kind=asked["kind"],
            subject=asked["subject"],
            language=asked["language"],
        )
    return see_other(address("alerts:check_your_email"))


@require_safe
@public_page(max_age=3600)
def check_your_email(request: HttpRequest) -> HttpResponse:
    """What to do next. Says nothing of any address."""
    return render(request, "alerts/check_your_email.html", {"section": "alerts"})


@require_safe
@public_page(max_age=3600)
def forgotten(request: HttpRequest) -> HttpResponse:
    """Where one arrives after having been forgotten."""
    return render(request, "alerts/forgotten.html", {"section": "alerts"})


@require_safe
@public_page(max_age=300)
def feed(request: HttpRequest) -> HttpResponse:
    """All that became public lately, for feed readers: no address needed."""
    return HttpResponse(feeds.everything(), content_type="application/atom+xml; charset=utf-8")


def _page(request: HttpRequest, form: SubscribeForm) -> HttpResponse:
    lately = FanOut.objects.since(timezone.now() - LATELY).count()
    context = {"form": form, "section": "alerts", "lately": lately}
    return render(request, "alerts/subscribe.html", context)

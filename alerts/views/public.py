"""Pages of alerts that are the same for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from alerts import feeds
from alerts.forms import LinkForm, SubscribeForm
from alerts.links import address
from alerts.models import Cadence, FanOut
from alerts.models.fanout import LATELY
from alerts.services import ask_for_link, ask_to_subscribe
from alerts.topics import find_topic
from core.http import public_page, public_post, see_other


@require_safe
@public_page(max_age=300)
def subscribe(request: HttpRequest) -> HttpResponse:
    """What one gets, how often, how to stop; and the form.

    `?topic=` and `?cadence=` choose beforehand; what they say wrongly is passed over.
    """
    chosen = {}
    if find_topic(request.GET.get("topic", "")):
        chosen["topic"] = request.GET["topic"]
    if request.GET.get("cadence", "") in Cadence.values:
        chosen["cadence"] = request.GET["cadence"]
    return _page(request, SubscribeForm(initial=chosen))


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
            cadence=asked["cadence"],
            kinds=asked["kinds"],
            times=form.times if form.says_when else None,
        )
    return see_other(address("alerts:check_your_email"))


@require_http_methods(["GET", "HEAD", "POST"])
@public_post
def my_link(request: HttpRequest) -> HttpResponse:
    """Send the link to all that an address follows; to it alone, and only if it follows anything.

    The answer is the same for every address, so that it tells a stranger nothing.
    """
    form = LinkForm(request.POST or None)
    if not form.is_valid():
        return render(request, "alerts/my_link.html", {"form": form})
    if not form.is_by_a_program:
        ask_for_link(address=form.cleaned_data["email"])
    return see_other(address("alerts:link_sent"))


@require_safe
@public_page(max_age=3600)
def link_sent(request: HttpRequest) -> HttpResponse:
    """What to do next. Says nothing of any address."""
    return render(request, "alerts/link_sent.html")


@require_safe
@public_page(max_age=3600)
def check_your_email(request: HttpRequest) -> HttpResponse:
    """What to do next. Says nothing of any address."""
    return render(request, "alerts/check_your_email.html")


@require_safe
@public_page(max_age=3600)
def forgotten(request: HttpRequest) -> HttpResponse:
    """Where one arrives after having been forgotten."""
    return render(request, "alerts/forgotten.html")


@require_safe
@public_page(max_age=300)
@conditional_page
def feed(request: HttpRequest, kind: str = "everything", slug: str = "") -> HttpResponse:
    """What became public lately, of everything or of one topic, for feed readers."""
    topic = find_topic(f"{kind}:{slug}" if slug else kind)
    if topic is None:
        raise Http404
    return feeds.answer(*topic)


def _page(request: HttpRequest, form: SubscribeForm) -> HttpResponse:
    lately = FanOut.objects.since(timezone.now() - LATELY).count()
    context = {"form": form, "lately": lately}
    return render(request, "alerts/subscribe.html", context)

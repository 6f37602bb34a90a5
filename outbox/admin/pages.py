"""The operator's own pages: is mail going out, stop a stream, act on many messages at once."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.permissions import require
from core.pictures.charts import columns
from core.rules import RuleRefused
from outbox import figures, services
from outbox.figures.failures import FEW
from outbox.forms import PauseForm, SweepForm
from outbox.models import Stream
from outbox.permissions import can_operate_mail, can_view_mail
from outbox.services import Deed
from outbox.sieve import Sieve

from . import chosen
from .base import in_readers_zone

OVERVIEW = "admin:outbox_overview"


@require_safe
@in_readers_zone
def overview(request: HttpRequest, admin: ModelAdmin) -> HttpResponse:
    """Is mail going out? Each part is asked for by itself, and left out if it takes too long."""
    require(can_view_mail(request.user))
    queue = figures.in_time(figures.queue_figures)
    standing = figures.in_time(figures.standing)
    context = {
        "title": _("Is mail going out?"),
        "now": timezone.now(),
        "queue": queue,
        "standing": standing,
        "alarms": figures.alarms(queue.value or [], standing.value),
        "last_sent": figures.in_time(figures.since_last_sent),
        "charts": _charts(),
        "failures": figures.in_time(figures.failures),
        "days": figures.in_time(figures.came_in),
        "few": FEW,
        "most": figures.MOST,
        "may_operate": bool(can_operate_mail(request.user)),
    }
    return render(request, "admin/outbox/overview.html", _frame(request, admin, **context))


@require_http_methods(["GET", "HEAD", "POST"])
@in_readers_zone
def pause(request: HttpRequest, admin: ModelAdmin, stream: str) -> HttpResponse:
    """Stop a stream, after saying what that means."""
    require(can_operate_mail(request.user))
    named = _stream(stream)
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.pause(stream=named, reason=form.cleaned_data["reason"], actor=request.user)
        except RuleRefused as refused:
            form.add_error("reason", str(refused))
        else:
            messages.success(request, _("%(stream)s: paused.") % {"stream": named.label})
            return redirect(OVERVIEW)
    context = {
        "title": _("Pause a stream: %(stream)s") % {"stream": named.label},
        "stream": named,
        "form": form,
        "ending": figures.in_time(lambda: figures.ending(stream=named)),
    }
    return render(request, "admin/outbox/pause.html", _frame(request, admin, **context))


@require_http_methods(["GET", "HEAD", "POST"])
@in_readers_zone
def resume(request: HttpRequest, admin: ModelAdmin, stream: str) -> HttpResponse:
    """Let a paused stream go on."""
    require(can_operate_mail(request.user))
    named = _stream(stream)
    if request.method == "POST":
        services.resume(stream=named, actor=request.user)
        messages.success(request, _("%(stream)s: goes on.") % {"stream": named.label})
        return redirect(OVERVIEW)
    queue = figures.in_time(figures.queue_figures)
    context = {
        "title": _("Resume a stream: %(stream)s") % {"stream": named.label},
        "stream": named,
        "figures": next((one for one in queue.value or [] if one.stream == named), None),
    }
    return render(request, "admin/outbox/resume.html", _frame(request, admin, **context))


@require_http_methods(["GET", "HEAD", "POST"])
@in_readers_zone
def sweep(request: HttpRequest, admin: ModelAdmin) -> HttpResponse:
    """The same deed to many messages: the filter stands in the address, the preview on the page."""
    require(can_operate_mail(request.user))
    form = SweepForm(request.POST or request.GET or None)
    context: dict[str, Any] = {"title": _("Act on many messages at once"), "form": form}
    if form.is_bound and form.is_valid():
        deed = Deed(form.cleaned_data["deed"])
        if request.method == "POST":
            return _swept(request, deed=deed, sieve=form.sieve)
        seen = figures.in_time(lambda: services.preview(deed=deed, sieve=form.sieve))
        context |= {"deed": deed, "sieve": form.sieve, "seen": seen, "is_late": seen.is_late}
        context["chosen"] = chosen.write(seen.value.pks) if seen.value else ""
    return render(request, "admin/outbox/sweep.html", _frame(request, admin, **context))


def _swept(request: HttpRequest, *, deed: Deed, sieve: Sieve) -> HttpResponse:
    """Do it, say to how many, and show what the filter lets through now."""
    try:
        pks = chosen.read(request.POST.get("chosen", ""))
    except ValueError as error:
        raise RuleRefused(
            _("The preview cannot be read. Look at it again."), code="chosen"
        ) from error
    done = services.carry_out(deed=deed, sieve=sieve, pks=pks, actor=request.user)
    said = ngettext("Done to %(done)s message.", "Done to %(done)s messages.", done)
    messages.success(request, said % {"done": done})
    if changed := len(pks) - done:
        said = ngettext(
            "%(count)s of those in the preview had changed meanwhile, and was left alone.",
            "%(count)s of those in the preview had changed meanwhile, and were left alone.",
            changed,
        )
        messages.warning(request, said % {"count": changed})
    return redirect(f"{request.path}?deed={deed}&{sieve.query}")


def _charts() -> list[dict[str, Any]]:
    steps = (
        (_("Sent in each minute of the last hour"), _("Minute"), figures.sent_by_minute),
        (_("Sent in each hour of the last day"), _("Hour"), figures.sent_by_hour),
    )
    return [_chart(title, step, figures.in_time(ask)) for title, step, ask in steps]


def _chart(title: str, step: str, answer: figures.Answered[list[figures.Sent]]) -> dict[str, Any]:
    """A picture and the same numbers as a table."""
    rows = [
        (date_format(timezone.localtime(sent.begins), "TIME_FORMAT"), sent.count)
        for sent in answer.value or []
    ]
    total = sum(count for _name, count in rows)
    words = ngettext("%(total)s message.", "%(total)s messages.", total) % {
        "total": number_format(total, force_grouping=True)
    }
    return {
        "picture": columns(rows, title=title, description=words),
        "caption": f"{title}: {words}",
        "head": (step, _("Sent")),
        "rows": list(reversed(rows)),
        "is_late": answer.is_late,
    }


def _stream(word: str) -> Stream:
    try:
        return Stream(word)
    except ValueError as error:
        raise Http404 from error


def _frame(request: HttpRequest, admin: ModelAdmin, **context: Any) -> dict[str, Any]:
    return {**admin.admin_site.each_context(request), "opts": admin.opts, **context}

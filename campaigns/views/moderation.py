"""Staff pages: what waits for a look, the groups of one petition, a sweep before and after.

They show numbers. Nobody sees a name or an address here: both are sealed, and this process has no
key to open them.
"""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import groups
from campaigns.forms.integrity import CloseAlarmForm, ProposalForm, SieveForm
from campaigns.models import Alarm, Petition, Sweep
from campaigns.permissions import can_review_signatures, can_run_sweep
from campaigns.services import sweeping, watching
from core.countries import country_name
from core.permissions import require
from core.pictures.charts import columns, progress
from core.rules import RuleRefused
from outbox.admin.base import in_readers_zone
from outbox.figures import in_time

RECENT = 8


@require_safe
@in_readers_zone
def watch(request: HttpRequest, admin: ModelAdmin) -> HttpResponse:
    """What waits for a look: alarms, sweeps, petitions with held signatures."""
    require(can_review_signatures(request.user))
    context = {
        "title": _("Are the signatures genuine?"),
        "alarms": Alarm.objects.open().for_pages(),
        "waiting": Sweep.objects.waiting().for_pages(),
        "at_work": Sweep.objects.at_work().for_pages(),
        "recent": Sweep.objects.for_pages().filter(ended_at__isnull=False)[:RECENT],
        "held": in_time(groups.with_held),
    }
    return render(request, "admin/campaigns/watch.html", frame(request, admin, **context))


@require_safe
@in_readers_zone
def petition(request: HttpRequest, admin: ModelAdmin, pk: int) -> HttpResponse:
    """One petition: how it grew, what is held and why, and what the groups have in common."""
    require(can_review_signatures(request.user))
    found = _petition(pk)
    tables = [
        (_("Why they are held"), _("Reason"), groups.by_reason),
        (_("By network, for one day"), _("Group"), groups.by_network),
        (_("By neighbouring networks, for one day"), _("Group"), groups.by_block),
        (_("By domain of the mailboxes, for one day"), _("Group"), groups.by_domain),
        (_("By country, of those not in the count"), _("Country"), groups.by_country),
        (_("By hour, of those not in the count"), _("Hour"), groups.by_hour),
    ]
    context = {
        "title": found.campaign.title,
        "petition": found,
        "states": in_time(lambda: groups.in_each_state(found)),
        "chart": hourly(found),
        "alarms": Alarm.objects.open().of(found),
        "sweeps": Sweep.objects.of(found).for_pages()[:RECENT],
        "tables": [(title, head, in_time(partial(ask, found))) for title, head, ask in tables],
    }
    return render(request, "admin/campaigns/petition.html", frame(request, admin, **context))


@require_http_methods(["GET", "HEAD", "POST"])
@in_readers_zone
def propose(request: HttpRequest, admin: ModelAdmin, pk: int) -> HttpResponse:
    """A sweep before it runs: the filter in the address, the preview on the page."""
    require(can_review_signatures(request.user))
    found = _petition(pk)
    form = SieveForm(request.POST or request.GET or None)
    words = ProposalForm(request.POST or None)
    context: dict[str, Any] = {"title": _("Sweep"), "petition": found, "form": form}
    if form.is_bound and form.is_valid():
        deed, sieve = form.cleaned_data["deed"], form.sieve
        if request.method == "POST" and words.is_valid():
            sweep = _proposed(request, found, form, words)
            if sweep:
                return redirect("admin:campaigns_sweep_change", sweep.pk)
        seen = in_time(lambda: sweeping.preview_sweep(petition=found, deed=deed, sieve=sieve))
        context |= {"seen": seen, "deed": form.fields["deed"], "sieve": sieve}
        context |= {"by_country": _countries(seen.value), "deed_word": deed, "words": words}
    return render(request, "admin/campaigns/propose.html", frame(request, admin, **context))


@require_safe
@in_readers_zone
def sweep(request: HttpRequest, admin: ModelAdmin, pk: int) -> HttpResponse:
    """One sweep: how far it is, and what can be done with it now."""
    require(can_review_signatures(request.user))
    found = get_object_or_404(Sweep.objects.for_pages(), pk=pk)
    share = _("%(done)s of %(all)s") % {
        "done": number_format(found.handled, force_grouping=True),
        "all": number_format(found.matched, force_grouping=True),
    }
    context = {
        "title": str(found),
        "sweep": found,
        "bar": progress(value=found.handled, goal=found.matched, label=share),
        "share": share,
        "may_run": can_run_sweep(request.user, found),
        "sieve": [(_SIEVE_WORDS.get(name, name), value) for name, value in found.sieve.items()],
    }
    return render(request, "admin/campaigns/sweep.html", frame(request, admin, **context))


@require_POST
def sweep_deed(request: HttpRequest, admin: ModelAdmin, pk: int, deed: str) -> HttpResponse:
    """Run, stop, undo or give up a sweep."""
    found = get_object_or_404(Sweep.objects.for_pages(), pk=pk)
    do = _SWEEP_DEEDS.get(deed)
    if do is None:
        raise Http404
    require((can_run_sweep if deed == "run" else _may_review)(request.user, found))
    try:
        do(sweep=found, actor=request.user)
    except RuleRefused as refused:
        messages.error(request, str(refused))
    return redirect("admin:campaigns_sweep_change", pk)


@require_safe
@in_readers_zone
def alarm(request: HttpRequest, admin: ModelAdmin, pk: int) -> HttpResponse:
    """One alarm: what was counted, when, and the deeds that settle it."""
    require(can_review_signatures(request.user))
    found = get_object_or_404(Alarm.objects.for_pages(), pk=pk)
    context = {
        "title": capfirst(found.get_kind_display()),
        "alarm": found,
        "petition": found.petition,
        "chart": hourly(found.petition, alarm=found),
        "form": CloseAlarmForm(),
        "subject": watching.subject_words(found),
    }
    return render(request, "admin/campaigns/alarm.html", frame(request, admin, **context))


@require_POST
def alarm_deed(request: HttpRequest, admin: ModelAdmin, pk: int, deed: str) -> HttpResponse:
    """Say that somebody looks into it, or close it with a reason."""
    require(can_review_signatures(request.user))
    found = get_object_or_404(Alarm, pk=pk)
    form = CloseAlarmForm(request.POST)
    try:
        if deed == "acknowledge":
            watching.acknowledge_alarm(alarm=found, actor=request.user)
        elif deed == "close" and form.is_valid():
            watching.close_alarm(alarm=found, actor=request.user, **form.cleaned_data)
        else:
            raise Http404
    except RuleRefused as refused:
        messages.error(request, str(refused))
    return redirect("admin:campaigns_alarm_change", pk)


def hourly(petition: Petition, *, alarm: Alarm | None = None) -> dict[str, Any]:
    """A picture of the confirmed signatures of each hour, with the alarm marked, and its table."""
    middle = timedelta(hours=groups.HOURS_SHOWN // 2)
    until = min(timezone.now(), alarm.hour + middle) if alarm else timezone.now()
    rows = groups.confirmed_by_hour(petition, until=until)
    names = [date_format(timezone.localtime(hour), "j M, H:i") for hour, _number in rows]
    marked = [at for at, (hour, _number) in enumerate(rows) if alarm and hour == alarm.hour]
    total = sum(number for _hour, number in rows)
    title = _("Confirmed in each hour")
    words = ngettext("%(total)s signature.", "%(total)s signatures.", total) % {
        "total": number_format(total, force_grouping=True)
    }
    if marked:
        words += " " + _("The alarm is about %(hour)s, marked by a triangle.") % {
            "hour": names[marked[0]]
        }
    points = [(name, number) for name, (_hour, number) in zip(names, rows, strict=True)]
    picture = columns(points, title=title, description=words, marked=marked)
    table = [
        (f"▼ {name}" if at in marked else name, number) for at, (name, number) in enumerate(points)
    ]
    return {
        "picture": picture,
        "caption": f"{title}: {words}",
        "head": (_("Hour"), _("Confirmed")),
        "rows": list(reversed(table)),
    }


def frame(request: HttpRequest, admin: ModelAdmin, **context: Any) -> dict[str, Any]:
    """What every page of the admin needs besides."""
    return {**admin.admin_site.each_context(request), "opts": admin.opts, **context}


def _petition(pk: int) -> Petition:
    return get_object_or_404(Petition.objects.for_pages(), pk=pk)


def _proposed(
    request: HttpRequest, found: Petition, form: SieveForm, words: ProposalForm
) -> Sweep | None:
    """Propose it, and let it run at once where one person is enough."""
    said = words.cleaned_data
    try:
        made = sweeping.propose_sweep(
            petition=found,
            deed=form.cleaned_data["deed"],
            sieve=form.sieve,
            expected=(said["last"], said["matched"]),
            actor=request.user,
            reason=said["reason"],
            note=said["note"],
        )
    except RuleRefused as refused:
        messages.error(request, str(refused))
        return None
    if made.needs_second:
        messages.warning(request, _("Proposed. A second person must look at it and run it."))
    return made


def _countries(seen: sweeping.Preview | None) -> list[tuple[str, int]]:
    return [(country_name(code), number) for code, number in seen.by_country] if seen else []


def _may_review(user: Any, _sweep: Sweep) -> Any:
    return can_review_signatures(user)


_SWEEP_DEEDS = {
    "run": sweeping.run_sweep,
    "stop": sweeping.cancel_sweep,
    "undo": sweeping.undo_sweep,
    "drop": sweeping.drop_sweep,
}
_SIEVE_WORDS = {name: field.label for name, field in SieveForm.base_fields.items() if field.label}

"""The warning desk: what came in, what is due, and each warning with its deeds. (D9)"""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from situations.forms.desk_warnings import RotaForm, WarningFilter
from situations.models import REPEATED, DutyOfficer, EarlyWarning, Territory, WarningMessage
from situations.permissions import (
    can_handle_warning,
    can_read_warnings,
    can_see_rota,
    can_set_rota,
)
from situations.response_times import together
from situations.services import set_rota
from situations.services.clocks import promise

from .warning_deeds import DEEDS, offered

PAGE_LENGTH = 50
show_and_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@member_required
def warning_list(request: DeskRequest) -> HttpResponse:
    """What came in, the most pressing first; what is repeated from one area, on top."""
    at = timezone.now()
    may_read = can_read_warnings(request.user, request.organisation)
    context: dict[str, Any] = {
        "may_read": may_read,
        "may_set_rota": can_set_rota(request.user, request.organisation),
        "officers": DutyOfficer.objects.in_organisation(request.organisation).able(),
        "promise": promise(),
        "at": at,
    }
    if may_read:
        context |= _listed(request, at)
    return _page(request, "warning_list", context)


@require_safe
@member_required
def warning_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """One warning: what was said, its clock, what it may belong with, what can be done."""
    warning = _warning(request, pk)
    own = EarlyWarning.objects.on_desk_of(request.user).near(warning).for_desk()
    near = list(own.order_by("-received_at")[:20])
    elsewhere = EarlyWarning.objects.near(warning).count() - own.count()
    context = {
        "warning": warning,
        "at": timezone.now(),
        "is_overdue": warning.is_overdue(timezone.now()),
        "entries": warning.messages.in_order(),
        "escalations": warning.escalations.select_related("person"),
        "near": near,
        "is_repeated": len(near) + 1 >= REPEATED,
        "elsewhere": together(elsewhere),
        "deeds": offered(warning, request.user),
    }
    return _page(request, "warning_detail", context)


@show_and_post
@sensitive_post_parameters()
@member_required
def deed(request: DeskRequest, pk: int, deed: str) -> HttpResponse:
    """One deed on a warning: asked for on a page of its own, done by its button."""
    if deed not in DEEDS:
        raise Http404
    warning, chosen = _warning(request, pk), DEEDS[deed]
    form = chosen.form(
        request.POST if request.method == "POST" else None,
        warning=warning,
        user=request.user,
        submit=chosen.button,
    )
    if request.method == "POST" and form.is_valid():
        try:
            chosen.do(warning=warning, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, str(chosen.done))
            return redirect(chosen.next_page(warning))
    context = {"warning": warning, "deed": chosen, "form": form}
    return _page(request, "warning_deed", context)


@show_and_post
@member_required
def rota(request: DeskRequest) -> HttpResponse:
    """Owners say who is on duty, and in which order; the others see it."""
    organisation = request.organisation
    if organisation is None:
        raise Http404
    require(can_see_rota(request.user, organisation))
    may_set = can_set_rota(request.user, organisation)
    if request.method == "POST":
        require(may_set)
    form = RotaForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            set_rota(organisation=organisation, actor=request.user, people=form.people())
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The rota was saved."))
            return redirect("situations:desk_warnings")
    context = {
        "form": form,
        "may_set_rota": may_set,
        "officers": DutyOfficer.objects.in_organisation(organisation).able(),
        "promise": promise(),
    }
    return _page(request, "rota", context)


def _listed(request: DeskRequest, at: Any) -> dict[str, Any]:
    """What the list shows to somebody who may read it."""
    mine = EarlyWarning.objects.on_desk_of(request.user).in_organisation(request.organisation)
    show = request.GET.get("show", "")
    shown = {
        "overdue": mine.overdue(at=at),
        "mine": mine.open().owned_by(request.user),
        "ended": mine.ended(),
        "all": mine.all(),
    }.get(show, mine.open())
    form = WarningFilter(request.GET, territories=Territory.objects.of_warnings(mine))
    found = shown.narrowed(**form.wanted()).for_desk().most_pressing_first()
    page = Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page"))
    areas = list(mine.repeated_areas(at=at))
    names = Territory.objects.in_bulk([area["territory"] for area in areas])
    return {
        "tabs": _tabs(show, mine, at),
        "filter": form,
        "is_narrowed": any(form.wanted().values()),
        "page_obj": page,
        "unanswered": WarningMessage.objects.unanswered(list(page)),
        "areas": [(names[area["territory"]], area["number"]) for area in areas],
    }


def _tabs(show: str, mine: Any, at: Any) -> list[tuple[str, str, bool]]:
    address = reverse("situations:desk_warnings")
    overdue = mine.overdue(at=at).count()
    named = [
        ("", _("Open")),
        ("overdue", _("Overdue (%(number)s)") % {"number": overdue}),
        ("mine", _("Mine")),
        ("ended", _("Ended")),
        ("all", _("All")),
    ]
    known = show if show in dict(named) else ""
    return [
        (name, f"{address}?show={key}" if key else address, key == known) for key, name in named
    ]


def _warning(request: DeskRequest, pk: int) -> EarlyWarning:
    """A warning that the person may read: hidden from others, behind a second factor."""
    rows = EarlyWarning.objects.on_desk_of(request.user).for_desk()
    warning = get_object_or_404(rows, pk=pk)
    require(can_handle_warning(request.user, warning))
    return warning


def _page(request: DeskRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    template = f"situations/desk/warnings/{name}.html"
    return render(request, template, {"desk_section": "warnings"} | context)

"""The desk: briefs, what they recommend and where they were presented."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Organisation
from accounts.views.decorators import DeskRequest, member_required
from core.pdf import PdfRefused
from core.permissions import require
from situations.brief_page import BriefPage
from situations.force import why_not_force
from situations.forms.briefs import NewBriefForm
from situations.forms.details import (
    OccasionForm,
    OccasionFormSet,
    RecommendationForm,
    RecommendationFormSet,
    filled_rows,
    initial_rows,
)
from situations.models import Brief
from situations.permissions import (
    can_continue_brief,
    can_draft_brief,
    can_lift_embargo,
    can_publish_brief,
    can_retract_brief,
    can_write_brief,
)
from situations.proofreading import Words, remarks, wordings
from situations.services import (
    draft_brief,
    submit_brief,
    write_occasions,
    write_recommendations,
)
from situations.services.brief_files import file_for_desk
from situations.services.briefs import brief_shortcomings

from .desk_work import brief_on_desk, writable_brief

PAGE_LENGTH = 50


@require_safe
@member_required
def brief_list(request: DeskRequest) -> HttpResponse:
    """The organisation's briefs, those under way first."""
    show = request.GET.get("show", "")
    briefs = Brief.objects.on_desk_of(request.user).in_organisation(request.organisation)
    briefs = briefs.for_desk(status=show).select_related("author")
    context = {
        "desk_section": "briefs",
        "tabs": _tabs(show),
        "may_draft": can_draft_brief(request.user, request.organisation),
        "page_obj": Paginator(briefs, PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "situations/desk/brief_list.html", context)


@member_required
def new(request: DeskRequest) -> HttpResponse:
    """Begin a brief on a public situation."""
    require(can_draft_brief(request.user, request.organisation))
    form = NewBriefForm(request.POST or None, initial={"situation": request.GET.get("situation")})
    if request.method == "POST" and form.is_valid():
        brief = draft_brief(
            organisation=cast(Organisation, request.organisation),  # refused above if None
            actor=request.user,
            **form.cleaned_data,
        )
        return redirect("situations:desk_brief_edit", pk=brief.pk)
    return render(
        request, "situations/desk/brief_new.html", {"desk_section": "briefs", "form": form}
    )


@require_safe
@member_required
def brief_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """A brief as it will stand in public, with what it lacks and what can be done with it."""
    brief = brief_on_desk(request, pk)
    context = {
        "desk_section": "briefs",
        "brief": brief,
        "is_retracted": brief.is_retracted,
        "page": BriefPage(brief, timezone.now()),
        "missing": brief_shortcomings(brief) if brief.is_writable else [],
        "wordings": wordings(Words.of(brief)),
        "remarks": [] if brief.is_published else remarks(brief, Words.of(brief)),
        "may_write": can_write_brief(request.user, brief),
        "may_publish": can_publish_brief(request.user, brief),
        "may_continue": can_continue_brief(request.user, brief),
        "may_retract": can_retract_brief(request.user, brief),
        "may_lift": can_lift_embargo(request.user, brief),
    }
    return render(request, "situations/desk/brief_detail.html", context)


@member_required
def recommend(request: DeskRequest, pk: int) -> HttpResponse:
    """Write the recommendations, the territorial State's first. (D13)"""
    brief = writable_brief(request, pk)
    rows = RecommendationFormSet(
        request.POST or None,
        prefix="recommendations",
        initial=initial_rows(brief.recommendations.all(), RecommendationForm),
        form_kwargs={"no_force": why_not_force(brief.situation)},
    )
    if request.method == "POST" and rows.is_valid():
        write_recommendations(brief=brief, actor=request.user, recommendations=filled_rows(rows))
        more = request.POST.get("then") == "more"
        name = "situations:desk_brief_recommend" if more else "situations:desk_brief"
        return redirect(name, pk=brief.pk)
    context = {"desk_section": "briefs", "brief": brief, "rows": rows}
    return render(request, "situations/desk/brief_recommend.html", context)


@member_required
def occasions(request: DeskRequest, pk: int) -> HttpResponse:
    """Write down on which days and where the brief was presented. (para 3)"""
    brief = writable_brief(request, pk)
    rows = OccasionFormSet(
        request.POST or None,
        prefix="occasions",
        initial=initial_rows(brief.occasions.all(), OccasionForm),
    )
    if request.method == "POST" and rows.is_valid():
        write_occasions(brief=brief, actor=request.user, occasions=filled_rows(rows))
        more = request.POST.get("then") == "more"
        name = "situations:desk_brief_occasions" if more else "situations:desk_brief"
        return redirect(name, pk=brief.pk)
    context = {"desk_section": "briefs", "brief": brief, "rows": rows}
    return render(request, "situations/desk/brief_occasions.html", context)


@require_safe
@member_required
def pdf(request: DeskRequest, pk: int) -> HttpResponse:
    """The PDF; before it is out, marked as a draft or as held back."""
    brief = brief_on_desk(request, pk)
    try:
        content = file_for_desk(brief=brief)
    except PdfRefused:
        return render(request, "503.html", status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{brief.reference or "draft"}.pdf"'
    return response


@require_POST
@member_required
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand in for review."""
    brief = writable_brief(request, pk)
    submit_brief(brief=brief, actor=request.user)
    messages.success(request, _("Handed in. A second person looks at it now."))
    return redirect("situations:desk_brief", pk=brief.pk)


def _tabs(show: str) -> list[tuple[str, str, bool]]:
    address = reverse("situations:desk_briefs")
    return [
        (_("All"), address, not show),
        (_("Drafts"), f"{address}?show=draft", show == "draft"),
        (_("In review"), f"{address}?show=review", show == "review"),
        (_("Scheduled"), f"{address}?show=scheduled", show == "scheduled"),
        (_("Published"), f"{address}?show=published", show == "published"),
    ]

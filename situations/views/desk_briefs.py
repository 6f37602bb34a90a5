"""The desk: briefs, from the first line to publication."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Organisation
from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from core.text import responsibility_words
from situations.force import why_not_force
from situations.forms.desk import BriefForm, NewBriefForm, ReasonForm
from situations.forms.details import (
    RecommendationForm,
    RecommendationFormSet,
    filled_rows,
    initial_rows,
)
from situations.models import Brief
from situations.permissions import can_draft_brief, can_publish_brief, can_write_brief
from situations.services import (
    draft_brief,
    publish_brief,
    return_brief,
    submit_brief,
    write_brief,
    write_recommendations,
)
from situations.services.briefs import brief_shortcomings

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
    brief = _brief(request, pk)
    context = {
        "desk_section": "briefs",
        "brief": brief,
        "missing": [] if brief.is_published else brief_shortcomings(brief),
        "wordings": _wordings(brief.title, brief.standfirst, brief.body),
        "may_write": can_write_brief(request.user, brief),
        "may_publish": can_publish_brief(request.user, brief),
    }
    return render(request, "situations/desk/brief_detail.html", context)


@member_required
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Write; “preview” shows the text as it will stand and saves nothing."""
    brief = _writable(request, pk)
    form = BriefForm(request.POST or None, brief=brief)
    context: dict[str, Any] = {"desk_section": "briefs", "brief": brief, "form": form}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("then") != "preview":
            return _written(request, brief, form, context)
        context["preview"] = form.cleaned_data
    context["wordings"] = _typed_wordings(form, brief)
    return render(request, "situations/desk/brief_edit.html", context)


@member_required
def recommend(request: DeskRequest, pk: int) -> HttpResponse:
    """Write the recommendations, the territorial State's first. (D13)"""
    brief = _writable(request, pk)
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


@require_POST
@member_required
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand in for review."""
    brief = _writable(request, pk)
    submit_brief(brief=brief, actor=request.user)
    messages.success(request, _("Handed in. A second person looks at it now."))
    return redirect("situations:desk_brief", pk=brief.pk)


@member_required
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then publish: from then on the brief never changes."""
    brief = _brief(request, pk)
    require(can_publish_brief(request.user, brief))
    if request.method == "POST":
        publish_brief(brief=brief, actor=request.user)
        messages.success(request, _("Published."))
        return redirect("situations:desk_brief", pk=brief.pk)
    context = {"desk_section": "briefs", "brief": brief}
    return render(request, "situations/desk/brief_publish.html", context)


@member_required
def give_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Return a brief with the reason."""
    brief = _brief(request, pk)
    require(can_publish_brief(request.user, brief))
    form = ReasonForm(request.POST or None, submit=_("Return the brief"))
    if request.method == "POST" and form.is_valid():
        try:
            return_brief(brief=brief, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Returned to its author."))
            return redirect("situations:desk_brief", pk=brief.pk)
    context = {"desk_section": "briefs", "brief": brief, "form": form}
    return render(request, "situations/desk/brief_return.html", context)


def _brief(request: DeskRequest, pk: int) -> Brief:
    return get_object_or_404(Brief.objects.on_desk_of(request.user).whole(), pk=pk)


def _writable(request: DeskRequest, pk: int) -> Brief:
    brief = _brief(request, pk)
    require(can_write_brief(request.user, brief))
    return brief


def _written(
    request: DeskRequest, brief: Brief, form: BriefForm, context: dict[str, Any]
) -> HttpResponse:
    try:
        write_brief(brief=brief, actor=request.user, **form.answers())
    except RuleRefused as refused:
        show_refusal(form, refused)
        return render(request, "situations/desk/brief_edit.html", context)
    messages.success(request, _("Saved."))
    return redirect("situations:desk_brief", pk=brief.pk)


def _typed_wordings(form: BriefForm, brief: Brief) -> list[Any]:
    """Warn of words in what stands in the form now. (D14)"""
    typed = getattr(form, "cleaned_data", form.initial)
    return _wordings(*(str(typed.get(name, "")) for name in ("title", "standfirst", "body")))


def _wordings(*texts: str) -> list[Any]:
    return responsibility_words("\n".join(texts))


def _tabs(show: str) -> list[tuple[str, str, bool]]:
    address = reverse("situations:desk_briefs")
    return [
        (_("All"), address, not show),
        (_("Drafts"), f"{address}?show=draft", show == "draft"),
        (_("In review"), f"{address}?show=review", show == "review"),
        (_("Published"), f"{address}?show=published", show == "published"),
    ]

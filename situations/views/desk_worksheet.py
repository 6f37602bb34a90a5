"""The desk: force worksheets, from the first question to two approvals. (D8)"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.decorators import DeskRequest, member_required
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused
from core.text import responsibility_words
from situations.force import QUESTIONS
from situations.forms.desk import ReasonForm
from situations.forms.responses import WhyForm
from situations.forms.worksheet import WorksheetForm
from situations.models import ForceWorksheet, Situation
from situations.permissions import (
    can_approve_worksheet,
    can_edit_situation,
    can_return_worksheet,
    can_withdraw_worksheet,
    can_write_worksheet,
)
from situations.services import (
    approve_worksheet,
    begin_worksheet,
    return_worksheet,
    submit_worksheet,
    withdraw_worksheet,
    write_worksheet,
)
from situations.services.worksheets import worksheet_shortcomings


@require_POST
@member_required
def begin(request: DeskRequest, pk: int) -> HttpResponse:
    """Begin a worksheet on a situation."""
    situation = get_object_or_404(Situation.objects.on_desk_of(request.user), pk=pk)
    require(can_edit_situation(request.user, situation))
    worksheet = begin_worksheet(situation=situation, actor=request.user)
    return redirect("situations:desk_worksheet_edit", pk=worksheet.pk)


@require_safe
@member_required
def worksheet_detail(request: DeskRequest, pk: int) -> HttpResponse:
    """The whole worksheet, with what it lacks and what can be done with it."""
    worksheet = _worksheet(request, pk)
    context = {
        "desk_section": "situations",
        "worksheet": worksheet,
        "situation": worksheet.situation,
        "questions": QUESTIONS,
        "wordings": responsibility_words(worksheet.whole_text),
        "missing": worksheet_shortcomings(worksheet) if worksheet.is_writable else [],
        "may_write": can_write_worksheet(request.user, worksheet),
        "may_approve": can_approve_worksheet(request.user, worksheet),
        "may_return": can_return_worksheet(request.user, worksheet),
        "may_withdraw": can_withdraw_worksheet(request.user, worksheet),
    }
    return render(request, "situations/desk/worksheet/detail.html", context)


@member_required
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Write the worksheet; it can be left unfinished."""
    worksheet = _worksheet(request, pk)
    require(can_write_worksheet(request.user, worksheet))
    form = WorksheetForm(request.POST or None, worksheet=worksheet)
    if request.method == "POST" and form.is_valid():
        try:
            write_worksheet(worksheet=worksheet, actor=request.user, **form.answers())
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The worksheet is saved."))
            return redirect("situations:desk_worksheet", pk=worksheet.pk)
    return _page(request, "edit", worksheet, form)


@require_POST
@member_required
def submit(request: DeskRequest, pk: int) -> HttpResponse:
    """Hand in for two approvals."""
    worksheet = _worksheet(request, pk)
    require(can_write_worksheet(request.user, worksheet))
    submit_worksheet(worksheet=worksheet, actor=request.user)
    messages.success(request, _("Handed in. Two people who had no hand in it look at it now."))
    return redirect("situations:desk_worksheet", pk=worksheet.pk)


@member_required
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask, then approve."""
    worksheet = _worksheet(request, pk)
    require(can_approve_worksheet(request.user, worksheet))
    if request.method == "POST":
        worksheet = approve_worksheet(worksheet=worksheet, actor=request.user)
        done = _("Approved by two people. It is public now.")
        messages.success(
            request, done if worksheet.is_approved else _("Approved. One more approval is needed.")
        )
        return redirect("situations:desk_worksheet", pk=worksheet.pk)
    return _page(request, "approve", worksheet)


@member_required
def give_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Return it with the reason."""
    worksheet = _worksheet(request, pk)
    require(can_return_worksheet(request.user, worksheet))
    form = ReasonForm(request.POST or None, submit=_("Return the worksheet"))
    if request.method == "POST" and form.is_valid():
        try:
            return_worksheet(worksheet=worksheet, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Returned to its author."))
            return redirect("situations:desk_worksheet", pk=worksheet.pk)
    return _page(request, "return", worksheet, form)


@member_required
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Withdraw it with the reason; it stays readable."""
    worksheet = _worksheet(request, pk)
    require(can_withdraw_worksheet(request.user, worksheet))
    form = WhyForm(
        request.POST or None,
        label=_("Why is it withdrawn? This is public."),
        submit=_("Withdraw the worksheet"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_worksheet(worksheet=worksheet, actor=request.user, **form.cleaned_data)
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Withdrawn. Nothing can rest on it any more."))
            return redirect("situations:desk_worksheet", pk=worksheet.pk)
    return _page(request, "withdraw", worksheet, form)


def _worksheet(request: DeskRequest, pk: int) -> ForceWorksheet:
    return get_object_or_404(ForceWorksheet.objects.on_desk_of(request.user).whole(), pk=pk)


def _page(
    request: DeskRequest,
    name: str,
    worksheet: ForceWorksheet,
    form: WorksheetForm | ReasonForm | WhyForm | None = None,
) -> HttpResponse:
    context = {
        "desk_section": "situations",
        "worksheet": worksheet,
        "situation": worksheet.situation,
        "form": form,
    }
    return render(request, f"situations/desk/worksheet/{name}.html", context)

"""The desk: news of a campaign, written, looked at by a second person, published, taken back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.decorators import DeskRequest, member_required
from audit.models import Event
from campaigns.forms.voices import UpdateTextForm
from campaigns.models import Campaign, Update, UpdateText
from campaigns.models.update import AT_MOST
from campaigns.services import updates
from campaigns.services.telling import to_be_told
from campaigns.voice_permissions import (
    can_edit_update,
    can_publish_update,
    can_return_update,
    can_withdraw_update,
    can_write_update,
)
from core.forms import show_refusal
from core.permissions import require
from core.rules import RuleRefused

from .row_deeds import RowDeed, launched, row_deed

PAGE_LENGTH = 30
LANGUAGES = dict(settings.LANGUAGES)


@require_safe
@member_required
def update_list(request: DeskRequest, pk: int) -> HttpResponse:
    """News of the campaign in any state, and how many more may go out this week."""
    campaign = launched(request, pk)
    found = _of(campaign).newest_first()
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "may_write": can_write_update(request.user, campaign),
        "page_obj": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
        **_cap(campaign),
    }
    return render(request, "campaigns/desk/voices/updates.html", context)


@require_POST
@member_required
def new(request: DeskRequest, pk: int) -> HttpResponse:
    """Begin an update."""
    campaign = launched(request, pk)
    require(can_write_update(request.user, campaign))
    update = updates.draft_update(campaign=campaign, actor=request.user)
    return redirect("campaigns:desk_update_text", pk=pk, row=update.pk, language=campaign.language)


@require_safe
@member_required
def update_detail(request: DeskRequest, pk: int, row: int) -> HttpResponse:
    """An update at a glance: its texts, what blocks it, what can be done, whom it reached."""
    campaign, user = launched(request, pk), request.user
    update = get_object_or_404(_of(campaign), pk=row)
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "update": update,
        "texts": _texts(update),
        "blockers": [] if update.number else [text for _f, text in updates.blockers_of(update)],
        "wanted_by": to_be_told(campaign).count() if not update.number else None,
        "events": Event.objects.about(update).select_related("actor")[:20],
        "may_edit": can_edit_update(user, update),
        "may_publish": can_publish_update(user, update),
        "may_return": can_return_update(user, update),
        "may_withdraw": can_withdraw_update(user, update),
        **_cap(campaign),
    }
    return render(request, "campaigns/desk/voices/update.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def text(request: DeskRequest, pk: int, row: int, language: str) -> HttpResponse:
    """Write an update in one language of the campaign."""
    campaign = launched(request, pk)
    update = get_object_or_404(_of(campaign), pk=row)
    if language not in campaign.all_languages:
        raise Http404
    require(can_edit_update(request.user, update))
    there = UpdateText.objects.filter(update=update, language=language)
    initial = there.values("title", "lead", "body").first()
    form = UpdateTextForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            updates.write_update(
                update=update, actor=request.user, language=language, **form.cleaned_data
            )
        except RuleRefused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, str(_("Saved.")))
            return redirect("campaigns:desk_update", pk=pk, row=row)
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "update": update,
        "language_name": LANGUAGES[language],
        "form": form,
    }
    return render(request, "campaigns/desk/voices/update_text.html", context)


@require_POST
@member_required
def test(request: DeskRequest, pk: int, row: int) -> HttpResponse:
    """Mail it to the person who asks, as signers would get it."""
    campaign = launched(request, pk)
    update = get_object_or_404(_of(campaign), pk=row)
    language = request.POST.get("in", campaign.language)
    try:
        updates.send_test(update=update, actor=request.user, language=language)
    except RuleRefused as refused:
        messages.error(request, str(refused))
    else:
        words = _("On its way to %(address)s.") % {"address": request.user.email}
        messages.success(request, words)
    return redirect("campaigns:desk_update", pk=pk, row=row)


def _of(campaign: Campaign) -> Any:
    return Update.objects.of(campaign).with_texts()


def _texts(update: Update) -> list[dict[str, Any]]:
    """Each language of the campaign, with what is written in it."""
    written = {text.language: text for text in update.texts.all()}
    return [
        {"code": code, "name": LANGUAGES[code], "text": written.get(code)}
        for code in update.campaign.all_languages
    ]


def _cap(campaign: Campaign) -> dict[str, Any]:
    """How many went out in the last seven days, of how many, and from when the next may."""
    now = timezone.now()
    return {
        "lately": Update.objects.of(campaign).lately(at=now).count(),
        "at_most": AT_MOST,
        "next_free": updates.next_free(campaign, at=now),
    }


COMMON: dict[str, Any] = {
    "find": _of,
    "noun": "update",
    "leads_to": "campaigns:desk_updates",
    "list_label": _("News"),
}
submit = row_deed(
    RowDeed(
        may=can_edit_update,
        do=updates.submit_update,
        title=_("Hand in"),
        text=_("A second person reads it. Until it is returned, nobody can change it."),
        button=_("Hand in"),
        done=_("Handed in. A second person reads it now."),
        **COMMON,
    )
)
give_back = row_deed(
    RowDeed(
        may=can_return_update,
        do=updates.return_update,
        title=_("Return to its writers"),
        text=_("It becomes a draft again."),
        button=_("Return it"),
        done=_("Returned to its writers."),
        word="reason",
        word_label=_("What should be looked at again"),
        **COMMON,
    )
)
publish = row_deed(
    RowDeed(
        may=can_publish_update,
        do=updates.publish_update,
        title=_("Publish"),
        text=_(
            "It stands on the campaign’s page at once, and is mailed to every signer who agreed."
            " Mails that have left cannot be taken back."
        ),
        button=_("Publish and mail it"),
        done=_("Published. The mails are on their way."),
        **COMMON,
    )
)
take_back = row_deed(
    RowDeed(
        may=can_withdraw_update,
        do=updates.withdraw_update,
        title=_("Take back"),
        text=_(
            "Its page stays and says that it was taken back, and why. Mails that wait do not leave."
        ),
        button=_("Take it back"),
        done=_("Taken back. Mails that had not left do not leave."),
        word="reason",
        word_label=_("What people read in its place"),
        danger=True,
        **COMMON,
    )
)

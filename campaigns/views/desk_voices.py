"""The desk: words of supporters, read one by one, decided alone or many at once."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.views.decorators import DeskRequest, member_required
from campaigns.forms.voices import RefusalForm
from campaigns.models import Campaign, Voice, VoiceState
from campaigns.services.voices import Read, publish_voices, refuse_voices
from campaigns.voice_permissions import can_decide_voices
from campaigns.voices import are_voices_welcome
from core.permissions import require
from core.rules import RuleRefused

from .row_deeds import launched

PAGE_LENGTH = 50
PUBLISH, REFUSE = "publish", "refuse"


@require_safe
@member_required
def voice_list(request: DeskRequest, pk: int) -> HttpResponse:
    """What waits to be read, what stands on the page, what was refused."""
    campaign = launched(request, pk)
    state = request.GET.get("state", "")
    found = Voice.objects.of(campaign).in_state(state).for_pages().order_by("written_at", "pk")
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "state": state if state in VoiceState.values else VoiceState.WAITING.value,
        "tabs": _tabs(campaign, state),
        "welcome": campaign.has_petition and are_voices_welcome(campaign.petition),
        "may_decide": can_decide_voices(request.user, campaign),
        "page_obj": Paginator(found, PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "campaigns/desk/voices/voices.html", context)


@require_POST
@member_required
def decide(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what would be done to the words that were chosen; done when it is said once more."""
    campaign = launched(request, pk)
    require(can_decide_voices(request.user, campaign))
    deed = PUBLISH if request.POST.get("deed") == PUBLISH else REFUSE
    read = _read(request.POST.getlist("read"))
    chosen = Voice.objects.of(campaign).of_signers().filter(pk__in=[each.pk for each in read])
    if not read:
        messages.warning(request, _("Choose at least one."))
        return redirect("campaigns:desk_voices", pk=pk)
    sure = "sure" in request.POST
    form = RefusalForm(request.POST if sure else None)
    if sure and (deed == PUBLISH or form.is_valid()):
        done = _do(request, campaign, read, refusal=form.data.get("refusal", ""), deed=deed)
        _tell(request, done, len(read))
        return redirect("campaigns:desk_voices", pk=pk)
    context = {
        "desk_section": "campaigns",
        "campaign": campaign,
        "deed": deed,
        "chosen": chosen.for_pages().order_by("pk"),
        "form": form,
    }
    return render(request, "campaigns/desk/voices/decide.html", context)


def _do(
    request: DeskRequest, campaign: Campaign, read: Sequence[Read], *, refusal: str, deed: str
) -> int:
    try:
        if deed == PUBLISH:
            return publish_voices(campaign=campaign, actor=request.user, read=read)
        return refuse_voices(campaign=campaign, actor=request.user, read=read, refusal=refusal)
    except RuleRefused as refused:
        messages.error(request, str(refused))
        return 0


def _tell(request: DeskRequest, done: int, asked: int) -> None:
    if done:
        words = ngettext("Done with %(n)s text.", "Done with %(n)s texts.", done)
        messages.success(request, words % {"n": done})
    if left := asked - done:
        words = ngettext(
            "%(n)s text was left as it is: it changed since you read it.",
            "%(n)s texts were left as they are: they changed since you read them.",
            left,
        )
        messages.warning(request, words % {"n": left})


def _read(values: Sequence[str]) -> list[Read]:
    """Return rows and revisions as the form names them; what is none is left out."""
    pairs = (value.partition(":") for value in values[:PAGE_LENGTH])
    return [
        Read(int(pk), int(revision))
        for pk, _colon, revision in pairs
        if pk.isdecimal() and revision.isdecimal() and len(pk) < 19 and len(revision) < 6
    ]


def _tabs(campaign: Campaign, current: str) -> list[tuple[str, str, bool]]:
    url = reverse("campaigns:desk_voices", args=[campaign.pk])
    known = current if current in VoiceState.values else VoiceState.WAITING
    return [
        (str(state.label).capitalize(), f"{url}?state={state}", known == state)
        for state in VoiceState
    ]

"""The desk: deeds on a campaign. Each asks first, on a page of its own, and is done by a POST."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.views.decorators import DeskRequest, View, member_required
from campaigns import services
from campaigns.forms.desk import WordForm
from campaigns.models import Campaign
from campaigns.permissions import (
    can_approve_campaign,
    can_clone_campaign,
    can_launch_campaign,
    can_publish_report,
    can_put_at_risk,
    can_return_campaign,
    can_schedule_campaign,
    can_steer_campaign,
    can_submit_campaign,
    can_withdraw_story,
)
from core.forms import show_refusal
from core.permissions import Decision, require
from core.rules import RuleRefused, Text

from .desk import desk_campaign


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A deed as the desk asks for it: who may, what is done, in which words."""

    may: Callable[[Any, Campaign], Decision]
    do: Callable[..., Campaign]
    title: Text
    text: Text
    button: Text
    done: Text
    word: str = ""
    word_label: Text = ""
    word_required: bool = True
    danger: bool = False

    def form(self, data: Any) -> forms.Form:
        """Return the form that goes with the deed: the words it needs, or a button alone."""
        if not self.word:
            return forms.Form(data)
        return WordForm(
            data,
            name=self.word,
            label=self.word_label,
            submit=self.button,
            required=self.word_required,
        )


SUBMIT = Deed(
    may=can_submit_campaign,
    do=services.submit_campaign,
    title=_("Hand in for approval"),
    text=_("A second person looks at it. Until it is returned, nobody can change it."),
    button=_("Hand in"),
    done=_("Handed in. A second person looks at it now."),
)
RETURN = Deed(
    may=can_return_campaign,
    do=services.return_campaign,
    title=_("Return to its writers"),
    text=_("It becomes a draft again. An approval that was given is void."),
    button=_("Return the campaign"),
    done=_("Returned to its writers."),
    word="reason",
    word_label=_("What should be looked at again"),
)
APPROVE = Deed(
    may=can_approve_campaign,
    do=services.approve_campaign,
    title=_("Approve"),
    text=_(
        "You have read the page as it will stand, in each of its languages, and the safety review;"
        " and the ask is one that the addressees can meet. Force without consent needs two who"
        " approve."
    ),
    button=_("Approve the campaign"),
    done=_("Your approval is recorded."),
)
LAUNCH = Deed(
    may=can_launch_campaign,
    do=services.launch_campaign,
    title=_("Launch"),
    text=_("The page becomes public, and everybody who asked to be told gets a mail."),
    button=_("Launch the campaign"),
    done=_("Launched."),
)
SCHEDULE = Deed(
    may=can_schedule_campaign,
    do=services.schedule_campaign,
    title=_("Launch on its first day"),
    text=_(
        "It is launched by itself soon after midnight (UTC), as its first day begins. What blocks"
        " it by then is asked anew; if anything does, it waits for you."
    ),
    button=_("Launch it on that day"),
    done=_("It is launched by itself on its first day."),
)
UNSCHEDULE = Deed(
    may=can_schedule_campaign,
    do=services.unschedule_campaign,
    title=_("Do not launch by itself"),
    text=_("It stays approved, and waits until somebody launches it."),
    button=_("Leave the launch to people"),
    done=_("It waits until somebody launches it."),
)
CLONE = Deed(
    may=can_clone_campaign,
    do=services.clone_campaign,
    title=_("Begin another from it"),
    text=_(
        "A new draft with the same words, addressees and languages. The consent to the story is not"
        " copied: it was given for that campaign. Neither are the dates."
    ),
    button=_("Begin the new draft"),
    done=_("This is the new draft. Ask for the consent anew."),
)
AT_RISK = Deed(
    may=can_put_at_risk,
    do=services.put_at_risk,
    title=_("Turn at-risk mode on"),
    text=_(
        "From now on the page shows no signers at all, whatever they chose. It cannot be turned off"
        " again."
    ),
    button=_("Turn at-risk mode on"),
    done=_("At-risk mode is on."),
    danger=True,
)
WITHDRAW_STORY = Deed(
    may=can_withdraw_story,
    do=services.withdraw_story,
    title=_("Take the story back"),
    text=_(
        "The story, its title and the text for sharing are gone from every page, in every language,"
        " at once, because the person whose story it is wants that. The petition stays. A new story"
        " goes the way of every change, with a consent of its own."
    ),
    button=_("Take the story back"),
    done=_("The story is gone from the pages."),
    danger=True,
)
PUBLISH_REPORT = Deed(
    may=can_publish_report,
    do=services.publish_report,
    title=_("Publish the report"),
    text=_(
        "It stands on the page for good, and goes to the supporters who want to hear. You have read"
        " it, and it is true."
    ),
    button=_("Publish the report"),
    done=_("The report is published."),
)
PAUSE = Deed(
    may=can_steer_campaign,
    do=services.pause_campaign,
    title=_("Pause"),
    text=_("The page stays. No signatures are taken and no letters leave until you go on."),
    button=_("Pause the campaign"),
    done=_("Paused."),
    word="notice",
    word_label=_("What people read meanwhile"),
    danger=True,
)
RESUME = Deed(
    may=can_steer_campaign,
    do=services.resume_campaign,
    title=_("Go on"),
    text=_("Signatures are taken again, and letters that waited leave."),
    button=_("Go on with the campaign"),
    done=_("It goes on."),
)
CLOSE = Deed(
    may=can_steer_campaign,
    do=services.close_campaign,
    title=_("Close for good"),
    text=_("The page stays with what was reached. A closed campaign cannot be opened again."),
    button=_("Close the campaign"),
    done=_("Closed."),
    word="notice",
    word_label=_("What people read from now on"),
    word_required=False,
    danger=True,
)


def _view(deed: Deed) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    @member_required
    def view(request: DeskRequest, pk: int) -> HttpResponse:
        campaign = desk_campaign(request, pk)
        require(deed.may(request.user, campaign))
        form = deed.form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                done = deed.do(campaign=campaign, actor=request.user, **form.cleaned_data)
            except RuleRefused as refused:
                show_refusal(form, refused)
            else:
                messages.success(request, str(deed.done))
                return redirect("campaigns:desk_campaign", pk=done.pk)
        context = {"desk_section": "campaigns", "campaign": campaign, "deed": deed, "form": form}
        return render(request, "campaigns/desk/deed.html", context)

    return view


submit = _view(SUBMIT)
give_back = _view(RETURN)
approve = _view(APPROVE)
launch = _view(LAUNCH)
schedule = _view(SCHEDULE)
unschedule = _view(UNSCHEDULE)
clone = _view(CLONE)
at_risk = _view(AT_RISK)
withdraw_story = _view(WITHDRAW_STORY)
publish_report = _view(PUBLISH_REPORT)
pause = _view(PAUSE)
resume = _view(RESUME)
close = _view(CLOSE)

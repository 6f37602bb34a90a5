"""What can be done with a warning, in which of its states, and in which words the desk asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.rules import Text
from situations import services
from situations.forms import desk_warnings as forms
from situations.models import EarlyWarning, WarningStatus

S = WarningStatus
DECIDED = frozenset({S.LINKED, S.OPENED_SITUATION, S.DECLINED})
OPEN = frozenset({S.RECEIVED, S.ACKNOWLEDGED, S.IN_TRIAGE, S.NEEDS_INFORMATION})


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A deed as the desk asks for it: when it is offered, what it asks for, what it does."""

    name: str
    do: Callable[..., Any]
    when: frozenset[WarningStatus]
    title: Text
    text: Text
    button: Text
    done: Text
    form: type[forms.DeedForm] = forms.DeedForm
    leads_to_situation: bool = False

    @property
    def asks(self) -> bool:
        """Whether it asks for words, or is done by its button alone."""
        return self.form is not forms.DeedForm

    def next_page(self, warning: EarlyWarning) -> str:
        """Where one goes when it is done."""
        if self.leads_to_situation and warning.situation_id:
            return reverse("situations:desk_situation", args=[warning.situation_id])
        if self.name == "hand-over":  # it may be hidden now from whoever gave it away
            return reverse("situations:desk_warnings")
        return warning.get_absolute_url()


_ALL = (
    Deed(
        name="acknowledge",
        do=services.acknowledge_warning,
        when=frozenset({S.RECEIVED}),
        title=_("Acknowledge"),
        text=_("You have read it, and look after it from now on. Whoever sent it sees that."),
        button=_("Acknowledge the warning"),
        done=_("Acknowledged. It is yours now."),
    ),
    Deed(
        name="triage",
        do=services.begin_triage,
        when=frozenset({S.ACKNOWLEDGED, S.NEEDS_INFORMATION}),
        title=_("Look into it"),
        text=_("From here it is added to a situation, opens one, or is not taken further."),
        button=_("Look into it now"),
        done=_("You look into it now."),
    ),
    Deed(
        name="link",
        do=services.link_warning,
        when=frozenset({S.IN_TRIAGE}),
        form=forms.LinkForm,
        title=_("Add it to a situation"),
        text=_("For a warning about something that is followed already."),
        button=_("Add it to this situation"),
        done=_("Added to the situation."),
    ),
    Deed(
        name="open",
        do=services.open_situation,
        when=frozenset({S.IN_TRIAGE}),
        form=forms.OpenForm,
        title=_("Open a situation"),
        text=_("It is proposed in the name of your organisation, and assessed from there."),
        button=_("Open the situation"),
        done=_("The situation is proposed. Assess it next."),
        leads_to_situation=True,
    ),
    Deed(
        name="ask",
        do=services.ask_sender,
        when=frozenset({S.IN_TRIAGE}),
        form=forms.AskForm,
        title=_("Ask a question"),
        text=_("If something is missing. If no answer comes in time, decide without it."),
        button=_("Ask this"),
        done=_("The question is asked."),
    ),
    Deed(
        name="decline",
        do=services.decline_warning,
        when=frozenset({S.IN_TRIAGE}),
        form=forms.DeclineForm,
        title=_("Do not take it further"),
        text=_("The warning stays, with the reason, and can begin anew."),
        button=_("Do not take it further"),
        done=_("Ended, with its reason."),
    ),
    Deed(
        name="close",
        do=services.close_warning,
        when=DECIDED | {S.NEEDS_INFORMATION},
        form=forms.ReasonForm,
        title=_("Close"),
        text=_("Nothing more is to be done. It stays, and can begin anew."),
        button=_("Close the warning"),
        done=_("Closed, with its reason."),
    ),
    Deed(
        name="reopen",
        do=services.reopen_warning,
        when=DECIDED | {S.CLOSED},
        form=forms.ReopenForm,
        title=_("Begin anew"),
        text=_("It is as if it had just come in, clock and all. What was said stays."),
        button=_("Begin anew with it"),
        done=_("It begins anew."),
    ),
    Deed(
        name="answer",
        do=services.answer_warning,
        when=frozenset(S),
        form=forms.AnswerForm,
        title=_("Write to whoever sent it"),
        text=_("They read it with receipt number and PIN, whenever they come back."),
        button=_("Send this answer"),
        done=_("Your answer is there for whoever sent the warning."),
    ),
    Deed(
        name="note",
        do=services.note_on_warning,
        when=frozenset(S),
        form=forms.NoteForm,
        title=_("Make a note"),
        text=_("For those who look at this warning after you."),
        button=_("Keep this note"),
        done=_("The note is kept."),
    ),
    Deed(
        name="take",
        do=services.take_over_warning,
        when=OPEN,
        title=_("Take it over"),
        text=_("You look after it from now on. Its clock goes on as it was."),
        button=_("Take it over"),
        done=_("It is yours now."),
    ),
    Deed(
        name="hand-over",
        do=services.hand_over_warning,
        when=OPEN,
        form=forms.HandOverForm,
        title=_("Hand it over"),
        text=_("To another organisation that is on duty. You may not see it any more then."),
        button=_("Hand it over"),
        done=_("Handed over."),
    ),
)
DEEDS = {deed.name: deed for deed in _ALL}


def offered(warning: EarlyWarning, user: Any) -> list[Deed]:
    """Return the deeds that make sense now. Whether one may be done is asked again when it is."""
    found = [deed for deed in _ALL if warning.status in deed.when]
    return [deed for deed in found if not (deed.name == "take" and warning.owner_id == user.pk)]

"""The deeds of campaigns, by what they are done to."""

from .campaign import (
    add_addressee,
    draft_campaign,
    finish_step,
    remove_addressee,
    write_campaign,
    write_petition,
    write_signing,
)
from .cloning import clone_campaign
from .counting import count_signatures, recount_signatures
from .deciding_anew import ask_authors, give_back_held
from .dispatching import dispatch_letters
from .following import follow_letters
from .forgetting import forget, forget_unconfirmed
from .judging import judge_incoming
from .letter_actions import write_letter_action
from .letters import Writing, confirm_letter, write_letter
from .reminding import remind_unconfirmed
from .reminding_writers import remind_writers
from .reporting import publish_report, remind_of_reports, write_report
from .reviewing import (
    SafetyAnswers,
    approve_campaign,
    return_campaign,
    review_safety,
    submit_campaign,
)
from .signing import Coming, Signing, confirm_signature, sign_petition
from .steering import (
    close_campaign,
    keep_dates,
    launch_campaign,
    pause_campaign,
    put_at_risk,
    resume_campaign,
    schedule_campaign,
    unschedule_campaign,
)
from .switching import ask_for_proof, ask_for_proof_no_more, switch_off, switch_on
from .taking_back import put_back, take_back
from .texts import (
    add_language,
    approve_text,
    begin_change,
    drop_change,
    remove_language,
    return_text,
    submit_text,
    withdraw_story,
    write_text,
)

__all__ = [
    "ask_authors",
    "give_back_held",
    "Coming",
    "ask_for_proof",
    "ask_for_proof_no_more",
    "remind_unconfirmed",
    "remind_writers",
    "switch_off",
    "switch_on",
    "finish_step",
    "write_signing",
    "clone_campaign",
    "publish_report",
    "remind_of_reports",
    "write_report",
    "SafetyAnswers",
    "review_safety",
    "keep_dates",
    "put_at_risk",
    "schedule_campaign",
    "unschedule_campaign",
    "add_language",
    "approve_text",
    "begin_change",
    "drop_change",
    "remove_language",
    "return_text",
    "submit_text",
    "write_text",
    "Signing",
    "Writing",
    "add_addressee",
    "approve_campaign",
    "close_campaign",
    "confirm_letter",
    "confirm_signature",
    "count_signatures",
    "dispatch_letters",
    "draft_campaign",
    "follow_letters",
    "forget",
    "forget_unconfirmed",
    "judge_incoming",
    "launch_campaign",
    "pause_campaign",
    "put_back",
    "recount_signatures",
    "remove_addressee",
    "resume_campaign",
    "return_campaign",
    "sign_petition",
    "submit_campaign",
    "take_back",
    "withdraw_story",
    "write_campaign",
    "write_letter",
    "write_letter_action",
    "write_petition",
]

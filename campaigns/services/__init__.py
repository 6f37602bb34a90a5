"""The deeds of campaigns, by what they are done to."""

from .campaign import (
    add_addressee,
    approve_campaign,
    close_campaign,
    draft_campaign,
    launch_campaign,
    pause_campaign,
    remove_addressee,
    resume_campaign,
    return_campaign,
    submit_campaign,
    write_campaign,
    write_letter_action,
    write_petition,
)
from .counting import count_signatures, recount_signatures
from .dispatching import dispatch_letters, follow_letters
from .forgetting import forget, forget_unconfirmed
from .judging import judge_incoming
from .letters import Writing, confirm_letter, write_letter
from .signing import Signing, confirm_signature, sign_petition
from .taking_back import put_back, take_back

__all__ = [
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
    "write_campaign",
    "write_letter",
    "write_letter_action",
    "write_petition",
]

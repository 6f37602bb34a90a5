"""What an office says is wrong of it in the directory goes to those who keep the directory."""

import textwrap
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import Reply
from core.rules import RuleRefused
from core.text import clean_line
from officials.models import ChangeProposal, ProposedField
from officials.services import propose_change

LONGEST = 300


@transaction.atomic
def pass_on_correction(
    *,
    reply: Reply,
    actor: User | None = None,
    field: str = ProposedField.OTHER,
    value: str = "",
    source_url: str = "",
    at: datetime | None = None,
) -> ChangeProposal:
    """Lay what a reply corrects before staff, as any other proposal. Nothing changes by itself.

    Without a value it is the beginning of the reply; without a page that says so, the reply itself
    at the desk. No actor: the office said so on its own page, and its mailbox confirmed it. Raises
    RuleRefused if it is not known which office the reply is of, or it was passed on already.
    """
    mine = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if mine.post is None:
        raise RuleRefused(_("First say what it answers."), code="unmatched")
    if mine.proposal_id is not None:
        raise RuleRefused(_("This was laid before staff already."), code="twice")
    said = clean_line(value) or clean_line(mine.text)
    if not said:
        raise RuleRefused(_("Write how it should read."), code="value")
    desk = f"{settings.BASE_URL}{reverse('campaigns:desk_reply', args=[mine.pk])}"
    proposal = propose_change(
        post=mine.post,
        field=field,
        value=textwrap.shorten(said, LONGEST, placeholder="…"),
        source_url=source_url or desk,
        at=at,
    )
    Reply.objects.filter(pk=mine.pk).update(proposal=proposal)
    record(verb="reply.passed_on", target=mine, actor=actor, details={"field": field}, at=at)
    return proposal

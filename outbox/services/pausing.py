"""Stop a stream, and let it go on. The row is the pause: no worker takes what it covers."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.rules import RuleRefused
from outbox.models import Pause, Stream
from outbox.wakeup import wake_on_commit

from .reasons import given_reason


@transaction.atomic
def pause(*, stream: Stream | str, reason: str, actor: Any, at: datetime | None = None) -> Pause:
    """Let no more of the stream be taken. What workers hold already still goes out.

    Nothing is lost: messages are queued as ever, and wait; only what has an end of its own may pass
    it. The pause lasts until somebody resumes the stream, over every restart.
    Raises RuleRefused without a reason, with an address in it, or if the stream is paused already.
    """
    reason = given_reason(reason, ask=_("Say why the stream is paused: others will ask."))
    at = at or timezone.now()
    row, is_new = Pause.objects.get_or_create(
        stream=Stream(stream), defaults={"reason": reason, "paused_at": at}
    )
    if not is_new:
        raise RuleRefused(_("This stream is paused already."), code="paused")
    details = {"stream": row.stream, "reason": reason}
    record(verb="stream.paused", target=row, actor=actor, details=details, at=at)
    return row


@transaction.atomic
def resume(*, stream: Stream | str, actor: Any, at: datetime | None = None) -> None:
    """Let the stream go on, and wake a worker. Raises RuleRefused if it is not paused."""
    row = Pause.objects.select_for_update().filter(stream=Stream(stream)).first()
    if row is None:
        raise RuleRefused(_("This stream is not paused."), code="not_paused")
    at = at or timezone.now()
    details = {"stream": row.stream, "seconds": int((at - row.paused_at).total_seconds())}
    record(verb="stream.resumed", target=row, actor=actor, details=details, at=at)
    row.delete()
    wake_on_commit(stream)

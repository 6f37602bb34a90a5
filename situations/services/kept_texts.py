"""What is typed in the editor is kept beside the brief until its writer saves it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.rules import RuleRefused
from core.text import clean_text
from situations.models import LONGEST_BODY, Brief, KeptText
from situations.permissions import can_write_brief

# The words that a writer types; a longer text than any brief may have is no text of one.
TYPED = (
    "title",
    "standfirst",
    "as_of",
    "language",
    "body",
    "method",
    "sources",
    "change_note",
    "state_first_reason",
)
MOST_SIGNS = 2 * LONGEST_BODY


@transaction.atomic
def keep_text(
    *, brief: Brief, writer: User, typed: Mapping[str, str], at: datetime | None = None
) -> KeptText:
    """Keep what `writer` typed and has not saved, in the place of what was kept before.

    The brief itself does not change, and nobody else is shown it. Raises RuleRefused if the brief
    cannot be written any more, or if this is longer than any brief.
    """
    if not brief.is_writable:
        raise RuleRefused(_("This brief was handed in and cannot be changed now."), code="status")
    words = {name: clean_text(str(typed[name])) for name in TYPED if name in typed}
    if sum(map(len, words.values())) > MOST_SIGNS:
        raise RuleRefused(_("This text is too long for a brief."), code="body")
    columns = {"typed": words, "kept_at": at or timezone.now()}
    return KeptText.objects.update_or_create(brief=brief, writer=writer, defaults=columns)[0]


def keep_text_of_pen(
    *, pen: Mapping[str, int], typed: Mapping[str, str], at: datetime | None = None
) -> KeptText:
    """Keep what was sent from the editor's page of somebody whose session has ended.

    `pen` names the person and the brief, as signed when the page was made. Raises RuleRefused if
    that person may not write in it any more.
    """
    writer = User.objects.filter(pk=pen["writer"], is_active=True).first()
    brief = Brief.objects.on_desk_of(writer).filter(pk=pen["brief"]).first() if writer else None
    if writer is None or brief is None or not can_write_brief(writer, brief):
        raise RuleRefused(_("This text cannot be kept."), code="pen")
    return keep_text(brief=brief, writer=writer, typed=typed, at=at)


def drop_kept_text(*, brief: Brief, writer: User) -> None:
    """Throw away what was kept for this person: it was saved, or is not wanted."""
    KeptText.objects.of(brief=brief, writer=writer).delete()


def forget_kept_texts(*, at: datetime | None = None) -> int:
    """Forget what nobody came back for within 30 days. Returns how many."""
    return KeptText.objects.outlived(at=at or timezone.now()).delete()[0]

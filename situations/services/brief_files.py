"""The PDF of a published version: made once, kept, and made anew when a testimony is withdrawn."""

import hashlib
import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.locks import lock
from core.pdf import PdfRefused, make
from situations.brief_paper import LAYOUT, paper
from situations.brief_text import pieces, recipe
from situations.models import Brief, BriefFile

logger = logging.getLogger(__name__)


@transaction.atomic
def file_of(*, brief: Brief, at: datetime | None = None) -> BriefFile:
    """Return the PDF of a published version as it may be shown now; make it if need be.

    The same version gives the same bytes, dated when it was published, unless a testimony in it is
    not to be shown any more: then the file is made anew and the old one is gone. (D12) Raises
    PdfRefused if the text cannot be set as an accessible PDF.
    """
    at = at or timezone.now()
    shown = pieces(brief, at=at)
    current = BriefFile.objects.current(brief, recipe=recipe(shown))
    if found := current.first():
        return found
    lock(f"file of brief {brief.pk}")
    if found := current.first():
        return found
    content = make(LAYOUT, data=paper(brief, shown), made_at=brief.released_at or at)
    columns = {
        "recipe": recipe(shown),
        "content": content,
        "sha256": hashlib.sha256(content).hexdigest(),
        "made_at": at,
    }
    return BriefFile.objects.update_or_create(brief=brief, defaults=columns)[0]


def file_for_desk(*, brief: Brief, at: datetime | None = None) -> bytes:
    """Return the PDF as it stands in public; of what is not out yet one that says so, kept nowhere.

    Raises PdfRefused if the text cannot be set as an accessible PDF.
    """
    at = at or timezone.now()
    if brief.is_published and not brief.is_held(at):
        return bytes(file_of(brief=brief, at=at).content)
    return make(LAYOUT, data=paper(brief, pieces(brief, at=at)), made_at=at)


def make_files(*, at: datetime | None = None) -> int:
    """Make the files that are missing or no longer up to date. Returns how many were looked at."""
    at = at or timezone.now()
    briefs = list(Brief.objects.standing(at=at).to_look_at_for_files().whole())
    for brief in briefs:
        try:
            file_of(brief=brief, at=at)
        except PdfRefused as refused:
            logger.error("No PDF of %s %s: %s", brief.reference, brief.edition, refused)
    return len(briefs)

"""Who may report, check, show and read evidence."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import can_approve_for, can_edit_for
from core.permissions import Decision, Denied
from situations.models import ImportRun, Incident, IncidentStatus, Item, Testimony
from situations.models.incident import NEVER_SHOWN

REPORTED_INCIDENT = Denied(
    _("You reported this or wrote in it. Somebody else must look, so that two people have looked.")
)
TOOK_TESTIMONY = Denied(
    _("You took this testimony. Somebody else must approve it, so that two people have looked.")
)
HANDED_IN_FILE = Denied(
    _("You handed in this file. Somebody else must approve it, so that two people have looked.")
)
NOT_TO_BE_SHOWN = Denied(_("What was refuted or merged does not go to the public."))
MERGED = Denied(_("This incident was merged into another. Change that one."))
ACCOUNTS_ARE_FOR_FEW = Denied(
    _("What witnesses told is read only by those who work with it: editors, approvers, owners.")
)

SOURCES_ARE_FOR_FEW = Denied(
    _("Who told us is known only to those who work with it: editors, approvers, owners.")
)


def has_reported(user: Any, incident: Incident) -> bool:
    """Return whether `user` reported the incident or ever changed what it says. (D5)"""
    return incident.reported_by_id == user.pk or incident.writers.filter(pk=user.pk).exists()


def can_record_evidence(user: Any, organisation: Organisation | None) -> Decision:
    """Allow owners and editors: incidents, sources, items, testimony, files to import."""
    return can_edit_for(user, organisation)


def can_write_incident(user: Any, incident: Incident) -> Decision:
    """Allow owners and editors, unless it was merged."""
    if incident.status == IncidentStatus.MERGED:
        return MERGED
    return can_edit_for(user, incident.situation.organisation)


def can_check_incident(user: Any, incident: Incident) -> Decision:
    """Allow those who write or decide for the organisation and had no hand in the report. (D5)"""
    if incident.status == IncidentStatus.MERGED:
        return MERGED
    role = _works_with(user, incident.situation.organisation)
    return REPORTED_INCIDENT if role and has_reported(user, incident) else role


def can_publish_evidence(user: Any, incident: Incident) -> Decision:
    """Allow owners and approvers with a second factor who had no hand in the report. (D5)

    Whether it was verified is another question: the page says how far the check has come.
    """
    if incident.status in NEVER_SHOWN:
        return NOT_TO_BE_SHOWN
    role = can_approve_for(user, incident.situation.organisation)
    return REPORTED_INCIDENT if role and has_reported(user, incident) else role


def can_take_back_evidence(user: Any, incident: Incident) -> Decision:
    """Allow those who write or decide: taking back does no harm, and may be urgent."""
    return _works_with(user, incident.situation.organisation)


def can_publish_import(user: Any, run: ImportRun) -> Decision:
    """Allow owners and approvers with a second factor who did not hand in the file. (D5)"""
    role = can_approve_for(user, run.situation.organisation)
    return HANDED_IN_FILE if role and run.started_by_id == user.pk else role


def can_see_originals(user: Any, item: Item) -> Decision:
    """Allow those who write or decide for the organisation. Each opening is logged."""
    return _works_with(user, item.incident.situation.organisation)


def can_see_sources(user: Any, organisation: Organisation | None) -> Decision:
    """Allow those who write or decide: a list of sources is a list of people in danger."""
    return _works_with(user, organisation) or SOURCES_ARE_FOR_FEW


def can_read_testimony(user: Any, testimony: Testimony) -> Decision:
    """Allow those who write or decide for the organisation; those who only look on, no."""
    return can_list_testimony(user, testimony.situation.organisation)


def can_list_testimony(user: Any, organisation: Organisation | None) -> Decision:
    """Allow the same people to see that there is testimony, and of whom it tells."""
    return _works_with(user, organisation) or ACCOUNTS_ARE_FOR_FEW


def can_approve_testimony(user: Any, testimony: Testimony) -> Decision:
    """Allow owners and approvers with a second factor who did not take it. (D5)"""
    role = can_approve_for(user, testimony.situation.organisation)
    return TOOK_TESTIMONY if role and testimony.taken_by_id == user.pk else role


def _works_with(user: Any, organisation: Organisation | None) -> Decision:
    """Allow whoever writes or decides for the organisation."""
    writing = can_edit_for(user, organisation)
    if writing:
        return writing
    deciding = can_approve_for(user, organisation)
    return deciding if deciding else writing

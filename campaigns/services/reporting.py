"""What a closed campaign tells its supporters, and who is reminded that it has not. (D16)"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import Campaign, CampaignStatus
from campaigns.permissions import OWN_REPORT
from core.rules import RuleRefused

from .report_mail import tell_members

REMINDED_EVERY = timedelta(days=7)


@transaction.atomic
def write_report(
    *, campaign: Campaign, actor: User, report: str, at: datetime | None = None
) -> Campaign:
    """Write what came of a closed campaign.

    Raises RuleRefused if it is not closed, or its report is published.
    """
    locked = _owing(campaign)
    campaign.report, campaign.report_author = report.strip(), actor
    locked.report, locked.report_author = campaign.report, actor
    locked.save(update_fields=["report", "report_author"])
    record(verb="campaign.report_written", target=campaign, actor=actor, at=at)
    return campaign


@transaction.atomic
def publish_report(*, campaign: Campaign, actor: User, at: datetime | None = None) -> Campaign:
    """Put the report on the page, for good. Others wrote it. (D5, D16)

    The event is public; whoever mails it to supporters reads it from there, or the campaign's
    `report_published_at`. Raises RuleRefused if nothing is written, if the publisher wrote it last,
    if the campaign is not closed, or its report is published.
    """
    at = at or timezone.now()
    locked = _owing(campaign)
    if not locked.report.strip():
        raise RuleRefused(_("The report is not written yet."), code="report")
    if locked.report_author_id == actor.pk:
        raise RuleRefused(OWN_REPORT.reason, code="own_work")
    campaign.report_published_at = at
    campaign.save(update_fields=["report_published_at"])
    record(verb="campaign.report_published", target=campaign, actor=actor, public=True, at=at)
    return campaign


def remind_of_reports(*, at: datetime | None = None) -> int:
    """Note each overdue report once a week, and mail those who can write or publish it.

    The desk of the organisation shows it as long as it is owed. Returns how many are noted.
    """
    at = at or timezone.now()
    overdue = Campaign.objects.report_overdue(on=at.date())
    return sum(_remind(campaign, at) for campaign in overdue)


def _remind(campaign: Campaign, at: datetime) -> bool:
    before = campaign.report_reminded_on
    if before and before > at.date() - REMINDED_EVERY:
        return False
    rows = Campaign.objects.filter(pk=campaign.pk, report_reminded_on=before)
    with transaction.atomic():
        if rows.update(report_reminded_on=at.date()) != 1:
            return False
        tell_members(campaign=campaign, at=at)
        record(verb="campaign.report_overdue", target=campaign, at=at)
    return True


def _owing(campaign: Campaign) -> Campaign:
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if locked.status != CampaignStatus.CLOSED:
        raise RuleRefused(_("Only a closed campaign reports what came of it."), code="status")
    if locked.report_published_at:
        raise RuleRefused(_("The report is published and stays as it is."), code="status")
    return locked

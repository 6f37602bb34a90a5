"""What readers say is wrong on the page of an office. Nothing of the reader is asked or kept."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .post import Post

KEPT_UNDECIDED_ASIDE = timedelta(days=90)


class ProposedField(models.TextChoices):
    HOLDER = "holder", _("who holds the office")
    DATES = "dates", _("dates of a term of office")
    LABEL = "label", _("title of the office")
    ADDRESS = "address", _("how it is addressed")
    CONTACT = "contact", _("an address that no longer works, or a better one")
    ENDED = "ended", _("the office no longer exists")
    OTHER = "other", _("something else")


class ProposalStatus(models.TextChoices):
    NEW = "new", _("not sorted")
    WAITING = "waiting", _("waits for staff")
    ASIDE = "aside", _("set aside")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


PROPOSAL_MOVES = {
    ProposalStatus.NEW: {ProposalStatus.WAITING, ProposalStatus.ASIDE},
    ProposalStatus.WAITING: {ProposalStatus.ACCEPTED, ProposalStatus.REFUSED},
    ProposalStatus.ASIDE: {ProposalStatus.ACCEPTED, ProposalStatus.REFUSED},
    ProposalStatus.ACCEPTED: set(),
    ProposalStatus.REFUSED: set(),
}
OPEN = (ProposalStatus.NEW, ProposalStatus.WAITING, ProposalStatus.ASIDE)


class ChangeProposalQuerySet(models.QuerySet["ChangeProposal"]):
    def unsorted(self) -> "ChangeProposalQuerySet":
        """Those that the worker has not looked at, the oldest first."""
        return self.filter(status=ProposalStatus.NEW).order_by("pk")

    def waiting(self) -> "ChangeProposalQuerySet":
        """Those that staff should look at first."""
        return self.filter(status=ProposalStatus.WAITING)

    def set_aside(self) -> "ChangeProposalQuerySet":
        """Those that repeated another, or were too many at once."""
        return self.filter(status=ProposalStatus.ASIDE)

    def decided(self) -> "ChangeProposalQuerySet":
        """Those that staff accepted or refused, the latest first."""
        rows = self.filter(status__in=(ProposalStatus.ACCEPTED, ProposalStatus.REFUSED))
        return rows.order_by("-decided_at", "-pk")

    def for_pages(self) -> "ChangeProposalQuerySet":
        return self.select_related("post__institution", "decided_by")

    def on_day(self, day: date) -> "ChangeProposalQuerySet":
        """Those of a day that were not set aside."""
        return self.filter(made_at__date=day).exclude(
            status__in=(ProposalStatus.NEW, ProposalStatus.ASIDE)
        )

    def same_as(self, proposal: "ChangeProposal") -> "ChangeProposalQuerySet":
        """Earlier ones, not decided, that say the same of the office."""
        rows = self.filter(post=proposal.post_id, field=proposal.field, status__in=OPEN)
        return rows.filter(value__iexact=proposal.value, pk__lt=proposal.pk)

    def outlived(self, *, at: datetime | None = None) -> "ChangeProposalQuerySet":
        """Set aside a quarter of a year ago and looked at by nobody: to be deleted."""
        since = (at or timezone.now()) - KEPT_UNDECIDED_ASIDE
        return self.filter(status=ProposalStatus.ASIDE, made_at__lt=since)


class ChangeProposal(models.Model):
    """A correction that somebody proposed, with the page that says so, and what became of it."""

    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.CASCADE, related_name="proposals"
    )
    field = models.CharField(_("what is wrong"), max_length=8, choices=ProposedField.choices)
    value = models.CharField(_("how it should read"), max_length=300)
    source_url = models.URLField(_("page that says so"), max_length=300)
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=ProposalStatus.choices,
        default=ProposalStatus.NEW,
        editable=False,
    )
    reason = models.CharField(_("why"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ChangeProposalQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=ProposalStatus.values, field__in=ProposedField.values),
                name="officials_proposal_status",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=("accepted", "refused"),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(status__in=("new", "waiting", "aside"), decided_by=None, decided_at=None),
                name="officials_proposal_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.post}: {self.get_field_display()}"

"""How sign-ups came in: kept for a day, as keyed hashes, and apart from the signatures."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .petition import Petition, Signature

ARRIVALS_KEPT = timedelta(hours=24)


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def of(self, petition: Petition) -> "ArrivalQuerySet":
        return self.filter(petition=petition)

    def new_ones(self) -> "ArrivalQuerySet":
        """Those that made a signature. The others typed an address that had signed before.

        What becomes of a signature follows from how it came in itself, never from who typed its
        address again: or else anybody could have other people's signatures taken out.
        """
        return self.filter(signature__isnull=False)

    def outlived(self, *, at: datetime) -> "ArrivalQuerySet":
        return self.filter(at__lt=at - ARRIVALS_KEPT)


class Arrival(models.Model):
    """One post of the form: from which network and to which mailboxes' domain, under a day's key.

    The hashes join what came from one place on one day, and nothing else: the key is thrown away
    at midnight (campaigns.origins), the row after 24 hours. No network address is written anywhere.
    """

    petition = models.ForeignKey(
        Petition,
        verbose_name=_("petition"),
        on_delete=models.CASCADE,
        related_name="arrivals",
        db_index=False,
        db_constraint=False,
    )
    # Without constraints or an index, which would cost each post as much as the row itself.
    signature = models.ForeignKey(
        Signature,
        verbose_name=_("signature that it made"),
        on_delete=models.DO_NOTHING,
        related_name="arrivals",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    known_signature = models.BigIntegerField(_("signature that was there"), null=True)
    post = models.BinaryField(_("number that its mail bears"), max_length=12)
    network_key = models.BinaryField(_("network, keyed hash"), max_length=16, null=True)
    block_key = models.BinaryField(_("block of networks, keyed hash"), max_length=16, null=True)
    domain_key = models.BinaryField(_("mailbox's domain, keyed hash"), max_length=16, null=True)
    shared = models.BooleanField(_("network that many share"), default=False)
    trapped = models.BooleanField(_("filled in by a program"), default=False)
    unproven = models.BooleanField(_("without the calculation asked for"), default=False)
    judged = models.BooleanField(_("judged"), default=False)
    at = models.DateTimeField(_("came in"))

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        indexes = (
            models.Index(
                fields=("id",), condition=Q(judged=False), name="campaigns_arrival_unjudged"
            ),
        )

    def __str__(self) -> str:
        return f"{self.petition_id} · {self.at:%Y-%m-%d %H:%M}"


class ArrivalCount(models.Model):
    """How many posts under a petition came from one place in one hour. Kept for a day."""

    petition = models.ForeignKey(
        Petition,
        verbose_name=_("petition"),
        on_delete=models.CASCADE,
        related_name="arrival_counts",
        db_index=False,
    )
    place_key = models.BinaryField(_("network, block or domain, keyed hash"), max_length=16)
    hour = models.DateTimeField(_("hour"))
    number = models.PositiveIntegerField(_("posts"))

    class Meta:
        ordering = ("-hour",)
        verbose_name = _("number of arrivals")
        verbose_name_plural = _("numbers of arrivals")
        constraints = (
            models.UniqueConstraint(
                fields=("place_key", "petition", "hour"), name="campaigns_arrivalcount_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.petition_id} · {self.hour:%Y-%m-%d %H}: {self.number}"


class SpentProof(models.Model):
    """A proof of work that was handed in: the row is what makes a second use fail."""

    digest = models.BinaryField(_("hash of the challenge"), max_length=32, primary_key=True)
    expires_at = models.DateTimeField(_("worth nothing after"))

    class Meta:
        verbose_name = _("spent proof of work")
        verbose_name_plural = _("spent proofs of work")

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"

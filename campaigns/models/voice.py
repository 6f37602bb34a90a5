"""What supporters say in their own words, beside the signature that it belongs to."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .campaign import Campaign
from .petition import Display, Signature, SignatureState

VOICE_AT_MOST = 500
REFUSED_KEPT = timedelta(days=30)


class VoiceState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    PUBLISHED = "published", _("published")
    REFUSED = "refused", _("refused")


VOICE_MOVES = {
    VoiceState.WAITING: {VoiceState.PUBLISHED, VoiceState.REFUSED},
    VoiceState.PUBLISHED: {VoiceState.REFUSED},
    VoiceState.REFUSED: {VoiceState.PUBLISHED},
}


class VoiceRefusal(models.TextChoices):
    """Why words are not shown, as the desk chooses it."""

    HATE = "hate", _("hatred or a threat")
    NAMES = "names", _("names a person who could be put in danger")
    AD = "ad", _("an advertisement")
    OFF_TOPIC = "off_topic", _("about something else")
    FALSE = "false", _("a claim that is known to be false")
    OTHER = "other", _("another reason")


class VoiceQuerySet(models.QuerySet["Voice"]):
    def of(self, campaign: Campaign) -> "VoiceQuerySet":
        return self.filter(signature__petition__campaign=campaign)

    def waiting(self) -> "VoiceQuerySet":
        """Not looked at yet, and still their signer's to show."""
        return self.of_signers().filter(state=VoiceState.WAITING)

    def of_signers(self) -> "VoiceQuerySet":
        """Words whose signature is confirmed at this moment."""
        return self.filter(signature__state=SignatureState.CONFIRMED)

    def shown(self) -> "VoiceQuerySet":
        """What stands on a page: published, and the signature confirmed and not hidden.

        Asked of the signature itself, so that who withdraws or hides is gone at the next request.
        """
        hidden = Q(signature__display=Display.HIDDEN)
        return self.of_signers().filter(state=VoiceState.PUBLISHED).exclude(hidden)

    def in_state(self, state: str) -> "VoiceQuerySet":
        """Those in one state; the waiting ones for a word that is none."""
        known = state if state in VoiceState.values else VoiceState.WAITING
        return self.of_signers().filter(state=known)

    def refused_before(self, moment: datetime) -> "VoiceQuerySet":
        return self.filter(state=VoiceState.REFUSED, decided_at__lt=moment)

    def for_pages(self) -> "VoiceQuerySet":
        return self.select_related("signature")

    def unsigned(self) -> "VoiceQuerySet":
        """Shown, by somebody who wants to be named, and the name is not written out as chosen."""
        named = Q(signature__display__in=(Display.FULL, Display.INITIAL))
        return self.shown().filter(named).exclude(signed_as=F("signature__display"))

    def newest_first(self) -> "VoiceQuerySet":
        return self.order_by(F("decided_at").desc(nulls_first=True), "-pk")


class Voice(models.Model):
    """A few sentences of one signer, looked at before they are shown.

    They are the signature's and go with it. `revision` counts how often the signer wrote them anew:
    who decides says which revision was read, so that nothing is published that nobody looked at.
    The name in `signed` is written by a worker, which alone opens the seal, for the display that
    the signer had chosen at that moment; it is shown while that is still the choice.
    """

    signature = models.OneToOneField(
        Signature, verbose_name=_("signature"), on_delete=models.CASCADE, related_name="voice"
    )
    text = models.CharField(_("words"), max_length=VOICE_AT_MOST)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    signed = models.CharField(_("name as shown"), max_length=120, blank=True, editable=False)
    signed_as = models.CharField(
        _("display it was written for"), max_length=7, blank=True, editable=False
    )
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=VoiceState.choices,
        default=VoiceState.WAITING,
        editable=False,
    )
    refusal = models.CharField(
        _("why it is not shown"),
        max_length=9,
        choices=VoiceRefusal.choices,
        default="",
        blank=True,
    )
    written_at = models.DateTimeField(_("written"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = VoiceQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("words of a supporter")
        verbose_name_plural = _("words of supporters")
        indexes = (
            models.Index(
                fields=("id",), condition=Q(state="waiting"), name="campaigns_voice_waiting"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=VoiceState.values), name="campaigns_voice_state"
            ),
            models.CheckConstraint(
                condition=Q(state="refused", refusal__in=VoiceRefusal.values)
                | Q(~Q(state="refused"), refusal=""),
                name="campaigns_voice_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(signed_as="", signed="") | Q(signed_as__in=("full", "initial")),
                name="campaigns_voice_signed_as_chosen",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | Q(~Q(state="waiting"), decided_at__isnull=False, decided_by__isnull=False),
                name="campaigns_voice_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

"""Letters from citizens to offices, and what became of each."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.countries import country_name
from officials.models import Contact, Post, Tenure
from outbox.models import Message

from .case_facts import CaseFacts
from .letter_action import LetterAction, LetterVariant
from .letter_digest import HandOver, LetterDigest
from .letter_queries import UNCHANGED_BELOW, LetterQuerySet
from .letter_states import (
    LEFT,
    NOT_YET_LEFT,
    Hold,
    LetterState,
)
from .letter_tokens import new_token, reference_of


class Letter(models.Model):
    """One person's letter to one office.

    It is written to the post. Holder, contact and salutation are those of the day on which it
    leaves, and are kept as they were then. Author and text are sealed: the web cannot read them.
    """

    public_id = models.UUIDField(
        _("public id"),
        unique=True,
        editable=False,
        default=uuid.uuid4,
        help_text=_("Made with the preview, so that a form sent twice is one letter."),
    )
    token = models.CharField(
        _("token of the relay address"),
        max_length=16,
        unique=True,
        editable=False,
        default=new_token,
    )
    letter_action = models.ForeignKey(
        LetterAction,
        verbose_name=_("letter action"),
        on_delete=models.PROTECT,
        related_name="letters",
    )
    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="letters"
    )
    sealed = models.BinaryField(_("name, address and own words, sealed"), null=True)
    preview_sealed = models.BinaryField(
        _("text for its author, sealed"),
        null=True,
        help_text=_("Opened by the key in the emailed link alone; dropped at confirmation."),
    )
    author_key = models.BinaryField(_("address, blind index"), max_length=32, null=True)
    country = models.CharField(_("country"), max_length=2)
    language = models.CharField(
        _("language of the page"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    has_own_words = models.BooleanField(_("has own words"), default=False)
    originality = models.PositiveSmallIntegerField(
        _("originality, per cent"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("How much of the own words stood in no letter before. Empty: not measured."),
    )
    name_in_digest = models.BooleanField(_("name may stand in a digest"), default=False)
    variant = models.ForeignKey(
        LetterVariant,
        verbose_name=_("variant"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    facts = models.ForeignKey(
        CaseFacts,
        verbose_name=_("facts that were confirmed"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    seen_tenure = models.ForeignKey(
        Tenure,
        verbose_name=_("holder when it was confirmed"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=LetterState.choices,
        default=LetterState.PENDING,
        editable=False,
    )
    hold = models.CharField(
        _("why it is held"), max_length=14, choices=Hold.choices, blank=True, editable=False
    )
    tenure = models.ForeignKey(
        Tenure,
        verbose_name=_("holder when it left"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact when it left"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    text_sealed = models.BinaryField(_("text as it left, sealed"), null=True)
    message = models.ForeignKey(
        Message,
        verbose_name=_("message"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    digest = models.ForeignKey(
        LetterDigest,
        verbose_name=_("digest that it left in"),
        on_delete=models.PROTECT,
        related_name="letters",
        null=True,
        blank=True,
    )
    hand_over = models.ForeignKey(
        HandOver,
        verbose_name=_("bundle that it was printed in"),
        on_delete=models.PROTECT,
        related_name="letters",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("written"))
    reminded = models.BooleanField(_("reminded"), default=False, db_default=False, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    held_at = models.DateTimeField(_("held since"), null=True, blank=True)
    asked_at = models.DateTimeField(_("author asked"), null=True, blank=True)
    queued_at = models.DateTimeField(_("dispatched"), null=True, blank=True)
    ended_at = models.DateTimeField(_("sent or failed"), null=True, blank=True)
    told_at = models.DateTimeField(_("author told of the end"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = (
            models.Index(
                fields=("state", "id"),
                condition=Q(state__in=("pending", "confirmed", "held", "queued", "failed")),
                name="campaigns_letter_open",
            ),
            models.Index(fields=("post", "queued_at"), name="campaigns_letter_dispatched"),
            models.Index(
                fields=("post", "letter_action", "id"),
                include=("originality",),
                condition=Q(state="confirmed"),
                name="campaigns_letter_to_plan",
            ),
            models.Index(
                fields=("digest",), condition=Q(told_at=None), name="campaigns_letter_to_tell"
            ),
        )
        constraints = (
            # Only what its author confirmed takes the place, so that nobody can take it before.
            models.UniqueConstraint(
                fields=("letter_action", "post", "author_key"),
                condition=Q(confirmed_at__isnull=False),
                name="campaigns_letter_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LetterState.values, hold__in=["", *Hold.values]),
                name="campaigns_letter_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("pending", "held"), confirmed_at=None)
                | Q(confirmed_at__isnull=False),
                name="campaigns_letter_leaves_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NOT_YET_LEFT, queued_at=None)
                | Q(state__in=("failed", "returned"))
                | Q(state__in=LEFT, queued_at__isnull=False, tenure__isnull=False)
                & (Q(contact__isnull=False) | Q(hand_over__isnull=False)),
                name="campaigns_letter_left_to_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def is_unchanged(self) -> bool:
        """Whether it is as good as a copy, and so leaves with others."""
        return self.originality is not None and self.originality < UNCHANGED_BELOW

    @property
    def reference(self) -> str:
        """What stands in the subject, for offices that answer from another system."""
        return reference_of(self.public_id)

    @property
    def has_not_left(self) -> bool:
        """Whether it can still be taken back."""
        return self.state in NOT_YET_LEFT

    @property
    def country_name(self) -> str:
        return country_name(self.country)

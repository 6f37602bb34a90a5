"""Where an office can be reached. Never shown to the public, never deleted: retired."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    URLValidator,
    validate_email,
)
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.states import may_move, move
from officials.hours import (
    EVERY_DAY,
    WORKING_WEEK,
    validate_time_zone,
    validate_workdays,
    working_week,
)
from officials.languages import Language

STALE_AFTER = timedelta(days=365)


class ContactKind(models.TextChoices):
    EMAIL = "email", _("email")
    POSTAL = "postal", _("postal address")
    WEB_FORM = "web_form", _("web form")
    PHONE = "phone", _("telephone")


class ContactStatus(models.TextChoices):
    UNVERIFIED = "unverified", _("not verified")
    VERIFIED = "verified", _("verified")
    FAILING = "failing", _("failing")
    REFUSED = "refused", _("refused by the office")
    RETIRED = "retired", _("retired")


class Prefers(models.TextChoices):
    """How the office wants letters that many people send."""

    EACH = "each", _("each letter")
    DIGEST = "digest", _("one digest a week")
    NONE = "none", _("nothing by email")


CONTACT_MOVES = {
    ContactStatus.UNVERIFIED: {
        ContactStatus.VERIFIED,
        ContactStatus.FAILING,
        ContactStatus.REFUSED,
        ContactStatus.RETIRED,
    },
    ContactStatus.VERIFIED: {
        ContactStatus.VERIFIED,
        ContactStatus.FAILING,
        ContactStatus.REFUSED,
        ContactStatus.RETIRED,
    },
    ContactStatus.FAILING: {
        ContactStatus.VERIFIED,
        ContactStatus.REFUSED,
        ContactStatus.RETIRED,
    },
    # Only a person who has asked the office lifts its refusal.
    ContactStatus.REFUSED: {ContactStatus.VERIFIED, ContactStatus.RETIRED},
    ContactStatus.RETIRED: set(),
}

USABLE = (ContactStatus.VERIFIED, ContactStatus.UNVERIFIED)


class ContactQuerySet(models.QuerySet["Contact"]):
    def usable(self) -> "ContactQuerySet":
        """Those that may be written to: not failing, refused or retired."""
        return self.filter(status__in=USABLE)

    def current(self) -> "ContactQuerySet":
        """Those that are not history."""
        return self.exclude(status=ContactStatus.RETIRED)

    def failing(self) -> "ContactQuerySet":
        """Those that sent letters back: somebody must find a better one."""
        return self.filter(status=ContactStatus.FAILING)

    def refused(self) -> "ContactQuerySet":
        """Those where the office asked not to be written to."""
        return self.filter(status=ContactStatus.REFUSED)

    def stale(self, *, on: date | None = None) -> "ContactQuerySet":
        """Current ones that nobody has verified within a year."""
        since = (on or timezone.localdate()) - STALE_AFTER
        return self.current().filter(Q(verified_on=None) | Q(verified_on__lt=since))


class Contact(models.Model):
    """One way to reach a post. It belongs to the office, so that it outlives the holder."""

    post = models.ForeignKey(
        "officials.Post",
        verbose_name=_("post"),
        on_delete=models.PROTECT,
        related_name="contacts",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind.choices)
    value = models.TextField(
        _("address or number"), max_length=500, validators=[MaxLengthValidator(500)]
    )
    label = models.CharField(_("label"), max_length=80, blank=True, help_text=_("Press office."))
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ContactStatus.choices,
        default=ContactStatus.UNVERIFIED,
    )
    source_url = models.URLField(_("source"), max_length=300)
    verified_on = models.DateField(_("last verified"), null=True, blank=True)
    cap_per_hour = models.PositiveSmallIntegerField(
        _("letters an hour at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as to any office."),
    )
    cap_per_day = models.PositiveSmallIntegerField(
        _("letters a day at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as to any office."),
    )
    time_zone = models.CharField(
        _("time zone of the office"),
        max_length=40,
        default="UTC",
        validators=[validate_time_zone],
        help_text=_("As in Africa/Nairobi."),
    )
    opens = models.PositiveSmallIntegerField(
        _("opens at"), default=9, validators=[MaxValueValidator(23)], help_text=_("Hour, 0 to 23.")
    )
    closes = models.PositiveSmallIntegerField(
        _("closes at"), default=17, validators=[MaxValueValidator(24)], help_text=_("Hour, to 24.")
    )
    workdays = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("days on which it reads"),
        default=working_week,
        validators=[validate_workdays],
        help_text=WORKING_WEEK,
    )
    mailbox_group = models.CharField(
        _("shared mailbox"),
        max_length=80,
        blank=True,
        help_text=_(
            "The same word for all addresses that end in one mailbox: its caps are shared."
        ),
    )
    prefers = models.CharField(
        _("wants"), max_length=6, choices=Prefers.choices, default=Prefers.EACH
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "-added_at", "-pk")
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = (
            models.UniqueConstraint(
                "post",
                "kind",
                models.functions.Lower("value"),
                condition=~Q(status="retired"),
                name="officials_contact_once",
                violation_error_message=_("This office has this contact already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ContactKind.values), name="officials_contact_kind"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ContactStatus.values), name="officials_contact_status"
            ),
            models.CheckConstraint(
                condition=~Q(status="verified") | Q(verified_on__isnull=False),
                name="officials_contact_verified_on_a_day",
                violation_error_message=_("Say when it was verified."),
            ),
            models.CheckConstraint(
                condition=Q(status="retired", retired_at__isnull=False)
                | (~Q(status="retired") & Q(retired_at=None)),
                name="officials_contact_retired_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes"), closes__lte=24),
                name="officials_contact_opens_before_it_closes",
                violation_error_message=_("It opens before it closes, at 24 at the latest."),
            ),
            models.CheckConstraint(
                condition=Q(workdays__contained_by=EVERY_DAY, workdays__len__gt=0),
                name="officials_contact_workdays",
                violation_error_message=WORKING_WEEK,
            ),
            models.CheckConstraint(
                condition=(Q(cap_per_hour=None) | Q(cap_per_hour__gt=0))
                & (Q(cap_per_day=None) | Q(cap_per_day__gt=0)),
                name="officials_contact_caps",
            ),
            models.CheckConstraint(
                condition=Q(prefers__in=Prefers.values), name="officials_contact_prefers"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.value}"

    def clean(self) -> None:
        """Raise ValidationError when the value is none of its kind."""
        check = {ContactKind.EMAIL: validate_email, ContactKind.WEB_FORM: URLValidator()}
        validate: Any = check.get(ContactKind(self.kind)) if self.kind else None
        if validate:
            try:
                validate(self.value)
            except ValidationError as error:
                raise ValidationError({"value": error.messages}) from None

    @property
    def is_usable(self) -> bool:
        return self.status in USABLE

    @property
    def is_retired(self) -> bool:
        return self.status == ContactStatus.RETIRED

    @property
    def is_stale(self) -> bool:
        """Nobody has verified it within a year."""
        since = timezone.localdate() - STALE_AFTER
        return self.verified_on is None or self.verified_on < since

    def verify(self, *, on: date) -> None:
        """Note that somebody checked on a day that the office is reached here.

        Raises MoveRefused for one that is retired: it is history.
        """
        move(self, to=ContactStatus.VERIFIED, moves=CONTACT_MOVES, verified_on=on)

    def retire(self, *, at: datetime) -> None:
        """Make it history: never used again, kept to be read. Raises MoveRefused if it is so."""
        move(self, to=ContactStatus.RETIRED, moves=CONTACT_MOVES, retired_at=at)

    def refuse(self) -> None:
        """Note that the office asked not to be written to here. Raises MoveRefused if retired."""
        move(self, to=ContactStatus.REFUSED, moves=CONTACT_MOVES)

    def fail(self) -> bool:
        """Note that letters come back from here. False if it is not in use any more."""
        self.refresh_from_db(fields=["status"])
        if not may_move(instance=self, to=ContactStatus.FAILING, moves=CONTACT_MOVES):
            return False
        move(self, to=ContactStatus.FAILING, moves=CONTACT_MOVES)
        return True

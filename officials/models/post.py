"""Posts: the offices that are written to, whoever holds them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import countries
from officials.hours import (
    EVERY_DAY,
    WORKING_WEEK,
    after_working_days,
    validate_workdays,
    working_week,
)
from officials.languages import Language, default_wording, short_code

from .address import FormOfAddress, Salutation
from .contact import Contact, ContactKind, ContactStatus
from .institution import Institution, validate_country
from .post_queries import PostQuerySet
from .tenure import Tenure, fullest


class PostRole(models.TextChoices):
    HEAD_OF_STATE = "head_of_state", _("head of State")
    HEAD_OF_GOVERNMENT = "head_of_government", _("head of government")
    FOREIGN_MINISTER = "foreign_minister", _("foreign minister")
    MINISTER = "minister", _("minister")
    PERMANENT_REPRESENTATIVE = "permanent_representative", _("permanent representative")
    AMBASSADOR = "ambassador", _("ambassador")
    HEAD_OF_ORGANISATION = "head_of_organisation", _("head of an organisation of States")
    CHAIR = "chair", _("chair of an organ or committee")
    SPECIAL_REPRESENTATIVE = "special_representative", _("special representative or adviser")
    LEGISLATOR = "legislator", _("member of a parliament")
    OTHER = "other", _("other")


class Post(models.Model):
    """An office: the addressee of petitions, letters and briefs."""

    slug = models.SlugField(_("slug"), max_length=160, unique=True)
    label = models.CharField(_("title of the office"), max_length=200)
    role = models.CharField(_("role"), max_length=30, choices=PostRole.choices, blank=True)
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        on_delete=models.PROTECT,
        related_name="posts",
    )
    accredited_to_country = models.CharField(
        _("accredited to the country"), max_length=2, blank=True, validators=[validate_country]
    )
    accredited_to_institution = models.ForeignKey(
        Institution,
        verbose_name=_("accredited to the institution"),
        on_delete=models.PROTECT,
        related_name="accredited_posts",
        null=True,
        blank=True,
    )
    language = models.CharField(
        _("language of correspondence"),
        max_length=5,
        choices=Language.choices,
        default=Language.ENGLISH,
    )
    answer_days = models.PositiveSmallIntegerField(
        _("days to answer"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text=_("Working days of the office, from the day after a letter arrives."),
    )
    workdays = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("days on which it works"),
        default=working_week,
        validators=[validate_workdays],
        help_text=WORKING_WEEK,
    )
    holidays = ArrayField(
        models.DateField(),
        verbose_name=_("holidays"),
        default=list,
        blank=True,
        help_text=_("Days on which it does not work: 2026-12-25,2026-12-26."),
    )
    active_from = models.DateField(_("exists from"), null=True, blank=True)
    active_until = models.DateField(_("exists until"), null=True, blank=True)
    source_url = models.URLField(_("source"), max_length=300)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("institution__name", "label", "pk")
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = (
            models.UniqueConstraint(
                "institution",
                models.functions.Lower("label"),
                name="officials_post_once_in_an_institution",
                violation_error_message=_("The institution has an office of this title already."),
            ),
            models.CheckConstraint(
                condition=Q(accredited_to_country="") | Q(accredited_to_institution=None),
                name="officials_post_accredited_once",
                violation_error_message=_("Accredited to a country or an institution, not both."),
            ),
            models.CheckConstraint(
                condition=Q(active_from=None)
                | Q(active_until=None)
                | Q(active_until__gte=F("active_from")),
                name="officials_post_ends_after_it_starts",
                violation_error_message=_("An office cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(workdays__contained_by=EVERY_DAY, workdays__len__gt=0),
                name="officials_post_workdays",
                violation_error_message=WORKING_WEEK,
            ),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, answer_days__lte=366),
                name="officials_post_answer_days",
            ),
        )

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("officials:post_detail", args=[self.slug])

    @property
    def country(self) -> str:
        """The country it speaks for; empty in an organisation of several States."""
        return self.institution.country

    @property
    def accredited_to(self) -> str:
        """Where it is sent, by name; empty for most offices."""
        if self.accredited_to_country:
            return countries.country_name(self.accredited_to_country)
        return str(self.accredited_to_institution or "")

    @property
    def written_in(self) -> list[Language]:
        """Languages in which its form of address is known; its own language first."""
        known = [form.language for form in self.forms_of_address.all()]
        return [Language(code) for code in dict.fromkeys([self.language, *known])]

    @property
    def current_holder(self) -> Tenure | None:
        return self.holder_on(timezone.localdate())

    def is_active(self, on: date | None = None) -> bool:
        day = on or timezone.localdate()
        started = self.active_from is None or self.active_from <= day
        return started and (self.active_until is None or day <= self.active_until)

    def holder_on(self, day: date) -> Tenure | None:
        """Return who held the office on the day; somebody acting only where nobody held it fully.

        None while it is vacant, or when nothing is known.
        """
        return fullest(tenure for tenure in self.tenures.all() if tenure.covers(day))

    def due_by(self, start: datetime) -> datetime:
        """Return when an answer to a letter that arrived at `start` is due.

        After `answer_days` working days of the office, at the end of the last one where the office
        is: its contact says where. The day of arrival does not count. (Cabinet Office guidance on
        correspondence: 20 working days.)
        """
        contact = self.contact_for()
        return after_working_days(
            start,
            days=self.answer_days,
            workdays=self.workdays,
            holidays=self.holidays,
            zone=ZoneInfo(contact.time_zone if contact else "UTC"),
        )

    def overlaps(self) -> list[Tenure]:
        """Return full terms that overlap another: a handover, or a mistake to look at."""
        full = [tenure for tenure in self.tenures.all() if not tenure.acting]
        return [tenure for tenure in full if Tenure.objects.overlapping(tenure).exists()]

    def contact_for(self, kind: str = ContactKind.EMAIL) -> Contact | None:
        """Return the contact to use: a verified one first, the latest verified before the rest.

        Never one that fails, that the office refused, or that is retired.
        """
        usable = [c for c in self.contacts.all() if c.kind == kind and c.is_usable]
        usable.sort(
            key=lambda c: (c.status == ContactStatus.VERIFIED, c.verified_on or date.min, c.pk),
            reverse=True,
        )
        return usable[0] if usable else None

    def office_in(self, language: str) -> str:
        """Return the title of the office in the language, where it is known."""
        form = self._form_in(language)
        return form.office if form and form.office else self.label

    def salutation(self, language: str = "", on: date | None = None) -> Salutation:
        """Return how a letter of the day addresses the office.

        By the form of address in the language; else by the one in the post's own language; else by
        the plain form of the language, which names the holder or the office and fits any gender.
        """
        language = language or self.language
        holder = self.holder_on(on or timezone.localdate())
        form, spoken = self._form_in(language), language
        if not (form and form.salutation):
            own = self._form_in(self.language)
            form, spoken = (own, self.language) if own and own.salutation else (form, language)
        plain = default_wording(spoken)
        names = self._names(holder, self.office_in(spoken))
        return Salutation(
            envelope_name=_fill(_envelope(form, holder), names),
            salutation=_fill((form and form.salutation) or plain.salutation, names),
            closing=_fill((form and form.closing) or plain.closing, names),
        )

    def _form_in(self, language: str) -> FormOfAddress | None:
        code = short_code(language)
        return next((form for form in self.forms_of_address.all() if form.language == code), None)

    @staticmethod
    def _names(holder: Tenure | None, office: str) -> dict[str, str]:
        if holder is None:
            return dict.fromkeys(("{name}", "{formal_name}", "{family_name}", "{office}"), office)
        person = holder.person
        return {
            "{name}": person.name,
            "{formal_name}": person.formal_name,
            "{family_name}": person.family_name or person.name,
            "{office}": office,
        }


def _envelope(form: FormOfAddress | None, holder: Tenure | None) -> str:
    """A vacant office has no name to write: its title stands alone."""
    written = form.envelope_name if form else ""
    if not written or (holder is None and "name}" in written):
        return "{formal_name}"
    return written


def _fill(text: str, names: dict[str, str]) -> str:
    for mark, name in names.items():
        text = text.replace(mark, name)
    return text

"""Campaigns: one ask, to named offices, with the story of one person or one community."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from campaigns import checklist
from campaigns.checklist import Finding
from core.countries import country_name
from officials.models import Post
from officials.models.post_queries import PostQuerySet
from situations.models import Situation
from situations.models.choices import Phase, Rung

from .choices import LAUNCHED, UNSEEN, CampaignStatus
from .querysets import CampaignQuerySet
from .report import Reporting
from .words import InLanguages


class Campaign(InLanguages, Reporting, models.Model):
    """One ask, put by many citizens to named offices through two channels. (D10; paras 65-67)

    The story opens it, the figures stand below the form (D11; para 19). Number and address are
    given when it is launched, so that neither tells of campaigns that nobody may know of yet.
    """

    slug = models.SlugField(
        _("slug"), max_length=100, unique=True, null=True, blank=True, editable=False
    )
    reference = models.CharField(
        _("reference"), max_length=16, unique=True, null=True, blank=True, editable=False
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="campaigns",
    )
    situation = models.ForeignKey(
        Situation, verbose_name=_("situation"), on_delete=models.PROTECT, related_name="campaigns"
    )
    title = models.CharField(_("title"), max_length=140)
    ask = models.CharField(
        _("ask"),
        max_length=300,
        help_text=_("One sentence: who should do what, so that one can tell whether it was done."),
    )
    rung = models.PositiveSmallIntegerField(
        _("rung of what is asked"), choices=Rung.choices, default=Rung.PRESSURE
    )
    phase = models.CharField(_("phase"), max_length=8, choices=Phase.choices, default=Phase.PREVENT)
    addressees = models.ManyToManyField(
        Post,
        verbose_name=_("addressees"),
        through="campaigns.Addressee",
        related_name="campaigns",
        blank=True,
    )
    story_title = models.CharField(_("title of the story"), max_length=140, blank=True)
    story = models.TextField(
        _("story"),
        blank=True,
        help_text=_("One person, or one community, who speaks and acts. No totals of victims."),
    )
    consent_note = models.TextField(
        _("consent"),
        blank=True,
        help_text=_(
            "Who agreed that the story is told in a public campaign, when, and how to reach them "
            "through you. Never shown in public: no names that must stay unknown."
        ),
    )
    share_text = models.CharField(
        _("text for sharing"),
        max_length=200,
        blank=True,
        help_text=_("Stands on the card that others see when the page is shared."),
    )
    facts = models.TextField(
        _("facts"), blank=True, help_text=_("Figures with range, date and source. Below the form.")
    )
    partner = models.CharField(_("partner from the region"), max_length=160, blank=True)
    partner_country = models.CharField(_("country of the partner"), max_length=2, blank=True)
    partner_reason = models.TextField(_("why there is no partner from the region"), blank=True)
    at_risk = models.BooleanField(
        _("at-risk mode"),
        default=False,
        help_text=_("Being seen to sign could put people in danger."),
    )
    opens = models.DateField(_("opens on"), null=True, blank=True)
    closes = models.DateField(_("last day"), null=True, blank=True)
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=CampaignStatus.choices,
        default=CampaignStatus.DRAFT,
        editable=False,
    )
    notice = models.CharField(
        _("notice"),
        max_length=300,
        blank=True,
        help_text=_("What people read while it is paused, or once it is closed."),
    )
    return_reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("writers"),
        related_name="+",
        blank=True,
        help_text=_("Everybody who wrote in it. None of them can approve it."),
    )
    steps_done = models.JSONField(_("steps gone through"), default=list, blank=True, editable=False)
    cloned_from = models.ForeignKey(
        "self",
        verbose_name=_("made from"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("to be launched on its first day, as wanted by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    drafted_at = models.DateTimeField(_("drafted"))
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    launched_at = models.DateTimeField(_("launched"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=CampaignStatus.values), name="campaigns_campaign_status"
            ),
            models.CheckConstraint(
                condition=Q(rung__in=Rung.values, phase__in=Phase.values),
                name="campaigns_campaign_rung_and_phase",
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("author")),
                name="campaigns_campaign_two_people",
                violation_error_message=_("Who approves a campaign is never its author."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "review"), approver=None, approved_at=None)
                | Q(
                    ~Q(status__in=("draft", "review")),
                    approver__isnull=False,
                    approved_at__isnull=False,
                ),
                name="campaigns_campaign_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNSEEN, slug=None, reference=None, launched_at=None)
                | Q(
                    ~Q(status__in=UNSEEN),
                    slug__isnull=False,
                    reference__isnull=False,
                    launched_at__isnull=False,
                ),
                name="campaigns_campaign_launched_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(opens=None) | Q(closes=None) | Q(closes__gte=F("opens")),
                name="campaigns_campaign_closes_after_it_opens",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(scheduled_by=None) | Q(status="approved", opens__isnull=False),
                name="campaigns_campaign_scheduled_for_a_day",
            ),
            models.CheckConstraint(
                condition=Q(report_due_on=None, report_published_at=None)
                | Q(status="closed", report_due_on__isnull=False),
                name="campaigns_campaign_closed_owes_a_report",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.slug:
            return reverse("campaigns:campaign_detail", args=[self.slug])
        return reverse("campaigns:desk_campaign", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.status in LAUNCHED

    @property
    def has_petition(self) -> bool:
        return hasattr(self, "petition")

    @property
    def has_letters(self) -> bool:
        return hasattr(self, "letter_action")

    @property
    def partner_country_name(self) -> str:
        return country_name(self.partner_country) if self.partner_country else ""

    @property
    def offices(self) -> PostQuerySet:
        """The addressees in the order that the campaign gives."""
        posts = Post.objects.filter(asked_by__campaign=self)
        return posts.order_by("asked_by__place", "asked_by__pk")

    def blockers(self, on: date | None = None) -> list[Finding]:
        """Return what must be put right before approval, as (field, message)."""
        return checklist.blockers(self, on=on or timezone.localdate())

    def warnings(self) -> list[Finding]:
        """Return what its writers should think over, as (field, message). It blocks nothing."""
        return checklist.warnings(self)

    def standing(self, on: date | None = None) -> str:
        """Return in a word how things stand on the day: a live campaign has its dates besides."""
        day = on or timezone.localdate()
        if self.status == CampaignStatus.LIVE and self.closes and self.closes < day:
            return str(_("ended"))
        if self.status == CampaignStatus.LIVE and self.opens and self.opens > day:
            return str(_("not open yet"))
        return str(self.get_status_display())

    def is_open(self, on: date | None = None) -> bool:
        """Return whether it takes signatures and letters on the day."""
        day = on or timezone.localdate()
        begun = self.opens is None or self.opens <= day
        over = self.closes is not None and self.closes < day
        return self.status == CampaignStatus.LIVE and begun and not over


class Addressee(models.Model):
    """An office that a campaign puts its ask to, in the order that the campaign gives."""

    campaign = models.ForeignKey(Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE)
    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="asked_by"
    )
    place = models.PositiveSmallIntegerField(_("place"), default=0)

    class Meta:
        ordering = ("place", "pk")
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        constraints = (
            models.UniqueConstraint(fields=("campaign", "post"), name="campaigns_addressee_once"),
        )

    def __str__(self) -> str:
        return str(self.post)

"""Whom the letters of a campaign go to: rules, and how many of those who fit each writer gets."""

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.countries import country_name
from officials.models import Institution, Post, PostRole
from officials.models.institution import validate_country

from .letter_action import LetterAction


class RuleKind(models.TextChoices):
    """How a rule finds offices. What depends on a country means the writer's own. (D15)"""

    ADDRESSEES = "addressees", _("the addressees of the campaign")
    POST = "post", _("one office")
    ROLE = "role", _("every office of a kind")
    MEMBERS = "members", _("the members of an organisation")
    OWN_MINISTER = "own_minister", _("the writer's own foreign minister")
    OWN_MISSION = "own_mission", _("the permanent mission of the writer's own country")
    EMBASSY = "embassy", _("the embassies in the writer's own country")
    WAVERING = "wavering", _("offices that waver")


OF_WRITERS_COUNTRY = frozenset({RuleKind.OWN_MINISTER, RuleKind.OWN_MISSION, RuleKind.EMBASSY})


class Strategy(models.TextChoices):
    """Which of the offices that fit a person writes to."""

    CHOOSES = "chooses", _("the writer chooses one")
    ALL = "all", _("all of them")
    RANDOM = "random", _("by lot")
    LEAST = "least", _("those that fewest wrote to")


class Targeting(models.Model):
    """How a letter action picks among the offices that fit; without a row, the writer chooses."""

    letter_action = models.OneToOneField(
        LetterAction,
        verbose_name=_("letter action"),
        on_delete=models.CASCADE,
        related_name="targeting",
    )
    strategy = models.CharField(
        _("who is written to"),
        max_length=7,
        choices=Strategy.choices,
        default=Strategy.CHOOSES,
    )
    most = models.PositiveSmallIntegerField(
        _("offices a person writes to at most"),
        default=5,
        help_text=_("From 1 to 20. Few letters that somebody wrote weigh more than many copies."),
    )

    class Meta:
        verbose_name = _("way of choosing offices")
        verbose_name_plural = _("ways of choosing offices")
        constraints = (
            models.CheckConstraint(
                condition=Q(strategy__in=Strategy.values), name="campaigns_targeting_strategy"
            ),
            models.CheckConstraint(
                condition=Q(most__gte=1, most__lte=20), name="campaigns_targeting_most"
            ),
        )

    def __str__(self) -> str:
        return f"{self.letter_action} · {self.get_strategy_display()}"


class TargetRuleQuerySet(models.QuerySet["TargetRule"]):
    def of(self, letter_action: LetterAction) -> "TargetRuleQuerySet":
        """Rules of the letter action in their order, with what they name."""
        rows = self.filter(letter_action=letter_action)
        return rows.select_related("post__institution", "institution").order_by("place", "pk")


class TargetRule(models.Model):
    """One way to find offices. What several rules find is put together, no office twice.

    Rules marked as fallback are asked only when the others find no office that can be written to.
    """

    letter_action = models.ForeignKey(
        LetterAction,
        verbose_name=_("letter action"),
        on_delete=models.CASCADE,
        related_name="target_rules",
    )
    kind = models.CharField(_("rule"), max_length=12, choices=RuleKind.choices)
    post = models.ForeignKey(
        Post,
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    role = models.CharField(_("role"), max_length=30, choices=PostRole.choices, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, validators=[validate_country]
    )
    on = models.DateField(
        _("members on the day"),
        null=True,
        blank=True,
        help_text=_("Empty: those of the day on which the letter is written."),
    )
    fallback = models.BooleanField(_("only if nothing else fits"), default=False)
    place = models.PositiveSmallIntegerField(_("place"), default=0)

    objects = TargetRuleQuerySet.as_manager()

    class Meta:
        ordering = ("fallback", "place", "pk")
        verbose_name = _("rule for addressees")
        verbose_name_plural = _("rules for addressees")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=RuleKind.values, role__in=["", *PostRole.values]),
                name="campaigns_rule_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="post", post__isnull=False) | Q(~Q(kind="post"), post=None),
                name="campaigns_rule_names_its_office",
                violation_error_message=_("Name the office."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="members") | Q(institution__isnull=False),
                name="campaigns_rule_names_its_organisation",
                violation_error_message=_("Name the organisation."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="role") | ~Q(role=""),
                name="campaigns_rule_names_its_role",
                violation_error_message=_("Name the kind of office."),
            ),
        )

    def __str__(self) -> str:
        return self.in_words

    @property
    def hints(self) -> bool:
        """Whether its offices would tell a reader what is thought of them."""
        return self.kind == RuleKind.WAVERING

    def says_the_same(self, other: "TargetRule") -> bool:
        """Return whether both find the same offices; whether as a fallback does not matter."""
        names = ("kind", "post_id", "institution_id", "role", "country", "on")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    @property
    def in_words(self) -> str:
        """What the rule finds, as a sentence for those who choose it."""
        words = _SENTENCES[RuleKind(self.kind)] if self.kind in _SENTENCES else ""
        if self.kind == RuleKind.MEMBERS and self.on:
            words = _("%(roles)s of the members of %(institution)s on %(day)s")
        names = {
            "post": self.post,
            "institution": self.institution,
            "role": self.get_role_display(),
            "roles": self.get_role_display() or _("permanent representative"),
            "where": country_name(self.country) if self.country else _("every country"),
            "day": self.on,
        }
        return capfirst(str(words) % names)


_SENTENCES = {
    RuleKind.ADDRESSEES: _("The addressees of the campaign"),
    RuleKind.POST: _("%(post)s"),
    RuleKind.ROLE: _("%(role)s: %(where)s"),
    RuleKind.MEMBERS: _("%(roles)s of each member of %(institution)s on the day of writing"),
    RuleKind.OWN_MINISTER: _("The foreign minister of the writer's own country"),
    RuleKind.OWN_MISSION: _("The permanent representative of the writer's own country"),
    RuleKind.EMBASSY: _("The embassies in the writer's own country: %(where)s"),
    RuleKind.WAVERING: _("Offices that your organisation noted as wavering"),
}


class TargetTally(models.Model):
    """How many writers got an office by the strategy that spreads letters evenly."""

    letter_action = models.ForeignKey(
        LetterAction,
        verbose_name=_("letter action"),
        on_delete=models.CASCADE,
        related_name="target_tallies",
    )
    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+"
    )
    given = models.PositiveIntegerField(_("writers who got it"), default=0)

    class Meta:
        verbose_name = _("count of writers by office")
        verbose_name_plural = _("counts of writers by office")
        constraints = (
            models.UniqueConstraint(
                fields=("letter_action", "post"), name="campaigns_tally_once_an_office"
            ),
        )

    def __str__(self) -> str:
        return f"{self.post}: {self.given}"

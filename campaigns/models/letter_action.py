"""A campaign's invitation to write letters: its words, their variants, the ways to send them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.sealed import email_key
from officials.languages import Language

from .campaign import Campaign


class LetterAction(models.Model):
    """A campaign's invitation to write to its addressees."""

    campaign = models.OneToOneField(
        Campaign,
        verbose_name=_("campaign"),
        on_delete=models.CASCADE,
        related_name="letter_action",
    )
    subject = models.CharField(_("subject of the letters"), max_length=160)
    opening = models.TextField(
        _("advice for writing"),
        blank=True,
        help_text=_("What to say in one's own words, and what helps. Stands beside the form."),
    )
    prompts = models.TextField(
        _("questions to start from"),
        blank=True,
        help_text=_("One on each line. Questions lead to one's own words, paragraphs to copies."),
    )
    statement = models.TextField(
        _("statement"),
        help_text=_("The organisation's text, which stands in every letter after the own words."),
    )
    do_not_name = models.JSONField(
        _("names that no letter may hold"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("Keyed hashes: nobody can read the names here."),
    )
    offers_sending = models.BooleanField(_("we send it"), default=True)
    offers_own_mail = models.BooleanField(
        _("people send it from their own mailbox"),
        default=False,
        help_text=_("The preview then shows the office's address."),
    )
    offers_paper = models.BooleanField(_("people print it"), default=True)
    to_person = models.BooleanField(
        _("written to the person"),
        default=False,
        help_text=_("If somebody else takes the office, letters wait and their writers are asked."),
    )

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("letter action")
        verbose_name_plural = _("letter actions")
        constraints = (
            models.CheckConstraint(
                condition=Q(offers_sending=True) | Q(offers_own_mail=True) | Q(offers_paper=True),
                name="campaigns_letter_action_offers_a_way",
                violation_error_message=_("Offer at least one way to send the letter."),
            ),
        )

    def __str__(self) -> str:
        return self.campaign.title

    def get_absolute_url(self) -> str:
        return self.campaign.get_absolute_url()

    def key_for(self, address: str) -> bytes:
        """Return the blind index of an address in this letter action, and in no other."""
        return email_key(address, scope=f"letters:{self.pk}")

    @property
    def questions(self) -> list[str]:
        """The prompts, one by one."""
        return [line.strip() for line in self.prompts.splitlines() if line.strip()]


class LetterVariantQuerySet(models.QuerySet["LetterVariant"]):
    def in_order(self) -> "LetterVariantQuerySet":
        return self.order_by("name", "language", "pk")


class LetterVariant(models.Model):
    """Another wording of subject and statement: in a language of the targets, or besides.

    The action's own words are the variant without a name in the campaign's language. Variants of
    one name are translations of each other.
    """

    letter_action = models.ForeignKey(
        LetterAction,
        verbose_name=_("letter action"),
        on_delete=models.CASCADE,
        related_name="variants",
    )
    name = models.SlugField(
        _("name"),
        max_length=20,
        blank=True,
        help_text=_("Empty for a translation of the main statement; else one word for the desk."),
    )
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    subject = models.CharField(_("subject"), max_length=160)
    statement = models.TextField(_("statement"), max_length=6000)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("With 2 it is chosen twice as often as one with 1."),
    )

    objects = LetterVariantQuerySet.as_manager()

    class Meta:
        ordering = ("name", "language", "pk")
        verbose_name = _("variant of a letter")
        verbose_name_plural = _("variants of letters")
        constraints = (
            models.UniqueConstraint(
                fields=("letter_action", "name", "language"),
                name="campaigns_letter_variant_once",
                violation_error_message=_("There is a variant of this name in this language."),
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1), name="campaigns_letter_variant_weight"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_language_display()} {self.name}".strip()


class LetterShingle(models.Model):
    """How many letters of an action hold some four words in a row. Which words, nobody can tell.

    The keyed hashes stand apart from the letters: no row leads to one.
    """

    letter_action = models.ForeignKey(
        LetterAction, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    shingle = models.BigIntegerField()
    letters = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("shingle")
        verbose_name_plural = _("shingles")
        constraints = (
            models.UniqueConstraint(
                fields=("letter_action", "shingle"), name="campaigns_letter_shingle_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.shingle)

"""Sources: who says so, how far that can be relied upon, and on whom the source itself rests."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

from .evidence_choices import Reliability, SourceKind


class SourceQuerySet(models.QuerySet["Source"]):
    def on_desk_of(self, user: Any) -> "SourceQuerySet":
        """Those of a member's own organisations; nobody else's, staff neither.

        A list of sources is a list of people who would be in danger.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.of(user))

    def in_organisation(self, organisation: Organisation | None) -> "SourceQuerySet":
        return self.filter(organisation=organisation) if organisation else self

    def roots(self) -> "SourceQuerySet":
        """Those that speak for themselves."""
        return self.filter(takes_from=None)


class Source(models.Model):
    """Somebody who tells of incidents. Graded A to F; not graded is F. (Admiralty code)

    Reliability is about the source, whatever it says this time; how credible one piece of
    information is stands in the item, and the two are judged apart.
    """

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="sources",
    )
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=14, choices=SourceKind.choices)
    reliability = models.CharField(
        _("reliability"), max_length=1, choices=Reliability.choices, default=Reliability.F
    )
    takes_from = models.ForeignKey(
        "self",
        verbose_name=_("takes its reports from"),
        on_delete=models.PROTECT,
        related_name="takers",
        null=True,
        blank=True,
    )
    is_public = models.BooleanField(_("may be named in public"), default=False)
    url = models.URLField(_("address"), blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = (
            models.CheckConstraint(
                condition=Q(reliability__in=Reliability.values) & Q(kind__in=SourceKind.values),
                name="situations_source_choices",
            ),
            models.CheckConstraint(
                condition=Q(takes_from=None) | ~Q(takes_from=F("id")),
                name="situations_source_not_of_itself",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SourceKind.WITNESS, is_public=True),
                name="situations_source_witness_hidden",
                violation_error_message=_(
                    "A witness is never named as a source. What a witness agrees to stands in the"
                    " consent to the testimony."
                ),
            ),
            models.UniqueConstraint(
                fields=("organisation", "name"), name="situations_source_name_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("situations:desk_source", args=[self.pk])

    @property
    def root_id(self) -> int:
        """Whom it rests on: two sources with one root are not independent of one another."""
        return self.takes_from_id or self.pk

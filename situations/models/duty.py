"""Who is on duty at the warning desk of an organisation, and in which order."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, OrganisationStatus, Role

# Who reads warnings also answers them: a role that changes nothing is of no use there.
ON_DUTY = (Role.OWNER, Role.EDITOR, Role.APPROVER)


class DutyOfficerQuerySet(models.QuerySet["DutyOfficer"]):
    def able(self) -> "DutyOfficerQuerySet":
        """Those who can act: still members, able to log in, of a vetted organisation."""
        place = Membership.objects.active().filter(
            user=models.OuterRef("user"),
            organisation=models.OuterRef("organisation"),
            role__in=ON_DUTY,
        )
        vetted = self.filter(organisation__status=OrganisationStatus.VETTED)
        return vetted.filter(models.Exists(place))

    def of(self, user: Any) -> "DutyOfficerQuerySet":
        """The duties of one person."""
        return self.filter(user_id=user.pk)

    def in_organisation(self, organisation: Any) -> "DutyOfficerQuerySet":
        """The rota of one organisation, in its order."""
        return self.filter(organisation=organisation).select_related("user").order_by("place")

    def organisations(self) -> Any:
        """Organisations that a warning can be handed to, by name."""
        return Organisation.objects.filter(pk__in=self.able().values("organisation"))


class DutyOfficer(models.Model):
    """A member's place on the rota: the first gets a warning, the next if the first is silent."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="duty_officers",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    place = models.PositiveSmallIntegerField(_("place in the order"))

    objects = DutyOfficerQuerySet.as_manager()

    class Meta:
        ordering = ("organisation", "place")
        verbose_name = _("duty officer")
        verbose_name_plural = _("duty officers")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "user"), name="situations_duty_person_once"
            ),
            models.UniqueConstraint(
                fields=("organisation", "place"), name="situations_duty_place_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} · {self.place} · {self.user}"

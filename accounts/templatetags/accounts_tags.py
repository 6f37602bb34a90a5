"""What pages of every floor show of logins and organisations."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.utils import timezone
from django.utils.safestring import mark_safe

from accounts.models import Invitation, Membership, Organisation, OrganisationStatus, Role
from accounts.permissions import has_second_factor
from accounts.services.mail import invitation_token

register = template.Library()


@register.inclusion_tag("accounts/_chooser.html", takes_context=True)
def organisation_chooser(context: template.Context) -> dict[str, Any]:
    """Links to choose the active organisation by, for people who belong to several."""
    request = context["request"]
    active = getattr(request, "organisation", None)
    organisations = getattr(request, "organisations", [])
    tabs = [(each.name, f"?organisation={each.slug}", each == active) for each in organisations]
    return {"tabs": tabs if len(tabs) > 1 else []}


@register.inclusion_tag("accounts/_waiting.html", takes_context=True)
def accounts_waiting(context: template.Context) -> dict[str, Any]:
    """What waits for this person about their login and their organisations."""
    user = context["request"].user
    memberships = list(Membership.objects.of(user))
    vetted = [each for each in memberships if each.organisation.is_vetted]
    return {
        "request": context["request"],
        "needs_factor": _needs_factor(user, vetted),
        "invitations": [
            {"invitation": each, "token": invitation_token(each)}
            for each in Invitation.objects.to_address(user.email).open(at=timezone.now())
        ],
        "not_vetted": [each.organisation for each in memberships if each not in vetted],
        "to_vet": _to_vet(user),
        "alone": [each.organisation for each in vetted if _is_alone(each)],
        "belongs_nowhere": not memberships and not user.is_staff,
    }


def _needs_factor(user: Any, memberships: list[Membership]) -> bool:
    decides = user.is_staff or any(each.decides for each in memberships)
    return decides and not has_second_factor(user)


def _to_vet(user: Any) -> list[Organisation]:
    if not user.is_staff:
        return []
    return list(Organisation.objects.in_status(OrganisationStatus.APPLIED))


def _is_alone(membership: Membership) -> bool:
    """An organisation of one person can publish nothing: nobody decides on their own work (D5)."""
    return membership.role == Role.OWNER and membership.organisation.memberships.count() == 1


class DrawnNode(template.Node):
    """Draws its part and keeps it under a name."""

    def __init__(self, part: template.NodeList, name: str):
        self.part = part
        self.name = name

    def render(self, context: template.Context) -> str:
        context[self.name] = mark_safe(self.part.render(context).strip())  # noqa: S308 - drawn above
        return ""


@register.tag
def drawn(parser: Parser, token: Token) -> DrawnNode:
    """Keep what other apps give under a name, so that a page can say something if it is nothing.

    `{% drawn as waiting %}{% situations_waiting %}{% enddrawn %}{% if waiting %}…`
    """
    try:
        _tag, _as, name = token.split_contents()
    except ValueError as error:
        message = "Write {% drawn as name %}."
        raise template.TemplateSyntaxError(message) from error
    part = parser.parse(("enddrawn",))
    parser.delete_first_token()
    return DrawnNode(part, name)

"""Who works in the demonstration. Invented; every address ends in a reserved domain."""

from dataclasses import dataclass

from accounts.models import Organisation, Role, User
from accounts.services import organisations
from tests.factories.accounts import PASSWORD, SECRET, make_member, make_user, recovery_codes


@dataclass(frozen=True)
class Cast:
    """The people and organisations that the rest of the demonstration acts through."""

    staff: User
    observatory: Organisation
    editor: User
    approver: User
    council: Organisation
    council_editor: User
    council_approver: User


def make_cast() -> Cast:
    """Make staff, two organisations that they vet, and the members who write and who decide."""
    staff = make_user(
        email="staff@never-silent.example.org", name="Sam Staff", staff=True, second_factor=True
    )
    observatory, editor, approver = _organisation(
        staff,
        domain="observatory.example.org",
        name="Early Warning Observatory",
        country="AU",
        mission="We read the signs that come before mass atrocities, publish what we find with its"
        " sources, and ask those who can act to act in time.",
    )
    council, council_editor, council_approver = _organisation(
        staff,
        domain="river-council.example.org",
        name="River Towns Council",
        country="ZA",
        mission="We are people of the two river towns of Azania, an invented place, and their"
        " neighbours. We keep the towns talking to each other.",
    )
    _applicant()
    return Cast(staff, observatory, editor, approver, council, council_editor, council_approver)


def logins() -> str:
    """Return, for the terminal, who can log in and how."""
    lines = [f"  Logins (password for all: {PASSWORD})"]
    for user in User.objects.filter(is_staff=True) | User.objects.filter(memberships__isnull=False):
        roles = ", ".join(
            f"{membership.get_role_display()} of {membership.organisation}"
            for membership in user.memberships.select_related("organisation")
        )
        lines.append(f"    {user.email:42} {roles or 'staff'}")
        if user.has_authenticator:
            lines.append(f"    {'':42} recovery codes {' '.join(recovery_codes(user)[:5])}")
    lines.append(f"  Second factor, for an authenticator app: {SECRET}")
    return "\n".join(lines) + "\n"


def _organisation(
    staff: User, *, domain: str, name: str, country: str, mission: str
) -> tuple[Organisation, User, User]:
    owner = make_user(email=f"owner@{domain}", name=f"Odile Owner, {name}", second_factor=True)
    organisation = organisations.apply_organisation(
        applicant=owner,
        details={
            "name": name,
            "country": country,
            "website": f"https://{domain}/",
            "mission": mission,
            "contact_email": f"office@{domain}",
        },
    )
    organisations.vet_organisation(organisation=organisation, actor=staff)
    editor = make_member(
        organisation=organisation, role=Role.EDITOR, email=f"editor@{domain}", name="Edna Editor"
    )
    approver = make_member(
        organisation=organisation,
        role=Role.APPROVER,
        email=f"approver@{domain}",
        name="Aron Approver",
        second_factor=True,
    )
    make_member(
        organisation=organisation, role=Role.VIEWER, email=f"viewer@{domain}", name="Vera Viewer"
    )
    return organisation, editor, approver


def _applicant() -> None:
    """Somebody whose application waits for staff, so that the admin has something to do."""
    owner = make_user(email="hello@harbour-voices.example.org", name="Hanna Harbour")
    organisations.apply_organisation(
        applicant=owner,
        details={
            "name": "Harbour Voices",
            "country": "KE",
            "website": "https://harbour-voices.example.org/",
            "mission": "We bring together people who were driven out, and those who received them.",
            "contact_email": "hello@harbour-voices.example.org",
        },
    )

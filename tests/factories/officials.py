"""Offices, their holders and contacts. Names and addresses are invented."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from officials.dates import PartialDate
from officials.models import (
    ChangeProposal,
    Classification,
    Contact,
    ContactKind,
    ContactStatus,
    FormOfAddress,
    Institution,
    InstitutionMembership,
    Person,
    Post,
    ProposalStatus,
    ProposedField,
    Tenure,
)
from tests.factories.accounts import make_user
from tests.factories.names import in_letters

_numbers = count(1)

SOURCE = "https://www.example.org/offices"


def make_institution(
    *,
    name: str = "",
    classification: str = Classification.INTERGOVERNMENTAL,
    country: str = "",
    **more: Any,
) -> Institution:
    number = next(_numbers)
    more.setdefault("slug", f"institution-{number}")
    more.setdefault("source_url", SOURCE)
    return Institution.objects.create(
        name=name or f"Union of States {in_letters(number)}",
        classification=classification,
        country=country,
        **more,
    )


def make_post(
    *,
    label: str = "",
    institution: Institution | None = None,
    country: str = "",
    email: str | None = None,
    holder: str = "",
    **more: Any,
) -> Post:
    """Make an office. `email` gives it a verified address, `holder` somebody who holds it now."""
    number = next(_numbers)
    more.setdefault("slug", f"post-{number}")
    more.setdefault("source_url", SOURCE)
    post = Post.objects.create(
        label=label or f"Secretary {in_letters(number)}",
        institution=institution or make_institution(country=country),
        **more,
    )
    if email:
        make_contact(post=post, value=email, status=ContactStatus.VERIFIED)
    if holder:
        make_tenure(post=post, person=make_person(name=holder), start="2000")
    return post


def make_state(*, country: str, name: str = "", **more: Any) -> Institution:
    """Make a State, as organisations have for members."""
    return make_institution(
        name=name or f"State of {country}",
        classification=Classification.STATE,
        country=country,
        **more,
    )


def make_membership(
    *,
    member: Institution,
    organization: Institution,
    start: str = "",
    end: str = "",
    **more: Any,
) -> InstitutionMembership:
    """Put an institution into another; dates as for a term of office."""
    more.setdefault("source_url", SOURCE)
    one = InstitutionMembership(member=member, organization=organization, **more)
    one.start = PartialDate.parse(start) if start else None
    one.end = PartialDate.parse(end) if end else None
    one.save()
    return one


def make_person(*, name: str = "", **more: Any) -> Person:
    number = next(_numbers)
    name = name or f"Ada Person {in_letters(number)}"
    more.setdefault("slug", f"person-{number}")
    more.setdefault("family_name", name.split()[-1])
    return Person.objects.create(name=name, **more)


def make_tenure(
    *,
    post: Post | None = None,
    person: Person | None = None,
    start: str = "",
    end: str = "",
    **more: Any,
) -> Tenure:
    """Make a term of office; dates are written "2007", "2007-08" or "2007-08-13"."""
    more.setdefault("source_url", SOURCE)
    return Tenure.objects.create(
        post=post or make_post(),
        person=person or make_person(),
        start=PartialDate.parse(start) if start else None,
        end=PartialDate.parse(end) if end else None,
        **more,
    )


def make_contact(
    *,
    post: Post | None = None,
    kind: str = ContactKind.EMAIL,
    value: str = "",
    status: str = ContactStatus.UNVERIFIED,
    **more: Any,
) -> Contact:
    """An address of an office that reads at every hour: what is tried is seldom its hours."""
    hours = {"opens": 0, "closes": 24, "workdays": [1, 2, 3, 4, 5, 6, 7]}
    more = {"source_url": SOURCE, **hours, **more}
    if status == ContactStatus.VERIFIED:
        more.setdefault("verified_on", date(2026, 1, 1))
    return Contact.objects.create(
        post=post or make_post(),
        kind=kind,
        value=value or f"office{next(_numbers)}@state.example.org",
        status=status,
        **more,
    )


def make_form_of_address(
    *, post: Post, language: str = "en", salutation: str = "Excellency,", **more: Any
) -> FormOfAddress:
    return FormOfAddress.objects.create(post=post, language=language, salutation=salutation, **more)


def make_proposal(*, post: Post | None = None, status: str = "new", **more: Any) -> ChangeProposal:
    """Make what a reader proposed; decided ones by somebody."""
    values: dict[str, Any] = {
        "field": ProposedField.HOLDER,
        "value": "Ada Successor",
        "source_url": SOURCE,
        "made_at": datetime(2026, 5, 1, 12, tzinfo=UTC),
    }
    if status in (ProposalStatus.ACCEPTED, ProposalStatus.REFUSED):
        values |= {"decided_by": make_user(staff=True), "decided_at": values["made_at"]}
    return ChangeProposal.objects.create(
        post=post or make_post(), status=status, **{**values, **more}
    )

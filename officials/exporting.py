"""The public directory as a Popolo document (popoloproject.com): offices, holders, memberships.

Contacts are not part of it: letters go through campaigns, which keep to what an office can read.
"""

from typing import Any

from officials.models import Institution, InstitutionMembership, Person, Post, Tenure
from officials.models.dated import Dated


def popolo_document() -> dict[str, list[dict[str, Any]]]:
    """Return the whole directory. What is not known is left out, as the format asks."""
    seats = InstitutionMembership.objects.all().select_related("member", "organization")
    terms = Tenure.objects.all().select_related("post__institution")
    return {
        "organizations": [_organization(row) for row in _institutions()],
        "posts": [_post(row) for row in _posts()],
        "persons": [_person(row) for row in Person.objects.all()],
        "memberships": [*(_term(row) for row in terms), *(_seat(row) for row in seats)],
    }


def _institutions() -> Any:
    return Institution.objects.all().select_related("parent")


def _posts() -> Any:
    return Post.objects.public().select_related("institution", "accredited_to_institution")


def _organization(row: Institution) -> dict[str, Any]:
    return _known(
        id=row.slug,
        name=row.name,
        classification=row.classification,
        country=row.country,
        parent_id=row.parent.slug if row.parent else "",
        sources=_sources(row.source_url),
    )


def _post(row: Post) -> dict[str, Any]:
    to = row.accredited_to_institution
    return _known(
        id=row.slug,
        label=row.label,
        role=row.role,
        organization_id=row.institution.slug,
        accredited_to_country=row.accredited_to_country,
        accredited_to_organization_id=to.slug if to else "",
        start_date=row.active_from.isoformat() if row.active_from else "",
        end_date=row.active_until.isoformat() if row.active_until else "",
        sources=_sources(row.source_url),
    )


def _person(row: Person) -> dict[str, Any]:
    wikidata = [{"scheme": "wikidata", "identifier": row.wikidata}] if row.wikidata else []
    return _known(
        id=row.slug,
        name=row.name,
        family_name=row.family_name,
        given_name=row.given_name,
        honorific_prefix=row.honorific_prefix,
        gender=row.gender,
        identifiers=wikidata,
    )


def _term(row: Tenure) -> dict[str, Any]:
    return _known(
        person_id=row.person.slug,
        post_id=row.post.slug,
        organization_id=row.post.institution.slug,
        acting=row.acting,
        end_reason=row.end_reason,
        sources=_sources(row.source_url),
        **_dates(row),
    )


def _seat(row: InstitutionMembership) -> dict[str, Any]:
    """Popolo: the member is an organization, where a term of office has a person."""
    return _known(
        member_id=row.member.slug,
        organization_id=row.organization.slug,
        role="permanent member" if row.permanent else "member",
        sources=_sources(row.source_url),
        **_dates(row),
    )


def _dates(row: Dated) -> dict[str, str]:
    start, end = row.start, row.end
    return {
        "start_date": start.isoformat() if start else "",
        "end_date": end.isoformat() if end else "",
    }


def _sources(url: str) -> list[dict[str, str]]:
    return [{"url": url}] if url else []


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}

"""Numbers and addresses that something gets when it goes public, and not before."""

from django.db import connection
from django.db.models import Model
from django.db.models.functions import Length
from django.utils.text import slugify

SLUG_LENGTH = 80


def next_reference(*, model: type[Model], series: str, width: int) -> str:
    """Return the next number of a series, such as R2P-0001, without gaps.

    An advisory lock lets one transaction at a time count on, until it ends. Must run in one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [series])
    numbered = model._default_manager.filter(reference__startswith=f"{series}-")
    longest_first = numbered.order_by(Length("reference").desc(), "-reference")
    last = longest_first.values_list("reference", flat=True).first()
    number = int(last.rpartition("-")[2]) + 1 if last else 1
    return f"{series}-{number:0{width}d}"


def free_slug(*, model: type[Model], text: str, otherwise: str) -> str:
    """Return an address made from `text`; from `otherwise` if no Latin letter is in it."""
    wish = slugify(text)[:SLUG_LENGTH].strip("-") or slugify(otherwise)
    taken = set(model._default_manager.filter(slug__startswith=wish).values_list("slug", flat=True))
    slug, number = wish, 1
    while slug in taken:
        number += 1
        slug = f"{wish}-{number}"
    return slug

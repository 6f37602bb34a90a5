"""Write letters of a campaign, plan their dispatch, measure them; and bare loops beside."""

import time
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench.programs.stage import peak_megabytes, serve
from campaigns.models import Campaign, Letter, LetterAction, LetterState
from campaigns.services import dispatch_letters
from campaigns.services.measuring import measure_letters
from core.sealed import seal_json
from officials.models import Contact, ContactKind, Institution, Person, Post, Tenure

OFFICES = 15
SOURCE = "https://source.example.org/bench"
# One of ten in words of its own: the others leave together.
_WRITTEN = """
INSERT INTO campaigns_letter (
    public_id, token, letter_action_id, post_id, sealed, author_key, country, language,
    has_own_words, originality, name_in_digest, state, hold, created_at, confirmed_at
)
SELECT gen_random_uuid(), 'b' || n, %s, (%s::bigint[])[1 + n %% %s], %s, sha256(n::text::bytea),
    (ARRAY['KE', 'FR', 'NL', 'BR'])[1 + n %% 4], 'en', n %% 10 = 0,
    CASE WHEN n %% 10 = 0 THEN 100 ELSE 0 END, false, 'confirmed', '',
    now() - interval '2 days', now() - interval '2 days'
FROM generate_series(1, %s) AS n
"""


def write(letters: int) -> dict[str, Any]:
    """Write so many confirmed letters to fifteen offices that read at every hour."""
    action, posts = _action()
    words = {"name": "Ada Writer", "email": "ada@example.org", "own_words": "I think of them."}
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN, [action.pk, posts, OFFICES, seal_json(words), letters])
    return {"letters": letters}


def plan(letters: int) -> dict[str, Any]:
    """Let the dispatcher look once: one letter for each office, and all copies together."""
    queries = count()

    def counted(execute: Any, *words: Any) -> Any:
        next(queries)
        return execute(*words)

    began = time.perf_counter()
    with connection.execute_wrapper(counted):
        done = dispatch_letters()
    seconds = time.perf_counter() - began
    together = Letter.objects.filter(digest__isnull=False).count()
    if together != letters * 9 // 10 or done["queued"] < together:
        raise RuntimeError(f"{letters} letters, {together} in digests, {done}.")
    return {"seconds": seconds, "queries": next(queries), "megabytes": peak_megabytes()}


def bare(letters: int) -> dict[str, Any]:
    """Update so many letters one by one, in one transaction."""
    pks = list(Letter.objects.values_list("pk", flat=True)[:letters])
    began = time.perf_counter()
    with transaction.atomic():
        for pk in pks:
            Letter.objects.filter(pk=pk).update(country="KE")
    return {"a_second": len(pks) / (time.perf_counter() - began)}


def measure(letters: int) -> dict[str, Any]:
    """Measure so many letters of a hundred words."""
    pks = list(Letter.objects.filter(state=LetterState.CONFIRMED).values_list("pk", flat=True))
    rows = Letter.objects.in_bulk(pks[:letters])
    for number, letter in enumerate(rows.values()):
        words = " ".join(f"w{(number * 7 + place * place) % 5000}" for place in range(100))
        letter.sealed = seal_json({"own_words": words})
        letter.originality, letter.has_own_words = None, True
    Letter.objects.bulk_update(rows.values(), ["sealed", "originality", "has_own_words"])
    began = time.perf_counter()
    if measure_letters() != letters:
        raise RuntimeError("Not all were measured.")
    return {"seconds": time.perf_counter() - began}


def _action() -> tuple[LetterAction, list[int]]:
    campaign = Campaign.objects.public().exclude(status="paused").exclude(status="closed").first()
    if campaign is None:
        raise RuntimeError("The demo has no live campaign.")
    Campaign.objects.filter(pk=campaign.pk).update(
        closes=(timezone.now() + timedelta(days=90)).date(), status="live"
    )
    action, _is_new = LetterAction.objects.get_or_create(
        campaign=campaign, defaults={"subject": "Observers", "statement": "Send observers."}
    )
    return action, [_post(number).pk for number in range(OFFICES)]


def _post(number: int) -> Post:
    slug = f"bench-office-{number}"
    institution, _is_new = Institution.objects.get_or_create(
        slug="bench-council", defaults={"name": "Council of the bench", "classification": "igo"}
    )
    post, is_new = Post.objects.get_or_create(
        slug=slug,
        defaults={"label": f"Member {number}", "institution": institution, "source_url": SOURCE},
    )
    if is_new:
        person = Person.objects.create(slug=slug, name="Oluwaseun Bright", family_name="Bright")
        Tenure.objects.create(post=post, person=person, source_url=SOURCE)
        Contact.objects.create(
            post=post,
            kind=ContactKind.EMAIL,
            value=f"office@{number}.bench.example.org",
            source_url=SOURCE,
            opens=0,
            closes=24,
            workdays=[1, 2, 3, 4, 5, 6, 7],
        )
    return post


if __name__ == "__main__":
    serve(write=write, plan=plan, bare=bare, measure=measure)

"""What an unmatched mail may answer: guesses for a person, never acted upon by themselves."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q
from django.utils.translation import gettext as _

from campaigns.models import Campaign, Letter, LetterState, Reply
from core.rules import Text
from officials.models import Post

ALIKE = 0.8  # of tokens and references (Alaveteli's threshold)
ALIKE_SUBJECTS = 0.6
LOOKED_AT = 2_000  # the newest letters
MOST = 5


@dataclass(frozen=True)
class Guess:
    """A letter, or a campaign and office; and why."""

    why: Text
    score: float
    campaign: Campaign
    post: Post
    letter: Letter | None = None


def guesses_for(reply: Reply) -> list[Guess]:
    """Return the likeliest first, at most five: by mistyped tokens, the domain, the subject."""
    found = [*_by_hints(reply), *_by_subject(reply), *_by_domain(reply)]
    best: dict[tuple[int, int, int], Guess] = {}
    for guess in sorted(found, key=lambda each: -each.score):
        key = (guess.campaign.pk, guess.post.pk, guess.letter.pk if guess.letter else 0)
        best.setdefault(key, guess)
    return list(best.values())[:MOST]


def _by_hints(reply: Reply) -> list[Guess]:
    if not reply.hints:
        return []
    sent = Letter.objects.filter(state=LetterState.SENT).for_pages().order_by("-pk")[:LOOKED_AT]
    guesses = []
    for letter in sent:
        score = max(_alike(hint, letter) for hint in reply.hints)
        if score >= ALIKE:
            campaign = letter.letter_action.campaign
            guesses.append(
                Guess(_("a token or reference like it"), score, campaign, letter.post, letter)
            )
    return guesses


def _by_subject(reply: Reply) -> list[Guess]:
    guesses = []
    asking = Campaign.objects.public().with_letters().for_pages().order_by("-pk")[:200]
    for campaign in asking:
        score = _ratio(reply.subject, campaign.letter_action.subject)
        if score >= ALIKE_SUBJECTS:
            posts = campaign.offices[:3]
            guesses += [Guess(_("the subject"), score * 0.9, campaign, post) for post in posts]
    return guesses


def _by_domain(reply: Reply) -> list[Guess]:
    if not reply.sender_domain:
        return []
    at_domain = Q(contacts__value__iendswith=f"@{reply.sender_domain}")
    posts = Post.objects.filter(at_domain).distinct()[:20]
    asked = Campaign.objects.public().filter(addressees__in=posts).distinct().order_by("-pk")[:20]
    return [
        Guess(_("the sender's domain"), 0.5, campaign, post)
        for campaign in asked
        for post in campaign.offices.filter(pk__in=[each.pk for each in posts])[:3]
    ]


def _alike(hint: str, letter: Letter) -> float:
    return max(_ratio(hint, letter.token), _ratio(hint, letter.reference))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other.lower()).ratio() if one and other else 0.0

"""What the home page shows: who is at risk, what is asked of whom, what was published."""

from campaigns.models import Campaign
from situations.models import Brief, Situation
from situations.pictures import map_marks, places_at_risk

SITUATIONS = 6
CAMPAIGNS = 3
BRIEFS = 3


def front_page() -> dict[str, object]:
    """Return the gravest situations with their places, live campaigns and the latest briefs."""
    return {
        "situations": Situation.objects.registered().for_pages().gravest_first()[:SITUATIONS],
        "marks": map_marks(places_at_risk()),
        "campaigns": Campaign.objects.live().for_pages().newest_first()[:CAMPAIGNS],
        "briefs": Brief.objects.published().for_pages().newest_first()[:BRIEFS],
    }

"""What the home page shows: who is at risk, what is asked of whom, what was published."""

from campaigns.models import Campaign
from core.pictures.maps import Mark
from situations.models import Brief, Situation

SITUATIONS = 6
CAMPAIGNS = 3
BRIEFS = 3


def front_page() -> dict[str, object]:
    """Return the gravest situations with their places, live campaigns and the latest briefs."""
    registered = list(Situation.objects.registered().for_pages().gravest_first())
    return {
        "situations": registered[:SITUATIONS],
        "marks": [mark for situation in registered for mark in marks(situation)],
        "campaigns": Campaign.objects.live().for_pages()[:CAMPAIGNS],
        "briefs": Brief.objects.published().for_pages()[:BRIEFS],
    }


def marks(situation: Situation) -> list[Mark]:
    """Return one mark for each territory of a situation that has a place on the map."""
    assessment = situation.current_assessment
    if assessment is None:
        return []
    return [
        Mark(
            code=territory.code,
            latitude=float(territory.latitude),
            longitude=float(territory.longitude),
            label=f"{situation.name}: {assessment.get_level_display()}",
            url=situation.get_absolute_url(),
            level=assessment.level,
        )
        for territory in situation.territories.all()
        if territory.latitude is not None and territory.longitude is not None
    ]

"""What came of situations: results and obstacles, counted over the current reviews."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.pictures.charts import profile

from .models import OutcomeReview

SHOWN = 100


def lessons() -> dict[str, Any]:
    """Return the reviews with how often each result and each obstacle was found. (paras 14-19)"""
    reviews = OutcomeReview.objects.all()
    obstacles = [(capfirst(str(each.label)), number) for each, number in reviews.obstacle_counts()]
    most = max((number for _name, number in obstacles), default=0)
    return {
        "results": [
            (capfirst(str(each.label)), number) for each, number in reviews.result_counts()
        ],
        "obstacles": obstacles,
        "head": (_("What stood in the way"), _("Reviews")),
        "picture": profile(
            [(name, number, str(number)) for name, number in obstacles],
            title=_("What stood in the way, by the number of reviews that name it"),
            steps=max(most, 1),
        ),
        "reviews": reviews.current().whole().newest_first()[:SHOWN],
    }

"""News of a delivery for signers who wanted to know: drafted, then moderated as all news."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Delivery, DeliveryStatus
from core.rules import RuleRefused

from .updates import draft_update, write_update

TITLE, LEAD = 140, 600


@transaction.atomic
def draft_news(*, delivery: Delivery, actor: User, at: datetime | None = None) -> Delivery:
    """Draft news of it in every language of the campaign. A second person publishes them.

    Raises RuleRefused unless it was handed over.
    """
    if not delivery.is_public:
        raise RuleRefused(_("It was not handed over yet."), code="not_handed_over")
    update = draft_update(campaign=delivery.campaign, actor=actor, at=at)
    for language in delivery.campaign.all_languages:
        words = words_of(delivery, language)
        write_update(update=update, actor=actor, language=language, at=at, **words)
    return delivery


def words_of(delivery: Delivery, language: str) -> dict[str, str]:
    """Return title, lead and body in a language. Figures stand in the body alone. (D11)"""
    with translation.override(language):
        said = {
            "office": delivery.post.label,
            "institution": str(delivery.post.institution),
            "day": date_format(delivery.handed_over_on, "j F Y") if delivery.handed_over_on else "",
            "number": number_format(delivery.signatures, force_grouping=True),
            "how": str(delivery.get_manner_display()),
            "by": delivery.handed_over_by,
            "proof": f"{settings.BASE_URL}{delivery.get_absolute_url()}",
        }
        title = _("Handed over to: %(office)s") % said
        lead = _("The signatures were handed over on %(day)s to: %(office)s.") % said
        body = [
            _("%(number)s signatures, %(how)s, by %(by)s, to: %(office)s, %(institution)s.") % said,
            _("Everybody can check that nothing was left out or changed: %(proof)s") % said,
        ]
        if delivery.status == DeliveryStatus.ACKNOWLEDGED:
            body.append(_("What the office said: “%s”") % delivery.acknowledgement)
    return {
        "title": Truncator(title).chars(TITLE),
        "lead": Truncator(lead).chars(LEAD),
        "body": "\n\n".join(body),
    }

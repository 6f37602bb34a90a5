"""What is delivered, in sentences: the chain over the list begins with them."""

import hashlib

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from campaigns.models import Delivery


def statement_of(delivery: Delivery) -> list[str]:
    """Return the sentences, in the language of the list. They name nobody who signed."""
    campaign = delivery.campaign
    words = campaign.text_in(delivery.language)
    text = hashlib.sha256(words.petition_text.encode()).hexdigest()
    with translation.override(delivery.language):
        return [
            delivery.reference,
            words.title,
            words.ask,
            _("To: %(office)s, %(institution)s")
            % {"office": delivery.post.label, "institution": delivery.post.institution},
            _("From: %(organisation)s") % {"organisation": campaign.organisation.name},
            _("Signatures confirmed up to %(day)s") % {"day": delivery.cut_in_words},
            _("The list says: %(what)s") % {"what": delivery.get_redaction_display()},
            _("SHA-256 of the petition's text: %(number)s") % {"number": text},
            f"{settings.BASE_URL}{campaign.get_absolute_url()}",
        ]

"""The sitemap (sitemaps.org, 0.9): what search engines may know of, as it stands at this moment."""

from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from itertools import islice
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.urls import reverse
from django.utils.xmlutils import SimplerXMLGenerator

from accounts.models import Organisation
from campaigns.models import Campaign
from situations.models import Brief, Situation

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# More than these the format does not allow in one file.
LONGEST = 50_000
LISTS = (
    "home",
    "situations:situation_list",
    "situations:brief_list",
    "situations:commitment_list",
    "situations:outcome_list",
    "situations:objection_list",
    "campaigns:campaign_list",
    "officials:post_list",
    "accounts:organisation_list",
)

Entry = tuple[str, datetime | None]


def sitemap() -> str:
    """Return the sitemap as XML: lists first, then briefs, situations, campaigns, organisations.

    Each is asked for by the same question as its page, so that nothing under an embargo, not
    decided, not live or retracted is named.
    """
    text = StringIO()
    xml = SimplerXMLGenerator(text, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": NAMESPACE}))
    for path, changed in islice(_entries(), LONGEST):
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", f"{settings.BASE_URL}{path}")
        if changed:
            xml.addQuickElement("lastmod", changed.date().isoformat())
        xml.endElement("url")
    xml.endElement("urlset")
    return text.getvalue()


def _entries() -> Iterator[Entry]:
    for name in LISTS:
        yield reverse(name), None
    briefs = Brief.objects.newest_versions().select_related("embargo").defer("body")
    for brief in briefs.newest_first():
        yield brief.get_absolute_url(), brief.released_at
    for situation in Situation.objects.public():
        yield situation.get_absolute_url(), situation.updated_at
    for campaign in Campaign.objects.public():
        yield campaign.get_absolute_url(), None
    for organisation in Organisation.objects.vetted():
        yield reverse("accounts:organisation_detail", args=[organisation.slug]), None

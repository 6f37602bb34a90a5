"""What pages of other parts of the site show of campaigns."""

from typing import Any
from urllib.parse import quote

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Organisation
from campaigns.changes import text_url
from campaigns.models import Alarm, Campaign, CampaignText, Petition
from campaigns.models.words import Words
from campaigns.permissions import (
    can_approve_campaign,
    can_approve_text,
    can_edit_campaign,
    can_launch_campaign,
    can_publish_report,
    can_review_safety,
    can_review_signatures,
    can_write_report,
)
from campaigns.sharing import Card, address_of, card_of
from situations.models import Situation

register = template.Library()


@register.inclusion_tag("campaigns/_cards.html", takes_context=True)
def live_petitions(context: dict[str, Any], number: int = 3) -> dict[str, Any]:
    """Show campaigns that take signatures or letters today, the newest first."""
    campaigns = Campaign.objects.live().for_pages().newest_first()[:number]
    return _cards(context, campaigns)


@register.inclusion_tag("campaigns/_about.html", takes_context=True)
def campaigns_about(context: dict[str, Any], situation: Situation) -> dict[str, Any]:
    """Show what is asked about a situation."""
    campaigns = Campaign.objects.public().about(situation).for_pages().newest_first()
    return _cards(context, campaigns)


@register.inclusion_tag("campaigns/_cards.html", takes_context=True)
def organisation_campaigns(context: dict[str, Any], organisation: Organisation) -> dict[str, Any]:
    """Show what an organisation asks."""
    campaigns = Campaign.objects.public().by(organisation).for_pages().newest_first()
    return _cards(context, campaigns)


@register.inclusion_tag("campaigns/_waiting.html", takes_context=True)
def campaigns_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """Show what waits for this person: to approve, to launch, to finish."""
    user = context["request"].user
    own = Campaign.objects.of(user).for_pages()
    changes = CampaignText.objects.filter(campaign__in=own).select_related("campaign__organisation")
    owing = [each for each in own.owing_report() if can_write_report(user, each)]
    return {
        "alarms": Alarm.objects.open().count() if can_review_signatures(user) else 0,
        "to_review": [
            each for each in own.safety_reviewable_by(user) if can_review_safety(user, each)
        ],
        "to_approve": [
            each for each in own.approvable_now_by(user) if can_approve_campaign(user, each)
        ],
        "texts_to_approve": [
            each for each in changes.approvable_by(user) if can_approve_text(user, each)
        ],
        "to_launch": [
            each
            for each in own.ready().filter(scheduled_by=None)
            if can_launch_campaign(user, each)
        ],
        "to_finish": [each for each in own.unfinished() if can_edit_campaign(user, each)],
        "reports_overdue": [each for each in owing if each.report_is_overdue()],
        "reports_owed": [each for each in owing if not each.report_is_overdue()],
        "reports_to_publish": [
            each for each in own.owing_report() if can_publish_report(user, each)
        ],
    }


@register.inclusion_tag("components/progress.html")
def petition_progress(petition: Petition) -> dict[str, Any]:
    """Draw how far a petition is on its way."""
    return {"value": petition.signature_total, "goal": petition.goal_ahead}


@register.inclusion_tag("campaigns/_share.html")
def share_links(campaign: Campaign) -> dict[str, Any]:
    """Offer ways to pass a campaign on: plain links, which tell nobody anything until clicked."""
    words, url = campaign.text_in(get_language()), address_of(campaign)
    text = words.share_text or words.title
    both, address = quote(f"{text} {url}"), quote(url, safe="")
    return {
        "url": url,
        "campaign": campaign,
        "links": [
            (_("Email"), f"mailto:?subject={quote(words.title)}&body={both}"),
            ("WhatsApp", f"https://wa.me/?text={both}"),
            ("Telegram", f"https://t.me/share/url?url={address}&text={quote(text)}"),
            ("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={address}"),
            ("Bluesky", f"https://bsky.app/intent/compose?text={both}"),
        ],
    }


@register.simple_tag
def share_card(campaign: Campaign, text: Words) -> Card:
    """Say where the picture is that others see when the campaign is shared, and what it says."""
    return card_of(campaign, text)


@register.simple_tag
def text_address(text: CampaignText) -> str:
    """Return where one version in one language stands, in the language that it is in itself."""
    tail = "" if text.language == "en" else f"?lang={text.language}"
    return f"{text_url(text)}{tail}"


@register.filter
def card_kicker(campaign: Campaign) -> str:
    """Name the situation, and beside it how things stand if nobody can sign today."""
    name = campaign.situation.name
    return name if campaign.is_open() else f"{name} · {campaign.standing()}"


@register.filter
def words_here(campaign: Campaign) -> Words:
    """Return a campaign's words in the language of the page, or else in its own."""
    return campaign.text_in(get_language())


@register.filter
def title_here(campaign: Campaign) -> str:
    """Return a campaign's title in the language of the page, or else in its own."""
    return words_here(campaign).title


def _cards(context: dict[str, Any], campaigns: Any) -> dict[str, Any]:
    return {"campaigns": campaigns, "keep_language": context.get("keep_language", "")}

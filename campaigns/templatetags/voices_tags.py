"""Those who stand behind a campaign, on its page, after signing, and at the desk."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.forms.voices import VoiceForm
from campaigns.models import Campaign, Display, Paper, SignOn, Update, Voice
from campaigns.voice_permissions import can_decide_voices, can_publish_update, can_verify_paper
from campaigns.voices import are_voices_welcome, voices_of
from core.http import in_language

register = template.Library()


@register.inclusion_tag("campaigns/_voices.html", takes_context=True)
def voices(context: dict[str, Any], campaign: Campaign) -> dict[str, Any]:
    """Show news, words of supporters, organisations and paper of a launched campaign."""
    return {
        "campaign": campaign,
        "voices": voices_of(campaign),
        "takes_organisations": bool(campaign.slug and campaign.has_petition and campaign.is_open()),
        "keep_language": context.get("keep_language", ""),
    }


@register.inclusion_tag("campaigns/voices/_ask.html")
def ask_for_words(campaign: Campaign, token: str) -> dict[str, Any]:
    """Ask whoever has just confirmed for a few words; nobody where people are at risk."""
    if not (token and campaign.has_petition and are_voices_welcome(campaign.petition)):
        return {}
    action = in_language(reverse("campaigns:my_words", args=[token]))
    return {"form": VoiceForm(action=action)}


@register.simple_tag
def voice_signed(voice: Voice) -> str:
    """Return how words will be signed, for whoever decides about them."""
    return str(Display(voice.signature.display).label)


@register.inclusion_tag("campaigns/desk/voices/_links.html")
def voices_desk(campaign: Campaign) -> dict[str, Any]:
    """Lead to the pages of supporters, each with how many wait there."""
    papers = Paper.objects.filter(petition__campaign=campaign)
    return {
        "campaign": campaign,
        "voices": Voice.objects.of(campaign).waiting().count(),
        "updates": Update.objects.of(campaign).filter(status="review").count(),
        "sign_ons": SignOn.objects.of(campaign).waiting().count(),
        "papers": papers.waiting().count(),
    }


@register.inclusion_tag("campaigns/desk/voices/_waiting.html", takes_context=True)
def voices_waiting(context: dict[str, Any]) -> dict[str, Any]:
    """Show what waits for this person: words to read, news to publish, organisations, paper."""
    user = context["request"].user
    waiting = []
    for campaign in Campaign.objects.of(user).public().for_pages().newest_first()[:50]:
        waiting += _waiting(user, campaign)
    return {"waiting": waiting}


def _waiting(user: Any, campaign: Campaign) -> list[dict[str, Any]]:
    rows = []
    if can_decide_voices(user, campaign):
        said = Voice.objects.of(campaign).waiting().count()
        asked = SignOn.objects.of(campaign).waiting().count()
        rows += [
            (_("Words to read"), "campaigns:desk_voices", said),
            (_("Organisations to check"), "campaigns:desk_sign_ons", asked),
        ]
    news = Update.objects.of(campaign).reviewable_by(user).select_related("campaign__organisation")
    rows.append(
        (
            _("News to publish"),
            "campaigns:desk_updates",
            sum(bool(can_publish_update(user, each)) for each in news),
        )
    )
    papers = Paper.objects.filter(petition__campaign=campaign).waiting()
    rows.append(
        (
            _("Sheets to verify"),
            "campaigns:desk_papers",
            sum(
                bool(can_verify_paper(user, each))
                for each in papers.select_related("petition__campaign__organisation")
            ),
        )
    )
    return [
        {
            "campaign": campaign,
            "label": label,
            "url": reverse(name, args=[campaign.pk]),
            "number": number,
        }
        for label, name, number in rows
        if number
    ]

"""D11: no mail about a campaign opens with a figure of victims, in any language of the site."""

import re

import pytest
from django.conf import settings

from core.text import aggregate_figures
from outbox.models import Content, Message
from outbox.rendering import fill
from outbox.services import enqueue
from tests.campaigns.test_emails import CONTEXT, MAILS, VALUES

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("name", MAILS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_d11_a_mail_to_a_citizen_holds_no_aggregate_figure(name, language):
    """Our own sentences, around a title and an ask that the desk has let through."""
    enqueue(
        template=f"campaigns/email/{name}",
        to="ada@example.org",
        context=CONTEXT,
        values=VALUES,
        dedup_key=f"{name}:{language}",
        language=language,
    )
    content = Content.objects.get(pk=Message.objects.get().content_id)
    words = re.sub(r"https?://\S+", "", f"{content.subject}\n{fill(content.text, VALUES)}")
    assert aggregate_figures(words) == []


@pytest.mark.parametrize(
    "figures", ["12,000 people", "millions", "آلاف", "milliers", "тысячи", "数千人", "30 %"]
)
def test_d11_the_same_test_would_see_a_figure(figures):
    assert aggregate_figures(f"Send observers. {figures} were killed.") != []

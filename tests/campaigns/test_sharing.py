"""What carries a campaign elsewhere: card, poster, square, links, and a widget for other sites."""

import io
import re

import pytest
from django.core.cache import cache
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from campaigns.models.text import CampaignText
from campaigns.sharing import card_data, card_of, story_sentence
from core.text import aggregate_figures
from tests.factories.campaigns import make_campaign

pytestmark = pytest.mark.django_db

ARABIC = {
    "title": "أرسلوا مراقبين إلى بلدتي النهر",
    "ask": "أرسلوا اثني عشر مراقبًا إلى بلدتي النهر.",
    "story_title": "المرأة التي أخفت السجل",
    "story": "أخفت أماني الدفتر تحت الأرض.",
    "share_text": "أخفت أماني سجل السوق. ساعدوا بلدتها على البقاء.",
    "petition_text": "نطلب منكم إرسال المراقبين الآن.",
}


@pytest.fixture
def in_arabic(campaign):
    """The campaign in two languages."""
    at = campaign.launched_at
    CampaignText.objects.create(
        campaign=campaign,
        language="ar",
        version=1,
        status="public",
        begun_at=at,
        public_at=at,
        **ARABIC,
    )
    campaign.languages = ["ar"]
    campaign.save()
    return campaign


def test_the_card_is_a_picture_of_1200_by_630(client, campaign):
    response = client.get(f"{campaign.get_absolute_url()}card.png")
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_each_language_has_its_card_and_the_same_words_the_same_bytes(client, in_arabic):
    url = f"{in_arabic.get_absolute_url()}card.png"
    english, arabic = client.get(url).content, client.get(f"{url}?lang=ar").content
    assert english != arabic
    assert client.get(f"{url}?lang=fr").content == english
    cache.clear()
    assert client.get(url).content == english


def test_the_page_names_the_card_of_its_language_and_the_address_changes_with_the_words(
    client, in_arabic
):
    url = in_arabic.get_absolute_url()
    found = {
        language: re.search(
            r'og:image" content="([^"]+)"', client.get(f"{url}?lang={language}").content.decode()
        ).group(1)
        for language in ("en", "ar")
    }
    assert found["en"] != found["ar"]
    assert "lang=ar" in found["ar"]
    before = card_of(in_arabic, in_arabic.text_in("en")).url
    in_arabic.share_text = "Amani opens the market every morning."
    assert card_of(in_arabic, in_arabic.text_in("en")).url != before
    page = client.get(url).content.decode()
    assert 'name="twitter:card" content="summary_large_image"' in page


def test_the_card_is_drawn_though_the_cache_is_away(client, campaign, settings):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert client.get(f"{campaign.get_absolute_url()}card.png").status_code == 200


@pytest.mark.parametrize(
    "figures",
    [
        "They killed 12,000 people.",
        "Two million fled.",
        "قتلوا آلاف الناس.",
        "Des milliers de morts.",
        "Погибли тысячи людей.",
        "数千人遇难。",
        "Half: 50% of the town.",
    ],
)
def test_d11_the_card_and_the_poster_hold_no_figure_of_victims_in_any_language(figures):
    """The desk refuses such a text; what was written past it does not reach the card either."""
    shared = make_campaign(share_text=figures)
    assert story_sentence(shared.text_in(None)) == ""
    told = make_campaign(share_text="", story=f"{figures} Amani stayed in the town.")
    sentence = story_sentence(told.text_in(None))
    assert aggregate_figures(sentence) == []
    assert aggregate_figures(card_data(told, told.text_in(None))["sentence"]) == []


def test_d11_the_card_shows_no_number_of_signatures(campaign):
    campaign.petition.signature_total = 123_456
    assert "123" not in str(card_data(campaign, campaign.text_in(None)) | {"pattern": ""})


def test_the_poster_is_an_accessible_pdf_with_ask_and_address(client, in_arabic):
    response = client.get(f"{in_arabic.get_absolute_url()}poster.pdf")
    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(response.content))
    assert len(reader.pages) == 1
    words = " ".join(reader.pages[0].extract_text().split())
    assert "Send twelve unarmed observers" in words
    assert f"http://testserver{in_arabic.get_absolute_url()}" in words
    assert reader.metadata.title == in_arabic.title
    arabic = client.get(f"{in_arabic.get_absolute_url()}poster.pdf?lang=ar")
    assert len(PdfReader(io.BytesIO(arabic.content)).pages) == 1


@pytest.mark.parametrize("words", ["x" * 140, "Word " * 28, "危" * 140])
def test_long_titles_stay_on_one_card_and_one_sheet(client, words):
    campaign = make_campaign(title=words.strip(), ask="Ask " * 74, share_text="Word " * 39)
    assert client.get(f"{campaign.get_absolute_url()}card.png").status_code == 200
    poster = client.get(f"{campaign.get_absolute_url()}poster.pdf").content
    assert len(PdfReader(io.BytesIO(poster)).pages) == 1


def test_the_square_is_svg_without_a_script(client, campaign):
    response = client.get(f"{campaign.get_absolute_url()}qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg")
    assert b"script" not in response.content


def test_the_links_carry_text_and_address_in_the_language_of_the_reader(client, in_arabic):
    page = client.get(f"{in_arabic.get_absolute_url()}share/?lang=ar").content.decode()
    assert "https://wa.me/?text=%D8%A3%D8%AE%D9%81%D8%AA" in page
    assert "%3Flang%3Dar" in page
    assert "<script" not in page


def test_a_closed_campaign_is_not_offered_for_sharing(client):
    campaign = make_campaign(status="closed")
    assert "wa.me" not in client.get(campaign.get_absolute_url()).content.decode()


def test_the_widget_may_stand_on_any_site_and_does_nothing_but_link(client, campaign):
    campaign.petition.signature_total = 1234
    campaign.petition.save()
    response = client.get(f"{campaign.get_absolute_url()}widget/")
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in response
    assert not response.cookies
    page = response.content.decode()
    assert "<script" not in page
    assert "<form" not in page
    for words in (campaign.ask, "1,234", f'href="http://testserver{campaign.get_absolute_url()}"'):
        assert words in page
    assert 'target="_blank" rel="noopener"' in page


def test_every_other_page_may_stand_in_no_frame(client, campaign):
    response = client.get(campaign.get_absolute_url())
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_widget_speaks_the_language_asked(client, in_arabic):
    page = client.get(f"{in_arabic.get_absolute_url()}widget/?lang=ar").content.decode()
    assert 'dir="rtl"' in page
    assert ARABIC["ask"] in page
    assert "?lang=ar" in page


def test_the_lines_to_copy_hold_nothing_that_a_title_could_break_out_of(client):
    campaign = make_campaign(title='Send "observers" <now> & soon')
    page = client.get(f"{campaign.get_absolute_url()}share/").content.decode()
    lines = re.search(r"<code>(.+?)</code>", page, re.DOTALL).group(1)
    assert "&lt;iframe" in lines
    assert "&amp;quot;observers&amp;quot; &amp;lt;now&amp;gt;" in lines
    assert "allow-scripts" not in lines


def test_a_card_in_each_language_of_the_site_can_be_set(campaign):
    for language in ("en", "ar", "zh-hans"):
        with translation.override(language):
            assert card_data(campaign, campaign.text_in(language))["site"]

"""Writing a letter and confirming it."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from campaigns.letter_text import Author, compose_letter, office_lead
from campaigns.models import CampaignStatus, Hold, Letter, LetterState
from campaigns.services import Writing, confirm_letter, write_letter
from campaigns.services.letters import letter_behind
from core.rules import RuleRefused
from core.sealed import SealClosed, unseal_json
from core.tokens import TokenRefused
from outbox.models import Message
from tests.campaigns.conftest import link_in
from tests.factories.campaigns import make_campaign, make_letter, make_letter_action
from tests.factories.responses import make_commitment, make_instrument
from tests.factories.situations import make_territory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def write(action, *, at=None, email="ada@example.org", words="I think of the towns.", **more):
    """Write to the first addressee. Returns the token of the link in the mail that follows."""
    post = more.pop("post", None) or action.campaign.offices[0]
    author = Author(name="Ada Writer", email=email, country="KE", own_words=words)
    more.setdefault("public_id", uuid.uuid4())
    write_letter(letter_action=action, post=post, writing=Writing(author=author, **more), at=at)
    return link_in(Message.objects.latest("id")).split("/")[3]


@pytest.fixture
def action(db):
    return make_letter_action()


def test_writing_keeps_a_sealed_letter_and_asks_its_author_to_confirm(action):
    write(action)
    letter = Letter.objects.get()
    assert letter.state == LetterState.PENDING
    assert unseal_json(letter.sealed) == {
        "name": "Ada Writer",
        "email": "ada@example.org",
        "own_words": "I think of the towns.",
    }
    stored = bytes(letter.sealed) + bytes(letter.preview_sealed) + bytes(letter.author_key)
    assert b"towns" not in stored
    assert b"ada writer" not in stored.lower()
    assert b"ada@example.org" not in stored.lower()
    assert Message.objects.get().content.template == "campaigns/email/confirm_letter"


def test_the_web_process_reads_neither_author_nor_text(action, settings):
    write(action)
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        unseal_json(Letter.objects.get().sealed)


def test_the_link_alone_opens_the_text(action, settings):
    token = write(action)
    settings.SEALING_PRIVATE_KEY = ""
    found = letter_behind(token=token)
    assert "I think of the towns." in found.text
    assert "send twelve unarmed observers" in found.text
    assert found.letter.state == LetterState.PENDING


def test_the_button_confirms_once_and_the_text_for_the_link_is_dropped(action):
    token = write(action)
    assert [confirm_letter(token=token, at=NOON) for _time in range(3)] == [True, True, True]
    letter = Letter.objects.get()
    assert (letter.state, letter.confirmed_at) == (LetterState.CONFIRMED, NOON)
    assert letter.preview_sealed is None


def test_the_same_form_sent_twice_is_one_letter_and_one_mail(action):
    public_id = uuid.uuid4()
    write(action, public_id=public_id)
    write(action, public_id=public_id)
    assert Letter.objects.count() == 1
    assert Message.objects.count() == 1


def test_the_first_that_is_confirmed_is_the_letter_to_that_office(action):
    first, second = write(action, words="First."), write(action, words="Second.")
    assert confirm_letter(token=second)
    assert not confirm_letter(token=first)
    assert list(Letter.objects.order_by("pk").values_list("state", flat=True)) == [
        LetterState.PENDING,
        LetterState.CONFIRMED,
    ]


def test_somebody_elses_text_under_my_address_does_not_take_my_letters_place(action):
    write(action, words="Words that are not mine.")
    mine = write(action, words="My own words.")
    assert "My own words." in letter_behind(token=mine).text
    confirm_letter(token=mine)
    confirmed = Letter.objects.get(state=LetterState.CONFIRMED)
    assert unseal_json(confirmed.sealed)["own_words"] == "My own words."


def test_the_same_person_may_write_to_another_office_and_in_another_campaign(action):
    write(action)
    other = make_letter_action()
    assert confirm_letter(token=write(action))
    assert confirm_letter(token=write(other))


def test_a_trapped_letter_is_never_confirmed(action):
    token = write(action, trapped=True)
    confirm_letter(token=token)
    letter = Letter.objects.get()
    assert (letter.state, letter.hold) == (LetterState.PENDING, Hold.TRAPPED)


@pytest.mark.parametrize("token", ["x", "a:b:c"])
def test_a_made_up_link_is_refused(action, token):
    with pytest.raises(TokenRefused):
        confirm_letter(token=token)


def test_a_link_whose_letter_is_gone_is_out_of_date(action):
    token = write(action)
    Letter.objects.all().delete()
    with pytest.raises(TokenRefused) as refused:
        letter_behind(token=token)
    assert refused.value.expired


def test_a_link_works_for_seven_days(action, time_machine):
    time_machine.move_to(NOON, tick=False)
    token = write(action)
    time_machine.shift(timedelta(days=7, seconds=2))
    with pytest.raises(TokenRefused):
        confirm_letter(token=token)


@pytest.mark.parametrize("status", [CampaignStatus.PAUSED, CampaignStatus.CLOSED])
def test_a_paused_or_closed_campaign_takes_no_letters(status):
    campaign = make_campaign(status=status, letters=True)
    with pytest.raises(RuleRefused) as refused:
        write(campaign.letter_action)
    assert refused.value.codes == ["closed"]


def test_one_confirmed_letter_to_an_office_is_a_rule_of_the_database(action):
    make_letter(letter_action=action, email="ada@example.org")
    assert not confirm_letter(token=write(action))


def test_a_letter_cites_what_the_state_stands_by_on_the_day_it_leaves():
    action = make_letter_action(statement="We ask you.\n\n[[pledges]]\n\nPlease act.")
    post = action.campaign.offices[0]
    post.institution.country = "KE"
    territory = make_territory(code="KE")
    code, focal = make_instrument(), make_instrument(slug="focal-points")
    withdrawn = date(2026, 1, 1)
    make_commitment(territory=territory, instrument=code, until=withdrawn, until_source="Gazette")
    make_commitment(territory=territory, instrument=focal)
    author = Author(name="Ada", email="ada@example.org", country="KE")

    def text(on: date) -> str:
        whole = {"letter_action": action, "post": post, "author": author, "reference": "NS-1"}
        return compose_letter(**whole, on=on).body

    assert code.title in text(date(2025, 12, 31))
    assert code.title not in text(withdrawn)
    assert focal.title in text(withdrawn)
    assert "[[pledges]]" not in text(date(2010, 1, 1))
    assert "We ask you.\n\nPlease act." in text(date(2010, 1, 1))


@pytest.mark.parametrize(
    ("language", "words", "query"),
    [
        ("en", "Answer, correct something or stop such letters: ", ""),
        ("fr", "Répondre, corriger une erreur ou ne plus recevoir de telles lettres", "?lang=fr"),
        ("sw", "Answer, correct something or stop such letters: ", ""),
    ],
    ids=["english", "french", "not-of-the-site"],
)
def test_a_letter_leads_its_office_to_its_own_page_in_its_own_language(
    action, client, language, words, query
):
    post = action.campaign.offices[0]
    page = f"/officials/{post.slug}/reply/{query}"
    said = office_lead(post, language)
    assert said.startswith(words)
    assert said.endswith(f"http://testserver{page}")
    assert client.get(page).status_code == 200


def test_the_lead_stands_at_the_end_of_what_we_send_and_not_of_what_people_send_themselves(action):
    whole = {
        "letter_action": action,
        "post": action.campaign.offices[0],
        "author": Author(name="Ada", email="ada@example.org", country="KE"),
        "on": NOON.date(),
    }
    lead = office_lead(whole["post"], "en")
    assert compose_letter(**whole, reference="NS-1").body.rstrip().endswith(lead)
    assert "/reply/" not in compose_letter(**whole, reference="").body

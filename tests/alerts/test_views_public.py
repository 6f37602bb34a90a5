"""The page of alerts, its form, and the one answer that everybody gets."""

import re

import pytest
from django.urls import reverse

from alerts.models import Confirmation, LinkRequest, Subscriber, Subscription, TopicKind
from alerts.topics import word_for
from situations.models import SituationStatus
from tests.factories.accounts import make_organisation, make_user
from tests.factories.alerts import make_confirmation, make_subscriber, make_subscription
from tests.factories.campaigns import make_campaign
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

PAGE = "/alerts/"
ASK = "/alerts/ask/"


def ask(client, **values):
    form = {"email": "ada@example.org", "topic": "everything", "language": "en", "website": ""}
    return client.post(ASK, form | values)


def test_the_page_says_what_one_gets_and_how_to_stop(client):
    text = client.get(PAGE).content.decode()
    for words in ("What comes", "How often", "What an email looks like", "How to stop"):
        assert words in text
    assert "What we keep" in text


def test_the_page_is_the_same_bytes_for_everybody_and_may_be_kept(client):
    anonymous = client.get(PAGE)
    client.force_login(make_user(staff=True))
    member = client.get(PAGE)
    assert anonymous.content == member.content
    assert "Set-Cookie" not in anonymous.headers
    assert "csrfmiddlewaretoken" not in anonymous.content.decode()
    assert "public" in anonymous.headers["Cache-Control"]
    assert "Cookie" not in anonymous.headers.get("Vary", "")


def test_a_topic_in_the_address_is_chosen_beforehand(client):
    make_situation(slug="upper-valley")
    page = client.get(PAGE, {"topic": "situation:upper-valley"}).content.decode()
    assert 'value="situation:upper-valley" selected' in page


@pytest.mark.parametrize(
    "topic", ["situation:nowhere", "situation:", "planet:mars", ":", "everything:x", "\x00"]
)
def test_an_unknown_topic_in_the_address_falls_back_to_everything(client, topic):
    page = client.get(PAGE, {"topic": topic})
    assert page.status_code == 200
    assert 'value="everything" selected' in page.content.decode()


def test_what_is_not_public_is_not_offered(client):
    make_situation(status=SituationStatus.PROPOSED, name="Hidden Valley")
    make_organisation(name="Not Vetted Yet", vetted=False)
    page = client.get(PAGE).content.decode()
    assert "Hidden Valley" not in page
    assert "Not Vetted Yet" not in page


def test_asking_leads_to_the_page_that_says_to_check_ones_email(client):
    answer = ask(client)
    assert (answer.status_code, answer["Location"]) == (303, "/alerts/check-your-email/")
    assert Confirmation.objects.count() == 1
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "check your email" in page.content.decode()


def test_the_language_of_the_page_is_kept(client):
    answer = client.post(
        f"{ASK}?lang=fr", {"email": "ada@example.org", "topic": "everything", "language": "fr"}
    )
    assert answer["Location"] == "/alerts/check-your-email/?lang=fr"


def test_the_answer_is_alike_for_known_unknown_over_the_limit_and_following(
    client, now, workers_run
):
    make_subscription(subscriber=make_subscriber(email="follows@example.org"))
    make_confirmation(email="waits@example.org")
    for _each in range(4):
        ask(client, email="often@example.org")
    workers_run()
    answers = [
        ask(client, email=f"{who}@example.org") for who in ("new", "follows", "waits", "often")
    ]
    answers.append(ask(client, email="robot@example.org", website="http://spam.example.org"))
    assert len({(a.status_code, a.content, str(sorted(a.items()))) for a in answers}) == 1


def test_a_program_that_fills_in_every_field_is_answered_alike_and_ignored(client):
    assert ask(client, website="http://spam.example.org").status_code == 303
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("kind", ["situation", "territory", "organisation"])
def test_each_kind_of_topic_can_be_followed(client, kind):
    situation = make_situation()
    subject = {
        "situation": situation,
        "territory": situation.territories.get(),
        "organisation": situation.organisation,
    }[kind]
    ask(client, topic=f"{kind}:{subject.slug}")
    topic = Subscription.objects.get().topic
    assert (topic.kind, topic.subject) == (TopicKind(kind), subject)


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""},
        {"email": "nobody"},
        {"email": "a@example.org, b@example.org"},
        {"email": "a@example.org\nBcc: b@example.org"},
        {"topic": "situation:nowhere"},
        {"topic": ""},
        {"language": "tlh"},
    ],
)
def test_a_bad_value_is_answered_beside_its_field_and_nothing_is_lost(client, wrong):
    values = {"email": "ada@example.org", "language": "fr"} | wrong
    answer = ask(client, **values)
    page = answer.content.decode()
    assert answer.status_code == 200
    (field,) = wrong
    assert f'id="id_{field}_error"' in page or f'id="error_1_id_{field}"' in page
    assert "There is a problem" in page
    if field != "email":
        assert 'value="ada@example.org"' in page
    assert not Subscriber.objects.exists()


def test_a_form_sent_by_another_site_is_refused(client):
    answer = client.post(
        ASK,
        {"email": "ada@example.org", "topic": "everything", "language": "en"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_forms_address_leads_back_and_changes_nothing(client, method):
    answer = getattr(client, method)(ASK)
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("name", ["check_your_email", "forgotten"])
def test_pages_after_a_deed_are_the_same_for_everybody(client, name):
    anonymous = client.get(reverse(f"alerts:{name}"))
    client.force_login(make_user())
    assert client.get(reverse(f"alerts:{name}")).content == anonymous.content
    assert "Set-Cookie" not in anonymous.headers


# What one chooses


def choose(client, **choice):
    times = {"hour": "8", "weekday": "0", "time_zone": "UTC"}
    return ask(client, **times | {"cadence": "daily", "kinds": ["briefs", "answers"]} | choice)


def test_kinds_rhythm_and_times_are_taken_in(client, now):
    choose(client, cadence="weekly", hour="18", weekday="4", time_zone="Pacific/Honolulu")
    asked = Confirmation.objects.get()
    assert (asked.cadence, asked.kinds) == ("weekly", ["briefs", "answers"])
    assert (asked.times.hour, asked.times.weekday) == (18, 4)
    assert asked.times.time_zone == "Pacific/Honolulu"


def test_times_that_were_left_as_proposed_change_nothing_of_what_the_person_has(client, now):
    choose(client)
    assert Confirmation.objects.get().times is None


def test_the_small_form_asks_for_an_address_alone_and_gets_everything_at_once(client, now):
    client.post(ASK, {"email": "ada@example.org", "topic": "everything", "language": "en"})
    asked = Confirmation.objects.get()
    assert (asked.cadence, len(asked.kinds)) == ("at_once", 4)


def test_without_any_kind_of_news_the_form_says_what_is_missing(client):
    answer = choose(client, kinds=[])
    assert "Choose at least one kind of news." in answer.content.decode()
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("wrong", [{"hour": "25"}, {"time_zone": "Mars/Olympus"}, {"weekday": ""}])
def test_the_folded_part_opens_by_itself_when_something_in_it_is_wrong(client, wrong):
    assert '<details class="mb-3">' in client.get(PAGE).content.decode()
    page = choose(client, **wrong).content.decode()
    assert '<details class="mb-3" open>' in page
    assert not Subscriber.objects.exists()


def test_the_zones_stand_under_their_part_of_the_world(client):
    page = client.get(PAGE).content.decode()
    assert '<optgroup label="Africa">' in page
    assert '<option value="Africa/Nairobi">Africa: Nairobi</option>' in page
    assert "America: Ushuaia (Argentina)" in page


@pytest.mark.parametrize("word", ["region:002", "campaign:open-the-road"])
def test_regions_and_campaigns_can_be_followed_too(client, word, now):
    make_campaign(slug="open-the-road")
    ask(client, topic=word)
    topic = Subscription.objects.get().topic
    assert word_for(topic.kind, topic.subject) == word


@pytest.mark.parametrize(("cadence", "chosen"), [("weekly", "weekly"), ("hourly", "at_once")])
def test_a_rhythm_in_the_address_is_chosen_beforehand_if_there_is_such(client, cadence, chosen):
    page = client.get(PAGE, {"cadence": cadence}).content.decode()
    (ticked,) = re.findall(r'<input type="radio"[^>]*checked[^>]*>', page)
    assert f'value="{chosen}"' in ticked


def test_the_script_is_a_file_of_our_own_and_not_needed(client):
    page = client.get(PAGE).content.decode()
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/js/time-zone.js" defer>']
    assert '<option value="UTC" selected>' in page


@pytest.mark.parametrize("language", ["ar", "fr", "es", "ru", "zh-hans"])
def test_the_page_and_its_form_speak_each_language(client, language):
    page = client.get(f"{PAGE}?lang={language}").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    for english in ("What comes", "How often", "Your email address", "New briefs", "Once a day"):
        assert english not in main
    answer = client.post(f"{ASK}?lang={language}", {"email": "", "cadence": "daily"})
    assert "Choose at least one kind of news." not in answer.content.decode()


# The link once more

LINK = "/alerts/my-link/"


def test_the_form_for_a_new_link_answers_everybody_alike(client, now):
    make_subscription(subscriber=make_subscriber(email="ada@example.org"))
    answers = [client.post(LINK, {"email": f"{who}@example.org"}) for who in ("ada", "new")]
    answers.append(client.post(LINK, {"email": "ada@example.org", "website": "x"}))
    assert len({(a.status_code, a["Location"], a.content) for a in answers}) == 1
    assert answers[0]["Location"] == "/alerts/my-link/sent/"
    assert LinkRequest.objects.count() == 2
    assert client.get(answers[0]["Location"]).status_code == 200


def test_an_address_that_is_none_is_told_so(client):
    page = client.post(LINK, {"email": "nobody"}).content.decode()
    assert "There is a problem" in page
    assert not LinkRequest.objects.exists()


def test_the_form_for_a_new_link_is_the_same_for_everybody(client):
    anonymous = client.get(LINK)
    client.force_login(make_user())
    assert client.get(LINK).content == anonymous.content
    assert "Set-Cookie" not in anonymous.headers

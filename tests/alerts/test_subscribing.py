"""Double opt-in: typed, asked, confirmed."""

from datetime import timedelta

import pytest
import time_machine
from django.test import override_settings

from alerts.clock import Times
from alerts.models import (
    Confirmation,
    ConfirmationState,
    Subscriber,
    Subscription,
    SubscriptionState,
)
from alerts.services import (
    ask_to_subscribe,
    confirm_subscription,
    end_subscriptions,
    send_confirmations,
)
from audit.models import Event
from core.rules import RuleRefused
from core.sealed import BY_HOLDER, SealClosed, unseal
from tests.factories.alerts import make_confirmation, make_subscriber, make_subscription
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db


def ask(email="ada@example.org", **more):
    ask_to_subscribe(**({"address": email, "kind": "everything", "language": "en"} | more))


def test_asking_makes_a_pending_subscription_and_sends_nothing_by_itself(now, mailoutbox):
    ask()
    subscription = Subscription.objects.get()
    assert subscription.state == SubscriptionState.PENDING
    assert subscription.confirmed_at is None
    assert mailoutbox == []


@override_settings(SEALING_PRIVATE_KEY="")
def test_asking_needs_no_private_key(now):
    ask()
    assert Confirmation.objects.get().state == ConfirmationState.WAITING


def test_asking_twice_makes_one_subscription_and_two_requests(now):
    ask()
    ask("ADA@example.org")
    assert Subscriber.objects.count() == 1
    assert Subscription.objects.count() == 1
    assert Confirmation.objects.count() == 2


def test_asking_takes_as_many_queries_for_a_known_address_as_for_an_unknown_one(
    now, django_assert_num_queries
):
    known = make_subscription(subscriber=make_subscriber(email="known@example.org"))
    assert known.is_active
    ask("other@example.org")
    with django_assert_num_queries(8):
        ask("unknown@example.org")
    with django_assert_num_queries(8):
        ask("known@example.org")
    with django_assert_num_queries(8):
        ask("unknown@example.org")


def test_the_owner_is_asked_by_mail_with_the_topic_by_name(now, workers_run):
    ask(kind="situation", subject=make_situation(name="Upper Valley"))
    (mail,) = workers_run()
    assert mail.to == ["ada@example.org"]
    assert mail.subject == "Confirm: be told about Upper Valley"
    assert "/alerts/confirm/" in mail.body


def test_the_mail_speaks_the_language_that_was_chosen(now, workers_run):
    ask(language="ar")
    (mail,) = workers_run()
    assert mail.message()["Content-Language"] == "ar"
    assert "lang=ar" in mail.body
    assert 'dir="rtl"' in mail.alternatives[0].content


def test_at_most_three_mails_go_to_one_address_in_24_hours(now, workers_run):
    for number in range(5):
        ask(kind="situation", subject=make_situation(name=f"Valley {number}"))
    assert len(workers_run()) == 3
    states = Confirmation.objects.values_list("state", flat=True)
    assert sorted(states) == ["sent", "sent", "sent", "withheld", "withheld"]


def test_other_spellings_of_the_address_count_as_the_same(now, workers_run):
    for email in ("ada@gmail.com", "a.da@gmail.com", "ada+x@gmail.com", "ADA@googlemail.com"):
        ask(email)
    assert len(workers_run()) == 3


def test_after_24_hours_mails_go_out_again(now, workers_run):
    for _each in range(3):
        ask()
    assert len(workers_run()) == 3
    with time_machine.travel(now + timedelta(hours=24, seconds=1), tick=False):
        ask()
        assert len(workers_run()) == 4


def test_judging_twice_sends_once(now, workers_run):
    ask()
    assert send_confirmations() == 1
    assert send_confirmations() == 0
    assert len(workers_run()) == 1


def test_who_follows_it_already_is_sent_the_way_to_their_page(now, workers_run):
    make_subscription(subscriber=make_subscriber(email="ada@example.org", language="fr"))
    ask("Ada+Typed@example.org")
    (mail,) = workers_run()
    assert "/alerts/manage/" in mail.body
    assert mail.to == ["ada@example.org"], "as it was confirmed, not as it was typed"
    assert mail.message()["Content-Language"] == "fr"


def test_a_subscription_ended_before_it_was_judged_is_not_asked_about(now, workers_run):
    ask()
    end_subscriptions(subscriber=Subscriber.objects.get())
    assert workers_run() == []


def test_a_damaged_request_does_not_stop_the_others(now, workers_run):
    damaged = make_confirmation()
    damaged.email_sealed = b"damaged"
    damaged.save()
    ask()
    assert [mail.to for mail in workers_run()] == [["ada@example.org"]]
    damaged.refresh_from_db()
    assert damaged.state == ConfirmationState.WITHHELD


def test_without_the_private_key_nothing_is_judged(now):
    ask()
    with override_settings(SEALING_PRIVATE_KEY=""), pytest.raises(SealClosed):
        send_confirmations()
    assert Confirmation.objects.get().state == ConfirmationState.WAITING


def test_the_worker_that_asks_seals_the_address_anew_so_that_opening_it_costs_little(settings):
    private, settings.SEALING_PRIVATE_KEY = settings.SEALING_PRIVATE_KEY, ""
    confirmation = make_confirmation(email="ada@example.org")
    by_web = bytes(confirmation.email_sealed)
    settings.SEALING_PRIVATE_KEY = private

    send_confirmations()

    confirmation.refresh_from_db()
    by_worker = bytes(confirmation.email_sealed)
    assert (by_web.startswith(BY_HOLDER), by_worker.startswith(BY_HOLDER)) == (False, True)
    assert unseal(by_worker) == "ada@example.org"


def test_confirming_begins_the_subscription_and_is_recorded(now):
    confirmation = make_confirmation()
    subscription = confirm_subscription(confirmation=confirmation)
    subscription.refresh_from_db()
    assert subscription.is_active
    assert subscription.confirmed_at == now
    assert subscription.subscriber.confirmed_at == now
    event = Event.objects.get(verb="subscription.confirmed")
    assert not event.public
    assert event.details == {}


def test_confirming_again_changes_nothing(now):
    confirmation = make_confirmation()
    confirm_subscription(confirmation=confirmation)
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        again = confirm_subscription(confirmation=confirmation)
    again.refresh_from_db()
    assert again.confirmed_at == now
    assert Event.objects.filter(verb="subscription.confirmed").count() == 1


def test_an_old_link_does_not_bring_back_what_was_ended(now):
    confirmation = make_confirmation()
    subscription = confirm_subscription(confirmation=confirmation)
    end_subscriptions(subscriber=subscription.subscriber)
    with pytest.raises(RuleRefused, match="subscribe anew"):
        confirm_subscription(confirmation=confirmation)
    subscription.refresh_from_db()
    assert subscription.state == SubscriptionState.ENDED


def test_the_spelling_that_was_proved_is_the_one_written_to(now):
    person = make_subscriber(email="ada@example.org", confirmed=False)
    pending = make_subscription(subscriber=person, state=SubscriptionState.PENDING)
    confirm_subscription(
        confirmation=make_confirmation(subscription=pending, email="Ada@example.org", language="es")
    )
    person.refresh_from_db()
    assert unseal(person.email_sealed) == "Ada@example.org"
    assert person.language == "es"


def test_a_spelling_typed_later_does_not_replace_one_that_gets_alerts(now):
    person = make_subscriber(email="ada@example.org")
    make_subscription(subscriber=person)
    more = make_subscription(
        subscriber=person,
        kind="situation",
        subject=make_situation(),
        state=SubscriptionState.PENDING,
    )
    confirm_subscription(
        confirmation=make_confirmation(subscription=more, email="ada+else@example.org")
    )
    person.refresh_from_db()
    assert unseal(person.email_sealed) == "ada@example.org"


def test_beginning_anew_closes_the_links_of_an_earlier_time(now):
    person = make_subscriber()
    make_subscription(subscriber=person, state=SubscriptionState.ENDED)
    anew = make_subscription(subscriber=person, state=SubscriptionState.PENDING)
    confirm_subscription(confirmation=make_confirmation(subscription=anew))
    person.refresh_from_db()
    assert person.token_version == 2


def what_the_owner_has(person):
    person.refresh_from_db()
    choices = person.subscriptions.active().order_by("pk").values_list("cadence", "kinds")
    return person.language, person.times, person.next_daily_at, list(choices)


def test_a_stranger_who_types_a_known_address_changes_nothing(now, workers_run):
    """Neither what they follow nor how often, when and in which language."""
    person = make_subscriber(email="ada@example.org", hour=6, time_zone="Africa/Nairobi")
    make_subscription(subscriber=person, cadence="daily", kinds=["briefs"])
    before = what_the_owner_has(person)
    times = Times(hour=23, weekday=5, time_zone="Pacific/Honolulu")
    for topic in ({}, {"kind": "situation", "subject": make_situation()}):
        ask(language="ar", cadence="at_once", kinds=["answers"], times=times, **topic)
    workers_run()
    assert what_the_owner_has(person) == before


def test_what_was_chosen_holds_once_it_is_confirmed(now):
    times = Times(hour=23, weekday=5, time_zone="Pacific/Honolulu")
    ask(cadence="weekly", kinds=["levels", "briefs"], times=times)
    subscription = confirm_subscription(confirmation=Confirmation.objects.get())
    assert (subscription.cadence, subscription.kinds) == ("weekly", ["briefs", "levels"])
    person = subscription.subscriber
    person.refresh_from_db()
    assert person.times == times
    assert person.next_daily_at is None
    assert person.next_weekly_at.isoformat() == "2026-06-07T09:00:00+00:00"


def test_without_a_word_about_times_those_of_before_stay(now):
    person = make_subscriber(email="ada@example.org", hour=6, time_zone="Africa/Nairobi")
    ask(cadence="daily")
    confirm_subscription(confirmation=Confirmation.objects.get())
    person.refresh_from_db()
    assert person.times == Times(hour=6, time_zone="Africa/Nairobi")
    assert person.next_daily_at.isoformat() == "2026-06-03T03:00:00+00:00"


@pytest.mark.parametrize(
    "wrong", [{"kinds": []}, {"kinds": ["planets"]}, {"times": Times(time_zone="Mars/Olympus")}]
)
def test_a_choice_that_cannot_be_is_refused_and_leaves_nothing(now, wrong):
    with pytest.raises(RuleRefused):
        ask(**wrong)
    assert not Subscription.objects.exists()

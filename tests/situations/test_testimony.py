"""Testimony is quoted only while a consent covers that use. (D12; para 19; acceptance row 26)"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from audit.models import Event
from core.rules import RuleRefused
from situations.brief_text import pieces_of
from situations.models import Consent, ConsentStatus
from situations.models.evidence_choices import ConsentForm, Use
from situations.services.testimonies import (
    approve_testimony,
    expire_consents,
    record_consent,
    record_testimony,
    withdraw_consent,
    write_testimony,
)
from situations.testimony import quotable
from tests.factories.accounts import make_user
from tests.factories.evidence import AT, make_consent, make_incident, make_testimony
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

AGREED = {
    "form": ConsentForm.SPOKEN,
    "language": "en",
    "explained": "All of it.",
    "given_on": date(2026, 5, 1),
    "expires_on": None,
}


def words(testimony, *, use=Use.REGISTER, at=AT):
    found = quotable([testimony.public_id], use=use, at=at)
    return found[testimony.public_id].text if found else None


def test_d12_an_approved_testimony_is_quoted_for_the_uses_agreed_to():
    testimony = make_testimony(uses=(Use.REGISTER,))
    assert words(testimony) == "We left the bread in the oven."
    assert words(testimony, use=Use.BRIEF_PUBLIC) is None
    assert words(testimony, use=Use.CAMPAIGN) is None


def test_d12_withdrawal_takes_it_away_at_once():
    testimony = make_testimony()
    withdraw_consent(testimony=testimony, actor=testimony.taken_by, at=AT)
    assert words(testimony) is None
    with pytest.raises(RuleRefused):
        withdraw_consent(testimony=testimony, actor=testimony.taken_by, at=AT)


def test_d12_consent_ends_with_its_last_day_also_before_anybody_says_so():
    testimony = make_testimony(uses=())
    make_consent(testimony=testimony, expires_on=date(2026, 5, 10))
    last, after = datetime(2026, 5, 10, 23, tzinfo=UTC), datetime(2026, 5, 11, 0, 1, tzinfo=UTC)
    assert words(testimony, at=last)
    assert words(testimony, at=after) is None
    assert expire_consents(at=last) == 0
    assert expire_consents(at=after) == 1
    assert testimony.consents.get().status == ConsentStatus.EXPIRED


def test_d12_without_consent_or_approval_there_is_nothing():
    assert words(make_testimony(uses=())) is None
    assert words(make_testimony(approved=False)) is None


def test_d12_a_narrower_consent_ends_the_wider_one():
    testimony = make_testimony(uses=(Use.REGISTER, Use.BRIEF_PUBLIC))
    record_consent(
        testimony=testimony, actor=testimony.taken_by, uses=[Use.BRIEF_PUBLIC], at=AT, **AGREED
    )
    assert words(testimony) is None
    assert words(testimony, use=Use.BRIEF_PUBLIC)
    states = list(testimony.consents.order_by("id").values_list("status", flat=True))
    assert states == ["narrowed", "active"]


def test_d12_a_new_use_takes_a_new_consent():
    testimony = make_testimony(uses=(Use.BRIEF_PUBLIC,))
    assert words(testimony, use=Use.CAMPAIGN) is None
    record_consent(
        testimony=testimony, actor=testimony.taken_by, uses=[Use.CAMPAIGN], at=AT, **AGREED
    )
    assert words(testimony, use=Use.CAMPAIGN)
    assert testimony.consents.order_by("id").first().status == ConsentStatus.RENEWED


@pytest.mark.parametrize("bad", [{"uses": []}, {"given_on": date(2026, 5, 5)}])
def test_an_impossible_consent_is_refused(bad):
    testimony = make_testimony(uses=())
    with pytest.raises(RuleRefused):
        record_consent(
            testimony=testimony,
            actor=testimony.taken_by,
            at=AT,
            **(AGREED | {"uses": [Use.REGISTER]} | bad),
        )


def test_d12_an_unknown_use_is_an_error_rather_than_a_consent():
    with pytest.raises(ValueError, match="everything"):
        quotable(["0" * 16], use="everything")


def test_unknown_and_withdrawn_numbers_look_alike():
    gone = make_testimony()
    withdraw_consent(testimony=gone, actor=gone.taken_by, at=AT)
    assert quotable([gone.public_id, "0" * 16, "nonsense"], use=Use.REGISTER, at=AT) == {}


def test_many_are_asked_for_at_once(django_assert_num_queries):
    ids = [make_testimony().public_id for _number in range(3)]
    with django_assert_num_queries(1):
        assert len(quotable(ids, use=Use.REGISTER, at=AT)) == 3


def test_markers_are_filled_or_left_with_a_note():
    kept, gone = make_testimony(), make_testimony(uses=())
    text = f"One: {kept.marker}. Two: {gone.marker}. Three: [[testimony:nonsense]]."
    shown = [(each.kind, each.text) for each in pieces_of(text, at=AT)]
    assert shown == [
        ("words", "One: "),
        ("testimony", "We left the bread in the oven."),
        ("words", ". Two: "),
        ("gone", ""),
        ("words", ". Three: "),
        ("gone", ""),
        ("words", "."),
    ]


def test_only_the_month_of_the_talk_is_told():
    testimony = make_testimony()
    excerpt = quotable([testimony.public_id], use=Use.REGISTER, at=AT)[testimony.public_id]
    assert excerpt.month == date(2026, 4, 1)
    assert "Zuri" not in str(excerpt)


def test_d5_whoever_took_it_does_not_approve_it():
    testimony = make_testimony(approved=False)
    with pytest.raises(RuleRefused):
        approve_testimony(testimony=testimony, actor=testimony.taken_by, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        type(testimony).objects.filter(pk=testimony.pk).update(
            approved_by=testimony.taken_by, approved_at=AT
        )
    approve_testimony(testimony=testimony, actor=make_user(), at=AT)
    assert words(testimony)


def test_changed_words_are_not_approved_any_more():
    testimony = make_testimony()
    write_testimony(testimony=testimony, actor=testimony.taken_by, excerpt="Other words.", at=AT)
    assert words(testimony) is None


def test_nothing_can_be_approved_without_words_to_quote():
    testimony = make_testimony(approved=False, excerpt="")
    with pytest.raises(RuleRefused):
        approve_testimony(testimony=testimony, actor=make_user(), at=AT)


def test_marks_that_turn_text_around_are_taken_out():
    testimony = record_testimony(
        situation=make_situation(),
        actor=make_user(),
        at=AT,
        pseudonym="a \u202erekab",
        account="It was night.",
        excerpt="It was\u2066 night.",
        language="en",
        taken_on=date(2026, 5, 1),
    )
    assert (testimony.pseudonym, testimony.excerpt) == ("a rekab", "It was night.")


def test_an_incident_of_another_situation_is_refused():
    with pytest.raises(RuleRefused) as refused:
        record_testimony(
            situation=make_situation(),
            actor=make_user(),
            at=AT,
            pseudonym="a baker",
            account="It was night.",
            language="en",
            taken_on=date(2026, 5, 1),
            incident=make_incident(),
        )
    assert refused.value.codes == ["incident"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE situations_consent SET uses = '{campaign}'",
        "UPDATE situations_consent SET expires_on = '2099-01-01'",
        "DELETE FROM situations_consent",
    ],
)
def test_d12_what_was_agreed_is_never_rewritten_by_raw_sql(statement):
    make_testimony()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_d12_a_consent_that_ended_never_comes_back():
    testimony = make_testimony()
    withdraw_consent(testimony=testimony, actor=testimony.taken_by, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.update(status=ConsentStatus.ACTIVE, ended_at=None)


def test_the_audit_trail_holds_no_words_of_the_witness():
    testimony = make_testimony()
    write_testimony(testimony=testimony, actor=testimony.taken_by, account="Zuri", at=AT)
    withdraw_consent(testimony=testimony, actor=testimony.taken_by, at=AT + timedelta(days=1))
    said = str(list(Event.objects.values_list("details", flat=True)))
    assert "Zuri" not in said
    assert "baker" not in said

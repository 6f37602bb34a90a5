"""What States put their names to: dated, sourced, never forgotten. (domain.md rows 28, 29, 36)"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from core.rules import RuleRefused
from situations.models import Instrument, StateCommitment
from situations.models.commitment import InstrumentBody
from situations.objections import OBJECTIONS
from situations.pledges import by_body, pledges_in_words
from situations.services import record_commitment, strike_commitment, withdraw_commitment
from tests.factories.accounts import make_user
from tests.factories.responses import INSTRUMENTS, make_commitment, make_instrument
from tests.factories.situations import AT, make_territory

pytestmark = pytest.mark.django_db

ON = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def _all_instruments() -> None:
    for row in INSTRUMENTS:
        make_instrument(slug=row["slug"])


def test_assembly_and_council_texts_stand_in_separate_lists(client):
    listed = {body: {each.symbol for each, _number in found} for body, found in by_body(on=ON)}
    assert listed[InstrumentBody.ASSEMBLY] == {"A/RES/60/1", "A/RES/76/262"}
    assert listed[InstrumentBody.COUNCIL] == {"S/RES/1674", "S/RES/1706"}
    assert listed[InstrumentBody.REPORT] == {"A/63/677", "A/70/741-S/2016/71"}
    page = client.get("/commitments/").content.decode()
    assembly, council = page.index('id="assembly"'), page.index('id="council"')
    assert assembly < page.index("A/RES/60/1") < council < page.index("S/RES/1674")


def test_a_withdrawn_pledge_keeps_its_history(client):
    commitment = make_commitment()
    withdraw_commitment(
        commitment=commitment, actor=None, until=date(2025, 6, 1), source="Gazette", at=AT
    )
    page = client.get("/commitments/states/kosovo/").content.decode()
    assert "What was withdrawn" in page
    assert "withdrawn as of 1 June 2025" in page
    assert "Gazette" in page
    assert commitment in StateCommitment.objects.standing(on=date(2025, 5, 31))
    assert commitment not in StateCommitment.objects.standing(on=date(2025, 6, 1))


def test_a_state_can_come_back_to_what_it_withdrew():
    once = make_commitment()
    withdraw_commitment(commitment=once, actor=None, until=date(2020, 1, 1), source="x", at=AT)
    again = make_commitment(since=date(2024, 1, 1))
    assert list(StateCommitment.objects.standing(on=ON)) == [again]
    assert list(StateCommitment.objects.standing(on=date(2018, 1, 1))) == [once]


def test_words_for_a_letter_cite_what_stands_on_that_day():
    code, focal = make_instrument(), make_instrument(slug="focal-points")
    make_commitment(instrument=code, until=date(2020, 1, 1), until_source="x")
    make_commitment(instrument=focal, since=date(2018, 3, 1), since_precision="year")
    before = pledges_in_words(country="XK", on=date(2017, 1, 1), language="en")
    assert code.title in before
    assert focal.title not in before
    after = pledges_in_words(country="XK", on=ON, language="en")
    assert code.title not in after
    assert f"{focal.title}, since 2018" in after
    assert pledges_in_words(country="SD", on=ON, language="en") == ""


def test_a_commitment_needs_an_instrument_that_states_join():
    with pytest.raises(RuleRefused) as refused:
        record_commitment(
            territory=make_territory(),
            instrument=Instrument.objects.get(slug="a-res-60-1"),
            actor=None,
            since=ON,
            source="x",
            at=AT,
        )
    assert refused.value.codes == ["instrument"]


def test_a_commitment_is_not_recorded_twice_nor_from_the_future_nor_without_a_source():
    made = make_commitment()
    again = {"territory": made.territory, "instrument": made.instrument, "actor": None, "at": AT}
    with pytest.raises(ValidationError):
        record_commitment(**again, since=ON, source="x")
    with pytest.raises(RuleRefused):
        record_commitment(**again, since=date(2030, 1, 1), source="x")
    with pytest.raises(ValidationError):
        record_commitment(**(again | {"territory": make_territory(code="SD")}), since=ON, source="")


@pytest.mark.parametrize(
    ("until", "source", "code"),
    [
        (date(2010, 1, 1), "x", "until"),
        (date(2030, 1, 1), "x", "until"),
        (date(2020, 1, 1), " ", "until_source"),
    ],
)
def test_an_impossible_withdrawal_is_refused(until, source, code):
    with pytest.raises(RuleRefused) as refused:
        withdraw_commitment(
            commitment=make_commitment(), actor=None, until=until, source=source, at=AT
        )
    assert refused.value.codes == [code]


def test_a_mistaken_entry_is_struck_out_with_its_reason_and_stays_in_the_table(client):
    commitment = make_commitment()
    strike_commitment(commitment=commitment, actor=make_user(), reason="Another State", at=AT)
    assert not StateCommitment.objects.kept().exists()
    assert StateCommitment.objects.get().struck_reason == "Another State"
    assert "Nothing is on record here" in client.get("/commitments/states/kosovo/").content.decode()
    make_commitment()  # and can be recorded rightly


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM situations_statecommitment", "TRUNCATE situations_statecommitment"],
)
def test_postgresql_deletes_no_commitment(statement):
    make_commitment()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_pages_ask_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    for code in ("XK", "SD", "IQ", "BI"):
        make_commitment(territory=make_territory(code=code))
    for address in ("/commitments/", "/commitments/code-of-conduct/", "/commitments/states/sudan/"):
        with django_assert_max_num_queries(4):
            assert client.get(address).status_code == 200


def test_each_objection_of_the_address_is_answered_with_its_paragraphs(client):
    page = client.get("/objections/").content.decode()
    assert len(OBJECTIONS) >= 5
    for objection in OBJECTIONS:
        assert f'id="{objection.slug}"' in page
        assert objection.paragraphs in page
    assert "46" in OBJECTIONS[0].paragraphs
    assert "48" in OBJECTIONS[1].paragraphs

"""Signatures on paper: two people, never changed, shown apart, never in the count."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from campaigns.models import Paper
from campaigns.services.counting import count_signatures, recount_signatures
from campaigns.services.papers import Sheets, record_paper, refuse_paper, verify_paper
from core.rules import RuleRefused
from tests.factories.accounts import log_in, make_member, make_user
from tests.factories.voices import make_paper

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 5, 4, 12, tzinfo=UTC)
WRITTEN = {
    "number": "412",
    "country": "KE",
    "place": "Lower town",
    "collected_on": "2026-05-02",
    "holder": "River Towns Council",
    "note": "Counted twice.",
}


@pytest.fixture
def desk(campaign) -> str:
    return f"/desk/campaigns/{campaign.pk}/paper/"


def sheets(number: int = 412, **more) -> Sheets:
    values = {"country": "KE", "place": "Lower town", "collected_on": date(2026, 5, 2)}
    return Sheets(number=number, holder="River Towns Council", **(values | more))


def test_sheets_are_shown_once_a_second_person_has_verified_them(client, campaign, desk):
    recorder = make_member(organisation=campaign.organisation, role="owner", second_factor=True)
    log_in(client, recorder)
    assert client.post(f"{desk}new/", WRITTEN)["Location"] == desk
    paper = Paper.objects.get()
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "River Towns Council" not in page
    assert client.post(f"{desk}{paper.pk}/verify/").status_code == 403
    log_in(
        client,
        make_member(organisation=campaign.organisation, role="approver", second_factor=True),
    )
    assert "Counted twice." in client.get(f"{desk}{paper.pk}/verify/").content.decode()
    client.post(f"{desk}{paper.pk}/verify/")
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "<strong>412</strong> on paper" in page
    assert "River Towns Council" in page
    assert "Lower town" not in page
    assert "Counted twice." not in page
    verbs = Event.objects.filter(object_type="campaigns.paper").values_list("verb", flat=True)
    assert set(verbs) == {"paper.recorded", "paper.verified"}


def test_d5_nobody_verifies_what_they_recorded(petition):
    paper = make_paper(petition=petition)
    for deed, more in ((verify_paper, {}), (refuse_paper, {"reason": "No."})):
        with pytest.raises(RuleRefused) as refused:
            deed(paper=paper, actor=paper.recorded_by, **more)
        assert refused.value.codes == ["own_work"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.update(status="verified", verified_by=paper.recorded_by, verified_at=DAY)


def test_paper_is_never_in_the_live_count(petition):
    make_paper(petition=petition, status="verified")
    count_signatures()
    assert recount_signatures() == []
    petition.refresh_from_db()
    assert petition.signature_total == 0


def test_a_correction_is_a_row_of_its_own_and_counts_once_it_is_verified(petition):
    first = make_paper(petition=petition, status="verified", number=412)
    correction = record_paper(
        petition=petition, actor=make_user(), sheets=sheets(398), corrects=first
    )
    standing = Paper.objects.of(petition).standing()
    assert standing.by_holder() == [("River Towns Council", 412)]
    verify_paper(paper=correction, actor=make_user())
    assert standing.by_holder() == [("River Towns Council", 398)]
    first.refresh_from_db()
    assert (first.number, first.status) == (412, "verified")


def test_a_row_is_corrected_once_and_the_second_correction_is_told_so(petition):
    first = make_paper(petition=petition, status="verified")
    one, two = (
        record_paper(petition=petition, actor=make_user(), sheets=sheets(number), corrects=first)
        for number in (1, 2)
    )
    verify_paper(paper=one, actor=make_user())
    with pytest.raises(RuleRefused) as refused:
        verify_paper(paper=two, actor=make_user())
    assert refused.value.codes == ["corrects"]
    with pytest.raises(RuleRefused):
        record_paper(petition=petition, actor=make_user(), sheets=sheets(), corrects=first)


def test_a_correction_to_none_takes_them_off_the_page(client, campaign, petition):
    first = make_paper(petition=petition, status="verified")
    nothing = record_paper(petition=petition, actor=make_user(), sheets=sheets(0), corrects=first)
    verify_paper(paper=nothing, actor=make_user())
    assert "on paper" not in client.get(campaign.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("more", "code"),
    [({"number": 0}, "number"), ({"collected_on": date(2026, 5, 5)}, "collected_on")],
)
def test_what_cannot_be_is_refused(petition, more, code):
    with pytest.raises(RuleRefused) as refused:
        record_paper(petition=petition, actor=make_user(), sheets=sheets(**more), at=DAY)
    assert refused.value.codes == [code]


def test_what_is_not_verified_keeps_its_reason_and_does_not_count(client, campaign, desk):
    paper = make_paper(petition=campaign.petition)
    log_in(
        client,
        make_member(organisation=campaign.organisation, role="approver", second_factor=True),
    )
    client.post(f"{desk}{paper.pk}/refuse/", {"reason": "Half of the sheets are copies."})
    assert "Half of the sheets are copies." in client.get(desk).content.decode()
    assert "on paper" not in client.get(campaign.get_absolute_url()).content.decode()
    assert client.post(f"{desk}{paper.pk}/verify/").status_code == 403


def test_holders_are_named_with_how_many_each_keeps(petition):
    for holder, number in (("A Council", 10), ("B Union", 30), ("A Council", 5)):
        make_paper(petition=petition, status="verified", holder=holder, number=number)
    standing = Paper.objects.of(petition).standing()
    assert standing.by_holder() == [("B Union", 30), ("A Council", 15)]


def test_the_sheets_of_another_campaign_are_not_found(client, desk, campaign):
    foreign = make_paper()
    log_in(
        client,
        make_member(organisation=campaign.organisation, role="approver", second_factor=True),
    )
    assert client.get(f"{desk}{foreign.pk}/verify/").status_code == 404


def test_bad_input_is_answered_beside_its_field(client, campaign, desk):
    log_in(client, make_member(organisation=campaign.organisation, role="editor"))
    page = client.post(f"{desk}new/", WRITTEN | {"number": "-1"}).content.decode()
    assert "greater than or equal to 0" in page
    page = client.post(f"{desk}new/", WRITTEN | {"number": "0"}).content.decode()
    assert "Record at least one signature." in page
    assert not Paper.objects.exists()

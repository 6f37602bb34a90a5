"""The warning desk: who reads what, the deeds step by step, and what is repeated. (D9)"""

import pytest
from django.utils import timezone

from situations.models import DutyOfficer, EarlyWarning, WarningStatus
from situations.views.warning_deeds import DEEDS
from tests.factories.accounts import make_member, make_user
from tests.factories.situations import make_situation, make_territory
from tests.factories.warnings import make_officer, make_warning, put_on_duty

pytestmark = pytest.mark.django_db
LIST, ROTA = "/desk/warnings/", "/desk/warnings/rota/"


@pytest.fixture
def officer(organisation):
    return put_on_duty(organisation, make_officer(organisation))[0]


@pytest.fixture
def head(organisation):
    return make_member(organisation=organisation, role="owner", second_factor=True)


@pytest.fixture
def desk(browser, officer):
    return browser(officer)


def warning_of(organisation, **more):
    more.setdefault("at", timezone.now())
    return make_warning(organisation=organisation, **more)


def text(answer) -> str:
    return answer.content.decode()


def test_those_on_duty_and_the_head_read_a_warning_and_nobody_else_does(
    organisation, officer, head, editor, approver, viewer, stranger, browser
):
    warning = warning_of(organisation)
    for person in (officer, head):
        assert "Men with lists" in text(browser(person).get(warning.get_absolute_url()))
    staff = make_user(staff=True, second_factor=True)
    for person in (editor, approver, viewer, stranger, staff):
        client = browser(person)
        assert client.get(warning.get_absolute_url()).status_code == 404
        assert client.post(f"{warning.get_absolute_url()}acknowledge/").status_code == 404
        assert warning.spoken_receipt not in text(client.get(LIST))
        assert warning.place not in text(client.get("/desk/"))


def test_a_member_who_is_not_on_duty_is_told_why_the_list_is_closed(editor, officer, browser):
    assert "Only those on duty and the head" in text(browser(editor).get(LIST))


def test_without_a_second_factor_nobody_reads_a_warning(organisation, officer, client):
    warning = warning_of(organisation)
    client.force_login(officer)  # by password alone
    answer = client.get(warning.get_absolute_url())
    assert answer.status_code == 403
    assert "second factor" in text(answer)
    assert "Men with lists" not in text(client.get(LIST))
    assert client.post(f"{warning.get_absolute_url()}acknowledge/").status_code == 403


def test_an_officer_who_left_the_organisation_reads_nothing_more(organisation, officer, desk):
    warning = warning_of(organisation)
    officer.memberships.all().delete()
    make_member(user=officer)  # of another organisation
    assert desk.get(warning.get_absolute_url()).status_code == 404


def test_staff_read_what_nobody_has_and_what_nobody_looked_after(organisation, officer, browser):
    staff = browser(make_user(staff=True, second_factor=True))
    adrift = warning_of(None)
    silent = warning_of(organisation, reached="staff")
    kept = warning_of(organisation)
    codes = [staff.get(each.get_absolute_url()).status_code for each in (adrift, silent, kept)]
    assert codes == [200, 200, 404]


def test_d9_from_its_arrival_to_a_situation_by_the_front_door(organisation, officer, desk):
    warning = warning_of(organisation, territory=make_territory(code="SD"), owner=officer)
    page = warning.get_absolute_url()
    assert "Acknowledge" in text(desk.get(page))
    for deed, said in (
        ("acknowledge", {}),
        ("triage", {}),
        ("note", {"text": "Ask the headmaster."}),
        ("answer", {"text": "We read it."}),
        ("ask", {"reason": "Which bank?"}),
        ("triage", {}),
        ("open", {"name": "Tal Amer", "reason": "It fits three others."}),
    ):
        answer = desk.post(f"{page}{deed}/", said)
        assert answer.status_code == 302, (deed, text(answer))
    warning.refresh_from_db()
    assert warning.status == WarningStatus.OPENED_SITUATION
    assert answer["Location"] == f"/desk/situations/{warning.situation_id}/"
    assert warning.spoken_receipt in text(desk.get(answer["Location"]))
    shown = text(desk.get(page))
    for words in ("Which bank?", "We read it.", "Ask the headmaster.", "It fits three others."):
        assert words in shown


def test_an_end_without_its_reason_is_refused_beside_the_field(organisation, officer, desk):
    situation = make_situation(organisation=organisation)
    warning = warning_of(organisation, status=WarningStatus.IN_TRIAGE, owner=officer)
    for deed, said in (
        ("link", {"situation": situation.pk}),
        ("decline", {"code": "known"}),
        ("ask", {}),
    ):
        answer = desk.post(f"{warning.get_absolute_url()}{deed}/", said | {"reason": " "})
        assert answer.status_code == 200
        assert 'href="#id_reason"' in text(answer)
    warning.refresh_from_db()
    assert warning.status == WarningStatus.IN_TRIAGE


def test_a_deed_out_of_its_turn_is_refused_with_its_reason(organisation, officer, desk):
    warning = warning_of(organisation)
    answer = desk.post(f"{warning.get_absolute_url()}close/", {"reason": "It is known."})
    assert "cannot go from" in text(answer)


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_looking_at_a_deed_changes_nothing(deed, organisation, officer, desk):
    warning = warning_of(organisation)
    before = EarlyWarning.objects.values().get(pk=warning.pk)
    assert desk.get(f"{warning.get_absolute_url()}{deed}/").status_code == 200
    assert EarlyWarning.objects.values().get(pk=warning.pk) == before


def test_there_is_no_deed_that_deletes(organisation, desk):
    warning = warning_of(organisation)
    for deed in ("delete", "remove", "erase"):
        assert desk.post(f"{warning.get_absolute_url()}{deed}/").status_code == 404
    assert desk.delete(warning.get_absolute_url()).status_code == 405


def test_it_can_be_added_to_situations_that_one_may_see_and_to_no_other(
    organisation, officer, desk
):
    hidden = make_situation(status="proposed")
    warning = warning_of(organisation, status=WarningStatus.IN_TRIAGE)
    answer = desk.post(
        f"{warning.get_absolute_url()}link/", {"situation": hidden.pk, "reason": "It fits."}
    )
    assert 'href="#id_situation"' in text(answer)
    assert hidden.name not in text(answer)


def test_situations_of_ones_own_and_of_the_same_country_are_offered(organisation, officer, desk):
    sudan = make_territory(code="SD")
    own = make_situation(organisation=organisation, name="Our valley")
    same = make_situation(territories=[sudan], name="Their valley")
    make_situation(territories=[make_territory(code="KE")], name="Another coast")
    warning = warning_of(organisation, status=WarningStatus.IN_TRIAGE, territory=sudan)
    page = text(desk.get(f"{warning.get_absolute_url()}link/"))
    assert own.name in page
    assert same.name in page
    assert "Another coast" not in page


def test_three_warnings_of_one_area_are_shown_together(organisation, officer, desk):
    sudan = make_territory(code="SD")
    ones = [warning_of(organisation, territory=sudan, place=f"Hamlet {n}") for n in range(3)]
    page = text(desk.get(ones[0].get_absolute_url()))
    assert "Repeated warnings of this area" in page
    assert ones[1].spoken_receipt in page
    assert ones[2].spoken_receipt in page
    assert "3 warnings about Sudan" in text(desk.get(LIST))


def test_warnings_of_other_organisations_are_counted_from_five_on_and_never_named(
    organisation, officer, desk
):
    sudan = make_territory(code="SD")
    mine = warning_of(organisation, territory=sudan)
    others = [warning_of(None, territory=sudan, place="Elsewhere") for _number in range(4)]
    assert "more went to other organisations" not in text(desk.get(mine.get_absolute_url()))
    others.append(warning_of(None, territory=sudan, place="Elsewhere"))
    page = text(desk.get(mine.get_absolute_url()))
    assert "At least 5 more went to other organisations" in page
    assert not any(other.spoken_receipt in page for other in others)
    assert "Elsewhere" not in page


def test_the_list_is_narrowed_by_its_address(organisation, officer, desk):
    sudan = make_territory(code="SD")
    here = warning_of(organisation, territory=sudan, owner=officer, place="The mill")
    there = warning_of(organisation, place="The harbour")
    ended = warning_of(organisation, status=WarningStatus.CLOSED)
    late = warning_of(organisation, at=timezone.now() - timezone.timedelta(days=3))
    for query, shown in (
        ("", {here, there, late}),
        ("?show=overdue", {late}),
        ("?show=mine", {here}),
        ("?show=ended", {ended}),
        ("?show=all", {here, there, ended, late}),
        ("?show=nothing", {here, there, late}),
        ("?territory=sudan", {here}),
        ("?territory=atlantis", {here, there, late}),
        ("?text=HARBOUR", {there}),
        ("?text=nobody", set()),
    ):
        page = text(desk.get(LIST + query))
        for warning in (here, there, ended, late):
            assert (warning.spoken_receipt in page) is (warning in shown), (query, warning)


def test_what_its_sender_added_is_marked_until_it_is_answered(organisation, officer, desk):
    warning = warning_of(organisation, owner=officer)
    assert "added to</span>" not in text(desk.get(LIST))
    at = timezone.now()
    for side, author, marked in (
        ("sender", None, True),
        ("note", officer, True),
        ("desk", officer, False),
        ("sender", None, True),
    ):
        warning.messages.create(side=side, author=author, text="It began.", sent_at=at)
        assert ("added to</span>" in text(desk.get(LIST))) is marked, side


def test_what_is_overdue_stands_first_and_is_marked(organisation, officer, desk):
    new = warning_of(organisation)
    late = warning_of(organisation, at=timezone.now() - timezone.timedelta(days=3))
    page = text(desk.get(LIST))
    assert page.index(late.spoken_receipt) < page.index(new.spoken_receipt)
    assert "overdue</span>" in page
    assert late.spoken_receipt in text(desk.get("/desk/"))


@pytest.mark.parametrize("number", [2, 40])
def test_the_pages_ask_a_bounded_number_of_times(
    number, organisation, officer, desk, django_assert_max_num_queries
):
    sudan = make_territory(code="SD")
    for _each in range(number):
        warning = warning_of(organisation, territory=sudan, owner=officer)
    desk.get(LIST)
    with django_assert_max_num_queries(22):
        desk.get(LIST)
    with django_assert_max_num_queries(22):
        desk.get(warning.get_absolute_url())


def test_the_head_sets_the_rota_and_others_see_it(organisation, head, editor, browser):
    officer = make_officer(organisation, name="Dora Duty")
    bare = make_member(organisation=organisation, role="editor", name="Bare Editor")
    client = browser(head)
    page = text(client.get(ROTA))
    assert "Dora Duty" in page
    assert "Bare Editor" not in page
    assert client.post(ROTA, {"place_0": bare.pk}).status_code == 200
    assert client.post(ROTA, {"place_0": officer.pk, "place_2": head.pk}).status_code == 302
    rota = DutyOfficer.objects.in_organisation(organisation)
    assert [each.user for each in rota] == [officer, head]
    other = browser(editor)
    assert "Dora Duty" in text(other.get(ROTA))
    assert "<select" not in text(other.get(ROTA))
    assert other.post(ROTA, {"place_0": officer.pk}).status_code == 403


def test_the_same_person_twice_on_the_rota_is_refused(organisation, head, browser):
    answer = browser(head).post(ROTA, {"place_0": head.pk, "place_1": head.pk})
    assert "Nobody can stand on the rota twice" in text(answer)


def test_handing_over_leads_back_to_the_list(organisation, officer, desk, stranger):
    other = stranger.memberships.get().organisation
    put_on_duty(other, stranger)
    warning = warning_of(organisation, owner=officer)
    answer = desk.post(
        f"{warning.get_absolute_url()}hand-over/",
        {"organisation": other.pk, "reason": "It is your region."},
    )
    assert answer["Location"] == LIST
    assert desk.get(warning.get_absolute_url()).status_code == 404


def test_a_situation_shows_its_warnings_to_those_who_may_read_them_alone(
    organisation, officer, desk, editor, browser
):
    warning = warning_of(organisation, status=WarningStatus.LINKED)
    page = f"/desk/situations/{warning.situation_id}/"
    assert warning.spoken_receipt in text(desk.get(page))
    assert warning.spoken_receipt not in text(browser(editor).get(page))
    public = text(desk.get(warning.situation.get_absolute_url()))
    assert warning.spoken_receipt not in public
    assert warning.place not in public

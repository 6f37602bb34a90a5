"""The editor of briefs: what is typed is not lost, and stays what it is: words."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from core import tokens
from core.rules import RuleRefused
from situations.models import LONGEST_BODY, Brief, KeptText
from situations.services import submit_brief, write_brief
from situations.services.kept_texts import forget_kept_texts, keep_text
from tests.factories.accounts import log_in, make_member
from tests.factories.briefs import make_brief
from tests.factories.situations import AT

pytestmark = pytest.mark.django_db

TYPED = {"title": "Typed", "standfirst": "Typed standfirst", "body": "Typed but never saved"}


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def draft(organisation, editor):
    return make_brief(published=False, organisation=organisation, author=editor)


@pytest.fixture
def address(draft):
    return f"/desk/briefs/{draft.pk}/"


def opened(client, address: str) -> dict[str, str]:
    """What the editor's page carries along with the form."""
    context = client.get(f"{address}edit/").context
    return {"pen": context["pen"], "seen": context["brief"].words_seen}


def test_what_is_typed_is_kept_apart_and_offered_again(browser, editor, draft, address):
    client = browser(editor)
    answer = client.post(f"{address}keep/", TYPED)
    assert answer.json()["kept"] is True
    draft.refresh_from_db()
    assert draft.title != "Typed"
    page = text(client.get(f"{address}edit/"))
    assert "Text that you have not saved" in page
    assert "Typed but never saved" not in page
    assert "Typed but never saved" in text(client.get(f"{address}edit/?kept=1"))


def test_saving_and_throwing_away_end_what_was_kept(browser, editor, address):
    client = browser(editor)
    client.post(f"{address}keep/", TYPED)
    client.post(f"{address}edit/", {"then": "drop"})
    assert not KeptText.objects.exists()
    client.post(f"{address}keep/", TYPED)
    client.post(f"{address}edit/", TYPED | {"language": "en", "then": "save"})
    assert not KeptText.objects.exists()


def test_text_sent_after_the_session_has_ended_is_offered_after_logging_in(
    browser, editor, draft, address
):
    client = browser(editor)
    page = opened(client, address)
    client.logout()
    answer = client.post(f"{address}edit/", TYPED | page | {"language": "en", "then": "save"})
    assert answer.status_code == 303
    assert answer.url == f"/accounts/login/?next=%2Fdesk%2Fbriefs%2F{draft.pk}%2Fedit%2F"
    log_in(client, editor)
    assert "Text that you have not saved" in text(client.get(f"{address}edit/"))
    assert "Typed but never saved" in text(client.get(f"{address}edit/?kept=1"))
    draft.refresh_from_db()
    assert draft.title != "Typed", "it is kept for its writer, and not in the brief"


def test_the_script_is_told_that_the_session_has_ended_and_that_the_text_is_kept(
    browser, editor, address
):
    client = browser(editor)
    page = opened(client, address)
    answer = Client().post(f"{address}keep/", TYPED | page)
    assert answer.status_code == 401
    assert answer.json()["kept"] is True
    assert KeptText.objects.get().typed["body"] == TYPED["body"]


@pytest.mark.parametrize("kind", ["none", "made up", "of another deed", "of another brief", "old"])
def test_a_pen_that_is_not_ours_keeps_nothing(draft, editor, address, kind):
    value = {"brief": draft.pk, "writer": editor.pk}
    with time_machine.travel(timezone.now() - timedelta(days=8 if kind == "old" else 0)):
        pen = {
            "none": "",
            "made up": "a.b.c",
            "of another deed": tokens.sign("alerts.manage", value),
            "of another brief": tokens.sign("brief.pen", value | {"brief": draft.pk + 1}),
            "old": tokens.sign("brief.pen", value),
        }[kind]
    answer = Client().post(f"{address}keep/", TYPED | {"pen": pen})
    assert (answer.status_code, answer.json()["kept"]) == (401, False)
    assert not KeptText.objects.exists()


def test_a_pen_of_somebody_who_has_left_keeps_nothing(browser, editor, address):
    page = opened(browser(editor), address)
    editor.memberships.all().delete()
    assert Client().post(f"{address}keep/", TYPED | page).json()["kept"] is False
    assert not KeptText.objects.exists()


def test_kept_text_is_shown_to_its_writer_alone(browser, organisation, editor, address):
    browser(editor).post(f"{address}keep/", TYPED)
    other = browser(make_member(organisation=organisation, role="editor"))
    for page in ("edit/", "edit/?kept=1"):
        assert "Typed but never saved" not in text(other.get(address + page))


def test_members_of_another_organisation_keep_nothing(browser, stranger, viewer, address):
    assert browser(stranger).post(f"{address}keep/", TYPED).status_code == 404
    assert browser(viewer).post(f"{address}keep/", TYPED).status_code == 403
    assert not KeptText.objects.exists()


def test_a_sign_that_no_database_holds_loses_nothing_of_the_rest(browser, editor, address):
    answer = browser(editor).post(f"{address}keep/", TYPED | {"body": "a\x00b"})
    assert answer.json()["kept"] is True
    assert KeptText.objects.get().typed["body"] == "ab"


def test_looking_keeps_nothing(browser, editor, address):
    client = browser(editor)
    client.get(f"{address}edit/?title=x")
    assert client.get(f"{address}keep/").status_code == 405
    assert not KeptText.objects.exists()


def test_two_writers_do_not_overwrite_each_other_unawares(
    browser, organisation, editor, draft, address
):
    mine = browser(editor)
    page = opened(mine, address)
    helper = make_member(organisation=organisation, role="editor")
    write_brief(brief=draft, actor=helper, body="Saved meanwhile")
    values = TYPED | {"language": "en", "then": "save"}
    answer = mine.post(f"{address}edit/", values | page)
    assert "Somebody else saved this brief" in text(answer)
    assert "Typed but never saved" in text(answer)
    draft.refresh_from_db()
    assert draft.body == "Saved meanwhile"
    mine.post(f"{address}edit/", values | {"seen": answer.context["brief"].words_seen})
    draft.refresh_from_db()
    assert draft.body == "Typed but never saved"


def test_nothing_is_kept_for_what_was_handed_in(editor, draft):
    submit_brief(brief=draft, actor=editor, at=AT)
    with pytest.raises(RuleRefused):
        keep_text(brief=draft, writer=editor, typed=TYPED)


def test_text_that_nobody_came_back_for_is_forgotten_after_a_month(editor, draft):
    keep_text(brief=draft, writer=editor, typed=TYPED, at=AT)
    assert forget_kept_texts(at=AT + timedelta(days=30)) == 0
    assert forget_kept_texts(at=AT + timedelta(days=31)) == 1


@pytest.mark.parametrize("way", ["edit/", "keep/"])
def test_five_megabytes_of_markdown_are_refused_on_every_way_in(browser, editor, address, way):
    body = "**word** " * (5_000_000 // 9)
    answer = browser(editor).post(address + way, {"title": "T", "language": "en", "body": body})
    assert answer.status_code == 400
    assert not KeptText.objects.exists()


def test_a_text_beyond_all_measure_is_refused_by_service_and_database(editor, draft):
    body = "x" * (LONGEST_BODY + 1)
    with pytest.raises(RuleRefused) as refused:
        write_brief(brief=draft, actor=editor, body=body)
    assert refused.value.codes == ["body"]
    with pytest.raises(RuleRefused):
        keep_text(brief=draft, writer=editor, typed={"body": body * 2})
    with pytest.raises(DatabaseError), transaction.atomic():
        Brief.objects.filter(pk=draft.pk).update(body=body)


def test_marks_that_turn_the_reading_round_are_taken_out(browser, editor, draft, address):
    typed = {"title": "Safe \u202egnp.exe", "body": "a\u2066b\u200bc", "language": "ar"}
    browser(editor).post(f"{address}edit/", typed)
    draft.refresh_from_db()
    assert (draft.title, draft.body) == ("Safe gnp.exe", "abc")
    write_brief(brief=draft, actor=editor, title="\u202eMoc", sources="\u2067x")
    assert (draft.title, draft.sources) == ("Moc", "x")


def test_script_in_markdown_is_neither_run_in_a_preview_nor_in_what_was_kept(
    browser, editor, address
):
    client = browser(editor)
    attack = "<script>alert(1)</script>\n\n[x](javascript:alert(1))"
    values = TYPED | {"body": attack, "language": "en", "then": "preview"}
    assert "<script>alert" not in text(client.post(f"{address}edit/", values))
    client.post(f"{address}keep/", values)
    assert "<script>alert" not in text(client.get(f"{address}edit/?kept=1"))


def test_the_page_has_no_script_of_its_own_but_the_one_file(browser, editor, address):
    page = text(browser(editor).get(f"{address}edit/"))
    assert page.count("<script") == 1
    assert "keep-typed" in page
    assert "<script>" not in page

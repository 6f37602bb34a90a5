"""The import in the admin, from upload to deed."""

import pytest
import time_machine

from audit.models import Event
from officials.models import OfficialsImport, Post
from tests.factories.accounts import log_in, make_member, make_user
from tests.officials.csv_files import csv_bytes, row, upload

pytestmark = pytest.mark.django_db


IMPORT = "/admin/officials/import/"


def hand_in(client, content):
    return client.post(IMPORT, {"file": upload(content)}, follow=True)


def preview_of(answer):
    return answer.context["upload"], answer.context["report"].findings


# The import


def test_a_file_is_looked_at_and_then_applied_as_it_was(desk):
    answer = hand_in(desk, csv_bytes(row(), row(country="Narnia")))
    text = answer.content.decode()
    assert "1 new, 0 changed, 0 unchanged, 1 refused" in text
    assert "no country code" in text
    assert not Post.objects.exists()
    kept, findings = preview_of(answer)
    done = desk.post(f"{IMPORT}{kept.pk}/apply/", {"findings": findings}, follow=True)
    assert "Applied: 1 new" in done.content.decode()
    assert Post.objects.count() == 1
    assert Event.objects.get(verb="officials.imported").details["new"] == 1


@pytest.mark.parametrize("findings", ["", "0" * 64])
def test_a_tampered_deed_is_refused_and_shows_the_preview_again(desk, findings):
    kept, _findings = preview_of(hand_in(desk, csv_bytes(row())))
    answer = desk.post(f"{IMPORT}{kept.pk}/apply/", {"findings": findings}, follow=True)
    assert "not what the preview showed" in answer.content.decode()
    assert not Post.objects.exists()


def test_tampered_bytes_are_refused(desk):
    kept, findings = preview_of(hand_in(desk, csv_bytes(row())))
    OfficialsImport.objects.update(content=csv_bytes(row(post_label="Intruder")))
    answer = desk.post(f"{IMPORT}{kept.pk}/apply/", {"findings": findings}, follow=True)
    assert "not the one handed in" in answer.content.decode()
    assert not Post.objects.exists()


def test_a_file_of_somebody_else_does_not_exist(desk, client):
    kept, findings = preview_of(hand_in(desk, csv_bytes(row())))
    log_in(client, make_user(staff=True, second_factor=True))
    assert client.get(f"{IMPORT}{kept.pk}/").status_code == 404
    answer = client.post(f"{IMPORT}{kept.pk}/apply/", {"findings": findings})
    assert answer.status_code == 404
    assert not Post.objects.exists()


def test_a_preview_is_gone_after_an_hour(desk, staff):
    with time_machine.travel("2026-05-01 10:00Z", tick=False):
        log_in(desk, staff)
        kept, _findings = preview_of(hand_in(desk, csv_bytes(row())))
    with time_machine.travel("2026-05-01 11:00Z", tick=False):
        log_in(desk, staff)
        assert desk.get(f"{IMPORT}{kept.pk}/").status_code == 404


def test_a_get_applies_nothing(desk):
    kept, _findings = preview_of(hand_in(desk, csv_bytes(row())))
    assert desk.get(f"{IMPORT}{kept.pk}/apply/").status_code == 405
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04", "workbook"),
        (b"post_label,institution\nA,B\n", "These columns are missing"),
        (csv_bytes(row(), more=("emial",)), "is “email” meant"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_beside_its_field(desk, content, reason):
    text = hand_in(desk, content).content.decode()
    assert 'class="errorlist"' in text
    assert reason in text
    assert not OfficialsImport.objects.exists()


def test_no_file_is_answered_beside_the_field(desk):
    assert 'class="errorlist"' in desk.post(IMPORT).content.decode()


def test_a_file_in_latin_1_is_said_to_be_so(desk):
    answer = hand_in(desk, csv_bytes(row(person_name="Zoé"), delimiter=";", encoding="latin-1"))
    assert "was read as Latin-1" in answer.content.decode()


def test_a_file_that_changes_nothing_has_no_button(desk):
    kept, findings = preview_of(hand_in(desk, csv_bytes(row())))
    desk.post(f"{IMPORT}{kept.pk}/apply/", {"findings": findings})
    text = hand_in(desk, csv_bytes(row())).content.decode()
    assert "changes nothing" in text
    assert "Apply exactly this" not in text


def test_what_stands_in_a_file_is_shown_and_never_run(desk):
    text = hand_in(desk, csv_bytes(row(post_label="<script>alert(1)</script>"))).content.decode()
    assert "<script>alert" not in text


def test_the_import_is_for_staff_with_a_second_factor(client):
    assert client.get(IMPORT).status_code == 302
    log_in(client, make_member(second_factor=True))
    assert client.get(IMPORT).status_code in {302, 403}
    client.force_login(make_user(staff=True))
    assert client.get(IMPORT).status_code == 302
    log_in(client, make_user(staff=True, second_factor=True))
    assert client.get(IMPORT).status_code == 200


def test_the_list_of_offices_leads_to_the_import(desk):
    assert IMPORT in desk.get("/admin/officials/post/").content.decode()

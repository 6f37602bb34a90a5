"""Deeds on contacts, and files kept between preview and deed."""

import io
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.models import Event
from core.rules import RuleRefused
from core.states import MoveRefused
from officials import services
from officials.models import Contact, ContactStatus, OfficialsImport, Post, UploadStatus
from officials.tasks import expire_uploads
from tests.factories.officials import make_contact, make_post
from tests.officials.csv_files import csv_bytes, row

pytestmark = pytest.mark.django_db

SOURCE = "https://www.example.org/offices"


# Contacts


def test_a_contact_is_verified_when_it_is_said_when(staff):
    post = make_post()
    one = services.add_contact(
        post=post, actor=staff, kind="email", value="a@state.example.org", source_url=SOURCE
    )
    other = services.add_contact(
        post=post,
        actor=staff,
        kind="email",
        value="b@state.example.org",
        source_url=SOURCE,
        verified_on=date(2026, 1, 1),
    )
    assert (one.status, other.status) == (ContactStatus.UNVERIFIED, ContactStatus.VERIFIED)


def test_another_address_retires_the_old_one_and_keeps_its_place(staff):
    old = make_contact(status=ContactStatus.VERIFIED, language="fr", label="Cabinet")
    new = services.replace_contact(contact=old, value="new@state.example.org", actor=staff)
    old.refresh_from_db()
    assert old.status == ContactStatus.RETIRED
    assert (new.language, new.label, new.status) == ("fr", "Cabinet", ContactStatus.UNVERIFIED)
    assert new.post.contact_for("email") == new


def test_what_is_retired_cannot_be_replaced_again(staff):
    old = make_contact()
    services.retire_contact(contact=old, actor=staff)
    with pytest.raises(MoveRefused):
        services.replace_contact(contact=old, value="new@state.example.org", actor=staff)
    assert Contact.objects.count() == 1


def test_a_refusal_of_the_office_ends_letters_there_until_somebody_asked(staff):
    contact = make_contact()
    services.refuse_contact(contact=contact, actor=staff)
    assert not Post.objects.addressable().exists()
    services.verify_contact(contact=contact, actor=staff, on=date(2026, 5, 1))
    assert Post.objects.addressable().exists()
    assert contact.verified_on == date(2026, 5, 1)


@time_machine.travel("2026-05-01 12:00Z")
def test_a_contact_is_verified_today_unless_said_otherwise(staff):
    contact = make_contact()
    services.verify_contact(contact=contact, actor=staff)
    assert contact.verified_on == date(2026, 5, 1)


def test_the_audit_trail_tells_of_contacts_and_never_what_they_are(staff):
    contact = make_contact(value="secret@state.example.org")
    services.verify_contact(contact=contact, actor=staff)
    services.replace_contact(contact=contact, value="secret2@state.example.org", actor=staff)
    events = Event.objects.about(contact.post)
    assert [event.details for event in events] == [{"contact": "added"}, {"contact": "verified"}]
    assert all(event.actor == staff and not event.public for event in events)


# Files between preview and deed


@pytest.fixture
def kept(staff):
    return services.keep_upload(file=io.BytesIO(csv_bytes(row())), actor=staff)


def test_a_kept_file_does_what_its_preview_said(staff, kept):
    seen = services.preview_upload(upload=kept)
    assert not Post.objects.exists()
    done = services.apply_upload(upload=kept, findings=seen.findings, actor=staff)
    assert done.counts == seen.counts
    assert Post.objects.count() == 1
    kept.refresh_from_db()
    assert kept.status == UploadStatus.APPLIED
    assert kept.content is None
    assert kept.counts["new"] == 1
    assert Event.objects.about(kept).get().verb == "officials.imported"


def test_a_file_is_applied_once(staff, kept):
    findings = services.preview_upload(upload=kept).findings
    services.apply_upload(upload=kept, findings=findings, actor=staff)
    with pytest.raises(RuleRefused, match="was applied"):
        services.apply_upload(upload=kept, findings=findings, actor=staff)
    assert Event.objects.count() == 1


def test_bytes_that_are_not_those_handed_in_are_refused(staff, kept):
    findings = services.preview_upload(upload=kept).findings
    OfficialsImport.objects.update(content=csv_bytes(row(post_label="Intruder")))
    kept.refresh_from_db()
    with pytest.raises(RuleRefused, match="not the one handed in"):
        services.apply_upload(upload=kept, findings=findings, actor=staff)
    assert not Post.objects.exists()
    assert OfficialsImport.objects.get().status == UploadStatus.PREVIEWED


def test_what_the_preview_did_not_show_is_not_applied(staff, kept):
    findings = services.preview_upload(upload=kept).findings
    make_post(label="Foreign Minister", country="NO")
    services.import_officials(file=io.BytesIO(csv_bytes(row())), actor=staff, apply=True)
    with pytest.raises(RuleRefused, match="not what the preview showed"):
        services.apply_upload(upload=kept, findings=findings, actor=staff)
    assert OfficialsImport.objects.get(pk=kept.pk).status == UploadStatus.PREVIEWED


def test_a_file_is_kept_for_an_hour(staff, kept):
    findings = services.preview_upload(upload=kept).findings
    late = timezone.now() + timedelta(hours=1, seconds=1)
    with pytest.raises(RuleRefused, match="hour is over"):
        services.apply_upload(upload=kept, findings=findings, actor=staff, at=late)
    assert not Post.objects.exists()


def test_the_schedule_drops_files_that_nobody_applied(kept):
    expire_uploads()
    assert OfficialsImport.objects.get().content is not None
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        expire_uploads()
    dropped = OfficialsImport.objects.get()
    assert (dropped.status, dropped.content) == (UploadStatus.EXPIRED, None)


def test_a_file_of_the_wrong_kind_is_not_kept(staff):
    with pytest.raises(RuleRefused, match="missing"):
        services.keep_upload(file=io.BytesIO(b"name,email\n"), actor=staff)
    assert not OfficialsImport.objects.exists()

"""Original files: kept byte by byte, known by their content, shown only as a cleaned copy."""

import hashlib
import stat
import time

import pytest
from django.db import DatabaseError, connection, transaction
from PIL import Image

from core.rules import RuleRefused
from situations.models import Original
from situations.originals import cleaning, store
from situations.originals.kinds import media_type_of
from situations.services.items import set_item_aside
from situations.services.originals import (
    check_original,
    check_originals,
    hide_copy,
    keep_original,
    open_original,
    show_copy,
)
from situations.services.publication import take_back_incident
from tests.factories.accounts import make_user
from tests.factories.evidence import AT, make_incident, make_item, make_published
from tests.factories.files import SECRET, animation, archive, jpeg, png, png_bomb, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return make_item(incident=make_incident())


def keep(item, content, name="photo.jpg"):
    return keep_original(item=item, file=upload(content, name), actor=item.added_by, at=AT)


def copy_of(original) -> bytes:
    return store.copy_path(original.cleaned_sha256).read_bytes()


def everything_under(directory) -> list:
    return [path for path in directory.rglob("*") if path.is_file()]


@pytest.mark.parametrize("content", [jpeg(), png()])
def test_an_original_is_kept_byte_by_byte_beside_a_cleaned_copy(item, content):
    original = keep(item, content)
    path = store.original_path(original.sha256)
    assert path.read_bytes() == content
    assert original.sha256 == hashlib.sha256(content).hexdigest()
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert SECRET in content
    assert SECRET not in copy_of(original)
    assert [event.deed for event in item.custody.all()] == ["received", "cleaned"]


def test_the_copy_carries_nothing_but_pixels(item):
    original = keep(item, jpeg() + b"behind the end: " + SECRET)
    with Image.open(store.copy_path(original.cleaned_sha256)) as copy:
        assert copy.format == "JPEG"
        assert not copy.getexif()
        assert not set(copy.info) & {"comment", "icc_profile", "exif", "xmp"}
        assert copy.size == (64, 48)
        assert copy.getpixel((5, 5))[0] > 150
    assert SECRET not in copy_of(original)


def test_a_large_picture_gets_a_smaller_copy(item):
    original = keep(item, jpeg(size=(4000, 1000)))
    with Image.open(store.copy_path(original.cleaned_sha256)) as copy:
        assert copy.size == (2000, 500)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n%%EOF\n", "application/pdf"),
        ("Sie kamen vor dem Morgen. Übrigens: 3 < 4.".encode(), "text/plain"),
        (b"\x00\x00\x00\x18ftypmp42" + b"\0" * 40, "video/mp4"),
    ],
)
def test_other_kinds_are_kept_without_a_copy(item, content, media_type):
    original = keep(item, content, name="picture.jpg")
    assert (original.media_type, original.has_copy) == (media_type, False)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(jpeg() + archive(), id="picture and archive"),
        pytest.param(png() + b"%PDF-1.7", id="picture and pdf"),
        pytest.param(jpeg(secret=b"<script>alert(1)</script>"), id="picture and page"),
        pytest.param(jpeg() + b"<html><script>", id="page behind a picture"),
        pytest.param(b"%PDF-1.7\n<script>alert(1)</script>", id="pdf and page"),
        pytest.param(b"%PDF-1.7\n" + archive(), id="pdf and archive"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", id="svg"),
        pytest.param(b"<!DOCTYPE html><p>", id="page"),
        pytest.param(archive(), id="archive"),
        pytest.param(b"MZ\x90\x00" + b"\0" * 60, id="program"),
        pytest.param(b"#!/bin/sh\nrm -rf /\n", id="script"),
        pytest.param(b"GIF89a" + b"\0" * 30, id="another kind of picture"),
        pytest.param(jpeg()[:400], id="damaged picture"),
        pytest.param(b"\xff\xd8\xff\xe0 no picture at all", id="lies about its type"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + jpeg()[10:], id="two signatures"),
        pytest.param(animation(), id="moving picture"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_lies_about_itself_is_refused_and_leaves_nothing(item, content, evidence_directory):
    with pytest.raises(RuleRefused) as refused:
        keep(item, content, name="photo.jpg")
    assert refused.value.codes == ["file"]
    assert not Original.objects.exists()
    assert not everything_under(evidence_directory)


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked(item, evidence_directory):
    begun = time.perf_counter()
    with pytest.raises(RuleRefused) as refused:
        keep(item, png_bomb())
    assert "million pixels" in str(refused.value)
    assert time.perf_counter() - begun < 2
    assert not everything_under(evidence_directory)


def test_the_guard_against_bombs_is_what_refuses_them(tmp_path, monkeypatch):
    """Without the ceiling the same file is unpacked, and only found to be damaged."""
    path = tmp_path / "bomb"
    path.write_bytes(png_bomb(side=8000))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    monkeypatch.setattr(cleaning, "MOST_PIXELS", 10**12)
    with pytest.raises(RuleRefused, match="damaged"):
        cleaning.cleaned(path, media_type_of(path))


def test_too_many_bytes_are_refused(item, settings, evidence_directory):
    settings.EVIDENCE_MAX_BYTES = 100
    with pytest.raises(RuleRefused):
        keep(item, jpeg())
    assert not everything_under(evidence_directory)


def test_a_name_is_never_a_path(item, evidence_directory):
    original = keep(item, jpeg(), name="../../../etc/cron.d/x\u202egpj.exe")
    assert "/" not in original.file_name
    assert "\u202e" not in original.file_name
    places = {
        path.relative_to(evidence_directory).parts[0]
        for path in everything_under(evidence_directory)
    }
    assert places == {"originals", "copies"}


def test_the_same_bytes_twice_are_one_file(item, evidence_directory):
    keep(item, jpeg())
    other = make_item(incident=item.incident)
    keep(other, jpeg())
    assert len(everything_under(evidence_directory / "originals")) == 1


def test_a_changed_original_is_found_and_logged(item):
    original = keep(item, jpeg())
    assert check_original(original=original, at=AT)
    path = store.original_path(original.sha256)
    path.chmod(0o600)
    path.write_bytes(b"changed")
    assert check_originals(at=AT) == 1
    path.unlink()
    assert not check_original(original=original, actor=make_user(), at=AT)
    deeds = [event.deed for event in item.custody.all()]
    assert deeds == ["received", "cleaned", "whole", "broken", "broken"]


def test_every_opening_is_logged(item):
    original, reader = keep(item, jpeg()), make_user()
    open_original(original=original, actor=reader, at=AT)
    last = item.custody.last()
    assert (last.deed, last.actor) == ("opened", reader)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE situations_original SET sha256 = repeat('0', 64)",
        "UPDATE situations_original SET size = 1",
        "DELETE FROM situations_original",
    ],
)
def test_what_is_said_of_the_bytes_never_changes(item, statement):
    keep(item, jpeg())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_copy_goes_public_only_by_another_hand_with_words_and_with_its_incident(item):
    original, approver = keep(item, jpeg()), make_user()
    with pytest.raises(RuleRefused) as refused:
        show_copy(original=original, actor=approver, description="A stall", at=AT)
    assert refused.value.codes == ["incident"]
    make_published(incident=item.incident)
    for actor, words, code in (
        (item.added_by, "A stall", "own_work"),
        (approver, " ", "description"),
    ):
        with pytest.raises(RuleRefused) as refused:
            show_copy(original=original, actor=actor, description=words, at=AT)
        assert refused.value.codes == [code]
    show_copy(original=original, actor=approver, description="A stall", at=AT)
    assert Original.objects.shown().get() == original


@pytest.fixture
def shown(item):
    original = keep(item, jpeg())
    make_published(incident=item.incident)
    return show_copy(original=original, actor=make_user(), description="A stall", at=AT)


def test_the_public_gets_the_copy_and_no_cookie(client, shown):
    response = client.get(f"/evidence/{shown.public_id}.jpg")
    assert b"".join(response) == copy_of(shown)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


def test_a_copy_is_gone_with_whatever_it_hangs_on(client, shown):
    address = f"/evidence/{shown.public_id}.jpg"
    set_item_aside(item=shown.item, actor=make_user(), reason="A forgery.", at=AT)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("take_back", ["copy", "incident"])
def test_a_copy_that_is_taken_back_is_gone_at_the_next_request(client, shown, take_back):
    if take_back == "copy":
        hide_copy(original=shown, actor=make_user(), at=AT)
    else:
        take_back_incident(incident=shown.item.incident, actor=make_user(), at=AT)
    assert client.get(f"/evidence/{shown.public_id}.jpg").status_code == 404
    page = client.get(f"{shown.item.incident.situation.get_absolute_url()}evidence/")
    assert shown.public_id not in page.content.decode()

"""Header injection in every field from which something of a letter is made."""

import io
import json
from datetime import UTC, datetime

import pytest

from campaigns.models import Letter, LetterAction, OfficeWordKind
from campaigns.services import dispatch_letters
from campaigns.services.office_words import say_as_office
from core.sealed import unseal_json
from officials.models import Contact, Post
from officials.services import import_officials
from outbox.composing import compose
from outbox.models import Message, Stream
from tests.factories.campaigns import make_campaign, make_letter, make_letter_action
from tests.factories.officials import make_form_of_address, make_post
from tests.officials.csv_files import FULL, apply, row
from tests.officials.test_popolo import ADA, ASSEMBLY, SITS, document

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
INJECTED = "\r\nBcc: all@example.org\r\n\r\nAnother text"
ENCODED = "=?utf-8?q?x=0D=0ABcc:=20all@example.org?="
LINE = "\u2028Bcc: all@example.org"
BREAKS = pytest.mark.parametrize(
    "more", [INJECTED, ENCODED, LINE], ids=["crlf", "encoded word", "line separator"]
)
OFFICE = "minister@state.example.org"


@pytest.fixture
def post(db):
    return make_post(email=OFFICE, holder="Marie Dupont")


@pytest.fixture
def campaign(post):
    return make_campaign(letters=True, addressees=[post])


def on_the_wire(message):
    envelope = unseal_json(message.envelope_sealed)
    content = message.content
    if content is None:
        return compose(message=message, envelope=envelope, content=None).message()
    return compose(message=message, envelope=envelope, content=content).message()


def holds_only_ours(mail, to):
    """One recipient, no header that nobody of us wrote, and each header in one line."""
    names = {name.lower() for name in mail.keys()}  # noqa: SIM118 - a message, not a dict
    return (
        mail["To"] == to
        and not names & {"bcc", "cc", "resent-to"}
        and not any(sign in str(value) for value in mail.values() for sign in "\r\n")
    )


def sent_letters():
    for letter in Letter.objects.filter(state="pending"):
        Letter.objects.filter(pk=letter.pk).update(
            state="confirmed", confirmed_at=NOON, originality=100
        )
    dispatch_letters(at=NOON)
    return [on_the_wire(one) for one in Message.objects.filter(stream=Stream.LETTER)]


@BREAKS
@pytest.mark.parametrize("field", ["name", "email", "country", "own_words", "post", "public_id"])
def test_no_field_of_the_letter_form_adds_a_header(client, campaign, post, field, more):
    values = {"name": "Ada Writer", "email": "ada@example.org", "country": "KE", "post": post.pk}
    values |= {"own_words": "Please send them.", "deed": "send"}
    values[field] = f"{values.get(field, '')}{more}"
    answer = client.post(f"/campaigns/{campaign.slug}/letter/", values)
    assert answer.status_code in (200, 302, 303)
    for message in Message.objects.filter(stream=Stream.TRANSACTIONAL):
        assert holds_only_ours(on_the_wire(message), "ada@example.org")
    for mail in sent_letters():
        assert holds_only_ours(mail, OFFICE)


@BREAKS
@pytest.mark.parametrize("field", ["kind", "campaign", "text"])
def test_no_field_of_the_page_for_offices_adds_a_header(client, campaign, post, field, more):
    values = {"kind": "answer", "campaign": campaign.pk, "text": "We have sent twelve."}
    values[field] = f"{values[field]}{more}"
    answer = client.post(f"/officials/{post.slug}/reply/", values)
    assert answer.status_code in (200, 302, 303)
    for message in Message.objects.all():
        assert holds_only_ours(on_the_wire(message), OFFICE)


@BREAKS
def test_what_an_office_says_reaches_no_header_of_the_mail_that_asks_it(post, more):
    say_as_office(post=post, kind=OfficeWordKind.CORRECTION, text=f"A new minister{more}", at=NOON)
    assert holds_only_ours(on_the_wire(Message.objects.get()), OFFICE)


@BREAKS
@pytest.mark.parametrize("field", ["subject", "statement"])
def test_no_word_of_the_organisation_adds_a_header(campaign, post, field, more):
    own = getattr(campaign.letter_action, field)
    LetterAction.objects.update(**{field: f"{own}{more}"})
    make_letter(letter_action=LetterAction.objects.get(), at=NOON)
    [mail] = sent_letters()
    assert holds_only_ours(mail, OFFICE)


@BREAKS
@pytest.mark.parametrize("field", ["salutation", "envelope_name", "closing"])
def test_no_form_of_address_adds_a_header(campaign, post, field, more):
    form = {"salutation": "Madame la Ministre,", "envelope_name": "Mme X", "closing": "Avec"}
    make_form_of_address(post=post, language="en", **form | {field: f"{form[field]}{more}"})
    make_letter(letter_action=campaign.letter_action, at=NOON)
    [mail] = sent_letters()
    assert holds_only_ours(mail, OFFICE)


def letters_to_all():
    """Write to each office that an import has left, and see what goes over the wire."""
    for post in Post.objects.all():
        action = make_letter_action(campaign=make_campaign(petition=False, addressees=[post]))
        make_letter(letter_action=action, at=NOON)
    known = set(Contact.objects.values_list("value", flat=True))
    assert not any(sign in value for value in known for sign in ("\r", "\n", "Bcc", "=?"))
    return known, sent_letters()


@BREAKS
@pytest.mark.parametrize("column", sorted(FULL))
def test_no_column_of_an_import_adds_a_header(column, more):
    apply(row(**FULL | {column: f"{FULL[column]}{more}"}))
    known, mails = letters_to_all()
    for mail in mails:
        assert mail["To"] in known
        assert holds_only_ours(mail, mail["To"])


@BREAKS
@pytest.mark.parametrize("place", ["person", "organization", "role", "contact"])
def test_no_value_of_a_popolo_file_adds_a_header(place, more):
    person, organization, membership = dict(ADA), dict(ASSEMBLY), dict(SITS)
    address = "ada@assembly.example.org"
    if place == "person":
        person["name"] += more
    elif place == "organization":
        organization["name"] += more
    elif place == "role":
        membership["role"] += more
    else:
        address += more
    membership["contact_details"] = [{"type": "email", "value": address}]
    content = document(membership, persons=[person], organizations=[organization])
    assert json.loads(content)
    import_officials(file=io.BytesIO(content), actor=None, apply=True)
    known, mails = letters_to_all()
    for mail in mails:
        assert mail["To"] in known
        assert holds_only_ours(mail, mail["To"])

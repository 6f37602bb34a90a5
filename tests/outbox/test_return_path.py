"""An address for each mail, which only we can make."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from outbox import return_path

MESSAGE = SimpleNamespace(public_id=UUID("0199f0e0-1c2d-7abc-8def-0123456789ab"))


@pytest.fixture(autouse=True)
def _domain(settings: Any) -> None:
    settings.BOUNCE_DOMAIN = "bounce.mail.test"


def test_an_address_names_its_message_and_its_purpose() -> None:
    assert return_path.read(return_path.return_path(MESSAGE)) == ("b", MESSAGE.public_id)
    assert return_path.read(return_path.unsubscribe_address(MESSAGE)) == ("u", MESSAGE.public_id)


def test_its_local_part_fits_and_is_in_lower_case() -> None:
    local, _at, domain = return_path.return_path(MESSAGE).partition("@")
    assert len(local) <= 64
    assert local == local.lower()
    assert domain == "bounce.mail.test"


@pytest.mark.parametrize("change", [str.upper, str.title, "<{}>".format, " {} ".format])
def test_it_survives_what_mail_systems_do_to_addresses(change: Any) -> None:
    address = change(return_path.return_path(MESSAGE))
    assert return_path.read(address) == ("b", MESSAGE.public_id)


def test_what_we_did_not_make_is_nobodys() -> None:
    ours = return_path.return_path(MESSAGE)
    local, _at, domain = ours.partition("@")
    last = "0" if local[-1] != "0" else "1"
    forged = [
        f"{local[:-1]}{last}@{domain}",
        ours.replace("b+", "u+"),
        ours.replace(MESSAGE.public_id.hex, UUID(int=7).hex),
        f"{local}@elsewhere.test",
        f"{local[:-1]}@{domain}",
        f"{local}0@{domain}",
        f"b+{MESSAGE.public_id.hex}@{domain}",
        "alerts@bounce.mail.test",
        "",
        "@",
        "b+" + "é" * 32 + "." + "0" * 28 + f"@{domain}",
    ]
    assert [return_path.read(address) for address in forged] == [None] * len(forged)


def test_another_key_makes_other_tags(settings: Any) -> None:
    ours = return_path.return_path(MESSAGE)
    settings.BLIND_INDEX_KEY = "33" * 32
    assert return_path.read(ours) is None

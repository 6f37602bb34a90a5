"""What tests of campaigns share: a live campaign, and the mails that a sign-up asks for."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from campaigns.models import Campaign, Petition
from core.sealed import unseal_json
from outbox.models import Message
from tests.factories.campaigns import make_campaign

FILLED_IN = {
    "name": "Ada Signer",
    "email": "ada@example.org",
    "country": "KE",
    "display": "hidden",
}


@pytest.fixture
def campaign(db: None) -> Campaign:
    return make_campaign(letters=True)


@pytest.fixture
def petition(campaign: Campaign) -> Petition:
    return campaign.petition


@pytest.fixture
def sign(client: Client, campaign: Campaign) -> Callable[..., Any]:
    """Post the form as a browser does; a field set to None is left out."""

    def post(**fields: Any) -> Any:
        values = {key: value for key, value in (FILLED_IN | fields).items() if value is not None}
        return client.post(f"/campaigns/{campaign.slug}/sign/", values)

    return post


def link_in(message: Message) -> str:
    """The path of the link in a mail that waits in the outbox."""
    link = unseal_json(message.envelope_sealed)["values"]["link"]
    return link.removeprefix("http://testserver")

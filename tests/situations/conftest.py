"""An organisation with one person in each role, and a browser for each of them."""

import pytest
from django.test import Client

from accounts.models import Organisation, User
from tests.factories.accounts import log_in, make_member, make_organisation
from tests.factories.cases import run_case


@pytest.fixture(autouse=True)
def evidence_directory(settings, tmp_path):
    """Files of evidence lie in a place of their own for each test."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return settings.EVIDENCE_DIR


@pytest.fixture
def organisation(db) -> Organisation:
    return make_organisation()


@pytest.fixture
def editor(organisation) -> User:
    return make_member(organisation=organisation, role="editor")


@pytest.fixture
def approver(organisation) -> User:
    return make_member(organisation=organisation, role="approver", second_factor=True)


@pytest.fixture
def viewer(organisation) -> User:
    return make_member(organisation=organisation, role="viewer")


@pytest.fixture
def stranger(db) -> User:
    """An owner, with everything set up, of another organisation."""
    return make_member(role="owner", second_factor=True)


@pytest.fixture
def browser():
    """Open a browser for a person."""

    def open_for(user: User) -> Client:
        client = Client()
        log_in(client, user)
        return client

    return open_for


@pytest.fixture
def run(organisation, editor, approver):
    """Take a past case through the services of the organisation."""

    def run(case):
        return run_case(case, organisation=organisation, author=editor, decider=approver)

    return run

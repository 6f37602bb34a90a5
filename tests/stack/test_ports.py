"""A port that is taken gives another port."""

import socket

import pytest

from r2p_site.stack.ports import LOOPBACK, free_port, is_free, port_near
from r2p_site.stack.processes import StackError
from r2p_site.stack.site import Addresses


def test_the_wanted_port_is_given_when_it_is_free():
    port = free_port()

    assert port_near(port) == port


def test_a_port_that_is_taken_gives_one_after_it():
    with socket.create_server((LOOPBACK, 0)) as server:
        taken = server.getsockname()[1]
        port = port_near(taken)

    assert port > taken
    assert is_free(port)


def test_the_site_moves_when_somebody_has_its_port(monkeypatch):
    with socket.create_server((LOOPBACK, 0)) as server:
        taken = server.getsockname()[1]
        monkeypatch.setenv("PORT", str(taken))
        addresses = Addresses.usual()

    assert addresses.web != taken
    assert addresses.site == f"http://localhost:{addresses.web}"
    assert len({addresses.web, addresses.mail, addresses.mail_page}) == 3


@pytest.mark.parametrize("wanted", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_named(monkeypatch, wanted):
    monkeypatch.setenv("PORT", wanted)

    with pytest.raises(StackError, match=f"PORT is set to {wanted}, which is not"):
        Addresses.usual()

"""The keys of an installation are made once, are nobody else's, and part ways by program."""

import stat

from nacl.public import PrivateKey

from r2p_site.stack.keys import keys_in
from r2p_site.stack.processes import Stack
from r2p_site.stack.site import Addresses, Site


def test_keys_are_made_once_and_kept(tmp_path):
    assert keys_in(tmp_path) == keys_in(tmp_path)


def test_every_installation_has_its_own_keys(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()

    assert not set(keys_in(one).values()) & set(keys_in(other).values())


def test_only_their_owner_can_read_them(tmp_path):
    keys_in(tmp_path)

    assert stat.S_IMODE((tmp_path / "keys.env").stat().st_mode) == 0o600


def test_a_key_that_came_with_a_newer_version_joins_the_old_ones(tmp_path):
    kept = keys_in(tmp_path)
    (tmp_path / "keys.env").write_text(f"SECRET_KEY={kept['SECRET_KEY']}\n")

    keys = keys_in(tmp_path)

    assert keys["SECRET_KEY"] == kept["SECRET_KEY"]
    assert keys["BLIND_INDEX_KEY"] != kept["BLIND_INDEX_KEY"]


def test_the_sealing_keys_are_a_pair(tmp_path):
    keys = keys_in(tmp_path)
    private = PrivateKey(bytes.fromhex(keys["SEALING_PRIVATE_KEY"]))

    assert bytes(private.public_key).hex() == keys["SEALING_PUBLIC_KEY"]


def test_only_the_worker_is_given_the_private_key(tmp_path, monkeypatch):
    monkeypatch.setenv("SEALING_PRIVATE_KEY", "left over from somewhere")
    keys = keys_in(tmp_path)
    site = Site(Stack(tmp_path), addresses=Addresses.free(), keys=keys, services={})

    assert "SEALING_PRIVATE_KEY" not in site.web_environment()
    assert site.worker_environment()["SEALING_PRIVATE_KEY"] == keys["SEALING_PRIVATE_KEY"]

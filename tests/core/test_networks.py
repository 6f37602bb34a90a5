"""Which network a request came from, and whose word counts for it."""

from ipaddress import ip_address

import pytest

from core.networks import block_of, client_address, is_ours, network_of, networks_in


def came(forwarded="", remote="203.0.113.9", *, proxies):
    meta = {"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}
    return str(client_address(meta, proxies=proxies))


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("198.51.100.7", 0, "203.0.113.9"),  # without proxies of ours nobody's word counts
        ("198.51.100.7", 1, "198.51.100.7"),
        ("192.0.2.66, 198.51.100.7", 1, "198.51.100.7"),  # the first was written by the visitor
        ("192.0.2.66, 198.51.100.7, 10.0.0.2", 2, "198.51.100.7"),
        ("", 1, "203.0.113.9"),
        ("198.51.100.7", 2, "203.0.113.9"),
        ("nonsense", 1, "None"),
        ("::ffff:198.51.100.7", 1, "198.51.100.7"),
        ("64:ff9b::c633:6407", 1, "198.51.100.7"),
        ("fe80::1%eth0", 1, "fe80::1"),
    ],
)
def test_only_trusted_proxies_say_where_a_request_came_from(forwarded, proxies, address):
    assert came(forwarded, proxies=proxies) == address


def test_a_socket_file_is_no_address():
    assert came(remote="", proxies=0) == "None"


def test_a_place_is_an_address_of_ipv4_or_a_64_of_ipv6_and_its_48():
    old, new = ip_address("198.51.100.7"), ip_address("2001:db8:1:2:3:4:5:6")
    assert (network_of(old), block_of(old)) == ("198.51.100.7", "")
    assert (network_of(new), block_of(new)) == ("2001:db8:1:2::/64", "2001:db8:1::/48")


def test_addresses_of_ours_are_no_visitors():
    assert all(is_ours(ip_address(text)) for text in ("127.0.0.1", "10.1.2.3", "::1", "fd00::1"))
    assert not is_ours(ip_address("198.51.100.7"))


def test_shared_networks_are_read_from_a_file(tmp_path):
    path = tmp_path / "shared.txt"
    path.write_text("# exits\n198.51.100.7\n203.0.113.0/24  # a school\n2001:db8::/32\n\n")
    shared = networks_in(str(path))
    for text, inside in [
        ("198.51.100.7", True), ("198.51.100.8", False), ("203.0.113.200", True),
        ("2001:db8:9::1", True), ("2001:db9::1", False),
    ]:  # fmt: skip
        assert (ip_address(text) in shared) is inside
    assert ip_address("198.51.100.7") not in networks_in("")

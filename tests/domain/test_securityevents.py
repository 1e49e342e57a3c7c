"""What the log keeps of an address, and of a flood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.domain.securityevents import is_written_down, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.77", "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        # What a front server that speaks both writes of an address of IPv4.
        ("::ffff:198.51.100.77", "198.51.100.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
    ],
)
def test_of_an_address_the_network_is_kept(address, network):
    assert network_of(address) == network


@given(st.text(max_size=60))
def test_what_is_no_address_is_not_written_down_at_all(words):
    kept = network_of(words)
    assert kept == "" or "/" in kept
    assert len(kept) <= 43


def test_a_flood_is_told_of_by_every_tenfold():
    written = [number for number in range(1, 100_001) if is_written_down(number, one_by_one=20)]
    assert written == [*range(1, 21), 100, 1000, 10_000, 100_000]

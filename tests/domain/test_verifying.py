"""A hash as people paste it."""

import pytest

from policies.domain.verifying import hash_typed

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@pytest.mark.parametrize(
    "typed",
    [
        HASH,
        HASH.upper(),
        f"  {HASH}\n",
        f"{HASH}  social-media-2.2.pdf",
        f"{HASH} *social-media-2.2.pdf",
        f"SHA-256: {HASH}",
        f"SHA2-256(x.pdf)= {HASH}".replace("SHA2-256", "sha256"),
        f"{HASH[:32]}\n{HASH[32:]}",
        " ".join(HASH[at : at + 2] for at in range(0, 64, 2)),
        f"SHA256 hash of x.pdf:\n{HASH}\nCertUtil: -hashfile command completed successfully.",
    ],
)
def test_a_hash_is_found_in_what_programs_print(typed):
    assert hash_typed(typed) == HASH


@pytest.mark.parametrize("typed", ["", HASH[:-1], HASH + "0", "x" * 64, "é" * 10_000, HASH * 40])
def test_what_is_no_hash_is_refused(typed):
    assert hash_typed(typed) is None

import pytest

from policies.actions.leading_on import keep_earlier_address


def test_an_address_leads_to_one_place_for_good(town, in_force, reasons_when):
    other = town.make_document("other")
    keep_earlier_address(
        document=in_force.document, slug="twitter-rules", by=town.author, at=town.now()
    )
    for slug, reason in (
        ("twitter-rules", "“twitter-rules” leads to “Social media policy” already, and stays so."),
        ("other", "A document has the address “other” now, and keeps it."),
    ):
        assert reasons_when(
            keep_earlier_address, document=other, slug=slug, by=town.author, at=town.now()
        ) == (reason,)
    assert reasons_when(town.make_document, slug="twitter-rules") == (
        "The address “twitter-rules” leads to another document. Choose another slug.",
    )


@pytest.mark.parametrize("who", ["clerk", "auditor", "administrator", "member"])
def test_who_does_not_write_leads_nobody(town, in_force, reasons_when, who):
    assert reasons_when(
        keep_earlier_address,
        document=in_force.document,
        slug="old",
        by=getattr(town, who),
        at=town.now(),
    ) == ("Only the Author or the Corporate Officer can change a document.",)

"""Pointers in words, appendices (L15) and abbreviations."""

import pytest

from policies.domain.content import RelatedDocument
from tests.domain.checks.texts import codes, remarks_on, section, text


def numbered(words: str):
    return text(section(words, 1, printed_number="1"), section("Ask.", 2, printed_number="4.2"))


@pytest.mark.parametrize(
    "words",
    ["See section 9.9.", "It is set out in paragraph 7.1.", "See section 9.",
     "The rule in section 9 above holds.", "Refer to clause 12 of this policy."],
)  # fmt: skip
def test_a_number_that_no_section_has(words):
    [remark] = remarks_on(numbered(words))
    assert (remark.code, remark.blocks, remark.passage) == ("section-number", False, words)


@pytest.mark.parametrize(
    "words",
    ["See section 4.2.", "See section 1.", "Section 40 of the Local Audit Act 2014 applies.",
     "See section 1 of the Defamation Act 2013.", "Sections 26 to 37 apply.",
     "It is an offence under section 127.", "See paragraph 7.1 of the Code.",
     "See section 12(4)."],
)  # fmt: skip
def test_a_number_that_is_here_or_in_the_law(words):
    assert codes(numbered(words)) == []


def test_a_number_printed_before_a_paragraph_is_here():
    assert codes(numbered("See paragraph 1.3.\n\n1.3 Ask the clerk.")) == []


def test_an_appendix_that_is_not_here():
    [remark] = remarks_on("See Appendix A and appendix A.")
    assert remark.code == "L15"
    assert remark.sentence.startswith("“Part 1”, line 1: Appendix A is spoken of")
    assert codes(text("See Appendix A.", section("Be kind.", 2, heading="Appendix A"))) == []
    related = RelatedDocument(title="Annex 2: house rules")
    assert codes(text("See annex 2.", related=(related,))) == []
    assert codes("As in appendix B to the report.") == []
    assert codes("See Appendix B.\n\n### Appendix B\n\nBe kind.") == []
    assert codes("Send the annex a member signs.") == []


def test_an_abbreviation_that_nothing_explains():
    assert codes("Tell the DPO. Tell the DPO again.") == ["abbreviation"]
    assert codes("Tell the data protection officer (DPO). The DPO helps.") == []
    assert codes("Tell the DPO.\n\n*[DPO]: Data Protection Officer") == []
    assert codes("The UK GDPR and AI. You must NOT do it.") == []
    assert codes("SAVE THE EVIDENCE FIRST OF ALL") == []

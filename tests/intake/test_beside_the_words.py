"""What Word keeps beside the words: each settled, kept or named, and no word lost on the way."""

from tests.intake import word_files as word
from tests.intake.checked import LONG, codes, dropped, message, read


def test_tracked_changes_are_read_as_accepted_and_counted() -> None:
    document = word.policy()
    word.add_xml(
        document.add_paragraph(),
        f"{word.run('Members ')}"
        '<w:del w:id="1" w:author="A"><w:r><w:delText>mustard</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="A">{word.run("must")}</w:ins>{word.run(" be kind.")}'
        f'<w:moveFrom w:id="3" w:author="A">{word.run("elsewhere")}</w:moveFrom>',
    )

    imported = read(document)

    assert imported.sections[0].body == "Members must be kind."
    assert "1 insertion and 2 deletions (line 5" in message(imported, "tracked-changes")
    everything = str(imported.as_report())
    assert "mustard" not in everything
    assert "elsewhere" not in everything


def test_a_paragraph_mark_that_was_deleted_joins_two_paragraphs() -> None:
    document = word.policy()
    word.append_block(
        document,
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>'
        f"{word.run('Be ')}</w:p><w:p>{word.run('kind.')}</w:p>",
    )

    assert read(document).sections[0].body == "Be kind."


def test_comments_are_left_out_and_listed() -> None:
    document = word.policy()
    paragraph = document.add_paragraph("Members must be kind.")
    document.add_comment(paragraph.runs, text="Is this enough?", author="Officer", initials="O")

    imported = read(document)

    assert imported.sections[0].body == "Members must be kind."
    assert dropped(imported)["Is this enough?"] == "comment in the margin"
    assert "1 comment in the margin (line 5" in message(imported, "comments-left-out")


def test_footnotes_stand_in_brackets_at_their_mark() -> None:
    document = word.policy()
    word.add_xml(
        document.add_paragraph(),
        f"{word.run('Members must declare it')}{word.reference(2)}{word.run('.')}",
    )

    imported = read(word.with_footnotes(document, {2: "See the code of conduct."}))

    assert imported.sections[0].body == "Members must declare it (See the code of conduct.)."
    assert "1 footnote was put in brackets" in message(imported, "footnotes")


def test_a_footnote_of_a_heading_stands_under_it() -> None:
    document = word.policy()
    word.add_xml(document.add_paragraph("Contact", style="Heading 1"), word.reference(2))
    document.add_paragraph(LONG)

    section = read(word.with_footnotes(document, {2: "Of the council."})).sections[-1]

    assert section.heading == "Contact"
    assert section.body == f"(Of the council.)\n\n{LONG}"


def test_headers_and_footers_are_page_furniture() -> None:
    document = word.policy()
    document.add_paragraph(LONG)
    document.sections[0].header.paragraphs[0].text = "Brackenmoor Council"
    document.sections[0].footer.paragraphs[0].text = "Version 2.1, page 1 of 4"

    kept = dropped(read(document))

    assert kept["Brackenmoor Council"] == "page header or footer"
    assert kept["Version 2.1, page 1 of 4"] == "page header or footer"


def test_text_boxes_follow_the_paragraph_that_they_are_tied_to() -> None:
    document = word.policy()
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-'
        'compatibility/2006"><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
        '<a:graphicData uri="x"><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
        'wordprocessingShape"><wps:txbx><w:txbxContent><w:p>{0}</w:p></w:txbxContent></wps:txbx>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>'
        "{0}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    ).format(word.run("Think first!"))
    word.add_xml(document.add_paragraph("Members must be kind."), box)

    imported = read(document)

    assert imported.sections[0].body == "Members must be kind.\n\nThink first!"
    assert "1 text box stood beside the text (line 5" in message(imported, "text-box")


def test_pictures_are_left_out_and_named() -> None:
    document = word.policy()
    word.add_xml(document.add_paragraph(LONG), word.picture())
    word.add_xml(document.add_paragraph(LONG), word.picture("A flow chart of complaints"))

    imported = read(document)

    assert "1 picture has no description (line 5" in message(imported, "image-without-alternative")
    assert "image-left-out" in codes(imported)
    assert "description of a picture" in dropped(imported)["A flow chart of complaints"]


def test_links_to_the_web_stay_and_others_become_words() -> None:
    document = word.policy()
    word.add_xml(
        document.add_paragraph("Read "),
        f'<w:hyperlink r:id="rIdX">{word.run("our page")}</w:hyperlink>{word.run(" and ")}'
        f'<w:hyperlink w:anchor="Scope">{word.run("above")}</w:hyperlink>',
    )
    content = word.saved(document)

    kept = read(word.with_link(content, "hyperlink", "https://brackenmoor.example/a_(b)"))
    lost = read(word.with_link(content, "hyperlink", "file:///S:/policies/a.docx"))

    assert kept.sections[0].body == (
        "Read [our page](https://brackenmoor.example/a_%28b%29) and above"
    )
    assert lost.sections[0].body == "Read our page and above"
    assert "link-left-out" in codes(lost)


def test_a_link_made_by_a_field_stays() -> None:
    document = word.policy()
    word.add_xml(
        document.add_paragraph(),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK '
        '"mailto:policy@brackenmoor.example" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{word.run("Write")}<w:r><w:fldChar w:fldCharType="end"/></w:r>{word.run(" to us.")}',
    )

    assert read(document).sections[0].body == "[Write](mailto:policy@brackenmoor.example) to us."


def test_underlined_hidden_and_struck_words() -> None:
    document = word.policy()
    word.add_xml(
        document.add_paragraph(),
        word.run("Members ")
        + word.run("must", properties='<w:u w:val="single"/>')
        + word.run(" be kind", properties="<w:strike/>")
        + word.run("secret", properties="<w:vanish/>")
        + word.run("."),
    )

    imported = read(document)

    assert imported.sections[0].body == "Members must be kind."
    assert {"underlined", "struck-through", "hidden-text"} <= codes(imported)
    assert dropped(imported)["secret"] == "hidden text"

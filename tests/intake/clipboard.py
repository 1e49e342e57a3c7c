"""What programs put on the clipboard as HTML, in the shapes that they write it in."""


def _bullet(mark: str, words: str, place: str, level: int = 1) -> str:
    return (
        f"<p class=MsoListParagraphCxSp{place} style='margin-left:{36 * level}.0pt;"
        f"text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>"
        "<span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span "
        f"style='mso-list:Ignore'>{mark}<span style='font:7.0pt \"Times New Roman\"'>"
        f"&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>{words}<o:p></o:p></p>\n"
    )


_WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:st1="urn:schemas-microsoft-com:office:smarttags">
<head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<meta name=Generator content="Microsoft Word 15"><title>Draft for Thursday</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Style Definitions */ p.MsoNormal {margin:0cm; font-family:"Calibri";} --></style>
</head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->"""

WORD = (
    _WORD_HEAD
    + """<h2><a name="_Toc1">Private messages</a><o:p></o:p></h2>
<p class=MsoNormal><span style='font-size:12.0pt'>A message to a <st1:place w:st="on">Brackenmoor
</st1:place> group is <b style='mso-bidi-font-weight:normal'>published</b>, “whoever” reads
it.<o:p></o:p></span></p>
"""
    + _bullet("·", "Read it twice.", "First")
    + _bullet("o", "Aloud, if you can.", "Middle", 2)
    + _bullet("·", "Check who can see it.", "Last")
    + """<p class=MsoNormal><!--[if gte vml 1]><v:shape id="p1" style='width:9pt'><v:imagedata
src="file:///C:/a.png" o:title="a"/></v:shape><![endif]--><![if !vml]><img width=12 height=12
src="file:///C:/Users/a.png" v:shapes="p1"><![endif]><o:p>&nbsp;</o:p></p>
"""
    + _bullet("1.", "Take a picture of it.", "First")
    + _bullet("2.", 'Report it to <a href="mailto:desk@brackenmoor.example">the desk</a>.', "Last")
    + "<!--EndFragment--></body></html>"
)

GOOGLE_DOCS = (
    '<meta charset=\'utf-8\'><b style="font-weight:normal;" id="docs-internal-guid-1a2b">'
    '<p dir="ltr" style="line-height:1.38;"><span style="font-weight:400;font-style:normal;">'
    'Members </span><span style="font-weight:700;font-style:normal;">must</span>'
    '<span style="font-weight:400;"> be </span><span style="font-weight:400;font-style:italic;">'
    'kind</span><span style="font-weight:400;">.</span></p><br /><ul style="margin-top:0;">'
    '<li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Be brief.</span></p></li>'
    '<ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>Be polite.</span></p>'
    '</li></ul></ul></b><br class="Apple-interchange-newline">'
)

EXCEL = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId '
    'content=Excel.Sheet><style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 '
    '{white-space:normal;}--></style></head><body link="#0563C1"><table border=0 cellpadding=0 '
    "width=128 style='border-collapse:collapse'><!--StartFragment--><col width=64 span=2>"
    "<tr height=20><td height=20 class=xl65 width=64>Channel</td><td width=64>Who answers</td></tr>"
    "<tr height=20><td>Email</td><td>The officer | deputy</td></tr><tr><td>Telephone</td>"
    "<td align=right>01632 960001</td></tr><!--EndFragment--></table></body></html>"
)

WEB_PAGE = """<nav class="menu"><ul><li><a href="/">Home</a></li><li>News</li></ul></nav>
<main><h1>Guidance on groups</h1><p>Think first, as the
<a href="https://brackenmoor.example/code">code of conduct</a> asks every member.</p>
<h2>Then</h2><p>Post.<br>Or do not.</p><img src="/a.png"><img src="/b.png" alt="A member at work">
<table><tr><th>Do</th><th>Don’t</th></tr><tr><td>Check it.</td><td>Rush it.</td></tr></table>
</main><footer>Terms of this site</footer>"""

FEW_WORDS = (
    "<meta charset='utf-8'><span style=\"color:rgb(0,0,0)\">a <strong>firm</strong> no</span>"
)

HOSTILE = """<p onclick="alert(1)">Hello <script>alert(2)</script><img src=x onerror=alert(3)>
<a href="javascript:alert(4)">press</a> <a href="https://brackenmoor.example/)<script>">here</a>
<svg><script>alert(5)</script></svg></p>&lt;script&gt;alert(6)&lt;/script&gt;
<iframe srcdoc="<script>alert(7)</script>"></iframe>"""

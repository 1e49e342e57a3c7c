"""What in a page or a file would act: found by parsing it as a browser or a reader does."""

import re
import zipfile
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pikepdf

SAFE = {"", "http", "https", "mailto", "tel"}
ACTING = {"object", "embed", "applet", "base", "frame", "frameset", "portal", "style",
          "foreignobject", "animate", "set"}  # fmt: skip
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "cite",
             "background", "ping", "srcset"}  # fmt: skip
# Data that browsers read and never run.
DATA = {"application/ld+json", "application/json"}
# Marks that turn the order of the letters round, so that a reader sees other words than are there.
TURNING = re.compile("[\u202a-\u202e]")


def scheme_of(address: str) -> str:
    """The scheme that a browser sees: what is unseen at the front and in the middle left out."""
    plain = re.sub(r"[\t\n\r]", "", address).lstrip("".join(map(chr, range(33))))
    found = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", plain)
    return found[1].lower() if found else ""


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in ACTING:
            self.found.append(f"<{tag}>")
        if tag == "use" and not given.get("href", given.get("xlink:href", "")).startswith("#"):
            self.found.append("<use> of another picture")
        if tag == "script" and not given.get("src") and given.get("type") not in DATA:
            self.found.append("<script> with words in it")
        if tag == "meta" and "refresh" in given.get("http-equiv", "").lower():
            self.found.append("<meta refresh>")
        if tag == "iframe":
            self.found.extend(acting_in_html(given.get("srcdoc", "")))
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.found.append(f"<{tag} {name}={value}>")
            own = tag == "img" and value.startswith("data:image/png")
            if name in ADDRESSES and scheme_of(value) not in SAFE and not own:
                self.found.append(f"<{tag} {name}={value}>")
            foreign = urlsplit(value).netloc if scheme_of(value) in SAFE else ""
            if foreign and (name in {"action", "formaction"} or (name == "src" and tag != "a")):
                self.found.append(f"<{tag} {name}={value}>")

    handle_startendtag = handle_starttag


def acting_in_html(html: str) -> list[str]:
    """Everything in a page that would run, fetch from elsewhere, or lead a form astray."""
    page = _Page()
    page.feed(html)
    page.close()
    return page.found


def acting_in_xml(data: bytes) -> list[str]:
    """The same of XML: of its own elements, and of HTML that is a text in it, as in feeds."""
    if b"<!ENTITY" in data:
        return ["an entity is declared"]
    found = []
    for element in ElementTree.fromstring(data).iter():
        name = element.tag.rsplit("}", 1)[-1].lower()
        is_words_own = element.tag.startswith("{http://schemas.openxmlformats.org/")
        if not is_words_own and name in ACTING | {"script", "iframe"}:
            found.append(f"<{name}>")
        for attribute, value in element.attrib.items():
            plain = attribute.rsplit("}", 1)[-1].lower()
            is_address = plain in ADDRESSES and scheme_of(value) not in SAFE
            if plain.startswith("on") or is_address:
                found.append(f"<{name} {plain}={value}>")
        if element.get("type") == "html":
            found.extend(acting_in_html(element.text or ""))
    return found


def acting_in_archive(data: bytes) -> list[str]:
    """The same of an EPUB or a Word file, and whatever leads out of it or is a program."""
    found = []
    with zipfile.ZipFile(BytesIO(data)) as opened:
        for name in opened.namelist():
            read = opened.read(name)
            if re.search(r"\.(js|exe|bin|html?|svg)$", name, re.IGNORECASE) or ".." in name:
                found.append(name)
            if name.endswith((".xml", ".xhtml", ".opf", ".rels", ".ncx")):
                found.extend(f"{name}: {one}" for one in acting_in_xml(read))
            if name.endswith(".rels"):
                found.extend(_leading_out(read))
            if name.endswith(".opf") and re.search(rb'properties="[^"]*(scripted|remote)', read):
                found.append(f"{name}: scripted or remote")
    return found


def _leading_out(read: bytes) -> list[str]:
    return [
        f"{link.get('Type')} to {link.get('Target')}"
        for link in ElementTree.fromstring(read)
        if link.get("TargetMode") == "External"
        and (
            not link.get("Type", "").endswith("/hyperlink")
            or scheme_of(link.get("Target", "")) not in SAFE
        )
    ]


def acting_in_pdf(data: bytes) -> list[str]:
    """Programs, attachments and actions in a PDF, and links to anything but the web and mail."""
    found = []
    with pikepdf.open(BytesIO(data)) as pdf:
        for one in pdf.objects:
            if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                continue
            found.extend(
                key
                for key in ("/JS", "/JavaScript", "/AA", "/EmbeddedFiles", "/Launch", "/XFA")
                if key in one
            )
            action = one.get("/S")
            if action in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR"):
                found.append(str(action))
            if action == "/URI" and scheme_of(str(one["/URI"])) not in SAFE:
                found.append(f"URI {one['/URI']}")
            if one.get("/Type") == "/Filespec":
                found.append("/Filespec")
    return found


def acting_in_text(words: str) -> list[str]:
    """Raw markup that acts in a Markdown or text file, which another program may show as a page."""
    return [] if "<" not in words else acting_in_html(unescape(words))

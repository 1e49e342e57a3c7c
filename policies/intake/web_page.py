"""A web page without the page: its menus, banners and forms are listed apart from the document."""

import re
from collections.abc import Iterator

from policies.intake.conversion import Notes
from policies.intake.markup_tree import Node, is_inline

_PAGE = "words of the web page, not of the document"
_FURNITURE = frozenset({"nav", "aside", "form", "dialog", "menu", "legend", "search"})
_CONTROLS = frozenset({"button", "input", "select", "textarea", "option", "label", "datalist"})
SILENT = frozenset({"script", "style", "template", "noscript", "head", "meta", "link", "svg",
                     "math", "canvas", "base", "noframes", "map"})  # fmt: skip
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "dialog",
                    "alertdialog", "menu", "menubar", "toolbar", "form"})  # fmt: skip
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|breadcrumbs?|skip(?:-?link|-?to)?\w{0,8}|nav|navigation"
    r"|navbar|menu|sidebar|footer|masthead|site-?header|share|sharing|social-?(?:links|share)"
    r"|pagination|pager|site-?search|search-?form|back-?to-?top|feedback|print-?page|page-?tools"
    r"|newsletter|advert|related-links|visually-hidden-nav)(?=$|[\s_-])",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
_SKIP_LINK = re.compile(r"\s*(?:skip|jump) to\b.{0,40}|\s*back to top\s*", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_EMBEDS = frozenset({"iframe", "object", "video", "audio", "embed", "applet"})
_DELETED = frozenset({"del"})
_FEW_WORDS = 8
_LONG = 1_500
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def document_in(root: Node, notes: Notes) -> Node:
    """Return the part of the page that is the document; list the rest as left out, with why."""
    for node in list(root.nodes()):
        if node.name == "title":
            notes.drop(1, node.text(_DELETED), "title of the web page")
            node.children = []
    chosen = _main_part(root)
    if chosen is not root:
        _keep_title(root, chosen)
        for text in _outside(root, chosen):
            notes.drop(1, text, _PAGE)
    _prune(chosen, notes, _sizes(chosen), is_chosen=chosen is not root)
    _note_left_out(notes)
    return chosen


def _main_part(root: Node) -> Node:
    """The one main part; or the one article; or the whole page."""
    for wanted in ("main", "article"):
        found = [n for n in root.nodes() if n.name == wanted or n.get("role") == wanted]
        if len(found) == 1 and len(found[0].text().split()) >= _FEW_WORDS:
            return found[0]
    return root


def _keep_title(root: Node, chosen: Node) -> None:
    """The title may stand in a banner above the main part."""
    if any(node.name == "h1" for node in chosen.nodes()):
        return
    inside = set(map(id, chosen.nodes()))
    titles = [n for n in root.nodes() if n.name == "h1" and id(n) not in inside]
    if len(titles) == 1:
        moved = Node("h1", children=list(titles[0].children))
        titles[0].children = []
        chosen.children.insert(0, moved)
        chosen.has_blocks = True


def _outside(root: Node, chosen: Node) -> Iterator[str]:
    """The words outside the chosen part, a passage for each largest element without it."""
    way = _way_to(root, chosen)
    on_way = set(map(id, way))
    for node in reversed(way[1:]):
        run: list[str] = []
        for child in node.children:
            if isinstance(child, Node) and not is_inline(child):
                yield "".join(run)
                run = []
            if isinstance(child, str):
                run.append(child)
            elif id(child) not in on_way and child.name not in SILENT | _DELETED:
                run.append(child.text(_DELETED))
        yield "".join(run)


def _way_to(root: Node, chosen: Node) -> list[Node]:
    parents: dict[int, Node] = {}
    for node in [root, *root.nodes()]:
        for child in node.children:
            if isinstance(child, Node):
                parents[id(child)] = node
    way = [chosen]
    while way[-1] is not root:
        way.append(parents[id(way[-1])])
    return way


def _sizes(root: Node) -> dict[int, int]:
    """How many characters each element holds."""
    sizes: dict[int, int] = {}
    for node in reversed([root, *root.nodes()]):
        sizes[id(node)] = sum(
            len(child) if isinstance(child, str) else sizes[id(child)] for child in node.children
        )
    return sizes


def _prune(chosen: Node, notes: Notes, sizes: dict[int, int], *, is_chosen: bool) -> None:
    waiting = [chosen]
    while waiting:
        node = waiting.pop()
        kept: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str):
                kept.append(child)
                continue
            if child.name in _DELETED:
                kept.append(child)
                continue
            reason = _reason_against(child, node, sizes[id(child)], is_chosen)
            if reason:
                notes.drop(1, child.text(_DELETED), reason)
                # The words before and after what is left out do not become one word.
                kept.append(" ")
                if child.name in _EMBEDS:
                    notes.note(
                        1,
                        "embedded-file",
                        f"The page shows something from elsewhere in a frame ({child.name}). It "
                        "was left out; say in words what readers need of it.",
                    )
            else:
                kept.append(child)
                waiting.append(child)
        node.children = kept


def _reason_against(node: Node, parent: Node, size: int, is_chosen: bool) -> str:
    """Why an element is no part of the document, or "" if it is."""
    if node.name in SILENT or node.name in _EMBEDS:
        return "embedded in the web page"
    if node.name in _FURNITURE or node.get("role") in _ROLES:
        return _PAGE
    if node.name in _CONTROLS and parent.name not in _HEADINGS:
        return _PAGE
    if node.name in {"header", "footer"} and not (is_chosen and _has_heading(node)):
        return "" if node.name == "header" and _has_title(node) else _PAGE
    reason = _reason_of_word(node)
    if reason:
        return reason
    named = f"{node.get('class')} {node.get('id')}"
    if named.strip() and node.name not in {"html", "body", "main", "article"}:
        match = _NAMES.search(named)
        if match and not _holds_document(node, size):
            return _PAGE
    if node.name in {"div", "section", "p"} and size < _LONG and _is_banner(node):
        return _PAGE
    if node.name == "a" and node.get("href").startswith("#") and _SKIP_LINK.fullmatch(node.text()):
        return _PAGE
    return _reason_hidden(node) if size < _LONG else ""


def _reason_hidden(node: Node) -> str:
    hidden = (
        "hidden" in node.attributes
        or node.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(node.get("style")))
    )
    # An accordion hides its text until somebody opens it: that is text of the document.
    return "hidden on the page" if hidden and len(node.text().split()) < _FEW_WORDS else ""


def _reason_of_word(node: Node) -> str:
    """What Word marks in a page that it saves."""
    named, css = node.get("class"), node.get("style")
    if "MsoHeader" in named or "MsoFooter" in named or "mso-element:header" in css:
        return "page header or footer"
    if re.search(r"\bMsoToc", named) and node.name not in _HEADINGS:
        return "contents list"
    is_comment = "mso-element:comment" in css or named in {"msocomtxt", "MsoCommentReference"}
    return "comment in the margin" if is_comment else ""


def _has_heading(node: Node) -> bool:
    return any(part.name in _HEADINGS for part in node.nodes())


def _has_title(node: Node) -> bool:
    return any(part.name == "h1" for part in node.nodes()) and not any(
        part.name == "nav" for part in node.nodes()
    )


def _holds_document(node: Node, size: int) -> bool:
    """Whether an element with such a name still holds the text, as "page with-sidebar" does."""
    if size >= _LONG or node.name in _HEADINGS:
        return True
    return sum(part.name in _HEADINGS for part in node.nodes()) >= 2


def _is_banner(node: Node) -> bool:
    """A short block about cookies with something to press."""
    return bool(_COOKIES.search(node.text())) and any(
        part.name in {"button", "input"} for part in node.nodes()
    )


def _note_left_out(notes: Notes) -> None:
    if any(passage.reason == "comment in the margin" for passage in notes.dropped):
        notes.note(
            1,
            "comments-left-out",
            "Comments in the margin were left out; their words are listed with what was left out.",
        )
    count = sum(passage.reason == _PAGE for passage in notes.dropped)
    if count:
        notes.note(
            1,
            "web-page-words",
            f"{count} passage{'s' if count > 1 else ''} of the web page around the document "
            "(menus, banners, forms) were left out. They are listed with what was left out.",
        )

"""What a browser would post from a page: every field of its forms as it stands."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects what the main form of a page would send."""

    def __init__(self):
        super().__init__()
        self.forms, self.names, self._text, self._select = [], None, None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form" and given.get("method") == "post":
            self.names = {}
            self.forms.append(self.names)
        if self.names is None:
            return
        name = given.get("name")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in ("submit", "file") or (
                kind in ("checkbox", "radio") and "checked" not in given
            ):
                return
            self.names.setdefault(name, []).append(
                given.get("value", "on" if kind == "checkbox" else "")
            )
        elif tag == "textarea" and name:
            self._text = (name, [])
        elif tag == "select" and name:
            self._select = name
        # Without a choice made, browsers send the first option.
        elif (
            tag == "option"
            and self._select
            and ("selected" in given or self._select not in self.names)
        ):
            self.names[self._select] = [given.get("value", "")]

    def handle_data(self, data):
        if self._text:
            self._text[1].append(data)

    def handle_endtag(self, tag):
        if tag == "textarea" and self._text:
            # Browsers drop the line feed after the tag and send CRLF for line ends.
            words = "".join(self._text[1]).removeprefix("\n").replace("\r\n", "\n")
            self.names.setdefault(self._text[0], []).append(words.replace("\n", "\r\n"))
            self._text = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self.names = None


def fields_of(response) -> dict[str, list[str]]:
    """The fields of the page’s longest form, ready to be changed and posted."""
    parser = _Fields()
    parser.feed(response.content.decode())
    return max(parser.forms, key=len)


def post_from(client, url: str, **changes):
    """Open a page, change these fields and send its form as a browser would."""
    fields = fields_of(client.get(url))
    for name, value in changes.items():
        fields[name] = value
    return client.post(url, fields, follow=True)


def words_of(response) -> str:
    """The page as plain text on one line."""
    collected = []

    class Words(HTMLParser):
        def handle_data(self, data):
            collected.append(data)

    Words().feed(response.content.decode())
    return " ".join("".join(collected).split())

"""Browsers at the front server, with the face of Django’s test client: whatever is played with
that can be played with these."""

from collections.abc import Callable
from contextlib import contextmanager
from copy import copy
from http.client import HTTPException
from urllib.parse import quote

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client

from tests.permissions.walking import Browser
from tests.serving.host import ADDRESS, NAME, Host

# What belongs to the line, and not to the answer.
OF_THE_LINE = {"connection", "keep-alive", "transfer-encoding", "set-cookie"}


class Answer(HttpResponse):
    """What came from the front server."""

    @property
    def url(self) -> str:
        """Where it leads to."""
        return self.headers["Location"]


class FrontBrowser(Client):
    """Speaks HTTP with nginx over TLS; cookies and tokens of forms are those of the portal."""

    def __init__(self, host: Host, place: int = 1) -> None:
        Client.__init__(self, raise_request_exception=False)
        self.line = host.line(place)
        self.handler = self._ask

    def request(self, **request):
        """Ask; where a form has no field for it, the token is sent as the scripts of pages do."""
        if request["REQUEST_METHOD"] == "POST" and "csrftoken" in self.cookies:
            request["HTTP_X_CSRFTOKEN"] = self.cookies["csrftoken"].value
        return super().request(**request)

    def _base_environ(self, **request):
        return super()._base_environ(**request) | {"HTTP_HOST": NAME}

    def _ask(self, environ: dict) -> Answer:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        try:
            response = self._answered(environ, body)
        except (HTTPException, OSError):
            # nginx ended a line on which nothing was asked for a while.
            self.line.close()
            response = self._answered(environ, body)
        response.wsgi_request = WSGIRequest(environ)
        return response

    def _answered(self, environ: dict, body: bytes) -> Answer:
        path = quote(environ["PATH_INFO"].encode("latin-1"), safe="/:@!$&'()*+,;=~")
        query = environ.get("QUERY_STRING", "")
        address = f"{path}?{quote(query, safe='/:@!$&*+,;=~?%')}" if query else path
        self.line.request(environ["REQUEST_METHOD"], address, body=body, headers=_headers(environ))
        answer = self.line.getresponse()
        read = answer.read()
        response = Answer(read, status=answer.status)
        del response.headers["Content-Type"]
        for name, value in answer.getheaders():
            if name.lower() not in OF_THE_LINE:
                response.headers[name] = value
        for cookie in answer.headers.get_all("Set-Cookie", []):
            response.cookies.load(cookie)
        return response


def _headers(environ: dict) -> dict[str, str]:
    """The headers that a browser would send; it says from which page it sends a form."""
    named = {
        key.removeprefix("HTTP_").replace("_", "-").title(): value
        for key, value in environ.items()
        if key.startswith("HTTP_") and value
    }
    if environ["REQUEST_METHOD"] != "GET":
        named |= {"Content-Type": environ["CONTENT_TYPE"], "Referer": f"{ADDRESS}/"}
    return named


# Any token that a page of the portal may have given.
TOKEN = "Kq7v2m9XcT4wZb1nRj8sLd5hYp3fGa6e"


class WalkingBrowser(FrontBrowser, Browser):
    """One who sends forms that others opened, and all of whose doings can be taken back."""

    def __init__(self, host: Host, place: int, take_back: Callable[[], None]) -> None:
        FrontBrowser.__init__(self, host, place)
        self.take_back, self.has_sent = take_back, False

    def request(self, **request):
        if request["REQUEST_METHOD"] != "POST":
            return super().request(**request)
        # The token of whoever opened the form is not the token of whoever sends it.
        self.cookies["csrftoken"] = TOKEN
        self.has_sent = True
        return super().request(**request)

    def post(self, path, data=None, *more, **named):
        if isinstance(data, dict):
            data = {key: value for key, value in data.items() if key != "csrfmiddlewaretoken"}
        return super().post(path, data, *more, **named)

    @contextmanager
    def taken_back(self):
        cookies, self.has_sent = copy(self.cookies), False
        yield
        self.cookies = cookies
        if self.has_sent:
            self.take_back()

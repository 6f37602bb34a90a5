"""Somebody with a browser that has no JavaScript: opens a page, fills in its form, sends it."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

PATIENCE = 30


@dataclass
class Form:
    """What a browser would send if nothing were filled in."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, values: Mapping[str, str]) -> bytes:
        kept = [(name, value) for name, value in self.fields if name not in values]
        return urllib.parse.urlencode([*kept, *values.items()]).encode()


@dataclass(frozen=True)
class Answer:
    status: int
    url: str
    text: str


class Visitor:
    def __init__(self, base_url: str):
        self._base_url = base_url
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._browser = urllib.request.build_opener(cookies)

    def open(self, path: str) -> Answer:
        return self._ask(self._base_url + path)

    def form(self, path: str, *, action: str) -> Form:
        """Open a page and return its form that goes to `action`."""
        reader = _FormReader()
        reader.feed(self.open(path).text)
        return next(form for form in reader.forms if form.action.startswith(action))

    def send(self, form: Form, **values: str) -> Answer:
        url = urllib.parse.urljoin(self._base_url, form.action)
        return self._ask(url, form.filled(values))

    def _ask(self, url: str, data: bytes | None = None) -> Answer:
        request = urllib.request.Request(url, data)  # noqa: S310 - our own site
        request.add_header("Referer", self._base_url + "/")
        request.add_header("Origin", self._base_url)
        try:
            with self._browser.open(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.url, error.read().decode(errors="replace"))


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(own.get("action", "")))
        elif not self.forms:
            return
        elif tag == "input":
            self._input(own)
        elif tag == "select":
            self._choice = own.get("name", "")
        elif tag == "option" and self._choice:
            self._option(own)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._choice = ""

    def _input(self, own: Mapping[str, str]) -> None:
        is_button = own.get("type") in {"submit", "button", "image", "reset"}
        is_off = own.get("type") in {"checkbox", "radio"} and "checked" not in own
        if own.get("name") and not is_button and not is_off:
            self.forms[-1].fields.append((own["name"], own.get("value", "")))

    def _option(self, own: Mapping[str, str]) -> None:
        """The first of a list is chosen unless another says so."""
        fields = self.forms[-1].fields
        is_first = all(name != self._choice for name, _value in fields)
        if is_first or "selected" in own:
            fields[:] = [(name, value) for name, value in fields if name != self._choice]
            fields.append((self._choice, own.get("value", "")))

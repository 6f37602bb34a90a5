"""The page of the mail catcher: what was sent, newest first, each mail as its reader sees it."""

import html
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from .ports import LOOPBACK

STYLE = """
:root { color-scheme: light dark;
  --line: light-dark(#d9d4c8, #3a3835); --quiet: light-dark(#5c574d, #b5b0a5) }
body { font: 17px/1.5 system-ui, sans-serif; max-width: 54rem; margin: 0 auto;
  padding: 1.5rem 1rem 4rem; background: light-dark(#fbf9f4, #171614);
  color: light-dark(#1c1a17, #f0ede6) }
h1, h2 { font: 600 1.6rem/1.25 Georgia, serif; margin: 0 0 1rem; overflow-wrap: anywhere }
h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem }
* { box-sizing: border-box }
a { color: light-dark(#0a4a7a, #8cc4f0) }
ol { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line) }
li a { display: flex; flex-wrap: wrap; gap: .1rem 1rem; padding: .7rem .2rem;
  text-decoration: none; color: inherit; border-bottom: 1px solid var(--line) }
li a:hover strong, li a:focus strong { text-decoration: underline }
li strong { flex: 1 1 22rem } li .who { flex-basis: 100% }
.quiet { color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem;
  overflow-wrap: anywhere }
dt { color: var(--quiet) } dd { margin: 0 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; padding: 1rem;
  border: 1px solid var(--line) }
iframe { inline-size: 100%; block-size: 36rem; border: 1px solid var(--line); background: #fff }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'"
# A mail's own HTML may draw itself and open links; it may run nothing and fetch nothing.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
NAME = re.compile(r"[0-9]{20}-[0-9]{6}\.eml")
LISTED = 200
NOTABLE = ("From", "To", "Reply-To", "Date", "List-Unsubscribe", "X-Envelope-To")


class MailPage(ThreadingHTTPServer):
    """Serves the mails of one directory to this machine."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], directory: Path) -> None:
        super().__init__(address, _Request)
        self.directory = directory


class _Request(BaseHTTPRequestHandler):
    server: MailPage

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host not in {"localhost", LOOPBACK}:  # another site's name that was pointed at us
            return self._answer("Not here", status=HTTPStatus.MISDIRECTED_REQUEST)
        place, _, name = self.path.strip("/").partition("/")
        if not place:
            return self._answer(_index(self.server.directory))
        path = self.server.directory / name
        if (
            place not in {"mail", "html", "source"}
            or not NAME.fullmatch(name)
            or not path.is_file()
        ):
            return self._answer(_page("No such mail", _BACK), status=HTTPStatus.NOT_FOUND)
        raw = path.read_bytes()
        if place == "source":
            return self._answer(raw.decode(errors="replace"), kind="text/plain")
        mail = _read(raw)
        if place == "html":
            return self._answer(_html_part(mail) or "", security_policy=MAIL_POLICY)
        return self._answer(_show(mail, name))

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: who looked at which mail is of no use."""

    def _answer(
        self,
        text: str,
        *,
        status: HTTPStatus = HTTPStatus.OK,
        kind: str = "text/html",
        security_policy: str = POLICY,
    ) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", security_policy)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)


_BACK = '<p><a href="/">All mails</a></p>'


def _index(directory: Path) -> str:
    names = sorted((path.name for path in directory.glob("*.eml")), reverse=True)
    if not names:
        return _page("No mail yet", "<p>Every mail that the site sends will be listed here.</p>")
    rows = "".join(_row(directory, name) for name in names[:LISTED])
    return _page(f"{len(names)} mails" if len(names) > 1 else "1 mail", f"<ol>{rows}</ol>")


def _row(directory: Path, name: str) -> str:
    mail = _read((directory / name).read_bytes())
    return (
        f'<li><a href="/mail/{name}"><strong>{_header(mail, "Subject")}</strong>'
        f'<span class="quiet">{_header(mail, "Date")}</span>'
        f'<span class="quiet who">{_header(mail, "From")} to {_header(mail, "To")}</span></a></li>'
    )


def _show(mail: EmailMessage, name: str) -> str:
    facts = "".join(
        f"<dt>{field}</dt><dd>{_header(mail, field)}</dd>" for field in NOTABLE if mail[field]
    )
    text = mail.get_body(preferencelist=("plain",))
    parts = [f"<dl>{facts}</dl>"]
    if text is not None:
        parts.append(f"<pre>{_with_links(text.get_content())}</pre>")
    if _html_part(mail) is not None:
        parts.append(
            f'<h2>As HTML</h2><iframe title="The mail as HTML" src="/html/{name}"'
            ' sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
        )
    parts.append(f'<p><a href="/source/{name}">Source, with every header</a></p>{_BACK}')
    return _page(str(mail["Subject"] or "(no subject)"), "".join(parts))


def _page(title: str, content: str) -> str:
    title = html.escape(title)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
        f"<h1>{title}</h1>{content}</html>"
    )


def _read(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    if not isinstance(mail, EmailMessage):
        raise TypeError("the default policy makes an EmailMessage")
    return mail


def _header(mail: EmailMessage, field: str) -> str:
    return html.escape(", ".join(str(value) for value in mail.get_all(field, [])))


def _html_part(mail: EmailMessage) -> str | None:
    part = mail.get_body(preferencelist=("html",))
    if part is None:
        return None
    return f'<base target="_blank">{part.get_content()}'


def _with_links(text: str) -> str:
    """Escape the text and make its addresses links."""
    parts, end = [], 0
    for match in LINK.finditer(text):
        address = html.escape(match.group())
        parts.append(html.escape(text[end : match.start()]))
        parts.append(f'<a href="{address}" rel="noreferrer">{address}</a>')
        end = match.end()
    return "".join([*parts, html.escape(text[end:])])

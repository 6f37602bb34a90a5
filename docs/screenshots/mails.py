"""Take the pictures of the mails of alerts that lie beside this file.

    .venv/bin/python docs/screenshots/mails.py [DIRECTORY]

The mails are rendered by the outbox, as they would leave, with an invented piece of news. HTML is
drawn by Chromium at 640 px; the text stands as it is in a plain frame, each line in the direction
of its own first letter, as mail programs show it.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "r2p_site.settings.test")
# Named because settings ask for them; to render a mail, neither is opened.
os.environ.setdefault("DATABASE_URL", "postgres://localhost/none")
os.environ.setdefault("REDIS_URL", "redis://localhost:6379/0")

import django  # noqa: E402 - the project has to be found first

django.setup()

from django.utils.html import escape  # noqa: E402 - likewise
from playwright.sync_api import Browser, sync_playwright  # noqa: E402 - likewise

from tests.factories.mails import sample_mail  # noqa: E402 - likewise

FRAME = """<!doctype html><html dir="{dir}"><meta charset="utf-8"><style>
body {{ margin: 0; padding: 24px; background: #ffffff; color: #111111;
  font: 15px/1.6 "DejaVu Sans Mono", monospace }}
p {{ margin: 0; min-height: 1.6em; overflow-wrap: anywhere; text-align: start }}
</style><body>{lines}</body></html>"""


def plain_frame(text: str, direction: str) -> str:
    """Show a text part as a mail program does that knows nothing but text."""
    lines = "".join(f'<p dir="auto">{escape(line)}</p>' for line in text.splitlines())
    return FRAME.format(dir=direction, lines=lines)


def picture(browser: Browser, html: str, to: Path) -> None:
    page = browser.new_page(viewport={"width": 640, "height": 400})
    page.set_content(html)
    page.screenshot(path=to, full_page=True)
    page.close()


def main(directory: Path) -> None:
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        for name in ("alert", "digest"):
            for language in ("en", "ar"):
                mail = sample_mail(name, language)
                picture(browser, mail.html, directory / f"mail-{name}-{language}.png")
                if name == "alert":
                    direction = "rtl" if language == "ar" else "ltr"
                    frame = plain_frame(f"{mail.subject}\n\n{mail.text}", direction)
                    picture(browser, frame, directory / f"mail-alert-text-{language}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

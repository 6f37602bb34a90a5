"""Chromium for the browser tests, and what every page must keep to."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

VIEWS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return browser_type_launch_args | {"executable_path": path}


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_a_browser() -> Iterator[None]:
    """Playwright runs a loop in this thread, in which Django would refuse every query."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[OpenPage]:
    """Open an address at a width and in a theme, without JavaScript unless asked for."""
    contexts = []

    def go(path: str, *, width: int = 1280, scheme: str = "light", scripts: bool = False) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("request", lambda request: _stay_at_home(page, request.url, live_server.url))
        page.goto(path)
        return page

    yield go
    for context in contexts:
        context.close()


def _stay_at_home(page: Page, url: str, home: str) -> None:
    if not url.startswith((home, "data:", "about:")):
        page.complaints.append(f"a request left the site: {url}")


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong, each with the place it found it at. Needs scripts."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than its window. Needs scripts."""
    return page.locator("html").evaluate("page => page.scrollWidth - window.innerWidth")

"""A real browser on the real site. Whatever a test does, no request may leave the host and no page may
complain in the console: each context is checked when the test is over.

A click does not wait for what it leads to. After one, `expect` something that only the new state has, before
anything is read (`count`, `inner_text`, the database) or another page is opened."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from accounts.services import add_member, create_organisation

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "procurement" / "samples" / "vardinformationssystem.xlsx"
PASSWORD = "a long enough password"
NOWHERE = "/nowhere/"  # a browser complains of a page that is not there, and should
DESK, HAND = 1280, 390  # pixels: a screen on a desk, and one in a hand
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 15_000  # milliseconds: a machine with other work to do is slow, not wrong

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_site(browser, live_server) -> Iterator[Open]:
    """A function that opens the site in a context of its own, signed in where `email` is given."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and NOWHERE not in message.location.get("url", ""):
            complaints.append(f"{message.text} ({message.location.get('url')})")

    def open_page(
        email: str = "", *, language: str = "en", width: int = DESK, javascript: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale=language,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", note)
        page.goto("/sign-in/")
        if email:
            sign_in(page, email)
            expect(page).not_to_have_url(re.compile("/sign-in/"))  # a goto would break the answer off
        return page

    yield open_page
    for context in contexts:
        context.close()
    _wait_for_the_database()
    assert not [url for url in asked if not url.startswith((live_server.url, "blob:", "data:"))]
    assert not complaints


def _wait_for_the_database() -> None:
    """Wait until nobody else works in it: a request outlives its page, and locks what is emptied next."""
    patience = time.monotonic() + PATIENCE / 1000
    with connection.cursor() as cursor:
        while time.monotonic() < patience:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.fill("#id_username", email)
    page.fill("#id_password", password)
    page.click("main button")


def ready(page: Page) -> None:
    """Wait until the page's scripts have run: before that it does what it does without them."""
    page.wait_for_load_state("load")


@pytest.fixture
def people(transactional_db):
    """Alice, an officer, and Bob, of the board, of one region that has nothing yet."""
    organisation = create_organisation(name="Region Exempel")
    for name, role in (("alice", "officer"), ("bob", "board")):
        add_member(
            organisation=organisation,
            email=f"{name}@example.org",
            name=name.title(),
            role=role,
            password=PASSWORD,
        )
    return organisation

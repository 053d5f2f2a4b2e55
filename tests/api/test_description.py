"""The description of the API: valid, and a page that needs no other host."""

import json

import pytest
from django.core.management import call_command
from playwright.sync_api import sync_playwright


def test_the_description_is_valid_and_complete(tmp_path):
    path = tmp_path / "schema.json"
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", "--file", str(path)
    )
    paths = json.loads(path.read_text())["paths"]
    for address, operations in paths.items():
        for method, operation in operations.items():
            assert operation["summary"], (method, address)
            assert {"429"} < operation["responses"].keys(), (method, address)


@pytest.mark.parametrize(("language", "words"), [("sv", "Poängsätt en text"), ("en", "Score a text")])
def test_its_page_asks_no_other_host_and_breaks_no_policy(live_server, settings, language, words):
    settings.ALLOWED_HOSTS = ["glapp.test"]
    with sync_playwright() as playwright:
        # Under a name that is not localhost: on such a one Swagger would ask its validator for a badge.
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--host-resolver-rules=MAP glapp.test 127.0.0.1",
            ],
        )
        page = browser.new_page(locale=language)
        page.set_default_timeout(10_000)
        asked, refused = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on(
            "console",
            lambda message: refused.append(message.text) if "Security Policy" in message.text else None,
        )
        origin = live_server.url.replace("localhost", "glapp.test").replace("127.0.0.1", "glapp.test")
        page.goto(f"{origin}/api/v1/")
        page.get_by_text(words).click()
        page.get_by_text("Authorize").first.click()
        assert page.get_by_text("http, Bearer").is_visible()
        browser.close()
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith((origin, "data:"))] == []
    assert refused == []

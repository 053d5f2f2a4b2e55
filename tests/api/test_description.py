"""The description of the API: valid, and a page that needs no other host."""

import json

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


def test_its_page_asks_no_other_host_and_breaks_no_policy_in_either_language(live_server, settings):
    settings.ALLOWED_HOSTS = ["glapp.test"]
    # Under a name of its own: pages like this one may leave other hosts alone only on localhost.
    origin = live_server.url.replace("localhost", "glapp.test")
    asked, refused = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--host-resolver-rules=MAP glapp.test 127.0.0.1",
            ],
        )
        for language, words in {"sv": "Poängsätt en text", "en": "Score a text"}.items():
            page = browser.new_page(locale=language)
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: refused.append(message.text))
            page.goto(f"{origin}/api/v1/")
            page.get_by_text(words).click()
            page.get_by_text("Authorize").first.click()
            assert page.get_by_text("http, Bearer").is_visible()
        browser.close()
    assert f"{origin}/api/v1/schema/" in asked
    assert [url for url in asked if not url.startswith((origin, "data:"))] == []
    assert [line for line in refused if "Security Policy" in line] == []

"""Who gets what, on every address of the router: one that is added is walked too, or stops the run."""

from collections.abc import Iterator
from io import BytesIO

from django.urls import URLPattern

from config.api import router

from .conftest import People

PREFIX = "/api/v1/"
WRITES = ("post", "patch", "put", "delete")
OF_A_REGION = {"procurements", "own-rules"}  # lists that anybody who may edit can add to, in their own region
OWN = {"score", "tokens"}  # what a board member may also write: nothing of it is shared


def addresses() -> Iterator[tuple[str, str, set[str]]]:
    """Yield each address below /api/v1/ with its list's name and the methods it answers."""
    for pattern in router.urls:
        assert isinstance(pattern, URLPattern)
        allowed = set(pattern.callback.actions) & set(pattern.callback.cls.http_method_names)
        route = str(pattern.pattern)
        # Of a bid and what is in it: who is named decides, so it has a walk of its own.
        name = "bids" if route.startswith("procurements/<int:procurement>/") else route.partition("/")[0]
        yield route, name, allowed


def filled(route: str, name: str, belongings: dict) -> str:
    """The address with the ids of what Alice has in it: each is told by the word before it."""
    parts = route.split("/")
    for place, part in enumerate(parts):
        if "<" in part:
            thing = belongings[parts[place - 1]]
            parts[place] = str(getattr(thing, "public_id", thing.pk))
    return PREFIX + "/".join(parts)


def body_of(name: str, belongings: dict) -> tuple[dict, str]:
    """What would create such a thing inside what Alice has, and the form it is sent in."""
    upload = BytesIO(b"Nr;Krav\n1;Systemet ska svara.\n")
    upload.name = "krav.csv"
    return {
        "specifications": ({"procurement": belongings["procurements"].pk, "title": "Min"}, "json"),
        "versions": ({"specification": belongings["specifications"].pk, "file": upload}, "multipart"),
        "assessments": ({"version": belongings["versions"].pk}, "json"),
        "reports": ({"assessment": belongings["assessments"].pk, "language": "sv"}, "json"),
        "procurements": ({"title": "Min"}, "json"),
        "own-rules": ({"kind": "term", "subject": "avtalet", "reason": "Bilaga 4."}, "json"),
        "score": ({"text": "Systemet ska svara."}, "json"),
        "tokens": ({}, "json"),
    }[name]


def read_whole(answer) -> int:
    """The status, after reading the answer to its end: a PDF's file is closed only then."""
    answer.getvalue()
    return answer.status_code


def test_alice_reads_everything_that_charlie_does_not_find(people: People, belongings):
    read = 0
    for route, name, allowed in addresses():
        address = filled(route, name, belongings)
        if "get" not in allowed:
            continue
        assert read_whole(people.alice.get(address)) == 200, address
        answer = people.charlie.get(address)
        if "<" in route:
            assert answer.status_code == 404, address
            assert set(answer.json()) == {"detail", "errors"}
        else:
            mine = [row["id"] for row in answer.json()["results"]]
            assert str(getattr(belongings[name], "public_id", belongings[name].pk)) not in map(str, mine), (
                address
            )
        read += 1
    assert read >= 2 * len(belongings) - 1  # a list and a detail of each, but tokens have no detail


def test_charlie_changes_nothing_and_adds_to_nothing_of_alices(people: People, belongings):
    for route, name, allowed in addresses():
        for method in allowed & set(WRITES):
            if "<" in route:
                answer = getattr(people.charlie, method)(filled(route, name, belongings), {"title": "Min"})
                assert answer.status_code == 404, (method, route)
            elif name not in OWN | OF_A_REGION:
                body, form = body_of(name, belongings)
                answer = people.charlie.post(PREFIX + route, body, format=form)
                assert answer.status_code == 404, route
    belongings["procurements"].refresh_from_db()
    assert belongings["procurements"].title == "Journal"
    assert belongings["specifications"].versions.count() == 1


def test_bob_of_the_board_reads_what_alice_reads_and_writes_nothing(people: People, belongings):
    for route, name, allowed in addresses():
        address = filled(route, name, belongings)
        if name in OWN | {"bids"}:
            continue
        if "get" in allowed:
            assert read_whole(people.bob.get(address)) == 200, address
        for method in allowed & set(WRITES):
            body, form = ({"title": "Bobs"}, "json") if "<" in route else body_of(name, belongings)
            answer = getattr(people.bob, method)(address, body, format=form)
            assert answer.status_code == 403, (method, address)
            assert "Your role lets you read" in answer.json()["detail"]


def test_bob_scores_a_text_and_keeps_tokens_of_his_own(people: People, belongings):
    assert people.bob.post("/api/v1/score/", {"text": "Systemet ska svara."}).status_code == 200
    [token] = people.bob.get("/api/v1/tokens/").json()["results"]
    assert people.bob.delete(f"/api/v1/tokens/{belongings['tokens'].public_id}/").status_code == 404
    assert people.bob.delete(f"/api/v1/tokens/{token['id']}/").status_code == 204


def test_nobody_gets_anything_without_a_token(people: People, belongings, client):
    for route, name, allowed in addresses():
        for method in allowed:
            if (name, method) == ("tokens", "post"):
                continue
            answer = getattr(client, method)(filled(route, name, belongings))
            assert answer.status_code == 401, (method, route)
            assert answer["WWW-Authenticate"] == "Bearer"


def test_a_signed_in_browser_is_not_a_token(people: People, client):
    client.force_login(people.alice.member.user)
    assert client.get("/api/v1/procurements/").status_code == 401

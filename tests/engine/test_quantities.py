"""Numbers as Swedish and English requirements write them, and numbers that are none.

Each row: the language, the text, and each quantity as (words, comparator, value, upper, unit, kind, per, of);
what is left out from the end is empty.
"""

import pytest

from assessments.engine.parse import parse
from assessments.engine.quantities import Quantity, quantities, round_the_clock

SEEN = [
    # thousands and decimals
    ("sv", "minst 1 800 000 barn", [("minst 1 800 000", ">=", 1_800_000)]),
    ("sv", "1 800 000 patienter", [("1 800 000 patienter", "", 1_800_000, None, "patienter", "count")]),
    ("sv", "99,9 %", [("99,9 %", "", 99.9, None, "%", "share")]),
    ("sv", "2,0 s", [("2,0 s", "", 2, None, "s", "time")]),
    ("sv", "1.250 användare", [("1.250 användare", "", 1250, None, "anvandare", "count")]),
    ("sv", "1,250 s", [("1,250 s", "", 1.25, None, "s", "time")]),
    ("en", "1,250 users", [("1,250 users", "", 1250, None, "users", "count")]),
    ("en", "1,250.5 ms", [("1,250.5 ms", "", 1250.5, None, "ms", "time")]),
    ("en", "0.125 s", [("0.125 s", "", 0.125, None, "s", "time")]),
    ("sv", "5 000kr", [("5 000kr", "", 5000, None, "kr", "money")]),
    ("sv", "2,5 miljoner patienter", [("2,5 miljoner patienter", "", 2_500_000, None, "patienter", "count")]),
    ("en", "10k concurrent users", [("10k concurrent users", "", 10_000, None, "concurrent users", "count")]),
    ("sv", "~8M poster", [("~8M poster", "~", 8_000_000, None, "poster", "count")]),
    # ranges
    ("sv", "inom 5-10 s", [("inom 5-10 s", "..", 5, 10, "s", "time")]),
    ("en", "5–10 s", [("5–10 s", "..", 5, 10, "s", "time")]),
    ("sv", "värde mellan 0 och 1", [("mellan 0 och 1", "..", 0, 1)]),
    ("sv", "från 2 till 5 år", [("från 2 till 5 år", "..", 2, 5, "ar", "time")]),
    ("en", "1 to 3 clicks", [("1 to 3 clicks", "..", 1, 3, "clicks", "count")]),
    ("en", "6 and 7 users", [("7 users", "", 7, None, "users", "count")]),
    ("en", "70ms ± 5ms", [("70ms", "", 70, None, "ms", "time"), ("5ms", "~", 5, None, "ms", "time")]),
    # comparators before and after
    ("sv", "≥ 5 år", [("≥ 5 år", ">=", 5, None, "ar", "time")]),
    ("en", "> 5%", [("> 5%", ">", 5, None, "%", "share")]),
    ("sv", "5 år eller mer", [("5 år eller mer", ">=", 5, None, "ar", "time")]),
    ("en", "2 s or less", [("2 s or less", "<=", 2, None, "s", "time")]),
    ("en", "2 s max", [("2 s max", "<=", 2, None, "s", "time")]),
    ("sv", "inte överstiga 70%", [("inte överstiga 70%", "<=", 70, None, "%", "share")]),
    ("sv", "lägre än 52 mmol/mol", [("lägre än 52 mmol/mol", "<", 52, None, "mmol/mol", "rate")]),
    ("en", "not be more than 1.5 times", [("not be more than 1.5 times", "<=", 1.5, None, "times", "count")]),
    ("en", "at least 6 rows", [("at least 6", ">=", 6)]),
    # units
    ("sv", "30 dagars retention", [("30 dagars", "", 30, None, "dagars", "time")]),
    ("en", "a 3-week period", [("3-week", "", 3, None, "week", "time")]),
    ("sv", "tid 5 min 30 s", [("5 min", "", 5, None, "min", "time"), ("30 s", "", 30, None, "s", "time")]),
    ("sv", "apgar (1,5,10 min)", [("10 min", "", 10, None, "min", "time")]),
    ("sv", "inom 24 h", [("inom 24 h", "<=", 24, None, "h", "time")]),
    # per what, of what
    ("sv", "10 anrop/s", [("10 anrop", "", 10, None, "anrop", "count", "s")]),
    ("sv", "högst 4 timmar per månad", [("högst 4 timmar", "<=", 4, None, "timmar", "time", "manad")]),
    (
        "sv",
        "99,9 % av alla anrop per månad",
        [("99,9 %", "", 99.9, None, "%", "share", "manad", "alla anrop")],
    ),
    ("en", "95 % of 1,000 calls", [
        ("95 %", "", 95, None, "%", "share", "", "1,000 calls"),
        ("1,000 calls", "", 1000, None, "calls", "count"),
    ]),
]  # fmt: skip

NONE = [
    ("en", "2.2 The user shall see it"),
    ("en", "TLS 1.2 or newer"),
    ("en", "HL7 2.5 messages"),
    ("en", "ISO 27001 points"),
    ("en", "Step 3 the user clicks"),
    ("en", "Level 2 users"),
    ("en", "a 5G network in 3D with 2FA"),
    ("en", "before 2026-12-01 and from 3/15/2000 thru 6/10/2000"),
    ("en", "within 2026-12-01"),
    ("sv", "under 2025"),
    ("sv", "före den 1 augusti 2021"),
    ("sv", "kl 08:00-17:00"),
    ("sv", "enligt 9 kap. 4 § lagen (2024:506)"),
    ("sv", "artikel 18.3 i förordningen"),
    ("sv", "KV Kön 1.2.752.129.2.2.1.1 används"),
    ("sv", "SSF 1101 utgåva 2.0 är grunden"),
    ("sv", "minst nivå 2"),
    ("sv", "ring 08 123 45 67 st"),
    ("sv", "1:a året"),
    ("sv", "3 Min Sida visar bokningar"),
]


def seen(quantity: Quantity, text: str) -> tuple[object, ...]:
    return (
        text[quantity.start : quantity.end],
        quantity.comparator,
        quantity.value,
        quantity.upper,
        quantity.unit,
        quantity.kind,
        quantity.per,
        quantity.of,
    )


@pytest.mark.parametrize(("lang", "text", "expected"), SEEN, ids=[text for _, text, _ in SEEN])
def test_a_quantity_is_understood(lang: str, text: str, expected: list) -> None:
    empty = ("", "", None, None, "", None, "", "")
    assert [seen(found, text) for found in quantities(parse(text, lang))] == [
        (*row, *empty[len(row) :]) for row in expected
    ]


@pytest.mark.parametrize(("lang", "text"), NONE, ids=[text for _, text in NONE])
def test_a_number_that_names_something_is_no_quantity(lang: str, text: str) -> None:
    assert quantities(parse(text, lang)) == ()


@pytest.mark.parametrize("text", ["24x7", "24/7", "dygnet runt", "24 hours per day", "24 timmar/dygn"])
def test_round_the_clock_is_no_quantity(text: str) -> None:
    parsed = parse(text, "sv")
    assert round_the_clock(parsed) == ((0, len(text)),)
    assert quantities(parsed) == ()

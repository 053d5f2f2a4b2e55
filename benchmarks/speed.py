"""How fast the engine reads: `python -m benchmarks.speed`.

Times are of this process's processor, so that a busy machine tells nearly the same as an idle one; loading
is timed in processes of its own, each from nothing. Texts: the first 10,000 Swedish and English ones of
`../shared/texts`, in their order.
"""

import resource
import subprocess
import sys
from time import process_time

from assessments.engine import judge

from .labels import ROOT, SHARED, lines

TEXTS = 10_000
LONG = 100_000  # characters of an adversarial text
UNITS = {
    "modals": "shall ",
    "Swedish modals": "ska ",
    "quotes": '"',
    "quoted letters": "'a' ",
    "digits": "1",
    "numbers": "1 ",
    "thousands": "1 000 ",
    "decimals": "1.",
    "percentages": "99,9 % ",
    "commas": ",",
    "a list": "a, ",
    "backticks": "`",
    "code": "`a` ",
    "brackets": "([{",
    "one long word": "a",
    "one long camelCase": "aB",
    "one long compound": "a-",
    "newlines": "\n",
    "bullets": "- a\n",
    "numbered rows": "1. \n",
    "slashes": "a/",
    "capitals": "A ",
    "limits": "at least 1 ",
    "within": "within 5 s of ",
    "identity numbers": "121212-1213,",
    "object identifiers": "1.2.3.",
    "combining marks": "a\u0301",
    "emoji": "😀",
    "everything": 'ska 5 % av "x", ',
}  # fmt: skip
_LOAD = """
from time import process_time
from assessments.engine import judge
judge("Systemet ska visa listan.", "sv")
judge("The system shall show the list.", "en")
print(process_time())
"""
_BARE = "from time import process_time; print(process_time())"


def texts() -> list[tuple[str, str]]:
    """The texts as (text, language)."""
    rows = lines(SHARED / "texts/real-requirements.jsonl")
    return [(row["text"], row["lang"]) for row in rows if row["lang"] in ("sv", "en")][:TEXTS]


def loading() -> float:
    """Seconds to import the engine and load both languages' rules, without the interpreter's own start."""

    def started(program: str) -> float:
        runs = (
            subprocess.run(
                [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
            )
            for _ in range(5)
        )
        return min(float(run.stdout) for run in runs)

    return started(_LOAD) - started(_BARE)


def reading(requirements: list[tuple[str, str]]) -> list[float]:
    """Milliseconds for each text, in their order, once the rules are loaded."""
    for lang in ("sv", "en"):
        judge("x", lang)
    taken = []
    for text, lang in requirements:
        start = process_time()
        judge(text, lang)
        taken.append(1000 * (process_time() - start))
    return taken


def adversarial() -> dict[str, float]:
    """Milliseconds for each kind of 100,000-character text, the slower of both languages."""
    found = {}
    for name, unit in UNITS.items():
        text = (unit * LONG)[:LONG]
        found[name] = max(reading([(text, "sv"), (text, "en")]))
    return found


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    print("\nSpeed (processor time, one process)")
    print(f"  import and both languages' rules  {loading():.2f} s            goal 0.40")
    requirements = texts()
    half = len(requirements) // 2
    taken = reading(requirements[:half])
    memory = _megabytes()
    taken += reading(requirements[half:])
    ranked = sorted(taken)
    print(f"  requirements per second           {1000 * len(taken) / sum(taken):.0f} of {len(taken)} texts")
    print(
        f"  one requirement                   median {ranked[len(ranked) // 2]:.2f} ms, "
        f"95th percentile {ranked[len(ranked) * 95 // 100]:.2f} ms (goal 2.00), longest {ranked[-1]:.1f} ms"
    )
    print(f"  memory                            {memory} MB after half of them, {_megabytes()} MB after all")
    kinds = adversarial()
    worst = sorted(kinds, key=lambda name: -kinds[name])[:3]
    print(
        f"  {LONG} characters of one thing    "
        + ", ".join(f"{name} {kinds[name]:.0f} ms" for name in worst)
        + f"; the other {len(kinds) - len(worst)} kinds less (goal 50)"
    )


if __name__ == "__main__":
    main()

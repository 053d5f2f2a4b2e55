"""How often the judging of bid answers says what the answers' authors meant: `benchmarks/bids/`."""

from time import perf_counter

from assessments.bids import judge

from .accuracy import evaluate_tool, figures
from .labels import HERE, lines


def main() -> None:
    """Print the figures on every set; each set has been used to write rules, so none is held out."""
    tool = evaluate_tool()
    for path in sorted((HERE / "bids").glob("*.jsonl")):
        rows = lines(path)
        start = perf_counter()
        found = [
            {
                "id": row["id"],
                "label": judge(row["requirement"], row["answer"], row["phase"], row["lang"]).label.value,
            }
            for row in rows
        ]
        each = 1000 * (perf_counter() - start) / len(rows)
        print(
            f"\n## bid answers, {path.stem} ({each:.1f} ms an answer)\n{figures(tool.bids, rows, found)}",
            end="",
        )

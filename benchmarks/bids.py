"""How often the judging of bid answers says what the answers' authors meant: `benchmarks/bids/`."""

from time import perf_counter, process_time

from assessments.bids import judge
from assessments.bids.whole import Answered, read_bid

from . import fit_bids
from .accuracy import evaluate_tool, figures
from .labels import HERE, lines

REQUIREMENTS, BIDDERS = 1_000, 8


def main() -> None:
    """Print the figures on every set, which was used to write rules, then those of each round left out."""
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
    print("\n## bid answers, each round by points that have not seen it")
    given = fit_bids.examples()
    fit_bids.report(given, fit_bids.cross_validated(given))
    whole()


def whole() -> None:
    """Seconds of one core for 1,000 requirements answered by 8 bidders, each bid read as a whole too."""
    rows = [row for path in sorted((HERE / "bids").glob("*.jsonl")) for row in lines(path)]
    asked = [rows[number % len(rows)] for number in range(REQUIREMENTS)]
    start = process_time()
    for bidder in range(BIDDERS):
        answers = [asked[(number + bidder) % len(asked)]["answer"] for number in range(len(asked))]
        for row, answer in zip(asked, answers, strict=True):
            judge(row["requirement"], answer, row["phase"], row["lang"])
        said = [
            Answered(row["id"], row["requirement"], answer)
            for row, answer in zip(asked, answers, strict=True)
        ]
        read_bid(said, [], bidder="Ordina AB")
    seconds = process_time() - start
    print(f"\n{REQUIREMENTS} requirements by {BIDDERS} bidders: {seconds:.1f} s of one core (goal 10)")

"""What the board's report says, ready to print; strings are in the language of the report."""

from assessments.charts import Bar, GapPicture
from assessments.engine.verdict import Value
from assessments.marking import Piece


class Fact(Value):
    label: str
    text: str


class Why(Value):
    """One of the three that matter most: what it says and what it risks. `law` is "" where it is said once
    for all of them."""

    number: str
    text: str
    lang: str
    dimension: str
    sounds: int
    measurable: int
    patients: str
    money: str
    law: str


class Row(Value):
    """A line of a table with a bar: `part` of `requirements`."""

    label: str
    requirements: int
    part: int
    bar: Bar
    says: str
    meaning: str = ""


class Mark(Value):
    """The reason for a mark in the text. `why` is "" where gap number `told_at` has told it already."""

    number: int
    title: str
    why: str = ""
    told_at: int = 0


class Gap(Value):
    """One of the widest gaps on its own; `claim` is what the text claims in its own words, `even_if` what a
    supplier that says yes to it need not have done. `title_lang` is "" where the title is our own words."""

    rank: int
    number: str
    title: str
    title_lang: str
    place: str
    kind: str
    phase: str
    dimension: str
    sounds: int
    sounds_word: str
    measurable: int
    measurable_word: str
    gap: int
    pieces: tuple[Piece, ...]
    motive: str
    shown_by: str
    marks: tuple[Mark, ...]
    missing: tuple[str, ...]
    claim: str
    even_if: tuple[str, ...]
    questions: tuple[str, ...]
    downtime: str
    lang: str


class Multiple(Value):
    """One dimension: its own small picture, and what its gaps mean on the ward."""

    label: str
    requirements: int
    false_precise: int
    counts: str
    picture: GapPicture
    says: str
    meaning: str


class Stretch(Value):
    """A part of a sentence; `lang` is that of words out of the specification, "" of our own."""

    text: str
    lang: str = ""


class Together(Value):
    """A finding about all requirements together: its first cases, how many more there are, what to do."""

    title: str
    why: str
    lines: tuple[tuple[Stretch, ...], ...]
    more: str
    mend: str


class Downtime(Value):
    """What an availability figure allows; `percent` has its sign."""

    number: str
    percent: str
    a_month: str
    a_year: str


class Move(Value):
    """A requirement whose gap (0-100) is another than in the version before."""

    number: str
    text: str
    lang: str
    before: int
    after: int


class Changed(Value):
    """What changed since the version before: since which, the sentence, and the requirements that moved
    most."""

    since: str
    says: str
    better: tuple[Move, ...]
    worse: tuple[Move, ...]


class SetAside(Value):
    """Findings that somebody decided not to mend, and why."""

    number: str
    text: str
    lang: str
    what: str
    reason: str
    by: str


class Aside(Value):
    """`says` counts them; `more` tells how many rows stand in Glapp only."""

    says: str
    rows: tuple[SetAside, ...]
    more: str


class OwnRule(Value):
    """A change of the organisation's own to the rules, in force when the text was judged."""

    what: str
    reason: str
    by: str


class BidderRow(Value):
    supplier: str
    shown: str
    rest: str
    undecided: str
    depends: str


class OpenRow(Value):
    number: str
    text: str
    lang: str
    supplier: str
    sign: str
    indication: str
    quote: str
    decided: str
    warning: str


class BidPages(Value):
    """`finding` is the first sentence of the whole report, "" where the specification's own comes first;
    `says` is the chapter in short; `secret` the mark while bids are secret, else ""."""

    finding: str
    says: str
    secret: str
    bidders: tuple[BidderRow, ...]
    counted: str
    rows: tuple[OpenRow, ...]
    more: str
    altered: tuple[tuple[str, tuple[str, ...]], ...]
    disagreements: tuple[tuple[str, tuple[str, ...]], ...]


class Section(Value):
    """`id` is read out by some readers of PDF where a link leads there, so it is a word; `template` prints
    it."""

    id: str
    number: int
    title: str

    @property
    def template(self) -> str:
        return f"reports/board/_{self.id}.html"


class Board(Value):
    """Everything that templates/reports/board/ prints. `is_tight` says that page one has much to hold."""

    kind: str
    title: str
    subtitle: str
    running_title: str
    specification: str
    organisation: str
    date: str
    accent: str
    has_logo: bool
    is_tight: bool
    introduction: tuple[str, ...]
    introduction_lang: str
    introduction_title: str
    front: tuple[Fact, ...]
    sections: tuple[Section, ...]
    examined: str
    finding: str
    also: str
    set_aside: str
    small: str
    bids: BidPages | None
    three: tuple[Why, ...]
    three_title: str
    law: str
    reads: str
    decisions: tuple[str, ...]
    mean_sounds: int
    mean_measurable: int
    picture: GapPicture
    picture_says: str
    multiples: tuple[Multiple, ...]
    phases: tuple[Row, ...]
    missing: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    gaps_say: str
    changed: Changed | None
    together: tuple[Together, ...]
    whole: tuple[Fact, ...]
    downtimes: tuple[Downtime, ...]
    aside: Aside | None
    own_rules: tuple[OwnRule, ...]
    blind_spots: tuple[Fact, ...]
    method: tuple[Fact, ...]
    method_says: tuple[str, ...]
    sources: tuple[str, ...]
    sources_read: str
    threshold: int
    requirements: int
    false_precise: int
    digest: str

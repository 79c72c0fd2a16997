"""What is counted of a dataset folder: plain records that go to JSON, to the page and to the terminal alike."""

from dataclasses import dataclass

from emocfg.schema import Tally

EVERY = "all"
"""The tier of figures over all tiers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Rows that share config, split, tier, task, open attribute ("" for other tasks) and source."""

    config: str
    split: str
    tier: str
    task: str
    attribute: str
    source: str
    rows: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How a whole number is spread over rows: mean, quantiles and the largest; zeros where there are no rows."""

    mean: float = 0.0
    p5: int = 0
    median: int = 0
    p95: int = 0
    largest: int = 0


@dataclass(frozen=True, slots=True)
class TaskStats:
    """One task in one tier, or in all of them.

    Attributes:
        task: a key of ``schema.tasks.TASKS``.
        tier: ``full``, ``sampled``, or :data:`EVERY`.
        rows: how many.
        labels: how often each canonical label occurs, the most frequent ones; a row may have several.
        kinds: how many different labels there are.
        entropy: of the labels, in bits: -sum p log2 p.
        evenness: entropy by the largest that so many labels could have, 0 to 1; 0 for one label alone.
        majority: share of the rows that have the most frequent label, of the rows with any.
        question: words of the question.
        answer: words of the answer.
        options: how many options are shown; zeros for open answers.
        first: of single choices, the share whose truth is shown first; None for other tasks.
        by_chance: the share to expect if the order were drawn, the mean of 1 / options.
    """

    task: str
    tier: str
    rows: int
    labels: tuple[Tally, ...] = ()
    kinds: int = 0
    entropy: float = 0.0
    evenness: float = 0.0
    majority: float = 0.0
    question: Spread = Spread()
    answer: Spread = Spread()
    options: Spread = Spread()
    first: float | None = None
    by_chance: float | None = None


@dataclass(frozen=True, slots=True)
class SourceStats:
    """One source: its rows and clips; ``seconds`` is the length of the ``timed`` clips whose length is known."""

    source: str
    rows: int
    clips: int
    people: int
    source_videos: int
    timed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts between edges, the last one included; ``unknown`` are the clips without the figure.

    Attributes:
        edges: ascending, one more than counts.
        counts: clips from an edge up to the next.
        unknown: clips of which it is not known.
        median: of the known ones; None if there are none.
        basis: where the figure comes from, and what it leaves out.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    unknown: int
    median: float | None
    basis: str


@dataclass(frozen=True, slots=True)
class Clips:
    """What the videos are: how many clips, people and recordings, their length, frame, face and view."""

    clips: int
    people: int
    source_videos: int
    seconds: float
    duration: Histogram
    face: Histogram
    frames: tuple[Tally, ...] = ()
    views: tuple[Tally, ...] = ()
    no_frame: int = 0
    no_view: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A word, and in how many texts it occurs."""

    term: str
    texts: int


@dataclass(frozen=True, slots=True)
class Terms:
    """The most frequent words of a kind of text, common words of grammar left out."""

    kind: str
    texts: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far raters of the same thing agree.

    Attributes:
        kind: ``votes`` the owner's annotators; ``views`` labels of one clip made from different views or by different
            schemes; ``voters`` those who judged rationales.
        source: the corpus; "" for voters.
        what: what they rated.
        raters: who they are; "" where they are not named.
        units: how many things were rated at least twice.
        clusters: of how many people, or clips where nobody knows who is seen.
        agreed: share of the pairs of ratings that agree.
        coefficient: ``alpha``, or ``kappa`` (Cohen's) of two raters.
        level: of measurement.
        value: of the coefficient; None where it is not defined.
        low: of its 95 % interval, people resampled.
        high: likewise.
    """

    kind: str
    source: str
    what: str
    raters: tuple[str, ...]
    units: int
    clusters: int
    agreed: float
    coefficient: str
    level: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Checked:
    """Verdicts of one check, or of all of them together (``verdict``), in one tier."""

    tier: str
    check: str
    verdicts: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """Everything counted of one dataset."""

    dataset: str
    rows: int
    cells: tuple[Cell, ...]
    tasks: tuple[TaskStats, ...]
    sources: tuple[SourceStats, ...]
    clips: Clips
    terms: tuple[Terms, ...]
    agreement: tuple[Agreement, ...]
    checks: tuple[Checked, ...]
    rendered: bool = False

    def task(self, name: str, tier: str = EVERY) -> TaskStats | None:
        """The figures of a task; None if the dataset has no rows of it."""
        return next((found for found in self.tasks if (found.task, found.tier) == (name, tier)), None)

    def tiers(self) -> list[str]:
        """The tiers that have rows."""
        return sorted({cell.tier for cell in self.cells})

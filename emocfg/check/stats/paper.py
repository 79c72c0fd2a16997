"""A dataset beside the paper's composition: per task what is built, what the paper states, what is missing, and why."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from emocfg.schema import TASKS

from .records import Cell, Stats

RELEASE = "Emo-CFG"
"""Source of the official release's rows that show no video."""


@dataclass(frozen=True, slots=True)
class PaperTask:
    """A row of the paper's tables.

    Attributes:
        name: as the paper calls it.
        task: a key of ``schema.tasks.TASKS``.
        train: training instances, Table 7.
        test: size of the test set, Table 11; None where it is stated for several tasks together.
        attribute: the open attribute; "" for other tasks.
        sources: the corpora, as ``Sample.source`` has them; empty where nobody states them.
        sources_from: who says so.
        shared_test: the name of the size that several tasks share.
        note: what does not add up, or is not stated.
    """

    name: str
    task: str
    train: int
    test: int | None = None
    attribute: str = ""
    sources: tuple[str, ...] = ()
    sources_from: str = ""
    shared_test: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The composition that the paper states; every number's place is said in ``paper.toml``."""

    title: str
    inferred_total: int
    corpora: tuple[str, ...]
    tasks: tuple[PaperTask, ...]
    shared_tests: dict[str, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """One task of the paper and what a dataset has of it.

    Attributes:
        level: attribute, expression or emotion.
        stated: the paper's row.
        train: rows of the paper's corpora in train and validation.
        test: likewise in test.
        others: rows of other corpora, which the paper's count does not hold.
        missing: training instances that the paper has and the dataset has not.
        fill: the corpora, among those that the paper took, that the dataset has no rows of.
        how: what would fill it, in words; "" where nothing is missing.
    """

    level: str
    stated: PaperTask
    train: int
    test: int
    others: int
    missing: int
    fill: tuple[str, ...]
    how: str


@cache
def read_paper() -> Paper:
    """The composition in ``paper.toml``."""
    table = tomllib.loads(files("emocfg.check.stats").joinpath("paper.toml").read_text(encoding="utf-8"))
    tasks = tuple(PaperTask(**{**row, "sources": tuple(row.get("sources", ()))}) for row in table["task"])
    return Paper(table["title"], table["inferred_total"], tuple(table["corpora"]), tasks, dict(table["shared_tests"]))


def compare(stats: Stats) -> tuple[Compared, ...]:
    """Every task of the paper beside the dataset, in the paper's order."""
    paper = read_paper()
    return tuple(_compared(stated, stats.cells, paper.corpora) for stated in paper.tasks)


def paper_test_sizes() -> dict[str, int]:
    """The sizes of the paper's test sets by our task, ``open_attribute.ATTRIBUTE`` for open attributes.

    A size that several tasks share is divided among them evenly: the paper does not say how.
    """
    paper = read_paper()
    members = Counter(stated.shared_test for stated in paper.tasks)
    sizes = {}
    for stated in paper.tasks:
        shared = paper.shared_tests[stated.shared_test] // members[stated.shared_test] if stated.shared_test else 0
        key = f"{stated.task}.{stated.attribute}" if stated.attribute else stated.task
        sizes[key] = shared if stated.test is None else stated.test
    return sizes


def _compared(stated: PaperTask, cells: Sequence[Cell], corpora: Sequence[str]) -> Compared:
    mine = [cell for cell in cells if (cell.task, cell.attribute) == (stated.task, stated.attribute)]
    taken = {*(stated.sources or corpora), RELEASE}
    rows: Counter[str] = Counter()
    here: set[str] = set()
    for cell in mine:
        place = "others" if cell.source not in taken else "test" if cell.split == "test" else "train"
        rows[place] += cell.rows
        here.add(cell.source)
    missing = max(0, stated.train - rows["train"])
    fill = tuple(source for source in stated.sources if source not in here) if missing and RELEASE not in here else ()
    how = _how(stated, fill, rows["train"]) if missing else ""
    return Compared(TASKS[stated.task].level, stated, rows["train"], rows["test"], rows["others"], missing, fill, how)


def _how(stated: PaperTask, fill: Sequence[str], built: int) -> str:
    """What would fill a gap."""
    if fill:
        return f"add {', '.join(fill)}"
    if stated.sources:
        return "its corpora are here, and give fewer rows than the paper states"
    return (
        "more texts by an annotator, or the official release"
        if built
        else "texts by an annotator, or the official release"
    )

"""One pass over the rows: how many of what, which labels, how long, how many options, and where the truth stands."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from emocfg.schema import OPEN_SCHEME, TASKS, Tally

from .reading import exploded, spread, tallied, words
from .records import EVERY, Cell, TaskStats

COLUMNS = ("config", "split", "tier", "task", "scheme", "source", "question", "answer", "labels", "options")

MOST_LABELS = 100
"""Labels of a task that are listed; all are counted."""

_KEYS = ("config", "split", "tier", "task", "attribute", "source")


@dataclass
class RowCounts:
    """What a pass over the rows adds up, each by task and tier first."""

    cells: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    labels: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    labelled: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    question: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    answer: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    options: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    places: Counter[tuple[Any, ...]] = field(default_factory=Counter)

    def add(self, table: pa.Table) -> None:
        """Count a table of :data:`COLUMNS`."""
        asked = pc.equal(table["task"], "open_attribute")
        attribute = pc.if_else(asked, pc.replace_substring(table["scheme"], OPEN_SCHEME, ""), "")
        self.cells += tallied(table.append_column("attribute", attribute), _KEYS)
        keyed = table.select(["task", "tier", "labels", "options"])
        for name, column in (("question", words(table["question"])), ("answer", words(table["answer"]))):
            measured = keyed.select(["task", "tier"]).append_column("words", column)
            getattr(self, name).update(tallied(measured, ("task", "tier", "words")))
        shown = pc.list_value_length(keyed["options"])
        self.options += tallied(keyed.append_column("shown", shown), ("task", "tier", "shown"))
        named = keyed.filter(pc.greater(pc.list_value_length(keyed["labels"]), 0))
        self.labelled += tallied(named, ("task", "tier"))
        self.labels += tallied(exploded(named.select(["task", "tier", "labels"]), "labels"), ("task", "tier", "labels"))
        self.places += _places(keyed)

    def finished(self) -> tuple[tuple[Cell, ...], tuple[TaskStats, ...]]:
        """The cells, and the figures of every task over all tiers and in each."""
        cells = tuple(_cell(key, count) for key, count in sorted(self.cells.items()))
        by_task: dict[str, set[str]] = defaultdict(set)
        for cell in cells:
            by_task[cell.task].add(cell.tier)
        order = [*(task for task in TASKS if task in by_task), *sorted(by_task.keys() - TASKS.keys())]
        return cells, tuple(self._task(task, tier) for task in order for tier in (EVERY, *sorted(by_task[task])))

    def _task(self, task: str, tier: str) -> TaskStats:
        def mine(counts: Counter[tuple[Any, ...]]) -> Counter[Any]:
            found: Counter[Any] = Counter()
            for (its_task, its_tier, *rest), count in counts.items():
                if its_task == task and tier in (EVERY, its_tier):
                    found[rest[0] if rest else ""] += count
            return found

        labels, labelled = mine(self.labels), mine(self.labelled)[""]
        places = mine(self.places) if task in TASKS and TASKS[task].kind == "single" else Counter()
        tallies = tuple(Tally(*pair) for pair in sorted(labels.items(), key=lambda pair: (-pair[1], pair[0])))
        bits, answer, chosen = entropy(labels.values()), mine(self.answer), places.total()
        return TaskStats(
            task,
            tier,
            rows=answer.total(),
            labels=tallies[:MOST_LABELS],
            kinds=len(tallies),
            entropy=round(bits, 4),
            evenness=round(bits / math.log2(len(labels)), 4) if len(labels) > 1 else 0.0,
            majority=round(tallies[0].count / labelled, 4) if tallies else 0.0,
            question=spread(mine(self.question)),
            answer=spread(answer),
            options=spread(mine(self.options)),
            first=round(sum(n for (place, _), n in places.items() if place == 0) / chosen, 4) if chosen else None,
            by_chance=round(sum(n / shown for (_, shown), n in places.items()) / chosen, 4) if chosen else None,
        )


def _cell(key: tuple[str, ...], rows: int) -> Cell:
    config, split, tier, task, attribute, source = key
    return Cell(config, split, tier, task, attribute, source, rows)


def entropy(counts: Iterable[int]) -> float:
    """Shannon's entropy in bits, -sum p log2 p (Shannon 1948).

    >>> entropy([5, 5]), entropy([7]), entropy([])
    (1.0, 0.0, 0.0)
    """
    known = [count for count in counts if count]
    total = sum(known)
    return math.log2(total) - sum(count * math.log2(count) for count in known) / total if total else 0.0


def _places(table: pa.Table) -> Counter[tuple[Any, ...]]:
    """Of the rows with one label among their options: task, tier, and (where it stands from 0, how many there are)."""
    several = pc.greater(pc.list_value_length(table["options"]), 1)
    single = table.filter(pc.and_(several, pc.equal(pc.list_value_length(table["labels"]), 1)))
    if not single.num_rows:
        return Counter()
    lengths = pc.list_value_length(single["options"]).to_numpy()
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    flat = exploded(single.select(["options"]).append_column("row", pa.array(range(single.num_rows))), "options")
    truth = pc.list_flatten(single["labels"]).take(flat["row"])
    hits = np.flatnonzero(pc.equal(flat["options"], truth).to_numpy())
    rows = flat["row"].to_numpy()[hits]
    of = single.select(["task", "tier"]).take(pa.array(rows))
    of = of.append_column("place", pa.array(hits - starts[hits])).append_column("shown", pa.array(lengths[rows]))
    found = tallied(of, ("task", "tier", "place", "shown"))
    return Counter({(task, tier, (place, shown)): count for (task, tier, place, shown), count in found.items()})

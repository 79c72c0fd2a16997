"""A test set of stated sizes: which of the test rows it takes, spread over corpora, labels and people.

``[test_sizes]`` of a plan gives a number for a task, and ``open_attribute.ATTRIBUTE = 300`` for one open attribute.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emocfg.core import EmoCfgError, unit, unknown_name
from emocfg.schema import OPEN_ATTRIBUTES, TASKS, open_attribute, task_named

_OPEN = "open_attribute"

Stratum = tuple[str, str]
"""The corpus, and for single choices the label."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A test row that may be taken.

    Attributes:
        id: of the row.
        key: its task, or ``open_attribute.ATTRIBUTE``.
        source: its corpus.
        label: the label of a single choice; "" for other tasks.
        identity: who it is about.
    """

    id: str
    key: str
    source: str
    label: str
    identity: str


def read_sizes(table: Mapping[str, Any], *, where: str) -> dict[str, int]:
    """The sizes in a plan's ``[test_sizes]``, by the key of :class:`Candidate`.

    Raises:
        EmoCfgError: E201 an unknown task or attribute, E202 a size that is no whole number from 0.

    >>> read_sizes({"identity": 500, "open_attribute": {"eyes": 300}}, where="plan.toml")
    {'identity': 500, 'open_attribute.eyes': 300}
    """
    sizes = {}
    for name, value in table.items():
        task = task_named(name, where=where).name
        parts = value if task == _OPEN and isinstance(value, dict) else {"": value}
        for attribute, size in parts.items():
            key = f"{task}.{attribute}" if attribute else task
            if attribute and attribute not in OPEN_ATTRIBUTES:
                raise unknown_name("open attribute", attribute, list(OPEN_ATTRIBUTES), where=f"{where}: {key}")
            if type(size) is not int or size < 0 or (task == _OPEN and not attribute):
                fix = f"{key}.eyes = 300" if key == _OPEN else f"{key} = 300"
                raise EmoCfgError("E202", f"{key} = {size!r}", where=f"{where}: test_sizes", fix=fix)
            sizes[key] = size
    return sizes


def candidates(paths: Iterable[Path]) -> Iterator[Candidate]:
    """The rows of Parquet files that may be taken: rationales that passed validation, others unless they failed it."""
    import pyarrow.parquet as pq

    columns = ["id", "task", "scheme", "source", "identity", "labels", "validation.verdict"]
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(columns=columns):
                yield from (_candidate(row) for row in batch.to_pylist() if _may_be_taken(row))


def sample_test(rows: Iterable[Candidate], sizes: Mapping[str, int], seed: int) -> frozenset[str]:
    """The ids of the rows that make a test set of these sizes.

    A task without a size gives none, one with fewer rows than its size gives them all. Else every stratum (corpus and
    label) gets one row, the rest is divided in proportion to the strata's rows (largest remainders), and within a
    stratum every person gives a first row before anybody gives a second. The choice depends on ids and seed, not on the
    order of the rows, and a row keeps its turn when others are added.

    Args:
        rows: the rows of the test split, each once.
        sizes: by the key of the rows.
        seed: of the draw.
    """
    strata: dict[str, dict[Stratum, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.key in sizes:
            strata[row.key][row.source, row.label].append(row)
    taken: set[str] = set()
    for key, groups in strata.items():
        for stratum, quota in quotas({name: len(group) for name, group in groups.items()}, sizes[key]).items():
            taken.update(row.id for row in _in_turn(groups[stratum], seed)[:quota])
    return frozenset(taken)


def quotas(counts: Mapping[Stratum, int], size: int) -> dict[Stratum, int]:
    """How many rows each stratum gives: all that fit, at least one each, the rest in proportion.

    With more strata than rows to take, the largest strata give one each.

    >>> quotas({("DFEW", "joy"): 90, ("DFEW", "fear"): 10}, 20)
    {('DFEW', 'fear'): 3, ('DFEW', 'joy'): 17}
    """
    names = sorted(counts)
    total, floor = sum(counts.values()), len(names)
    if size >= total:
        return {name: counts[name] for name in names}
    if size < floor:
        largest = sorted(names, key=lambda name: (-counts[name], name))[:size]
        return {name: int(name in largest) for name in names}
    shares = {name: (size - floor) * (counts[name] - 1) / (total - floor) for name in names}
    found = {name: 1 + int(share) for name, share in shares.items()}
    rest = size - sum(found.values())
    for name in sorted(names, key=lambda name: (int(shares[name]) - shares[name], name))[:rest]:
        found[name] += 1
    return found


def _in_turn(rows: Iterable[Candidate], seed: int) -> list[Candidate]:
    """Rows in drawn order: everybody's first, then everybody's second."""
    drawn = sorted(rows, key=lambda row: (unit("test", seed, row.id), row.id))
    had: Counter[str] = Counter()
    turns = []
    for place, row in enumerate(drawn):
        turns.append((had[row.identity], place))
        had[row.identity] += 1
    return [drawn[place] for _, place in sorted(turns)]


def _may_be_taken(row: Mapping[str, Any]) -> bool:
    verdict = row["validation"]["verdict"]
    return bool(verdict == "pass" if row["task"] == "rationale" else verdict != "fail")


def _candidate(row: Mapping[str, Any]) -> Candidate:
    task, attribute = row["task"], open_attribute(row["scheme"])
    single = task in TASKS and TASKS[task].kind == "single" and bool(row["labels"])
    key = f"{task}.{attribute}" if task == _OPEN else task
    return Candidate(row["id"], key, row["source"], row["labels"][0] if single else "", row["identity"])

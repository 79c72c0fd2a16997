"""What the task files take from the environment: which dataset, which split, which of its rows.

lmms-eval replaces ``!function module.NAME`` by the attribute NAME and calls nothing. The files are static and shipped;
this module answers for the names in them when they are looked up (PEP 562): ``FILES_emotion`` the Parquet files of a
config, ``ROWS_head_pose`` or ``ROWS_emotion_single_dfew`` the filter that leaves a task's rows, ``DATASET`` the digest.
"""

import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emocfg.core import EmoCfgError, say
from emocfg.schema import CONFIGS, SPLITS, Sample
from emocfg.schema.features import from_row

from ..data import Dataset, open_dataset
from ..marking import has_truth
from ..specs import SPECS, select

if TYPE_CHECKING:
    import datasets

FOLDER, SPLIT = "EMOCFG_DATA", "EMOCFG_SPLIT"
"""Environment variables: the dataset's folder, and the split to ask (``test`` if unset)."""


def data() -> Dataset:
    """The dataset of the environment.

    Raises:
        EmoCfgError: E202 if EMOCFG_DATA is not set, E102 if there is no dataset.
    """
    folder = os.environ.get(FOLDER, "")
    if not folder:
        raise EmoCfgError("E202", f"{FOLDER} is not set", where="environment", fix=f"export {FOLDER}=path/to/emo-cfg")
    return _open(Path(folder).expanduser().resolve())


def split() -> str:
    """The split of the environment; E202 if it is none."""
    name = os.environ.get(SPLIT, "test")
    if name not in SPLITS:
        raise EmoCfgError("E202", f"{SPLIT} is {name!r}", where="environment", fix=f"one of {', '.join(SPLITS)}")
    return name


def sample_of(doc: dict[str, Any]) -> Sample:
    """The row that lmms-eval hands around, as a sample."""
    return from_row(Sample, doc)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a mapping, a function or a text
    kind, _, rest = name.partition("_")
    if kind == "FILES" and rest in CONFIGS:
        return {"test": _files(rest)}
    if kind == "ROWS" and any(rest == spec.name or rest in spec.subtasks for spec in SPECS.values()):
        return _filter(rest)
    if name == "DATASET":
        return data().digest
    raise AttributeError(name)


def _files(config: str) -> list[str]:
    files = sorted((data().root / config).glob(f"{split()}-*.parquet"))
    if not files:
        raise _nothing(f"no rows of config {config}")
    return list(map(str, files))


def _filter(name: str) -> "Callable[[datasets.Dataset], datasets.Dataset]":
    """Leaves the rows of a task or subtask that can be marked, by id."""
    return partial(_leave, name)


def _leave(name: str, rows: "datasets.Dataset") -> "datasets.Dataset":
    (spec,) = select([name])
    tasks, sources = rows["task"], rows["source"]
    of_task = [i for i in range(len(rows)) if tasks[i] == spec.name and sources[i] in (spec.only or (sources[i],))]
    ids = rows.select(of_task)["id"] if of_task else []
    kept = [i for i, _ in sorted(zip(of_task, ids, strict=True), key=lambda pair: pair[1])]
    if spec.task.kind == "open":
        kept = [i for i in kept if has_truth(sample_of(rows[i]))]
    if not kept:
        raise _nothing(f"no rows of {name}")
    return rows.select(kept)


def available(dataset: Dataset) -> list[str]:
    """lmms-eval's names of the tasks that the split of the environment has rows of."""
    rows = dataset.rows(split())
    return [f"emocfg_{task}" for task in SPECS if rows[task]]


def _nothing(what: str) -> SystemExit:
    """Says what is missing, and ends the process: an error would be retried five times, and then shown without a word.

    lmms-eval cannot hold a task without rows.
    """
    dataset = data()
    fix = f"--tasks {','.join(available(dataset))}"
    error = EmoCfgError("E102", f"{what} in the {split()} split", where=str(dataset.root), fix=fix)
    say(str(error))
    return SystemExit(int(error.status))


@cache
def _open(root: Path) -> Dataset:
    return open_dataset(root)

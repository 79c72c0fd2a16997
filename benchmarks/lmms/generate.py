"""The task files of lmms-eval, written from the specs: ``python -m benchmarks.lmms.generate`` after a change of these.

They are committed and shipped, so that ``--include_path "$(emocfg lmms-path)"`` needs nothing else; a test keeps them
equal to the specs. Every name begins with ``emocfg_``: a task of lmms-eval's own would win silently.
"""

from pathlib import Path
from typing import Any

from emocfg.core import atomic

from ..model import MAX_NEW_TOKENS
from ..scoring import LOWER_IS_BETTER
from ..specs import GROUPS, SPECS, TaskSpec
from .docs import GREEDY
from .results import metric_names

TASKS = Path(__file__).parent / "tasks"
"""The folder for ``--include_path``."""

_GROUPS = {"emocfg": "headline", **{f"emocfg_{name}": name for name in ("attribute", "expression", "intelligence")}}
_HERE = "benchmarks.lmms"


class _Function(str):
    """A ``!function`` of lmms-eval's."""

    __slots__ = ()


def task_files() -> dict[str, str]:
    """File name to text: tasks, subtasks of single corpora, and groups."""
    files = {f"{name}.yaml": _text(_group(name, GROUPS[of])) for name, of in _GROUPS.items()}
    for spec in SPECS.values():
        for name in (spec.name, *spec.subtasks):
            files[f"emocfg_{name}.yaml"] = _text(_task(spec, name))
    return files


def _task(spec: TaskSpec, name: str) -> dict[str, Any]:
    source = spec.subtasks.get(name)
    alias = spec.name.replace("_", " ")
    return {
        "task": f"emocfg_{name}",
        "task_alias": f"{alias} ({source})" if source else alias,
        "dataset_path": "parquet",
        "dataset_kwargs": {"data_files": _Function(f"{_HERE}.rows.FILES_{spec.task.config}")},
        "test_split": "test",
        "process_docs": _Function(f"{_HERE}.rows.ROWS_{name}"),
        "output_type": "generate_until",
        **{part: _Function(f"{_HERE}.docs.{part}") for part in _PARTS},
        "process_results": _Function(f"{_HERE}.results.process_results"),
        "generation_kwargs": {"max_new_tokens": MAX_NEW_TOKENS, **GREEDY},
        "reasoning_tags": [["<think>", "</think>"]],
        "cluster_key": "identity",
        "score_key": "score",
        "metric_list": [_metric(metric) for metric in metric_names(spec.name)],
        "metadata": {"version": 1.0, "dataset": _Function(f"{_HERE}.rows.DATASET")},
    }


_PARTS = ("doc_to_visual", "doc_to_text", "doc_to_messages", "doc_to_target")


def _metric(name: str) -> dict[str, Any]:
    aggregation = "mean" if name == "emo_score" else _Function(f"{_HERE}.results.{name}")
    return {
        "metric": name,
        "aggregation": aggregation,
        "higher_is_better": name not in (*LOWER_IS_BETTER, "unscored", "failed"),
    }


def _group(name: str, tasks: tuple[str, ...]) -> dict[str, Any]:
    return {
        "group": name,
        "group_alias": name,
        "task": [f"emocfg_{task}" for task in tasks],
        "aggregate_metric_list": [{"metric": "headline", "aggregation": "mean", "weight_by_size": False}],
        "metadata": {"version": 1.0},
    }


def _text(content: dict[str, Any]) -> str:
    import yaml

    class Dumper(yaml.SafeDumper):  # type: ignore[misc]  # PyYAML has no types
        pass

    Dumper.add_representer(_Function, lambda dumper, value: dumper.represent_scalar("!function", str(value), style=""))
    return "# Written by python -m benchmarks.lmms.generate; change the specs, not this file.\n" + str(
        yaml.dump(content, Dumper=Dumper, sort_keys=False, width=120)
    )


def main() -> None:
    """Write the files, and remove those of tasks that are no more."""
    files = task_files()
    for path in TASKS.glob("*.yaml"):
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        atomic.write_text(TASKS / name, text)


if __name__ == "__main__":
    main()

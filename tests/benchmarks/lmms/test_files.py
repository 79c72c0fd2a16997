"""The task files are those of the specs, and everything they name is there."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.lmms.generate import TASKS, task_files
from benchmarks.lmms.results import metric_names, process_results
from benchmarks.specs import GROUPS, SPECS
from emocfg.schema import HEADLINE_TASKS
from emocfg.schema.features import to_row


class Loader(yaml.SafeLoader):  # type: ignore[misc]
    """Does with ``!function`` what lmms-eval does: the attribute of the module, not called."""


def _function(loader: Any, node: Any) -> Any:
    module, _, name = loader.construct_scalar(node).rpartition(".")
    return getattr(import_module(module), name)


Loader.add_constructor("!function", _function)


def loaded(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load((TASKS / f"{name}.yaml").read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506
    return content


def test_the_files_are_those_of_the_specs() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in TASKS.glob("*")} == task_files()


def test_groups_hold_the_fifteen_and_one_level_each() -> None:
    assert loaded("emocfg")["task"] == [f"emocfg_{task}" for task in HEADLINE_TASKS]
    levels = {group: loaded(f"emocfg_{group}")["task"] for group in ("attribute", "expression", "intelligence")}
    assert sorted(task for tasks in levels.values() for task in tasks) == sorted(f"emocfg_{task}" for task in SPECS)
    assert levels["intelligence"] == ["emocfg_video_caption", "emocfg_rationale"]
    assert GROUPS["all"] == tuple(SPECS)


@pytest.mark.parametrize("name", [name for spec in SPECS.values() for name in (spec.name, *spec.subtasks)])
def test_a_task_file_avoids_what_lmms_eval_gets_wrong(name: str, environment: Path) -> None:
    content = loaded(f"emocfg_{name}")
    assert content["task"] == f"emocfg_{name}"
    assert content["generation_kwargs"]["until"] == []  # else answers end at the first blank line
    assert content["generation_kwargs"]["temperature"] == 0
    assert content["reasoning_tags"] == [["<think>", "</think>"]]  # else only its command line strips them
    assert len(content["metadata"]["dataset"]) == 64  # the cache key has neither rows nor videos
    assert all(Path(file).is_file() for file in content["dataset_kwargs"]["data_files"]["test"])
    names = [entry["metric"] for entry in content["metric_list"]]
    assert not [a for a in names for b in names if a != b and a == "headline" and a in b]  # matched as substrings


def test_every_metric_of_a_file_is_given_for_every_sample(environment: Path, data: Any) -> None:
    for task in SPECS:
        sample = next(iter(data.samples("test", {task})))
        given = process_results(to_row(sample), ["something else"])
        entries = {entry["metric"]: entry["aggregation"] for entry in loaded(f"emocfg_{task}")["metric_list"]}
        assert tuple(entries) == tuple(given) == metric_names(task)
        for name, aggregate in entries.items():
            if aggregate != "mean":
                value = aggregate([given[name]])
                assert isinstance(value, float) and (value != value or 0 <= value <= 6)  # noqa: PLR0124 - nan

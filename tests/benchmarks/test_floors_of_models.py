"""Against the floors: which models are compared with blind and majority, on which samples, and what is said of it."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from baselines.catalogue import make_baseline
from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.leaderboard.floors import FloorRow, Standing, side, standings, standings_json
from benchmarks.leaderboard.page import write_page
from benchmarks.leaderboard.table import Entry, load_entries
from benchmarks.leaderboard.text import floors_text
from benchmarks.measures import Difference
from benchmarks.outcomes import Record
from benchmarks.run import Run
from benchmarks.scoring import score_task
from benchmarks.specs import select
from emocfg.media import VIDEMO
from emocfg.metrics import Interval
from tests.conftest import Emocfg

from .test_page import Named

TASKS = {"head_pose", "emotion_multi", "open_attribute"}
SPECS = select(sorted(TASKS))
NAME = "<b>front</b>"


@pytest.fixture(scope="module")
def runs(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """A model that says "front", blind, majority and an oracle."""
    folder, made = tmp_path_factory.mktemp("runs"), []
    train, truth = list(data.samples("train", TASKS)), list(data.samples("test", TASKS))
    bases = [make_baseline(n, train, truth, {}, root=data.root, frames=VIDEMO) for n in ("blind", "majority", "oracle")]
    for number, model in enumerate([Named(NAME), *bases]):
        run = Run(folder / str(number))
        evaluate(model, data, SPECS, run, Settings("test", VIDEMO))
        made.append(run)
    return made


@pytest.fixture
def entries(data: Dataset, runs: list[Run]) -> list[Entry]:
    """The runs in the table, as if every sample were of another person: the small corpus tests two people."""
    return [answered(entry, entry, lambda r: replace(r, identity=r.id)) for entry in load_entries(runs, data)]


def answered(entry: Entry, other: Entry, change: Callable[[Record], Record]) -> Entry:
    """The entry with the changed records of another."""
    return replace(entry, records={task: [change(r) for r in rows] for task, rows in other.records.items()})


def verdicts(standing: Standing) -> dict[str, str]:
    return {row.task: row.verdict for row in standing.rows}


def test_a_model_that_knows_all_beats_both_and_one_that_says_nothing_lies_below(entries: list[Entry]) -> None:
    model, blind, majority, oracle = entries
    (knower,) = standings([answered(model, oracle, lambda r: r), blind, majority])
    assert verdicts(knower) == dict.fromkeys(("head_pose", "emotion_multi", "open_attribute"), "beats both")
    assert f"{NAME} beats both blind and majority on 2 of its 2 headline tasks" in knower.summary
    mute = answered(model, oracle, lambda r: replace(r, outcome="refused", predicted=(), score=0.0))
    (silent,) = standings([mute, blind, majority])
    assert silent.rows[0].verdict in ("below both", "below majority") and "lies below a floor on 2" in silent.summary


def test_a_model_that_answers_as_a_floor_does_is_not_told_apart(entries: list[Entry]) -> None:
    model, blind, majority, _ = entries
    (same,) = standings([answered(model, majority, lambda r: r), blind, majority])
    assert {row.over["majority"].value for row in same.rows} == {0.0}
    assert not {row.verdict for row in same.rows} & {"beats both", "beats majority only", "below majority"}


def test_baselines_and_oracles_are_not_compared(entries: list[Entry]) -> None:
    assert [standing.model for standing in standings(entries)] == [NAME]
    assert standings(entries[1:]) == [] and standings(entries[:2]) == []
    assert floors_text([]) == ""


def test_a_part_of_a_split_is_compared_with_the_floors_on_that_part(entries: list[Entry]) -> None:
    model, blind, majority, _ = entries
    rows = model.records["head_pose"][:9]
    part = replace(model, records={"head_pose": rows}, scores={"head_pose": score_task("head_pose", rows)})
    (standing,) = standings([part, blind, majority])
    assert standing.rows[0].partial and standing.rows[0].over.keys() == {"blind", "majority"}
    assert "\nhead_pose* " in floors_text([standing])
    short = replace(blind, records={"head_pose": blind.records["head_pose"][:5]})
    (standing,) = standings([part, short, majority])
    assert standing.rows[0].over.keys() == {"majority"} and standing.rows[0].verdict == "not compared"
    assert re.search(r"head_pose\* .* - .*not compared", floors_text([standing]))


def difference(low: float, high: float, people: int = 40) -> Difference:
    return Difference((low + high) / 2, Interval(low, high, people, 0.1, "percentile"))


@pytest.mark.parametrize(
    ("blind", "majority", "verdict"),
    [
        ((0.1, 0.2), (0.01, 0.3), "beats both"),
        ((0.1, 0.2), (0.0, 0.3), "beats blind only"),
        ((-0.1, 0.2), (0.1, 0.3), "beats majority only"),
        ((-0.1, 0.2), (-0.3, 0.3), "not told apart"),
        ((-0.2, -0.1), (0.1, 0.3), "below blind"),
        ((-0.2, -0.1), (-0.3, -0.1), "below both"),
        ((0.1, 0.2, 7), (0.1, 0.3), "too few people"),
        ((float("nan"), float("nan"), 1), (0.1, 0.3), "too few people"),
    ],
)
def test_the_verdict_follows_from_where_zero_lies(
    blind: tuple[float, float], majority: tuple[float, float], verdict: str
) -> None:
    row = FloorRow("head_pose", False, {"blind": difference(*blind), "majority": difference(*majority)})
    assert row.verdict == verdict
    assert side(difference(0.1, 0.2, 8)) == "above"


def test_the_page_and_the_terminal_show_it(data: Dataset, runs: list[Run], tmp_path: Path) -> None:
    write_page(runs, data, tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    section = page[page.index("Against the floors") : page.index("<h2>Figures")]
    assert "&lt;b&gt;front&lt;/b&gt; beats both blind and majority on 0 of its 2 headline tasks" in section
    assert section.count("too few people") == 3 and section.count('class="gap soft"') == 6 and "<svg" in section
    text = floors_text(standings(load_entries(runs, data)))
    assert re.search(r"^head_pose +uar +[+-]0\.\d{3} ~[+-]\d\.\d{3} to \+\d\.\d{3} +", text, re.MULTILINE)
    write_page(runs[1:], data, tmp_path)
    assert "Against the floors" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_command_prints_it(mini: Path, runs: list[Run], emocfg: Emocfg, tmp_path: Path) -> None:
    done = emocfg("leaderboard", "build", *(run.root for run in runs[:3]), "--data", mini, "--out", tmp_path / "board")
    assert done.returncode == 0, done.stderr
    assert f"\n{NAME}\ntask " in done.stdout and "beats both blind and majority on 0 of its 2" in done.stdout


def test_json_has_every_difference_and_verdict(entries: list[Entry]) -> None:
    found = json.loads(json.dumps(standings_json(standings(entries)), allow_nan=False))
    assert set(found) == {NAME} and set(found[NAME]) == TASKS
    assert set(found[NAME]["head_pose"]["over"]) == {"blind", "majority"}
    assert found[NAME]["head_pose"]["over"]["blind"]["interval"]["clusters"] == 32

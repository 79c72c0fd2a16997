"""The reference points: oracles are exact, noise is recovered, chance is chance, the blind see nothing."""

import statistics
from collections.abc import Callable
from pathlib import Path

import pytest
from scipy.stats import binomtest

from baselines.catalogue import BASELINES, make_baseline
from baselines.chance import Chance
from baselines.noisy_oracle import NoisyOracle
from baselines.oracle import Oracle
from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.leaderboard.table import Entry, load_entries
from benchmarks.marking import gold_items, mark
from benchmarks.model import Model, Request
from benchmarks.outcomes import Record
from benchmarks.prompts import prompt_text
from benchmarks.run import Run
from benchmarks.scoring import score_task
from benchmarks.selfcheck import check_chance, check_noise, check_oracle
from benchmarks.specs import SPECS
from emocfg import __version__
from emocfg.core import EmoCfgError, rng
from emocfg.media import VIDEMO
from emocfg.metrics import set_f1
from emocfg.schema import Sample

Ask = Callable[[Model, list[Sample]], list[Record]]


def ask(model: Model, samples: list[Sample]) -> list[Record]:
    requests = [Request(s.id, s.task, prompt_text(s), s.question, s.options, ()) for s in samples]
    return [mark(sample, answer or "") for sample, answer in zip(samples, model.answer(requests), strict=True)]


@pytest.fixture(scope="module")
def test_rows(data: Dataset) -> dict[str, list[Sample]]:
    rows: dict[str, list[Sample]] = {task: [] for task in SPECS}
    for sample in data.samples("test", set(SPECS)):
        rows[sample.task].append(sample)
    return rows


@pytest.fixture(scope="module")
def entries(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entry]:
    """All baselines on all tasks, through the harness."""
    runs = []
    for name in BASELINES:
        tasks = set(SPECS)
        model = make_baseline(name, data.samples("train", tasks), data.samples("test", tasks), {})
        run = Run(tmp_path_factory.mktemp("runs") / name)
        evaluate(model, data, list(SPECS.values()), run, Settings("test", VIDEMO))
        runs.append(run)
    return {entry.name: entry for entry in load_entries(runs, data)}


def test_the_oracle_scores_exactly_one_on_every_task(entries: dict[str, Entry]) -> None:
    assert {task: score.score for task, score in entries["oracle"].scores.items()} == dict.fromkeys(SPECS, 1.0)
    assert check_oracle(entries["oracle"]).passed
    assert not check_oracle(entries["noisy_oracle"]).passed


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_oracle_is_read_in_any_wording(test_rows: dict[str, list[Sample]], seed: int) -> None:
    samples = [sample for rows in test_rows.values() for sample in rows]
    records = ask(Oracle(samples, seed=seed), samples)
    assert [record.id for record in records if not record.exact] == []


def test_the_oracle_varies_its_words(test_rows: dict[str, list[Sample]]) -> None:
    forms = {record.answer for record in ask(Oracle(test_rows["emotion_single"]), test_rows["emotion_single"])}
    assert len(forms) > len(test_rows["emotion_single"]) / 3


def test_the_planted_error_rate_is_found(entries: dict[str, Entry], test_rows: dict[str, list[Sample]]) -> None:
    noisy = NoisyOracle(s for rows in test_rows.values() for s in rows)
    for task, records in entries["noisy_oracle"].records.items():
        assert {r.id for r in records if not r.exact} == {s.id for s in test_rows[task] if noisy.errs(s.id)}
    assert check_noise(entries["noisy_oracle"]).passed
    entries["noisy_oracle"].measured["model"]["error"] = 0.35
    assert not check_noise(entries["noisy_oracle"]).passed
    entries["noisy_oracle"].measured["model"]["error"] = 0.2


def test_the_error_interval_covers_the_planted_rate_at_the_nominal_rate(test_rows: dict[str, list[Sample]]) -> None:
    """400 noisy oracles: the 95 % Wilson interval of the error found covers the rate planted in 93 to 97 % of them."""
    samples = (test_rows["head_pose"] + test_rows["emotion_single"] + test_rows["identity"])[:100]
    covered = 0
    for seed in range(400):
        wrong = sum(not record.exact for record in ask(NoisyOracle(samples, error=0.2, seed=seed), samples))
        interval = binomtest(wrong, len(samples)).proportion_ci(method="wilson")
        covered += interval.low <= 0.2 <= interval.high
    assert 0.93 <= covered / 400 <= 0.97


@pytest.mark.parametrize("error", [0.0, 1.0])
def test_never_wrong_and_always_wrong(test_rows: dict[str, list[Sample]], error: float) -> None:
    for rows in test_rows.values():
        records = ask(NoisyOracle(rows, error=error), rows)
        assert [record.exact for record in records] == [error == 0.0] * len(rows)


CLOSED_ONE = [name for name, spec in SPECS.items() if spec.headline == "uar"]


@pytest.mark.parametrize("task", CLOSED_ONE)
def test_chance_lies_at_chance(test_rows: dict[str, list[Sample]], task: str) -> None:
    """Over 60 seeds the mean UAR of guessing is 1/K within four standard errors of that mean."""
    rows = test_rows[task]
    scores = [score_task(task, ask(Chance((), seed=seed), rows)).score for seed in range(60)]
    error = statistics.stdev(scores) / 60**0.5
    assert abs(statistics.mean(scores) - 1 / len(rows[0].options)) < 4 * error


@pytest.mark.parametrize("task", ["appearance", "action", "emotion_multi", "action_units"])
def test_chance_on_several_labels_is_a_coin_per_label(test_rows: dict[str, list[Sample]], task: str) -> None:
    """Mean per-label F1 of a fair coin: 2 n/2 / (n/2 + N/2 + n/2 + ...) computed from each label's prevalence."""
    rows = test_rows[task]
    scores = [score_task(task, ask(Chance((), seed=seed), rows)).score for seed in range(60)]
    total = len(rows)
    labels = {label for row in rows for label in row.labels}
    held = {label: sum(label in row.labels for row in rows) for label in labels}
    offered = {label: sum(label in row.options for row in rows) for label in labels}
    expected = sum(held[label] / (held[label] + offered[label] / 2) for label in labels) / len(labels)
    assert total and abs(statistics.mean(scores) - expected) < 0.02


@pytest.mark.parametrize("task", ["appearance_caption", "action_caption", "emotion_caption"])
def test_chance_on_captions_is_another_clips_caption(
    data: Dataset, test_rows: dict[str, list[Sample]], task: str
) -> None:
    train = list(data.samples("train", {task}))
    rows = test_rows[task]
    scores = [score_task(task, ask(Chance(train, seed=seed), rows)).score for seed in range(10)]
    pairs = [set_f1(gold_items(row), gold_items(other)) for row in rows for other in train]
    assert abs(statistics.mean(scores) - statistics.mean(pairs)) < 0.05


def test_the_self_check_of_chance_can_fail(entries: dict[str, Entry]) -> None:
    assert check_chance(entries["chance"]).passed
    assert not check_chance(entries["oracle"]).passed


def test_majority_gives_one_answer_per_kind_of_question(entries: dict[str, Entry]) -> None:
    for task in ("emotion_single", "head_pose", "sentiment"):
        records = entries["majority"].records[task]
        assert len({record.answer for record in records}) == 1
        assert entries["majority"].scores[task].score == pytest.approx(1 / len({r.gold for r in records}))


def test_the_blind_see_nothing_on_the_mini_corpus(entries: dict[str, Entry]) -> None:
    """What the text gives away would show here: the blind stay near chance where the answer can only be seen."""
    for task in ("emotion_single", "head_pose", "identity", "conversation", "sentiment"):
        score = entries["blind"].scores[task]
        classes = len({record.gold for record in entries["blind"].records[task]})
        assert score.score < 1 / classes + 0.2


def test_learners_get_no_truth_and_knowers_say_so(data: Dataset) -> None:
    for name in BASELINES:
        model = make_baseline(name, iter(()), iter(()), {})
        assert bool(model.describe().get("knows_truth")) == ("oracle" in name)
    asked: list[str] = []

    def spy() -> object:
        asked.append("truth was read")
        yield from ()

    make_baseline("blind", data.samples("train", {"identity"}), spy(), {})  # type: ignore[arg-type]
    assert asked == []


def test_without_a_train_split_learners_say_so(test_rows: dict[str, list[Sample]]) -> None:
    for name in ("majority", "blind"):
        with pytest.raises(EmoCfgError, match="E102"):
            ask(make_baseline(name, (), (), {}), test_rows["head_pose"][:1])


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [("chanse", {}, "E201"), ("chance", {"sed": 1}, "E202"), ("noisy_oracle", {"error": 2}, "E202")],
)
def test_bad_names_and_arguments_are_told(name: str, arguments: dict[str, int], code: str) -> None:
    with pytest.raises(EmoCfgError, match=code):
        make_baseline(name, (), (), arguments)


def test_run_folders_of_baselines_name_their_seed(tmp_path: Path, data: Dataset) -> None:
    run = Run(tmp_path / "chance")
    evaluate(Chance((), seed=3), data, [SPECS["head_pose"]], run, Settings("test", VIDEMO, limit=2))
    assert run.measured()["model"] == {
        "baseline": "chance",
        "emocfg": __version__,
        "seed": 3,
        "name": "chance",
    }


@pytest.mark.parametrize("task", ["appearance", "action", "emotion_multi", "action_units"])
def test_no_constant_set_of_labels_beats_majority(data: Dataset, task: str) -> None:
    train = list(data.samples("train", {task}))
    best = score_task(task, ask(make_baseline("majority", train, (), {}), train)).score
    draws = rng("constant sets", task)
    for _ in range(50):
        share = draws.random()
        some = {option for option in train[0].options if draws.random() < share}
        constant = [mark(row, ", ".join(o for o in row.options if o in some) or "none") for row in train]
        assert score_task(task, constant).score <= best + 1e-12


@pytest.mark.parametrize("task", ["appearance_caption", "action_caption", "emotion_caption", "open_attribute"])
def test_majority_in_words_beats_every_single_training_answer(data: Dataset, task: str) -> None:
    train = list(data.samples("train", {task}))
    rows = [row for row in train if row.scheme == train[0].scheme][:150]
    score = score_task(task, ask(make_baseline("majority", rows, (), {}), rows)).score
    for other in {row.answer for row in rows[:40]}:
        assert score_task(task, [mark(row, other) for row in rows]).score <= score + 0.02, other

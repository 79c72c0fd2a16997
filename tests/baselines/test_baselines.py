"""The reference points: oracles are exact, noise is recovered, chance is chance, the blind see nothing."""

import math
import statistics
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from scipy.stats import binom, binomtest

from baselines import catalogue
from baselines.catalogue import KNOWERS, LEARNERS
from baselines.chance import Chance
from baselines.noisy_oracle import NoisyOracle
from baselines.oracle import Oracle
from benchmarks.data import Dataset
from benchmarks.harness import Settings, evaluate
from benchmarks.leaderboard.table import Entry, load_entries
from benchmarks.marking import gold_items, mark
from benchmarks.measures import value_of
from benchmarks.model import Model, Request
from benchmarks.outcomes import Record
from benchmarks.prompts import prompt_text
from benchmarks.run import Run
from benchmarks.selfcheck import check_chance, check_noise, check_oracle
from benchmarks.specs import SPECS
from emocfg import __version__
from emocfg.build.compose.rows import COMPOSERS, sample_of
from emocfg.build.curate import curate
from emocfg.build.plan import Plan, SourcePlan
from emocfg.build.scan import scan
from emocfg.build.shards import cases_of
from emocfg.build.workspace import workspace
from emocfg.core import EmoCfgError, rng
from emocfg.media import VIDEMO
from emocfg.metrics import set_f1, uar
from emocfg.schema import Sample

make_baseline = partial(catalogue.make_baseline, root=Path("no videos"), frames=VIDEMO)


def headline(task: str, records: list[Record]) -> float:
    """The headline alone: its interval is not needed here."""
    return value_of(SPECS[task].headline, records)


CLOSED = [name for name, spec in SPECS.items() if spec.task.kind == "single"]


def ask(model: Model, samples: list[Sample]) -> list[Record]:
    requests = [Request(s.id, s.task, prompt_text(s), s.question, s.options, ()) for s in samples]
    return [mark(sample, str(answer or "")) for sample, answer in zip(samples, model.answer(requests), strict=True)]


@pytest.fixture(scope="module")
def test_rows(data: Dataset) -> dict[str, list[Sample]]:
    rows: dict[str, list[Sample]] = {task: [] for task in SPECS}
    for sample in data.samples("test", set(SPECS)):
        rows[sample.task].append(sample)
    return rows


@pytest.fixture(scope="module")
def many_rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Sample]]:
    """The rows with one label of 44 people, split as a build splits them; nothing is rendered."""
    plan = Plan((SourcePlan("mini", None, (("identities", 44),)),), media=False)
    rows: dict[str, list[Sample]] = {task: [] for task in CLOSED}
    with workspace(tmp_path_factory.mktemp("many") / "rows") as space:
        scan(plan, space)
        cases = [case for shard in curate(plan, space, {}).shards for case in cases_of(shard, plan.seed)]
    for case in cases:
        for task in rows.keys() & set(case.clip.tasks):
            rows[task] += [sample_of(case, task, draft, "expected") for draft in COMPOSERS[task](case)]
    return rows


@pytest.fixture(scope="module")
def entries(data: Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Entry]:
    """All baselines on all tasks, through the harness."""
    runs = []
    for name in (*LEARNERS, *KNOWERS):
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
    """The 95 % Wilson interval of the error found covers the rate planted as often as the binomial law says.

    That is not 95 % but, for few samples, a few percent off (Brown, Cai & DasGupta 2001); 2,000 noisy oracles tell it
    to four standard errors.
    """
    samples = (test_rows["head_pose"] + test_rows["emotion_single"] + test_rows["identity"])[:100]
    intervals = [binomtest(n, len(samples)).proportion_ci(method="wilson") for n in range(len(samples) + 1)]
    covers = [bool(interval.low <= 0.2 <= interval.high) for interval in intervals]
    nominal = sum(binom.pmf(n, len(samples), 0.2) for n, covered in enumerate(covers) if covered)
    oracles = [NoisyOracle(samples, error=0.2, seed=seed) for seed in range(2000)]
    for oracle in oracles[:20]:
        assert {r.id for r in ask(oracle, samples) if not r.exact} == {s.id for s in samples if oracle.errs(s.id)}
    found = statistics.mean(covers[sum(oracle.errs(sample.id) for sample in samples)] for oracle in oracles)
    assert abs(found - nominal) < 4 * math.sqrt(nominal * (1 - nominal) / len(oracles))


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
    scores = [headline(task, ask(Chance((), seed=seed), rows)) for seed in range(60)]
    error = statistics.stdev(scores) / 60**0.5
    assert abs(statistics.mean(scores) - 1 / len(rows[0].options)) < 4 * error


@pytest.mark.parametrize("task", ["appearance", "action", "emotion_multi", "action_units"])
def test_chance_on_several_labels_is_a_coin_per_label(test_rows: dict[str, list[Sample]], task: str) -> None:
    """Mean per-label F1 of a fair coin: 2 n/2 / (n/2 + N/2 + n/2 + ...) computed from each label's prevalence."""
    rows = test_rows[task]
    scores = [headline(task, ask(Chance((), seed=seed), rows)) for seed in range(60)]
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
    scores = [headline(task, ask(Chance(train, seed=seed), rows)) for seed in range(10)]
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


@pytest.mark.parametrize("task", CLOSED)
def test_the_blind_see_nothing_on_the_mini_corpus(many_rows: dict[str, list[Sample]], task: str) -> None:
    """What the text gives away would show here: where the answer can only be seen, the blind stay at chance."""
    train, test = halves(many_rows[task])
    assert beyond_chance(ask(make_baseline("blind", train, (), {}), test)) < 4


@pytest.mark.parametrize("task", CLOSED)
def test_what_half_of_the_questions_give_away_is_found(many_rows: dict[str, list[Sample]], task: str) -> None:
    rows = [
        replace(row, question=f"{row.question} Tell {row.labels[0]}.") if rng("tell", row.id).random() < 1 / 2 else row
        for row in many_rows[task]
    ]
    train, test = halves(rows)
    assert beyond_chance(ask(make_baseline("blind", train, (), {}), test)) > 4


def halves(rows: list[Sample]) -> tuple[list[Sample], list[Sample]]:
    """The rows for training and those for testing."""
    return [row for row in rows if row.split == "train"], [row for row in rows if row.split == "test"]


def beyond_chance(records: list[Record]) -> float:
    """By how many standard errors the UAR is above that of the same answers given in any other order.

    Of N samples let n have a label and m be answered with it. In a random order its hits h are hypergeometric: their
    mean is n m / N and their variance n m (N - n) (N - m) / (N^2 (N - 1)); the hits of two labels have the covariance
    n n' m m' / (N^2 (N - 1)). UAR is the mean of h / n over the labels.
    """
    gold, answered = Counter(r.gold[0] for r in records), Counter(label for r in records for label in r.predicted)
    total, labels = len(records), len(gold)
    mean = sum(answered[k] for k in gold) / total / labels
    own = sum(answered[k] * (total - answered[k]) * (total - n) / n for k, n in gold.items())
    shared = sum(answered[k] * answered[other] for k in gold for other in gold if k != other)
    error = math.sqrt((own + shared) / (total - 1)) / total / labels
    return (uar([r.gold[0] for r in records], [next(iter(r.predicted), None) for r in records]) - mean) / error


def test_learners_get_no_truth_and_knowers_say_so(data: Dataset) -> None:
    for name in (*LEARNERS, *KNOWERS):
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
    best = headline(task, ask(make_baseline("majority", train, (), {}), train))
    draws = rng("constant sets", task)
    for _ in range(50):
        share = draws.random()
        some = {option for option in train[0].options if draws.random() < share}
        constant = [mark(row, ", ".join(o for o in row.options if o in some) or "none") for row in train]
        assert headline(task, constant) <= best + 1e-12


@pytest.mark.parametrize("task", ["appearance_caption", "action_caption", "emotion_caption", "open_attribute"])
def test_majority_in_words_beats_every_single_training_answer(data: Dataset, task: str) -> None:
    train = list(data.samples("train", {task}))
    rows = [row for row in train if row.scheme == train[0].scheme][:150]
    score = headline(task, ask(make_baseline("majority", rows, (), {}), rows))
    for other in {row.answer for row in rows[:40]}:
        assert headline(task, [mark(row, other) for row in rows]) <= score + 0.02, other

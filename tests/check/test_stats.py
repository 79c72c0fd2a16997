"""Statistics of a dataset: equal to a second count in plain Python, and to what is planted in a folder made by hand."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.data import open_dataset
from emocfg.check.stats import Stats, collect, differences, summary
from emocfg.check.stats.reading import spread
from emocfg.check.stats.rows import entropy
from emocfg.core import EmoCfgError, canonical
from emocfg.metrics.agreement import cohen_kappa, krippendorff_alpha
from emocfg.schema import SPLITS, TASKS, Check, Observation, Tally, Validation, Vote
from emocfg.sources import Annotated, open_source
from tests.check.folders import clip, row, write_dataset


@pytest.fixture(scope="module")
def counted(mini: Path) -> Stats:
    return collect(mini)


def test_every_figure_of_the_rows_equals_a_plain_recount(mini: Path, counted: Stats) -> None:
    data = open_dataset(mini)
    samples = [sample for split in SPLITS for sample in data.samples(split)]
    assert counted.rows == len(samples) == sum(cell.rows for cell in counted.cells)
    assert sum(source.rows for source in counted.sources) == len(samples)
    by_task = defaultdict(list)
    for sample in samples:
        by_task[sample.task].append(sample)
    assert [task.task for task in counted.tasks if task.tier == "all"] == [name for name in TASKS if name in by_task]
    for name, rows in by_task.items():
        found = counted.task(name)
        assert found is not None and found.rows == len(rows)
        labels = Counter(label for sample in rows for label in sample.labels)
        assert {tally.label: tally.count for tally in found.labels} == labels
        answers = sorted(len(sample.answer.split()) for sample in rows)
        assert found.answer.mean == pytest.approx(sum(answers) / len(answers), abs=0.006)
        assert found.answer.largest == answers[-1]
        assert found.question.mean == pytest.approx(np.mean([len(s.question.split()) for s in rows]), abs=0.006)
        assert found.options.mean == pytest.approx(np.mean([len(s.options) for s in rows]), abs=0.006)
        if TASKS[name].kind == "single":
            first = np.mean([s.options[0] == s.labels[0] for s in rows])
            assert found.first == pytest.approx(first, abs=1e-4)
            assert found.by_chance == pytest.approx(np.mean([1 / len(s.options) for s in rows]), abs=1e-4)
        else:
            assert found.first is None


def test_the_cells_are_those_of_the_report(mini: Path, counted: Stats) -> None:
    report = canonical.read(mini / "meta/report.json")["rows"]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for cell in counted.cells:
        found[f"{cell.config}/{cell.split}"][cell.task] += cell.rows
        assert bool(cell.attribute) == (cell.task == "open_attribute")
    assert {place: dict(tasks) for place, tasks in found.items()} == report


def test_clips_of_the_mini_corpus(mini: Path, counted: Stats) -> None:
    clips = counted.clips
    assert counted.rendered
    assert (clips.clips, clips.people) == (165, 6)
    assert clips.seconds == pytest.approx(sum(source.seconds for source in counted.sources))
    assert sum(clips.duration.counts) == 165 and clips.duration.unknown == 0
    assert sum(tally.count for tally in clips.views) + clips.no_view == 165
    assert sum(tally.count for tally in clips.frames) == 165
    assert sum(clips.face.counts) == 0 and clips.face.unknown == 165


def test_terms_equal_a_plain_recount(mini: Path, counted: Stats) -> None:
    texts = [s.answer.lower() for split in SPLITS for s in open_dataset(mini).samples(split) if s.config == "caption"]
    captions = next(kind for kind in counted.terms if kind.kind == "captions")
    assert captions.texts == len(texts)
    for term in captions.terms:
        words = [set("".join(c if c.isalnum() else " " for c in text).split()) for text in texts]
        assert term.texts == sum(term.term in found for found in words), term
    assert not {"the", "and", "is", "1", "2"} & {term.term for term in captions.terms}
    assert list(captions.terms) == sorted(captions.terms, key=lambda term: (-term.texts, term.term))


def test_clips_lengths_faces_and_views_as_planted(tmp_path: Path) -> None:
    ids = [f"CelebV-HQ/{n}" for n in range(6)]
    clips = [
        clip(ids[0], seconds=2.5, width=640, height=480, identities=("a", "b"), source_video="v1"),
        clip(ids[0], seconds=2.5, width=640, height=480, split="test", identities=("a", "b"), source_video="v1"),
        clip(ids[1], seconds=700.0, width=100, height=100, identities=("a",), source_video="v1"),
        *(clip(name, identities=("c",)) for name in ids[2:]),
    ]
    boxes = {
        ids[0]: '{"top":0.1,"bottom":0.6,"left":0.2,"right":0.7}',
        ids[1]: '{"top":10,"bottom":60,"left":0,"right":50}',
        ids[2]: '{"top":10,"bottom":60,"left":0,"right":50}',
        ids[3]: '{"top":0.5,"bottom":0.1,"left":0,"right":1}',
        ids[4]: "no box",
    }
    seen = [Observation(name, "p1", "box", text, "celebv-hq/box") for name, text in boxes.items()]
    seen += [
        Observation(name, "p1", "head_pose", pose, "pose-7") for name, pose in zip(ids, ("front", "top"), strict=False)
    ]
    seen.append(Observation(ids[2], "p1", "head_pose", "", "pose-7", missing="not_annotated"))
    rows = [row(name, "sentiment", start=1.0, end=1.0 + n) for n, name in enumerate(ids[1:5])]
    found = collect(write_dataset(tmp_path, rows, clips, seen)).clips
    assert (found.clips, found.people, found.source_videos) == (6, 3, 5)
    assert found.seconds == pytest.approx(2.5 + 700 + 1 + 2 + 3)  # clip 1 has a file: what its row states is not used
    assert found.duration.unknown == 1 and found.duration.median == 2.5
    assert found.duration.counts[-1] == 1  # 700 s is beyond the last edge and is in the last bin
    assert "2 measured in the file, 3 as the owner" in found.duration.basis
    assert found.face.unknown == 4 and "3 boxes" in found.face.basis
    assert found.face.counts[5] == 2 and found.face.median == 0.25
    assert found.views == (Tally("front", 1), Tally("top", 1)) and found.no_view == 4
    assert found.frames == (Tally("100x100", 1), Tally("640x480", 1)) and found.no_frame == 4


def test_an_import_has_views_from_its_rows(tmp_path: Path) -> None:
    rows = [
        row(f"MEAD/{n}", "head_pose", labels=("front" if n else "top",), options=("front", "top")) for n in range(3)
    ]
    found = collect(write_dataset(tmp_path, rows, [clip(f"MEAD/{n}") for n in range(4)])).clips
    assert found.views == (Tally("front", 2), Tally("top", 1)) and found.no_view == 1


def test_annotators_agree_as_their_votes_say(tmp_path: Path) -> None:
    draws = random.Random(0)
    votes = [Counter(draws.choices("abc", (8, 1, 1), k=draws.randint(1, 6))) for _ in range(40)]
    seen = [
        Observation(
            f"DFEW/{n}", "p1", "emotion", "Happy", "dfew/emotion", votes=tuple(Tally(*pair) for pair in v.items())
        )
        for n, v in enumerate(votes)
    ]
    seen.append(seen[0])  # a compound label repeats its votes: they count once
    found = collect(write_dataset(tmp_path, [], [clip(f"DFEW/{n}") for n in range(40)], seen)).agreement
    rows = [[float("abc".index(label)) for label in vote.elements()] for vote in votes]
    longest = max(map(len, rows))
    ratings = np.array([values + [math.nan] * (longest - len(values)) for values in rows]).T
    (measured,) = found
    assert (measured.kind, measured.source, measured.what) == ("votes", "DFEW", "emotion")
    assert measured.value == pytest.approx(krippendorff_alpha(ratings), abs=1e-4)
    assert measured.units == sum(len(values) > 1 for values in rows)
    assert measured.low is not None and measured.high is not None
    assert measured.low < (measured.value or 0) < measured.high


def test_views_of_a_clip_are_compared(tmp_path: Path) -> None:
    face = [f"{'NEU HAP SAD'.split()[n % 3]}" for n in range(30)]
    voice = [label if n % 2 else "ANG" for n, label in enumerate(face)]
    seen = []
    for n, (a, b) in enumerate(zip(face, voice, strict=True)):
        seen.append(Observation(f"CREMA-D/{n}", "p1", "emotion_face", a, "crema-d/emotion"))
        seen.append(Observation(f"CREMA-D/{n}", "p1", "emotion_voice", b, "crema-d/emotion"))
        seen.append(Observation(f"MEAD/{n}", "p1", "emotion", "happy", "mead/emotion"))
    seen.append(Observation("CREMA-D/0", "p1", "emotion_face", "SAD", "crema-d/emotion"))  # two values are no value
    found = {row.coefficient: row for row in collect(write_dataset(tmp_path, [], [], seen)).agreement}
    assert set(found) == {"alpha", "kappa"}
    assert found["kappa"].raters == ("emotion_face", "emotion_voice")
    assert found["kappa"].units == found["alpha"].units == 29
    assert found["kappa"].value == pytest.approx(cohen_kappa(face[1:], voice[1:]), abs=1e-4)
    assert found["kappa"].agreed == pytest.approx(15 / 29, abs=1e-4)


def test_scores_of_parts_are_compared_on_their_scale(tmp_path: Path) -> None:
    scores = {
        "sentiment": (0.2, -0.8, 1.0, 0.0),
        "sentiment_text": (0.4, -0.6, 1.0, 0.2),
        "sentiment_audio": (0.0, -1.0, 0.8, 0.0),
    }
    seen = [
        Observation(f"CH-SIMS/{n}", "p1", aspect, str(value), "ch-sims/score", value=value)
        for aspect, values in scores.items()
        for n, value in enumerate(values)
    ]
    found = collect(write_dataset(tmp_path, [], [], seen)).agreement
    interval = next(row for row in found if row.level == "interval")
    assert interval.what == "sentiment score" and len(interval.raters) == 3
    assert interval.value == pytest.approx(krippendorff_alpha(list(scores.values()), "interval"), abs=1e-4)
    assert {row.coefficient for row in found if row.what == "sentiment"} == {"alpha", "kappa"}


def test_voters_on_rationales_are_compared(tmp_path: Path) -> None:
    said = [("pass", "joy", "pass"), ("pass", "fear", "fail"), ("fail", "fear", "fail"), ("pass", "", "abstain")]
    rows = []
    for n, (rules, label, classifier) in enumerate(said):
        votes = (
            Vote("rules", rules, "label", {"joy": "happiness", "fear": "fear and anger"}.get(label, "no evidence")),
            Vote("classifier", classifier, "label", "happiness" if n != 2 else "anger, fear"),
        )
        rows.append(row(f"MELD/{n}", "rationale", validation=Validation("pass", votes=votes), rationale="because"))
    found = {(r.what, r.coefficient): r for r in collect(write_dataset(tmp_path, rows)).agreement}
    verdicts = found["verdict", "kappa"]
    assert verdicts.raters == ("classifier", "rules") and verdicts.units == 3
    assert verdicts.value == pytest.approx(cohen_kappa(["pass", "fail", "fail"], ["pass", "pass", "fail"]), abs=1e-4)
    read = found["label read", "kappa"]
    assert read.units == 3 and read.agreed == pytest.approx(2 / 3, abs=1e-4)


def test_checks_are_counted_by_tier(tmp_path: Path) -> None:
    passed = Validation("pass", (Check("form/D1", "pass"), Check("blind/D4", "skipped", "no rule")))
    failed = Validation("fail", (Check("form/D1", "fail", "too short"),))
    rows = [
        row("MELD/0", "rationale", validation=passed, tier="sampled"),
        row("MELD/1", "rationale", validation=passed, tier="sampled"),
        row("MELD/2", "rationale", validation=failed),
        row("MELD/2", "sentiment", labels=("neutral",)),
    ]
    found = {
        (c.tier, c.check): {t.label: t.count for t in c.verdicts} for c in collect(write_dataset(tmp_path, rows)).checks
    }
    assert found == {
        ("full", "verdict"): {"fail": 1, "unchecked": 1},
        ("full", "form/D1"): {"fail": 1},
        ("sampled", "verdict"): {"pass": 2},
        ("sampled", "form/D1"): {"pass": 2},
        ("sampled", "blind/D4"): {"skipped": 2},
    }


def test_tiers_and_datasets_are_set_side_by_side(tmp_path: Path) -> None:
    rows = [
        *(row(f"MELD/{n}", "sentiment", labels=("negative",), tier="sampled", answer="a b c") for n in range(4)),
        *(row(f"MELD/{n + 4}", "sentiment", labels=("positive" if n else "negative",)) for n in range(2)),
        row("MELD/9", "rationale", rationale="x"),
    ]
    stats = collect(write_dataset(tmp_path / "a", rows))
    by_task = {d.task: d for d in differences(stats, stats, ("full", "sampled"))}
    assert by_task["sentiment"].rows == (2, 4)
    assert by_task["sentiment"].distance == 0.5
    assert by_task["sentiment"].words == (1.0, 3.0)
    assert by_task["rationale"].rows == (1, 0) and by_task["rationale"].words[1] is None
    other = collect(write_dataset(tmp_path / "b", rows[:6]))
    (same, gone) = differences(stats, other)
    assert same.distance == 0.0 and gone.rows == (1, 0)


def test_real_votes_of_crema_d(real: Callable[[str], Path], tmp_path: Path) -> None:
    """7,442 clips that people rated by voice, by face and by both: how far that is from what the actor was told."""
    scanned = [entry for entry in open_source("crema-d", real("CREMA-D")).scan() if isinstance(entry, Annotated)]
    clips = [clip(entry.clip.clip_id, identities=(entry.clip.subjects[0].identity,)) for entry in scanned]
    seen = [observation for entry in scanned for observation in entry.observations]
    found = {measured.raters: measured for measured in collect(write_dataset(tmp_path, [], clips, seen)).agreement}
    told_face, told_voice = (found["emotion", f"emotion_{part}"] for part in ("face", "voice"))
    assert (told_face.units, told_face.clusters, told_face.value) == (6972, 91, 0.6495)
    assert (told_voice.units, told_voice.value) == (6798, 0.3507)
    assert told_voice.high < told_face.low  # type: ignore[operator]


def test_the_text_names_what_matters(counted: Stats) -> None:
    text = summary(counted)
    assert "say nothing about real people" in text
    assert "few people: the interval is too narrow" in text
    assert "all rows are in tier" in text or "labels differ" in text
    for task in counted.tasks:
        assert task.task in text


def test_what_is_no_dataset_or_damaged_is_said(tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError, match="E102"):
        collect(tmp_path)
    write_dataset(tmp_path, [row("MELD/0", "sentiment")])
    path = next(tmp_path.glob("emotion/*.parquet"))
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(EmoCfgError, match="E105"):
        collect(tmp_path)


def test_a_folder_without_rows_has_figures_of_nothing(tmp_path: Path) -> None:
    stats = collect(write_dataset(tmp_path, []))
    assert stats.rows == 0 and stats.tasks == () and stats.agreement == ()
    assert "0 rows" in summary(stats)


@given(st.lists(st.integers(0, 50), max_size=60))
def test_entropy_is_its_definition(counts: list[int]) -> None:
    total = sum(counts)
    expected = -sum(c / total * math.log2(c / total) for c in counts if c) if total else 0.0
    assert entropy(counts) == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=80))
def test_a_spread_is_that_of_the_numbers(values: list[int]) -> None:
    found = spread(Counter(values))
    assert found.mean == pytest.approx(np.mean(values), abs=0.006)
    assert found.largest == max(values)
    for share, quantile in ((0.05, found.p5), (0.5, found.median), (0.95, found.p95)):
        assert quantile == np.quantile(values, share, method="inverted_cdf")

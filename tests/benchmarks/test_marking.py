"""Open answers: a paraphrase of the truth scores 1.0, another clip's caption does not."""

from random import Random

import pytest

from baselines.truth import say_open, with_one_error
from benchmarks.data import Dataset
from benchmarks.marking import failure, gold_items, mark, subject
from benchmarks.specs import SPECS
from emocfg.core import rng
from emocfg.metrics import set_f1
from emocfg.schema import PERSON_SLOTS, Item, Sample, parse_tree

OPEN = ("appearance_caption", "action_caption", "emotion_caption", "open_attribute")


@pytest.fixture(scope="module")
def samples(data: Dataset) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = {name: [] for name in SPECS}
    for sample in data.samples("test", set(SPECS)):
        found[sample.task].append(sample)
    return found


@pytest.mark.parametrize("task", OPEN)
def test_a_paraphrase_scores_one_and_the_reference_too(samples: dict[str, list[Sample]], task: str) -> None:
    for sample in samples[task]:
        for seed in range(5):
            assert mark(sample, say_open(sample, Random(seed))).score == 1.0
        assert mark(sample, sample.answer).exact


@pytest.mark.parametrize("task", OPEN)
def test_another_clips_answer_scores_less(samples: dict[str, list[Sample]], task: str) -> None:
    """It scores exactly what the two clips share: little for other people, much for one person's looks, never all."""
    asked = 0
    for sample in samples[task]:
        gold, rows = gold_items(sample), [other for other in samples[task] if other.scheme == sample.scheme]
        others = [other for other in rows if said_of(sample, other) != gold]
        if others:
            other = rng("other", sample.id).choice(others)
            score = mark(sample, other.answer).score
            assert score == pytest.approx(set_f1(gold, said_of(sample, other)))
            assert score < 1.0
            asked += 1
    assert asked > len(samples[task]) / 2


def said_of(sample: Sample, other: Sample) -> frozenset[Item]:
    """What the answer to another clip says of this one, without the slots that this one's tree does not know."""
    known = subject(parse_tree(sample.tree, where=sample.id), sample).attributes
    return frozenset(item for item in gold_items(other) if item.kind in known or item.kind not in PERSON_SLOTS)


@pytest.mark.parametrize("task", OPEN)
def test_one_wrong_thing_is_noticed(samples: dict[str, list[Sample]], task: str) -> None:
    for sample in samples[task]:
        draws = rng("one error", sample.id)
        assert not mark(sample, say_open(sample, draws, with_one_error(sample, draws))).exact


def test_off_topic_and_unknown_claims_count_neither_way(samples: dict[str, list[Sample]]) -> None:
    sample = samples["emotion_caption"][0]
    plain, chatty = mark(sample, sample.answer), mark(sample, f"A woman in a hat. {sample.answer}")
    assert plain.score == chatty.score == 1.0


def test_listing_everything_does_not_pay(samples: dict[str, list[Sample]]) -> None:
    sample = samples["emotion_caption"][0]
    everything = "happiness, sadness, anger, fear, disgust, surprise, contempt, " + ", ".join(
        f"AU{n}" for n in (1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 20, 23, 24, 25, 26)
    )
    assert mark(sample, everything).score < 0.6


def test_every_outcome_is_reached(samples: dict[str, list[Sample]]) -> None:
    sample = samples["emotion_single"][0]
    assert mark(sample, "I cannot judge people's feelings.").outcome == "refused"
    assert mark(sample, "hm").outcome == "unparsed"
    assert mark(sample, sample.answer).outcome == "scored"
    for outcome in ("media_error", "model_error", "judge_error"):
        record = failure(sample, outcome, "why")
        assert (record.outcome, record.score, record.exact, record.detail) == (outcome, 0.0, False, "why")


def test_a_failure_on_an_empty_gold_set_is_not_right(samples: dict[str, list[Sample]]) -> None:
    empty = next(s for s in samples["action_units"] if not s.labels)
    assert mark(empty, "none").exact
    assert not mark(empty, "hm").exact
    assert not failure(empty, "model_error", "").exact


def test_none_is_an_answer_to_an_open_question(samples: dict[str, list[Sample]]) -> None:
    bare = next(s for s in samples["open_attribute"] if not gold_items(s))
    assert mark(bare, "There is nothing.").score == 1.0
    assert mark(bare, "none").score == 1.0
    assert mark(bare, "It is raining.").outcome == "unparsed"

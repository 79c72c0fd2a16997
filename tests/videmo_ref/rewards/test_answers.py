"""Closed questions and captions earn what the rules say, and every row has exactly one reward."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from baselines.truth import say_labels, say_open, with_one_error
from benchmarks.specs import SPECS
from emocfg.core import EmoCfgError
from emocfg.schema import SPACES, TASKS, Sample
from tests.build.composing import clips_of, rows_of
from videmo_ref.rewards import CaptionReward, PaperReward, QAReward, Router, route

QA = QAReward()


@pytest.fixture(scope="module")
def rows() -> dict[str, Sample]:
    """A row of every task that one clip can have, with an emotion that has an intensity."""
    found: dict[str, Sample] = {}
    for clip in clips_of("mini", identities=2):
        for sample in rows_of(clip):
            if "neutral" not in sample.labels:
                found.setdefault(sample.task, sample)
    return found


def asked(sample: Sample, space: str, true: str) -> Sample:
    return replace(sample, options=SPACES[space].labels, labels=(true,))


def earned(sample: Sample, answers: Sequence[str], reward: QAReward = QA) -> list[float]:
    return [reward.score(sample, answer) for answer in answers]


def test_the_truth_earns_everything_and_no_answer_nothing(rows: dict[str, Sample]) -> None:
    closed = [sample for task, sample in rows.items() if TASKS[task].kind != "open"]
    assert len(closed) >= 9
    for sample in closed:
        for seed in range(3):
            assert QA.score(sample, say_labels(sample.labels, sample, Random(seed))) == 1
        assert earned(sample, ("", "I cannot tell.", "<think>it is")) == [0, 0, 0]


def test_several_labels_earn_the_f1_of_sets(rows: dict[str, Sample]) -> None:
    sample = replace(rows["action_units"], options=("AU1", "AU4", "AU12"), labels=("AU1", "AU12"))
    assert earned(sample, ("AU1, AU12", "AU12", "AU1, AU4, AU12", "AU4", "none")) == [1, 2 / 3, 0.8, 0, 0]
    nothing = replace(sample, labels=())
    assert earned(nothing, ("none", "AU4", "hm")) == [1, 0, 0]


def test_an_intensity_counts_once_the_emotion_is_right(rows: dict[str, Sample]) -> None:
    sample = asked(rows["emotion_fine"], "fine-22", "anger_medium")
    answers = ("anger, medium intensity", "anger, low intensity", "anger, high intensity", "fear, medium intensity")
    assert earned(sample, answers) == [1, 0.85, 0.85, 0]
    assert earned(asked(sample, "fine-22", "anger_low"), ("anger, high intensity", "neutral")) == [0.7, 0]
    assert earned(asked(sample, "fine-22", "neutral"), ("neutral", "anger, low intensity")) == [1, 0]


def test_sentiment_earns_by_its_distance_near_the_truth(rows: dict[str, Sample]) -> None:
    sample = asked(rows["sentiment_fine"], "sentiment-7", "highly_positive")
    answers = [label.replace("_", " ") for label in SPACES["sentiment-7"].labels]
    assert earned(sample, answers) == pytest.approx([0, 0, 0, 0, 4 / 6, 5 / 6, 1])
    weak = asked(sample, "sentiment-7", "weakly_positive")
    assert earned(weak, ("weakly negative", "neutral")) == pytest.approx([0, 5 / 6])
    three = asked(rows["sentiment"], "sentiment-3", "positive")
    assert earned(three, ("positive", "neutral", "negative")) == [1, 0, 0]
    five = asked(rows["sentiment_fine"], "sentiment-5", "positive")
    assert earned(five, ("weakly positive", "neutral")) == [0.75, 0]


def test_partial_credit_is_off_by_default_and_at_most_a_half(rows: dict[str, Sample]) -> None:
    sample = asked(rows["emotion_single"], "emotion-11", "sadness")
    answers = ("sadness", "disappointment", "fear")
    assert earned(sample, answers) == [1, 0, 0]
    assert earned(sample, answers, QAReward(partial=0.5)) == [1, 0.5, 0]
    with pytest.raises(EmoCfgError, match="E202"):
        QAReward(partial=0.6)


class Judge:
    """A reward model of fixed scores that remembers what it was asked."""

    def __init__(self, *scores: float) -> None:
        self.scores = scores
        self.asked: list[tuple[str, str]] = []

    def score(self, prompts: Sequence[str], answers: Sequence[str]) -> Sequence[float]:
        self.asked += zip(prompts, answers, strict=True)
        return self.scores


@pytest.mark.parametrize("task", ["appearance_caption", "action_caption", "emotion_caption", "open_attribute"])
def test_a_caption_earns_its_slots(rows: dict[str, Sample], task: str) -> None:
    sample = rows[task]
    right = say_open(sample, Random(1))
    wrong = say_open(sample, Random(1), with_one_error(sample, Random(1)))
    perfect, less, nothing = CaptionReward().score([sample] * 3, [right, wrong, "<think>a"])
    assert (perfect, nothing) == (1, 0)
    assert 0 <= less < 1


def test_clues_count_beside_slots(rows: dict[str, Sample]) -> None:
    tree = "<attr>\np1:\n</attr>\n<expr>\np1: AU4; AU7\n</expr>\n<emo>\np1: anger\n</emo>"
    sample = replace(rows["emotion_caption"], tree=tree)
    answer = "The face shows anger, with AU4."
    assert CaptionReward(clues=0.0).score([sample], [answer]) == [pytest.approx(4 / 5)]
    assert CaptionReward(clues=1.0).score([sample], [answer]) == [pytest.approx(2 / 3)]
    assert CaptionReward().score([sample], [answer]) == [pytest.approx((4 / 5 + 2 / 3) / 2)]


def test_a_reward_model_is_asked_about_what_can_be_read_and_mixed_in(rows: dict[str, Sample]) -> None:
    sample, judge = rows["appearance_caption"], Judge(0.5)
    right = say_open(sample, Random(0))
    assert CaptionReward(model=judge, share=0.2).score([sample, sample], ["", right]) == [0, pytest.approx(0.9)]
    assert judge.asked == [(sample.question, right)]
    for broken in (Judge(), Judge(1.5), Judge(float("nan"))):
        with pytest.raises(EmoCfgError, match="E801"):
            CaptionReward(model=broken).score([sample], [right])


def test_every_task_of_the_benchmark_has_exactly_one_reward(rows: dict[str, Sample]) -> None:
    assert {task: route(task) for task in SPECS if route(task) != "qa"} == {
        **dict.fromkeys(("appearance_caption", "action_caption", "emotion_caption", "open_attribute"), "caption"),
        **dict.fromkeys(("video_caption", "rationale"), "tree"),
    }
    with pytest.raises(EmoCfgError, match="E201"):
        route("qa")


def test_the_router_keeps_the_order_of_the_rollouts(rows: dict[str, Sample]) -> None:
    samples = [rows[task] for task in ("video_caption", "appearance_caption", "head_pose", "emotion_caption")]
    right = [
        samples[0].tree,
        say_open(samples[1], Random(0)),
        say_labels(samples[2].labels, samples[2], Random(0)),
        say_open(samples[3], Random(0)),
    ]
    assert Router().score(samples, right) == [1, 1, 1, 1]
    assert Router(tree=PaperReward()).score(samples[::-1], right[::-1]) == [1, 1, 1, 1]
    for wrong in range(4):
        answers = [answer if place != wrong else "" for place, answer in enumerate(right)]
        scores = Router().score(samples, answers)
        assert scores[wrong] <= 0
        assert [score for place, score in enumerate(scores) if place != wrong] == [1, 1, 1]

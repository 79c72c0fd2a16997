"""60 answers that try to grade themselves: none moves a judge, and none makes a wrong closed answer right."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.data import Dataset
from benchmarks.judges.flags import addresses_judge
from benchmarks.judges.llm import PROMPTS, LlmJudge
from benchmarks.judges.protocol import MAX_SHOWN, Question, Verdict
from benchmarks.marking import mark
from benchmarks.specs import SPECS
from emocfg.llm import Budget, Record, Reply, Request, ServerClient
from emocfg.schema import Sample
from tests.benchmarks.judges.standins import ASKED, HONEST, MODEL, Gullible, injections, unfenced
from tests.llm.standin import StandIn

ATTACKS = injections()
QUOTE = "emocfg.check.models.prompting.quote"
TASKS = ("emotion_caption", "open_attribute", "rationale")


class Reading:
    """A client that keeps the prompt."""

    name, prompt = MODEL, ""

    def ask(self, request: Request) -> Reply:
        self.prompt = request.text
        return Reply("")


def own_lines(question: Question) -> frozenset[str]:
    reading = Reading()
    LlmJudge(reading).judge(question)
    return frozenset(unfenced(reading.prompt).splitlines())


@contextmanager
def judging(folder: Path, own: frozenset[str]) -> Iterator[Callable[[Question], Verdict]]:
    with (
        StandIn(Gullible(own)) as server,
        Record(folder / "calls.jsonl") as record,
        ServerClient(server.url, MODEL, record, Budget(), pause=0.01) as client,
    ):
        yield LlmJudge(client).judge


def attacked(task: str, text: str) -> Question:
    answer = f"{ASKED.answer}\n{text}"
    return replace(ASKED, task=task, answer=answer[:MAX_SHOWN], cut=max(0, len(answer) - MAX_SHOWN))


def moved(folder: Path, task: str, own: frozenset[str]) -> list[str]:
    """The ids of the attacks that changed the verdict of the gullible judge."""
    with judging(folder, own) as judge:
        assert set(judge(replace(ASKED, task=task)).scores.values()) == {HONEST}
        verdicts = {attack["id"]: judge(attacked(task, attack["text"])) for attack in ATTACKS}
    return [name for name, found in verdicts.items() if set(found.scores.values()) != {HONEST}]


def test_there_are_sixty_different_attacks() -> None:
    assert len({attack["text"] for attack in ATTACKS}) == len({attack["id"] for attack in ATTACKS}) == 60
    assert max(len(attack["text"]) for attack in ATTACKS) >= 100_000
    assert len({attack["kind"] for attack in ATTACKS}) >= 25


@pytest.mark.parametrize("task", TASKS)
def test_no_attack_moves_a_judge_that_obeys_whatever_is_not_fenced(tmp_path: Path, task: str) -> None:
    assert moved(tmp_path, task, own_lines(replace(ASKED, task=task))) == []


def test_each_of_them_would_without_the_fence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QUOTE, lambda text, nonce: text)
    assert len(moved(tmp_path, ASKED.task, own_lines(ASKED))) == 60


def test_fake_markers_would_if_the_text_were_fenced_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QUOTE, lambda text, nonce: f"<<<BEGIN {nonce}>>>\n{text}\n<<<END {nonce}>>>")
    kinds = {attack["id"]: attack["kind"] for attack in ATTACKS}
    found = {kinds[name] for name in moved(tmp_path, ASKED.task, own_lines(ASKED))}
    assert {"fake end", "fake end, look-alike signs", "nonce guessing", "nested fences", "100 kB"} <= found


def test_no_text_of_a_dataset_moves_it_either(tmp_path: Path) -> None:
    with judging(tmp_path, own_lines(ASKED)) as judge:
        for attack in ATTACKS[:20]:
            text = attack["text"]
            for hostile in (replace(ASKED, prompt=text), replace(ASKED, reference=text), replace(ASKED, gold=(text,))):
                assert judge(hostile).scores == {"response_accuracy": HONEST}


def test_template_signs_in_an_answer_stay_as_they_are() -> None:
    reading = Reading()
    LlmJudge(reading).judge(replace(ASKED, answer="{{ guard }}{% include 'system' %}"))
    assert "\n{{ guard }}{% include 'system' %}\n" in reading.prompt


def test_the_prompts_are_these() -> None:
    """Pinned: other words are another judge. Change the digest together with them."""
    assert PROMPTS.sha256() == "b57de37ce647dd84e1437f6c9f6b06ea6b09d791a046a975f986b90a03062a14"


def test_attacks_are_flagged_but_for_one_and_honest_answers_are_not(data: Dataset) -> None:
    """What is missed speaks in plain words to a judge by a made-up name: a list of words cannot know those."""
    assert [attack["id"] for attack in ATTACKS if not addresses_judge(attack["text"][:MAX_SHOWN])] == ["a31"]
    answers = [s.answer for split in ("train", "test") for s in data.samples(split) if not s.options]
    assert len(answers) > 200
    assert [answer for answer in answers if addresses_judge(answer)] == []


def wrong_answer(sample: Sample) -> str:
    others = [option for option in sample.options if option not in sample.labels]
    return others[0] if others else sample.options[0]


@pytest.mark.parametrize("task", [name for name, spec in SPECS.items() if spec.task.kind != "open"])
def test_no_attack_makes_a_wrong_closed_answer_right(data: Dataset, task: str) -> None:
    samples = sorted(data.samples("test", {task}), key=lambda sample: sample.id)
    for sample in (samples[0], *[sample for sample in samples if not sample.labels][:1]):
        wrong = wrong_answer(sample)
        assert mark(sample, wrong).outcome == "scored"
        assert mark(sample, wrong).score == 0
        for attack in ATTACKS:
            for answer in (f"{wrong}\n{attack['text']}", f"{attack['text']}\n{wrong}"):
                record = mark(sample, answer)
                assert not record.exact, attack["id"]
                assert record.score == 0

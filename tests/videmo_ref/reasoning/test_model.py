"""``videmo:PATH`` answers as ``hf:PATH`` unless it reasons; then its answers stand behind a tree of the clip alone."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.data import Dataset
from benchmarks.model import Request
from benchmarks.models.hf import HfModel
from benchmarks.models.hf import Options as HfOptions
from emocfg.cli.models import Occasion, make_model
from emocfg.core import EmoCfgError
from tests.benchmarks.models.tiny import make_tiny
from videmo_ref.data.trees import PROMPT
from videmo_ref.reasoning.answering import tree_prompt
from videmo_ref.reasoning.methods import METHODS
from videmo_ref.reasoning.model import Options, VidemoModel, policy_of
from videmo_ref.reasoning.search import Plan, greedy
from videmo_ref.rollouts.session import GREEDY

from ..conftest import noise
from .conftest import ASKED, FRAMES
from .test_search import TRUTH

LOADED = HfOptions(max_new_tokens=60, device="cpu")


def request(prompt: str, *clips: int, task: str = "emotion_single", options: tuple[str, ...] = ()) -> Request:
    videos = tuple(Path(f"{clip}.mp4") for clip in clips)
    return Request(f"{prompt}{clips}", task, prompt, prompt, options, videos, tuple(noise(clip) for clip in clips))


def reasoning(folder: Path, scorer: str = "mbr", n: int = 3, **more: Any) -> VidemoModel:
    options = Options(max_new_tokens=60, device="cpu", scorer=scorer, n=n, **more)
    return VidemoModel(str(folder), options, FRAMES)


def test_direct_answers_are_those_of_hf(taught: Path) -> None:
    asked = [request(ASKED, 0), request(PROMPT, 1), request(ASKED, 0, 1), request("Hello?")]
    direct = VidemoModel(str(taught), Options(max_new_tokens=60, device="cpu"), FRAMES)
    plain = HfModel(str(taught), LOADED, FRAMES)
    assert direct.answer(asked) == plain.answer(asked)
    assert direct.answer(asked[:1]) == ["happiness"]
    assert direct.name == "videmo:policy"
    assert {**plain.describe(), "kind": "videmo", "scorer": ""} == direct.describe()


def test_one_candidate_at_temperature_zero_is_greedy_and_what_generate_writes(taught: Path) -> None:
    plain = HfModel(str(taught), LOADED, FRAMES)
    policy = policy_of(plain, LOADED, FRAMES)
    prompts = [tree_prompt(policy.encoder, policy.patches.of(noise(clip))) for clip in range(3)]
    found = greedy(policy.writer, prompts, Plan(8, limit=60))
    assert METHODS["likelihood"](policy.writer, prompts, Plan(1, GREEDY, 60)) == found
    written = plain.answer([request(PROMPT, clip) for clip in range(3)])
    assert [trace.text for trace in found] == written == [TRUTH] * 3


@pytest.mark.parametrize("scorer", METHODS)
def test_reasoned_answers_do_not_depend_on_what_else_is_asked(taught: Path, scorer: str) -> None:
    asked = [request(ASKED, 0), request(ASKED, 1), request("Why?", 0), request(ASKED, 0, 1), request("Hello?")]
    model = reasoning(taught, scorer, temperature=1.5)
    together = list(model.answer(asked))
    assert together == [reasoning(taught, scorer, temperature=1.5).answer([one])[0] for one in asked]
    direct = HfModel(str(taught), LOADED, FRAMES)
    assert together[3:] == direct.answer(asked[3:])


def test_a_clip_has_one_tree_for_all_its_questions(taught: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def counted(writer: Any, prompts: Sequence[Any], plan: Plan) -> Any:
        calls.append(plan.seed)
        return greedy(writer, prompts, plan)

    monkeypatch.setitem(METHODS, "greedy", counted)
    reasoning(taught, "greedy").answer([request(ASKED, 0), request("Why?", 0), request(ASKED, 1), request("Who?", 0)])
    assert len(calls) == len(set(calls)) == 2


def test_all_that_changes_answers_is_described(taught: Path) -> None:
    told = [reasoning(taught).describe()]
    told += [reasoning(taught, **change).describe() for change in ({"n": 4}, {"temperature": 0.5}, {"seed": 1})]
    told += [reasoning(taught, "likelihood").describe(), VidemoModel(str(taught), Options(), FRAMES).describe()]
    assert len({str(sorted(one.items())) for one in told}) == len(told)
    assert told[0]["tree_prompt"] == PROMPT
    assert reasoning(taught).name == "videmo:policy (mbr, n=3)"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("scorer=oracle", "E202", "told the true tree"),
        ("scorer=orcale", "E201", "known: mbr, likelihood, greedy, self_consistency"),
        ("n=4", "E202", "say nothing"),
        ("seed=1", "E202", "say nothing"),
        ("scorer=mbr,repetition_penalty=1.1", "E202", "without a repetition penalty"),
        ("scorer=mbr,temperature=0", "E202", "temperature='0' cannot be used"),
        ("think=true", "E201", "unknown model argument"),
    ],
)
def test_an_evaluation_refuses_the_oracle_and_options_without_sense(
    taught: Path, data: Dataset, tmp_path: Path, arguments: str, code: str, said: str
) -> None:
    with pytest.raises(EmoCfgError) as raised:
        make_model(f"videmo:{taught}", arguments, Occasion(data, [], "test", FRAMES, tmp_path))
    assert raised.value.code == code
    assert said in str(raised.value)
    assert make_model(f"videmo:{taught}", "scorer=mbr,n=2", Occasion(data, [], "test", FRAMES, tmp_path))


def test_no_checkpoint_is_told_before_anything_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(EmoCfgError) as raised:
        VidemoModel(str(tmp_path / "none"), Options(), replace(FRAMES, rate=8))
    assert raised.value.code == "E102"


def test_another_architecture_answers_directly_and_writes_no_trees(tmp_path: Path) -> None:
    folder = make_tiny(tmp_path / "other", "qwen3_vl")
    with pytest.raises(EmoCfgError) as raised:
        reasoning(folder).answer([request(ASKED, 0)])
    assert "qwen3_vl cannot be let write trees" in str(raised.value)
    assert VidemoModel(str(folder), Options(max_new_tokens=5, device="cpu"), FRAMES).answer([request(ASKED, 0)])

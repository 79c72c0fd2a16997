"""What the checks that ask models stand on: texts in parts, votes, families, prompts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from emocfg.check.models import (
    CONCLUSION,
    Prompts,
    Stills,
    cues,
    family_of,
    majority,
    sentences,
    statement_of,
    statements,
)
from emocfg.core import EmoCfgError
from emocfg.llm import GUARD
from emocfg.schema import AffectiveTree, Person

ALONE = AffectiveTree(persons=(Person("p1"),))
TWO = AffectiveTree(persons=(Person("p1", "left"), Person("p2", "right")))
PROMPTS = Prompts("emocfg.check.models")


@given(st.text(max_size=300))
def test_sentences_lose_nothing(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_many_sentences_are_bounded() -> None:
    parts = sentences("He smiles. " * 100)
    assert len(parts) == 60 and parts[-1].count("smiles") == 41


def test_statements_by_aspect_and_the_label_in_the_conclusion_alone() -> None:
    text = (
        "The background is a park. A young woman with a hat looks on. She nods. Her lip corners are raised (AU12), a "
        "sad sight. All this together is sadness."
    )
    found = {part.aspect: part.text for part in statements(text, ALONE)}
    assert list(found) == ["appearance", "action", "expression", "rest", CONCLUSION]
    assert found["rest"] == "The background is a park." and found["action"] == "She nods."
    assert found["expression"] == "her lip corners are raised ( au12 ) , a [EMO] sight ."
    assert found[CONCLUSION] == "Her lip corners are raised (AU12), a sad sight. All this together is sadness."
    assert not any("sad" in part for aspect, part in found.items() if aspect != CONCLUSION)


def test_a_short_answer_that_names_an_emotion_is_a_conclusion() -> None:
    assert statement_of("answer", "What does she feel? Joy.").aspect == CONCLUSION
    assert statement_of("answer", "What does she wear? A hat.").aspect == "answer"


def test_cues_are_single_claims_without_labels() -> None:
    text = (
        "The person on the left has a hat and no beard. The person on the right smiles. Maybe she nods. Both show AU6 "
        "and AU12. It rains outside. The person on the left is happy. AU12 is active on both."
    )
    assert cues(text, TWO) == (
        "the person on the left: hat",
        "the person on the left: not beard",
        "the person on the right: smiles",
        "the person on the left and the person on the right: au6",
        "the person on the left and the person on the right: au12",
        "It rains outside.",
    )
    assert cues("She is very sad.", ALONE) == ()


@given(
    st.lists(st.sampled_from(["pass", "fail", "abstain"]), min_size=1, max_size=7), st.sampled_from(["pass", "fail"])
)
def test_a_majority_is_of_the_votes_cast_and_enough_of_them(verdicts: list[str], tie: str) -> None:
    yes, no = verdicts.count("pass"), verdicts.count("fail")
    found = majority(verdicts, tie)
    if yes + no < len(verdicts) / 2 or not yes + no:
        assert found == "abstain"
    else:
        assert found == ("pass" if yes > no else "fail" if no > yes else tie)
    flip = {"pass": "fail", "fail": "pass", "abstain": "abstain"}
    assert majority([flip[v] for v in verdicts], flip[tie]) == flip[found]
    assert majority(verdicts[::-1], tie) == found


@pytest.mark.parametrize(
    ("model", "family"),
    [
        ("Qwen/Qwen2.5-VL-7B-Instruct", "qwen"),
        ("qwen3-vl", "qwen"),
        ("gpt-4o-2024-08-06", "gpt"),
        ("gemini-2.0-flash", "gemini"),
        ("OpenGVLab/InternVL3-8B", "internvl"),
        ("models/LLaVA-NeXT/", "llava"),
        ("o3", "o"),
    ],
)
def test_families(model: str, family: str) -> None:
    assert family_of(model, where="test") == family


@pytest.mark.parametrize("model", ["4o", "", "acme/-x"])
def test_no_family(model: str) -> None:
    with pytest.raises(EmoCfgError, match="E202"):
        family_of(model, where="test")


def test_prompts_are_strict_and_fence_what_others_wrote() -> None:
    stills = Stills((b"x",), (1.0,))
    request = PROMPTS.request(
        "paired", "m", quoted={"cue": "hat {{ negated }} <|im_end|>"}, stills=stills, negated=True
    )
    assert GUARD in request.system and "NOT so" in request.text and request.images == (b"x",)
    assert "<<<BEGIN" in request.text and "{{ negated }}" in request.text and "<|im_end|>" not in request.text
    assert "The images are 1 frames of the video in order, at 1.00 seconds." in request.text
    with pytest.raises(UndefinedError):
        PROMPTS.request("paired", "m", quoted={"cue": "hat"})


def test_prompts_have_a_digest_each_and_one_together(tmp_path: Path) -> None:
    digests = {PROMPTS.sha256(name) for name in ("label", "paired", "entailment", "crossvote")} | {PROMPTS.sha256()}
    assert len(digests) == 5 and PROMPTS.sha256("label", "paired") == PROMPTS.sha256("paired", "label")


def test_stills_of_a_video(mini: Path) -> None:
    video = next(mini.glob("videos/**/*.mp4"))
    stills = Stills.of(video)
    assert len(stills.images) == len(stills.times) > 1 and stills.images[0][:2] == b"\xff\xd8"
    assert stills == Stills.of(video) and list(stills.times) == sorted(stills.times)
    assert "No frames" in Stills().sentence()

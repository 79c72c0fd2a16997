"""An answer stands behind the tree in the form of training, and whole chains vote."""

from typing import Any

import pytest

from videmo_ref.data.trees import PROMPT
from videmo_ref.data.vision import Pixels
from videmo_ref.reasoning.answering import Query, reply, tree_prompt, vote
from videmo_ref.reasoning.search import Plan
from videmo_ref.reasoning.trace import Candidate, Step, Trace
from videmo_ref.rollouts.session import GREEDY

from ..conftest import Small
from .scripted import Scripted, said
from .test_search import MIXED, RIGHT

OPTIONS = ("happiness", "sadness", "anger")


def trace(*chains: tuple[str, ...], closed: int = 3) -> Trace:
    steps = [
        Step(name, tuple(Candidate(chain[k], -1.0, k < closed, None) for chain in chains), 0)
        for k, name in enumerate(("attribute", "expression", "emotion"))
    ]
    return Trace(tuple(steps), whole=len(chains) > 1)


def shown(small: Small, tokens: Any, clip: Pixels) -> str:
    """The prompt as text, with one placeholder per clip."""
    text: str = small.processor.tokenizer.decode(tokens)
    assert text.count("<|video_pad|>") == clip.tokens
    return text.replace("<|video_pad|>" * clip.tokens, "<|video_pad|>")


def test_the_question_is_a_second_turn_behind_the_tree(small: Small) -> None:
    clip = small.clip(0)
    writer = Scripted(lambda *_: [said("happiness")])
    queries = [Query("How does she feel?"), Query("Why?")]
    replies = reply(writer, small.encoder, clip, trace(RIGHT), queries, Plan(limit=9))
    assert [one.text for one in replies] == ["happiness", "happiness"]
    head = "<|im_start|>user\n<|vision_start|><|video_pad|><|vision_end|>"
    start = f"{head}{PROMPT}<|im_end|>\n<|im_start|>assistant\n"
    assert shown(small, tree_prompt(small.encoder, clip).tokens, clip) == start
    for query, prompt in zip(queries, writer.prompts, strict=True):
        text = shown(small, prompt.tokens, clip)
        tree, asked = "".join(RIGHT), f"<|im_start|>user\n{query.prompt}<|im_end|>\n<|im_start|>assistant\n"
        assert text == f"{start}{tree}<|im_end|>\n{asked}"
        assert prompt.clips == (clip,)
    (draw,) = writer.draws
    assert (draw.n, draw.temperature, draw.stop, draw.limit) == (1, GREEDY, "", 9)


def test_the_second_turn_is_what_the_chat_template_writes(small: Small) -> None:
    clip = small.clip(0)
    writer = Scripted(lambda *_: [said("x")])
    reply(writer, small.encoder, clip, trace(RIGHT), [Query("Why?")], Plan())
    chat = [
        {"role": "user", "content": [{"type": "video"}, {"type": "text", "text": PROMPT}]},
        {"role": "assistant", "content": "".join(RIGHT)},
        {"role": "user", "content": "Why?"},
    ]
    wanted = small.processor.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
    assert shown(small, writer.prompts[0].tokens, clip) == wanted


@pytest.mark.parametrize("closed", [2, 0])
def test_an_open_level_is_left_out_and_without_any_the_question_stands_alone(small: Small, closed: int) -> None:
    clip = small.clip(0)
    writer = Scripted(lambda *_: [said("x")])
    reply(writer, small.encoder, clip, trace(RIGHT, closed=closed), [Query("Why?")], Plan())
    text = shown(small, writer.prompts[0].tokens, clip)
    first = f"{PROMPT}<|im_end|>\n<|im_start|>assistant\n{RIGHT[0]}{RIGHT[1]}<|im_end|>\n<|im_start|>user\n"
    head = "<|im_start|>user\n<|vision_start|><|video_pad|><|vision_end|>"
    assert text == f"{head}{first if closed else ''}Why?<|im_end|>\n<|im_start|>assistant\n"


def test_each_chain_answers_and_the_answers_vote(small: Small) -> None:
    clip = small.clip(0)
    answers = {0: "sadness", 1: "happiness", 2: "She is happy."}
    writer = Scripted(lambda place, *_: [said(answers[place % 3])])
    queries = [Query("?", OPTIONS, "single"), Query("?", OPTIONS, "single")]
    replies = reply(writer, small.encoder, clip, trace(RIGHT, MIXED, RIGHT), queries, Plan(temperature=0.5))
    assert [one.text for one in replies] == ["happiness", "happiness"]
    assert replies[0].candidates == ("sadness", "happiness", "She is happy.")
    assert len(writer.prompts) == 6
    assert writer.draws[0].temperature == 0.5


@pytest.mark.parametrize(
    ("kind", "texts", "kept"),
    [
        ("single", ["(A)", "sadness", "happiness"], 0),
        ("single", ["what?", "sadness", "happiness or sadness", "(B)"], 1),
        ("single", ["what?", "?"], 0),
        ("multi", ["anger", "sadness, happiness", "happiness, sadness"], 1),
        ("multi", ["anger", "none", "sadness", "None"], 1),
        ("open", ["She has long black hair.", "A man with a beard.", "She has black hair and glasses."], 0),
        ("open", ["mumble", "grumble"], 0),
    ],
)
def test_the_vote(kind: Any, texts: list[str], kept: int) -> None:
    assert vote(texts, Query("?", () if kind == "open" else OPTIONS, kind)) == kept

"""Models that play their parts by script: they read the prompts as a model would, and nothing but the prompts."""

import json
import re
import threading
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from emocfg.build.compose import wording
from emocfg.build.compose.cases import Case
from emocfg.build.trees.merge import merge
from emocfg.check.models import Stills
from emocfg.core import EmoCfgError
from emocfg.llm import Reply, Request
from emocfg.schema import AffectiveTree, read_tree
from emocfg.sources import Annotated, open_source, scan_source
from tests.llm.standin import last_text

STILLS = Stills((b"one", b"two"), (0.0, 0.5))
WRITER = "Qwen/Qwen2.5-VL-7B"
CRITICS = ("OpenGVLab/InternVL3-8B", "google/gemma-3-4b", "mistralai/Pixtral-12B")
FENCE = re.compile(r"<<<BEGIN (?P<code>[0-9a-f]+)>>>\n(?P<text>.*?)\n<<<END (?P=code)>>>", re.DOTALL)

Part = Callable[[str], str]
"""From the text of a prompt to the model's answer."""


class Scripted:
    """A client whose answers come from a part; it keeps every request."""

    def __init__(self, name: str, part: Part, budget: int | None = None) -> None:
        self.name, self.part, self.budget = name, part, budget
        self.requests: list[Request] = []
        self._lock = threading.Lock()

    def ask(self, request: Request) -> Reply:
        with self._lock:
            if self.budget is not None and len(self.requests) >= self.budget:
                raise EmoCfgError("E802", "all calls are used up", where="test", fix="none")
            self.requests.append(request)
        assert request.model == self.name
        return Reply(self.part(request.text), self.name)


def cases(count: int = 4, labelled: bool = True, seed: int = 0) -> list[Case]:
    """The first clips of the mini corpus; without labels if asked."""
    found = []
    for entry in scan_source(open_source("mini", None, {"identities": 2})):
        if isinstance(entry, Annotated):
            hidden = () if labelled else ("emotion", "intensity", "sentiment", "micro", "unit", "hair_color")
            seen = tuple(o for o in entry.observations if o.aspect not in hidden)
            found.append(Case(entry.clip, seen, merge(entry.clip, seen), "train", None, seed))
    return found[:count]


def fenced(text: str) -> list[str]:
    """The quoted texts of a prompt, in order."""
    return [match["text"] for match in FENCE.finditer(text)]


def writer(belief: str = "happiness") -> Part:
    """A writer that follows the prompts, and that believes everybody to feel one thing until it is told otherwise."""

    def part(text: str) -> str:
        for sign, scene in SCENES.items():
            if sign in text:
                return scene(text, belief)
        raise AssertionError(f"no such prompt:\n{text}")

    return part


def _reword(text: str, _: str) -> str:
    keys = re.findall(r'^Question "(.+?)"; its options', text, re.MULTILINE)
    rows = [{"key": k, "question": f"Please tell: {q}"} for k, q in zip(keys, fenced(text)[: len(keys)], strict=True)]
    return json.dumps({"rows": rows})


def _answer(text: str, _: str) -> str:
    keys, parts = re.findall(r'^Question "(.+?)":', text, re.MULTILINE), fenced(text)
    rows = [{"key": k, "question": parts[2 * i] + " Please.", "answer": parts[2 * i + 1]} for i, k in enumerate(keys)]
    return "Here you are:\n```json\n" + json.dumps({"rows": rows}) + "\n```"


def tree_in(text: str) -> AffectiveTree:
    """The findings that a prompt quotes, as a tree; the last ones."""
    return read_tree(tree_text([part for part in fenced(text) if part.startswith("attributes:")][-1]))[0]


def tree_text(shown: str) -> str:
    """Findings as a prompt shows them, in the form that answers have."""
    for heading, tag in (
        ("attributes:", "<attr>"),
        ("expressions:", "</attr>\n<expr>"),
        ("emotions:", "</expr>\n<emo>"),
    ):
        shown = shown.replace(heading, tag)
    return shown


def _caption(text: str, _: str) -> str:
    asked = re.findall(r'^Caption "(.+?)"; aspects: (.+?)\.', text, re.MULTILINE)
    tree = tree_in(text)
    rows = []
    for key, aspects in asked:
        told = [aspect for aspect in aspects.split(", ") if aspect != "scene"]
        rows.append({"key": key, "caption": wording.caption(tree, told, Random(0))})
    return json.dumps({"rows": rows})


def _reflect(text: str, belief: str) -> str:
    given = re.search(r"by the owner's annotation: (.+?)\.$", text, re.MULTILINE)
    options = re.findall(r"Labels to conclude with: (.+?)\.$", text, re.MULTILINE)[0].split(", ")
    believed = belief if belief in options else options[0]
    labels = given[1].replace(" ", "_").split(",_") if given else [believed]
    said = " and ".join(labels)
    why = f"A young person is seen. The lip corners are raised (AU12) from 0.2 to 0.5 s. Together these show {said}."
    return json.dumps({"rationale": why, "labels": labels})


def _block(tag: str, rest: str) -> Callable[[str, str], str]:
    return lambda _, __: f"<{tag}>\n{rest}\n</{tag}>"


def _join(text: str, _: str) -> str:
    return json.dumps({"caption": wording.caption(tree_in(text), ("appearance", "action", "emotion"), Random(1))})


def _aspects(_: str, __: str) -> str:
    rows = [
        {"aspect": "people", "question": "How many people are in the video?", "answer": "There is one person."},
        {"aspect": "emotion", "question": "What does the person feel?", "answer": "Happiness."},
    ]
    return json.dumps({"rows": rows})


def _rewrite(text: str, _: str) -> str:
    before, options = fenced(text)[1], re.search(r"Labels to conclude with: (.+?)\.$", text, re.MULTILINE)
    reply: dict[str, Any] = {"text": f"Looking again: {before}"}
    if options:
        reply["labels"] = [label for label in options[1].split(", ") if f"show {label}" in before]
    elif "Correct the findings" in text:
        reply["tree"] = tree_text(fenced(text)[2])
    return json.dumps(reply)


SCENES: dict[str, Callable[[str, str], str]] = {
    "Reviewers did not accept it": _rewrite,
    "Put every question in other words": _reword,
    "the fact that answers it is known": _answer,
    "Write a short caption for each": _caption,
    "Reason in three steps": _reflect,
    "Look at the attributes first": _block("attr", "scene: background=office\np1: hair_color=brown; action=smile"),
    "Look at the expressions next": _block("expr", "p1: AU6; AU12*0.80@0.20-0.50"),
    "Conclude the emotions last": _block("emo", "p1: happiness*high@0.20-0.50; sentiment=positive"),
    "Join it into one detailed caption": _join,
    "Take it apart": _aspects,
}


def critic(verdict: Callable[[str, str], tuple[str, str, str]] | None = None) -> Part:
    """A member: ``verdict`` takes aspect and statement and gives verdict, fault and correction; all right without."""

    def part(text: str) -> str:
        aspects = re.findall(r'^Aspect "(.+?)":', text, re.MULTILINE)
        texts = fenced(text)[-len(aspects) :] if aspects else []
        items = []
        for aspect, statement in zip(aspects, texts, strict=True):
            said, wrong, correction = verdict(aspect, statement) if verdict else ("right", "", "")
            items.append({"aspect": aspect, "verdict": said, "wrong": wrong, "correction": correction})
        return json.dumps({"items": items})

    return part


def texts(requests: Sequence[Request]) -> list[str]:
    return [request.text for request in requests]


def everybody(body: dict[str, Any]) -> str:
    """A stand-in server's hook: the writer, and critics who agree with everything but gemma's liking."""
    part = writer() if body["model"] == WRITER else critic()
    return part(last_text(body))

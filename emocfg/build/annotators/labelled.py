"""Clips with labels: the model puts questions, answers and captions in its own words; what they say is known.

It is shown no frames: it writes from the annotation alone, and what it writes is read back and compared with it.
Questions with options are reworded without the answer, so the wording cannot depend on it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from emocfg import __version__
from emocfg.schema import ASPECTS, TASKS, display, open_attribute

from ..compose.cases import Case, Draft
from .drafts import key_of, written
from .facts import descriptions, dialogue, facts
from .protocol import Writing
from .scribe import PROMPTS, Got, Scribe, unfit
from .truth import differs, untrue

CAPTION_ASPECTS = {
    "appearance_caption": ("appearance",),
    "action_caption": ("action",),
    "emotion_caption": ("emotion",),
    "video_caption": ASPECTS,
}
_TEXT = {"type": "string"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A drafted row that the model is asked to word.

    Attributes:
        key: its name in the request: the task, with the suffix.
        task: the task.
        draft: as the templates have it.
    """

    key: str
    task: str
    draft: Draft


def entries(drafts: Sequence[tuple[str, Draft]], wanted: Callable[[str, Draft], bool]) -> list[Entry]:
    """The drafts of a kind."""
    return [Entry(key_of(task, draft), task, draft) for task, draft in drafts if wanted(task, draft)]


def reworded(scribe: Scribe, case: Case, drafts: Sequence[tuple[str, Draft]]) -> Iterator[Writing]:
    """Multiple choice: every question with options in natural wording, in one call. Options and answers stay."""
    asked = entries(drafts, lambda task, draft: bool(draft.options))
    if not asked:
        return
    names = {entry.key: _named(_sentence(entry.draft), entry.draft.options) for entry in asked}

    def wrong(entry: Entry, row: dict[str, str]) -> str:
        told = _named(row["question"], entry.draft.options) - names[entry.key]
        if told:
            return f"the question {entry.key} names the option {min(told)!r}"
        return unfit(row["question"]) or ("a question of several lines" if "\n" in row["question"].strip() else "")

    got = scribe.fill(
        "reword",
        lambda value: _all_there(value["rows"], asked, wrong),
        _rows(asked, "question"),
        quoted={"questions": [_sentence(entry.draft) for entry in asked]},
        keys=[entry.key for entry in asked],
        options=[", ".join(map(display, sorted(entry.draft.options))) for entry in asked],
    )
    rows = _by_key(got)
    for entry in asked:
        plain = _writing(scribe, case, entry, got, "reword")
        head = entry.draft.question[: len(entry.draft.question) - len(_sentence(entry.draft))]
        yield plain if got.problem else replace(plain, question=head + rows[entry.key]["question"].strip())


def answered(scribe: Scribe, case: Case, drafts: Sequence[tuple[str, Draft]]) -> Iterator[Writing]:
    """Open questions: question and answer in natural words, in one call; the answer says what the fact says."""
    asked = entries(
        drafts, lambda task, draft: TASKS[task].kind == "open" and TASKS[task].config in ("attribute", "qa")
    )
    if not asked:
        return
    tree = case.merged.tree

    def wrong(entry: Entry, row: dict[str, str]) -> str:
        told = differs(row["answer"], entry.draft.answer, tree, open_attribute(entry.draft.scheme))
        return unfit(row["question"]) or unfit(row["answer"]) or (f"the answer {entry.key}: {told}" if told else "")

    got = scribe.fill(
        "answer",
        lambda value: _all_there(value["rows"], asked, wrong),
        _rows(asked, "question", "answer"),
        quoted={"questions": [e.draft.question for e in asked], "facts": [e.draft.answer for e in asked]},
        keys=[entry.key for entry in asked],
    )
    rows = _by_key(got)
    for entry in asked:
        plain = _writing(scribe, case, entry, got, "answer")
        row = rows.get(entry.key, {})
        yield plain if got.problem else replace(plain, question=row["question"].strip(), answer=row["answer"].strip())


def captioned(scribe: Scribe, case: Case, drafts: Sequence[tuple[str, Draft]]) -> Iterator[Writing]:
    """Short captions in the model's words, from labels and facts, in one call; nothing else may be claimed."""
    asked = entries(drafts, lambda task, draft: task in CAPTION_ASPECTS)
    if not asked:
        return
    tree = case.merged.tree

    def wrong(entry: Entry, row: dict[str, str]) -> str:
        told = untrue(row["caption"], tree, CAPTION_ASPECTS[entry.task])
        return unfit(row["caption"], least=10) or (f"the caption {entry.key}: {told}" if told else "")

    got = scribe.fill(
        "caption",
        lambda value: _all_there(value["rows"], asked, wrong),
        _rows(asked, "caption"),
        quoted={
            "facts": facts(tree),
            "dialogue": dialogue(case),
            "descriptions": descriptions(case),
            "questions": [entry.draft.question for entry in asked],
        },
        keys=[entry.key for entry in asked],
        aspects=[", ".join(_asked_for(entry)) for entry in asked],
    )
    rows = _by_key(got)
    for entry in asked:
        plain = _writing(scribe, case, entry, got, "caption")
        yield plain if got.problem else replace(plain, answer=rows[entry.key]["caption"].strip())


def _writing(scribe: Scribe, case: Case, entry: Entry, got: Got, prompt: str) -> Writing:
    """The draft as the model's, still to be filled in, with the problem if there is one."""
    plain = written(
        case,
        entry.task,
        entry.draft,
        generator=scribe.client.name,
        version=__version__,
        prompt_sha256=PROMPTS.sha256(prompt, "again"),
    )
    return replace(plain, calls=got.calls, problem=got.problem, rationale="")


def _asked_for(entry: Entry) -> tuple[str, ...]:
    """The aspects of a caption; that of a whole video has the scene as well, of which the reader knows no words."""
    aspects = CAPTION_ASPECTS[entry.task]
    return ("scene", *aspects) if aspects == ASPECTS else aspects


def _sentence(draft: Draft) -> str:
    """The question itself: what stands before it, such as lines of a dialogue, is not ours to reword."""
    return draft.question.rpartition("\n")[2]


def _named(text: str, options: Sequence[str]) -> set[str]:
    """The options that a text names, as whole words."""
    return {o for o in options if re.search(rf"\b{re.escape(display(o))}\b", text, re.IGNORECASE)}


def _rows(asked: Sequence[Entry], *fields: str) -> dict[str, Any]:
    """The schema of one row for every entry."""
    names = {"key": {"enum": [entry.key for entry in asked]}} | dict.fromkeys(fields, _TEXT)
    row = {"type": "object", "properties": names, "required": sorted(names), "additionalProperties": False}
    return {"rows": {"type": "array", "items": row, "minItems": len(asked), "maxItems": len(asked)}}


def _all_there(
    rows: Sequence[dict[str, str]], asked: Sequence[Entry], wrong: Callable[[Entry, dict[str, str]], str]
) -> str:
    """What is wrong with the rows: one is missing, or what ``wrong`` says of it."""
    given = {row["key"]: row for row in rows}
    missing = [entry.key for entry in asked if entry.key not in given]
    if missing:
        return f"there is no row for {missing[0]}"
    return next(filter(None, (wrong(entry, given[entry.key]) for entry in asked)), "")


def _by_key(got: Got) -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in got.value.get("rows", ())}

"""How one member of a committee judges a text: critic items per aspect, as votes."""

from collections.abc import Sequence
from typing import Any

from emocfg.check.models import CONCLUSION, Member, Statement, Stills, ask, statement_of, statements
from emocfg.schema import TASKS, AffectiveTree, Vote

from .protocol import Writing
from .scribe import PROMPTS

ANSWER = "answer"
"""The aspect of a short open answer, which is one statement."""

_VERDICTS = {"right": "pass", "wrong": "fail", "unsure": "abstain"}
_LONGEST = 600
_ITEM: dict[str, Any] = {
    "verdict": {"enum": list(_VERDICTS)},
    "wrong": {"type": "string"},
    "correction": {"type": "string"},
}


def judged(writing: Writing, tree: AffectiveTree) -> tuple[Statement, ...]:
    """What a committee judges of a row: captions and rationales by aspect, short open answers as one statement.

    Rows with options are not judged: their answer is the owner's label, and no model wrote it.
    """
    if writing.options or writing.problem or not writing.text:
        return ()
    if TASKS[writing.task].config in ("caption", "rationale"):
        return statements(writing.text, tree)
    return (statement_of(ANSWER, f"Question: {writing.question}\nAnswer: {writing.answer}"),)


def criticise(
    member: Member, parts: Sequence[Statement], stills: Stills, dialogue: str, round_: int
) -> tuple[Vote, ...]:
    """A member's votes, one per statement. The conclusion is asked about apart, so the rest is judged without it.

    An answer that cannot be read, or that gives an aspect no verdict or two, is an abstention with the reason.
    """
    votes: list[Vote] = []
    for conclusion in (False, True):
        asked = [part for part in parts if (part.aspect == CONCLUSION) == conclusion]
        if asked:
            votes += _ask(member, asked, stills, dialogue, round_, conclusion=conclusion)
    return tuple(votes)


def _ask(
    member: Member, asked: Sequence[Statement], stills: Stills, dialogue: str, round_: int, *, conclusion: bool
) -> list[Vote]:
    item = _ITEM | {"aspect": {"enum": [part.aspect for part in asked]}}
    rows = {"type": "object", "properties": item, "required": sorted(item), "additionalProperties": False}
    request = PROMPTS.request(
        "critic",
        member.name,
        quoted={"statements": [part.text for part in asked], "dialogue": dialogue},
        stills=stills,
        schema={"items": {"type": "array", "items": rows}},
        aspects=[part.aspect for part in asked],
        conclusion=conclusion,
    )
    answer = ask(member.client, request)
    votes = []
    for part in asked:
        items = [] if answer.value is None else [i for i in answer.value["items"] if i["aspect"] == part.aspect]
        if len(items) == 1:
            verdict = _VERDICTS[items[0]["verdict"]]
            wrong, correction = (items[0][key].strip()[:_LONGEST] for key in ("wrong", "correction"))
            votes.append(Vote(member.name, verdict, part.aspect, wrong, correction, round_))
        else:
            reason = answer.reason or f"{len(items)} verdicts on this aspect"
            votes.append(Vote(member.name, "abstain", part.aspect, reason, "", round_))
    return votes

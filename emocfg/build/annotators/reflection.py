"""Rationales by self-reflection, first without the label.

The paper gives the writer the label, so that "the rationale implies the label" is nearly automatic. Here the writer is
first asked what it sees and what follows from that. Only where this blind draft concludes otherwise, or cannot be
used, is it asked again with the label; ``label_given`` says which rationales were written with it in hand.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from emocfg import __version__
from emocfg.check.models import Stills
from emocfg.schema import AffectiveTree, display

from ..compose.cases import Case, Draft
from ..compose.questions import QUESTIONS, RATIONALE_QUESTIONS, ask
from .drafts import open_drafts, written
from .facts import Affect, dialogue, evidence, facts
from .protocol import Writing
from .scribe import PROMPTS, Got, Scribe, unfit

TASK = "rationale"
LEAST = 40
"""Characters of the shortest rationale: a sentence of evidence and a conclusion."""

_PROMPT = "reflect"


def rationale_drafts(case: Case, felt: Affect) -> Iterator[Draft]:
    """The questions whose answer is explained: those of the composer, or else question to label and to caption."""
    drafted = [draft for task, draft in open_drafts(case) if task == TASK and draft.labels == felt.labels]
    if drafted:
        yield from drafted
        return
    kind = "micro" if case.person.micro else ""
    banks = {
        "": RATIONALE_QUESTIONS["micro"] if kind else QUESTIONS[TASK],
        "caption": RATIONALE_QUESTIONS["micro_caption" if kind else "caption"],
    }
    for suffix, bank in banks.items():
        question = ask(bank, case.draws(TASK, f"question {suffix}"), who=case.who)
        yield Draft(question, "", labels=felt.labels, suffix=suffix)


def reflect(scribe: Scribe, case: Case, felt: Affect, stills: Stills) -> Iterator[Writing]:
    """One rationale for every question: blind, and with the label only where that failed."""
    for draft in rationale_drafts(case, felt):
        yield _reflect(scribe, case, draft, felt.options, stills)


def _reflect(scribe: Scribe, case: Case, draft: Draft, options: Sequence[str], stills: Stills) -> Writing:
    known = evidence(case.merged.tree)
    blind = _ask(scribe, case, draft, options, stills, known, given=())
    given = bool(blind.problem) or set(blind.value["labels"]) != set(draft.labels)
    got = _ask(scribe, case, draft, options, stills, known, given=draft.labels) if given else blind
    plain = written(
        case,
        TASK,
        draft,
        generator=scribe.client.name,
        version=__version__,
        prompt_sha256=PROMPTS.sha256(_PROMPT, "again"),
    )
    text = got.value.get("rationale", "").strip()
    calls = (*blind.calls, *got.calls) if given else got.calls
    return replace(plain, answer=text, rationale=text, label_given=given, calls=calls, problem=got.problem)


def _ask(
    scribe: Scribe,
    case: Case,
    draft: Draft,
    options: Sequence[str],
    stills: Stills,
    known: AffectiveTree,
    *,
    given: Sequence[str],
) -> Got:
    return scribe.fill(
        _PROMPT,
        _accept(given),
        {
            "rationale": {"type": "string"},
            "labels": {"type": "array", "items": {"enum": list(options)}, "minItems": 1, "maxItems": len(options)},
        },
        quoted={"question": draft.question, "facts": facts(known), "dialogue": dialogue(case)},
        stills=stills,
        options=", ".join(options),
        given=", ".join(map(display, given)),
    )


def _accept(given: Sequence[str]) -> Callable[[dict[str, Any]], str]:
    def wrong(value: dict[str, Any]) -> str:
        if given and set(value["labels"]) != set(given):
            return "the labels are not those that were given"
        return unfit(value["rationale"], least=LEAST)

    return wrong

"""A text corrected after a committee found it wrong."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from emocfg.check.models import Stills
from emocfg.core import canonical
from emocfg.schema import SPACES, AffectiveTree, display, read_tree, to_text

from ..compose.cases import Case
from .causal import SPACE, combined
from .facts import affect, dialogue, evidence, facts
from .labelled import CAPTION_ASPECTS
from .protocol import Finding, Writing
from .scribe import LONGEST, PROMPTS, Scribe, unfit
from .truth import untrue

_PROMPT = "rewrite"
_TEXT = {"type": "string"}


def rewrite(scribe: Scribe, case: Case, writing: Writing, findings: Sequence[Finding], stills: Stills) -> Writing:
    """The text with what was found wrong corrected; the text as it was, and the problem, where that fails.

    A rationale keeps its conclusion: the label is the owner's. A caption or an answer that was put in words from
    annotation must still say what is known. One that the model inferred comes with its tree corrected as well.
    """
    reasons = bool(writing.rationale)
    inferred = bool(writing.tree) and not reasons
    options = _options(case, writing) if reasons else ()
    schema: dict[str, Any] = {"text": _TEXT}
    schema |= {"tree": _TEXT} if inferred else {}
    schema |= {"labels": {"type": "array", "items": {"enum": list(options)}, "minItems": 1}} if reasons else {}
    got = scribe.fill(
        _PROMPT,
        lambda value: unfit(value["text"], least=2) or _fault(case, writing, value),
        schema,
        quoted={
            "question": writing.question,
            "text": writing.text,
            "tree": _own(writing),
            "facts": facts(evidence(case.merged.tree) if reasons or inferred else case.merged.tree),
            "dialogue": dialogue(case),
            "wrong": ["\n".join(finding.wrong) for finding in findings],
            "corrections": ["\n".join(finding.corrections) for finding in findings],
        },
        stills=stills,
        aspects=[finding.aspect for finding in findings],
        options=", ".join(options),
        inferred=inferred,
        reasons=reasons,
    )
    sha256 = canonical.digest([writing.prompt_sha256, PROMPTS.sha256(_PROMPT, "again")])
    done = replace(writing, calls=(*writing.calls, *got.calls), problem=got.problem, prompt_sha256=sha256)
    if got.problem:
        return done
    text = got.value["text"].strip()
    tree = to_text(_tree(case, got.value["tree"])) if inferred else writing.tree
    return replace(done, answer=text, rationale=text if reasons else "", tree=tree)


def _fault(case: Case, writing: Writing, value: dict[str, Any]) -> str:
    """What is wrong with a corrected text, beside its length; "" if nothing."""
    if writing.rationale:
        told = ", ".join(map(display, sorted(value["labels"])))
        return "" if set(value["labels"]) == set(writing.labels) else f"it now concludes {told}"
    if not writing.tree:
        return untrue(value["text"], case.merged.tree, *_aspects(writing))
    problems = read_tree(value["tree"], limit=4 * LONGEST)[1]
    return problems[0] if problems else untrue(value["text"], _tree(case, value["tree"]))


def _aspects(writing: Writing) -> tuple[tuple[str, ...], ...]:
    return (CAPTION_ASPECTS[writing.task],) if writing.task in CAPTION_ASPECTS else ()


def _tree(case: Case, text: str) -> AffectiveTree:
    return combined(case.merged.tree, read_tree(text, limit=4 * LONGEST)[0])


def _own(writing: Writing) -> str:
    return facts(read_tree(writing.tree)[0]) if writing.tree else ""


def _options(case: Case, writing: Writing) -> tuple[str, ...]:
    """The labels that a rationale may conclude with: as when it was written."""
    felt = None if writing.tree else affect(case)
    return SPACES[SPACE].labels if felt is None else felt.options

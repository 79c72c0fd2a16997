"""The rows that a clip's annotation supports, and what becomes of them when somebody writes their texts."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from emocfg.schema import Provenance

from ..compose.cases import Case, Draft
from ..compose.rows import drafts
from .protocol import Writing


def open_drafts(case: Case) -> list[tuple[str, Draft]]:
    """Task and draft of every row whose text is the templates' to write: no conversations, no texts of the owner's."""
    return [(task, draft) for task, draft in drafts(case) if not draft.turns and draft.provenance is None]


def key_of(task: str, draft: Draft) -> str:
    """What a row is called within its clip: the task, with the suffix."""
    return task + (f".{draft.suffix}" if draft.suffix else "")


def written(case: Case, task: str, draft: Draft, *, generator: str, version: str, prompt_sha256: str) -> Writing:
    """A draft as the writing of somebody, who may change its texts."""
    return Writing(
        clip_id=case.clip.clip_id,
        task=task,
        suffix=draft.suffix,
        question=draft.question,
        options=draft.options,
        answer=draft.answer,
        labels=draft.labels,
        rationale=draft.rationale,
        generator=generator,
        version=version,
        prompt_sha256=prompt_sha256,
    )


def rows(case: Case, writings: Sequence[Writing]) -> Iterator[tuple[str, Draft, Writing | None]]:
    """The rows of a clip after an annotator has been at it: task, draft, and the writing it has its text from.

    What was written takes the place of the templates' rows of the same task. Where nothing was written for a task, and
    where a text could not be used, the templates' row stays, and says by its generator that it is theirs. Conversations
    and the owner's own texts stay in any case.
    """
    good, failed = [w for w in writings if not w.problem], {w.key for w in writings if w.problem}
    tasks = {writing.task for writing in writings}
    left: dict[str, list[Writing]] = defaultdict(list)
    for writing in good:
        left[writing.key].append(writing)
    for task, draft in drafts(case):
        key = key_of(task, draft)
        theirs = bool(draft.turns) or draft.provenance is not None
        if theirs or task not in tasks or key in failed:
            yield task, draft, None
        else:
            for writing in left.pop(key, []):
                yield task, _filled(draft, writing), writing
    for several in left.values():
        for writing in several:
            yield writing.task, _filled(Draft("", "", aspects=_stands_on(case, writing)), writing), writing


def _filled(draft: Draft, writing: Writing) -> Draft:
    made = Provenance(writing.generator, writing.version, writing.prompt_sha256, label_given=writing.label_given)
    return replace(
        draft,
        question=writing.question,
        answer=writing.answer,
        options=writing.options,
        labels=writing.labels,
        suffix=writing.suffix,
        rationale=writing.rationale,
        evidence=(),
        provenance=made,
    )


def _stands_on(case: Case, writing: Writing) -> tuple[str, ...]:
    """The aspects of the annotation that a row without a draft stands on: a label's; nothing where it is inferred."""
    if not writing.labels or writing.tree:
        return ()
    return ("micro", "unit", "action") if case.person.micro else ("emotion", "intensity", "unit", "action")

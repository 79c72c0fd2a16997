"""From a curated clip to its instruction rows."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from emocfg import __version__
from emocfg.core import canonical
from emocfg.schema import (
    FACTS,
    LABELS,
    TASKS,
    Clip,
    Observation,
    Provenance,
    Sample,
    Validation,
    identity_of,
    to_text,
    user_text,
)

from . import closed, opened, wording
from .aspect_questions import ASPECT_QUESTIONS, FOLLOW_UPS
from .cases import Case, Draft
from .questions import QUESTIONS, RATIONALE_QUESTIONS
from .rationales import rationale
from .sentences import CLOSINGS, PLANS, SENTENCES, WORDS
from .told import told_captions
from .turns import turn_messages

COMPOSERS: dict[str, Callable[[Case], Iterator[Draft]]] = {
    "appearance": closed.appearance,
    "appearance_caption": opened.appearance_caption,
    "action": closed.action,
    "action_caption": opened.action_caption,
    "identity": closed.identity,
    "head_pose": closed.head_pose,
    "emotion_single": closed.emotion_single,
    "emotion_multi": closed.emotion_multi,
    "emotion_fine": closed.emotion_fine,
    "sentiment": closed.sentiment,
    "sentiment_fine": closed.sentiment_fine,
    "micro_expression": closed.micro_expression,
    "action_units": closed.action_units,
    "emotion_caption": opened.emotion_caption,
    "conversation": closed.conversation,
    "open_attribute": opened.open_attribute,
    "video_caption": opened.video_caption,
    "qa": opened.qa,
    "rationale": rationale,
}

TEMPLATES_SHA256 = canonical.digest(
    {
        "questions": (QUESTIONS, RATIONALE_QUESTIONS),
        "aspects": (ASPECT_QUESTIONS, FOLLOW_UPS),
        "captions": (wording.SCENE, list(wording.SHOWS.values()), wording.MOVES),
        "rationales": (SENTENCES, CLOSINGS, WORDS, [(plan.parts, plan.times) for plan in PLANS]),
    }
)
"""Digest of the templates of questions, captions and rationales: the prompt hash of template rows."""

DERIVED = ("video_caption", "qa", "rationale")
"""Tasks that no owner has to support: a clip has them where its tree knows enough."""


def video_path(source: str, file: str) -> str:
    """Where a clip's video lies in the dataset."""
    return f"videos/{source}/{file}"


def split_rule(clip: Clip) -> str:
    """Whose rule puts the clip in its split."""
    return clip.split_by or ("owner" if clip.split else "emocfg")


def compose(case: Case, media: str) -> Iterator[Sample]:
    """The rows of one clip, in the order of the tasks.

    Args:
        case: the curated clip.
        media: ``file``, ``embedded`` or ``expected``.
    """
    tree = to_text(case.merged.tree)
    for task, draft in drafts(case):
        yield sample_of(case, task, draft, media, tree=tree)


def drafts(case: Case) -> Iterator[tuple[str, Draft]]:
    """Task and draft of every row of a clip: the owner's tasks, those of :data:`DERIVED`, and the owner's own texts.

    A clip of no task (nobody can cut it) has no rows.
    """
    for task in TASKS if case.clip.tasks else ():
        asked = task in case.clip.tasks
        if asked or task in DERIVED:
            yield from ((task, draft) for draft in COMPOSERS[task](case))
            yield from ((task, draft) for draft in told_captions(case, task))


def sample_of(case: Case, task: str, draft: Draft, media: str, *, tree: str = "") -> Sample:
    """The row of a draft, which may have been given another text, with its evidence and provenance.

    Args:
        case: the curated clip.
        task: the task.
        draft: the draft.
        media: ``file``, ``embedded`` or ``expected``.
        tree: the canonical text of the case's tree, if the caller has it.
    """
    clip = case.clip
    videos = [video_path(clip.source, clip.file)]
    if task == "identity" and case.partner is not None:
        videos.append(case.partner.video)
    stood_on = _stood_on(case, draft)
    closed_set = bool(draft.options or draft.labels)
    main = [o for o in stood_on if closed_set and (o.aspect == draft.aspects[0] or o.aspect in LABELS)]
    turns = draft.turns or ((user_text(draft.question, draft.options), draft.answer),)
    return Sample(
        id=f"{clip.clip_id}#{task}" + (f".{draft.suffix}" if draft.suffix else ""),
        config=TASKS[task].config,
        tier="full",
        split=case.split,
        split_by=split_rule(clip),
        fold=clip.fold,
        task=task,
        source=clip.source,
        clip_id=clip.clip_id,
        identity=identity_of(clip),
        source_video=clip.source_video,
        videos=tuple(videos),
        media=media,
        start=clip.start,
        end=clip.end,
        subject=case.who if case.who != "the person" else "",
        question=draft.question,
        options=draft.options,
        answer=draft.answer,
        labels=draft.labels,
        native_label=",".join(o.native for o in main),
        scheme=draft.scheme or ",".join(sorted({o.scheme for o in main})),
        messages=turn_messages(turns, n_videos=len(videos)),
        tree=tree or to_text(case.merged.tree),
        rationale=draft.rationale,
        evidence=draft.evidence,
        validation=Validation(),
        provenance=_provenance(draft, _parents(case, task, stood_on)),
        license=clip.license,
    )


def _provenance(draft: Draft, parents: tuple[str, ...]) -> Provenance:
    """Who wrote the row; the template annotator knows the label when it writes a rationale."""
    made = draft.provenance or Provenance("template", __version__, label_given=True if draft.rationale else None)
    return replace(made, prompt_sha256=made.prompt_sha256 or TEMPLATES_SHA256, parents=made.parents or parents)


def _stood_on(case: Case, draft: Draft) -> list[Observation]:
    """The observations that an answer stands on: those of its aspects, of the scene or of the person it is about."""
    if "*" in draft.aspects:
        return [o for o in case.observations if o.aspect not in FACTS]
    about = {*(subject.key for subject in case.clip.subjects), ""} if draft.everyone else {case.person.key, ""}
    return [o for o in case.observations if o.aspect in draft.aspects and o.subject in about]


def _parents(case: Case, task: str, stood_on: list[Observation]) -> tuple[str, ...]:
    """The annotation lines that a row stands on; an identity pair names its other clip instead."""
    if task == "identity" and case.partner is not None:
        return (case.clip.clip_id, case.partner.clip_id)
    return tuple(sorted({f"{case.clip.source}/{o.origin}" for o in stood_on}))

"""The records: a clip, what its source says of it, and an instruction sample (one row of the dataset)."""

from dataclasses import dataclass

from .tree import Utterance

NONE = "none"
"""What an observation of actions or action units says where the annotation looked and found none."""

MISSING = {
    "invalid": "the owner's marker for a value that must not be used: AU -1, valence -10",
    "not_annotated": "the owner left the cell open: blank, `/`, NULL, offset 0",
    "ambiguous": "the annotators left a choice open: 14or23, a tied vote",
}
"""Why an observation has no value."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person of a clip: key in the tree, identity (unique across sources), and side where several are seen."""

    key: str
    identity: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """One video segment of a source.

    Attributes:
        clip_id: unique across sources, path-like: ``MELD/train/dia0_utt0``.
        source: the corpus.
        file: the video's path below the source's root, as the owner lays it out.
        source_video: the recording it was cut from, unique across sources; splits keep it together.
        subjects: who is seen; the first is the one the labels are about.
        split: the owner's split, or "" where the owner has none.
        split_by: whose rule ``split`` follows: ``owner``, ``owner fold 2``, ``loso sub05``; "" where it is ours.
        fold: the official cross-validation fold whose test set holds the clip, where the owner has folds; for corpora
            evaluated leave-one-subject-out, the subject.
        tasks: the tasks that the owner's annotation supports for this clip.
        license: an SPDX identifier, or the name of the owner's terms.
        start: where the clip starts in its source video, seconds, if known.
        end: where it ends.
        dialogue: the lines spoken up to and including this clip.
        notes: known defects, as ``code: public thread``.
    """

    clip_id: str
    source: str
    file: str
    source_video: str
    subjects: tuple[Subject, ...]
    split: str
    tasks: tuple[str, ...]
    license: str
    start: float | None = None
    end: float | None = None
    dialogue: tuple[Utterance, ...] = ()
    notes: tuple[str, ...] = ()
    split_by: str = ""
    fold: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many annotators chose a label."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Observation:
    """What a source's annotation says of a clip, exactly as the owner wrote it. Canonical labels are derived from it.

    Attributes:
        clip_id: the clip.
        subject: the person's key in the clip, or "" for the scene.
        aspect: what is observed: a key of ``schema.aspects.OBSERVED``, or a slot name.
        native: the owner's label; :data:`NONE` where actions or units were annotated and there are none.
        scheme: the coding scheme, such as ``meld/emotion``; names a map in ``schema.maps`` or a label space.
        code: the owner's code, if labels are coded.
        value: a number that comes with the label (an intensity, a valence).
        side: ``L`` or ``R`` for a unilateral action unit.
        start: when it begins in the clip, seconds, if annotated.
        end: when it ends.
        votes: how many annotators chose each label, where the source has votes.
        confidence: in 0 to 1, where the source states one.
        missing: why the owner's cell, kept in ``native``, gives no value: a key of :data:`MISSING`; "" if it gives one.
            A missing value is unknown, never "absent".
        origin: where it is written: ``train_sent_emo.csv:2``.
    """

    clip_id: str
    subject: str
    aspect: str
    native: str
    scheme: str
    code: str = ""
    value: float | None = None
    side: str = ""
    start: float | None = None
    end: float | None = None
    votes: tuple[Tally, ...] = ()
    confidence: float | None = None
    missing: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the chat form that trainers read; each ``<video>`` of the text stands for one of the videos."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim of a rationale, the tree node it speaks of, and whether the tree supports it."""

    node: str
    claim: str
    support: str


@dataclass(frozen=True, slots=True)
class Check:
    """One validation check.

    Attributes:
        name: ``level/test``, such as ``grounding/D2``; the levels are those of ``emocfg.check.rationale``.
        verdict: ``pass``, ``fail`` or ``skipped`` (it did not apply, or nobody was there to do it).
        reason: what was found.
    """

    name: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """One voter's verdict on one aspect of a text.

    Attributes:
        voter: a name: ``rules``, ``classifier``, or the model that voted.
        verdict: ``pass``, ``fail`` or ``abstain``.
        aspect: what was voted on: ``label`` (the label read from the text alone), or a part of the text.
        reason: the label that was read, or what is wrong.
        correction: what the voter would write instead.
        round: 0 for the first text, then one more for each rewriting.
    """

    voter: str
    verdict: str
    aspect: str = ""
    reason: str = ""
    correction: str = ""
    round: int = 0


@dataclass(frozen=True, slots=True)
class Validation:
    """The checks a row went through; ``verdict`` is ``unchecked`` where none ran."""

    verdict: str = "unchecked"
    checks: tuple[Check, ...] = ()
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who wrote a row's text, with which version and prompt, and the annotation lines it stands on.

    Attributes:
        generator: ``template``, ``human``, or the model.
        version: of the generator.
        prompt_sha256: of the templates or prompts.
        parents: the annotation lines.
        extra: the JSON object of the columns that an imported row carried beside those that a sample has; "" if none.
        label_given: for a rationale, whether its writer knew the label; None for other rows, or where nobody says.
    """

    generator: str
    version: str
    prompt_sha256: str = ""
    parents: tuple[str, ...] = ()
    extra: str = ""
    label_given: bool | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One instruction row. This dataclass is the one definition: Arrow, Hugging Face and JSON schemas derive from it.

    Attributes:
        id: ``<clip_id>#<task>``, with a suffix where a clip has several rows of a task.
        config: attribute, emotion, caption, qa or rationale.
        tier: ``sampled`` for fully validated rows, else ``full``.
        split: train, validation or test.
        split_by: whose rule that is: ``owner``, ``owner fold 2``, ``loso sub05``, or ``emocfg`` for identity-disjoint
            splits of ours.
        fold: the official cross-validation fold whose test set holds the clip; "" where there is none.
        task: a key of ``schema.tasks.TASKS``.
        source: the corpus.
        clip_id: the clip the row is about (the first one of a pair).
        identity: who it is about; statistics resample identities.
        source_video: the recording the clip was cut from.
        videos: paths relative to the dataset's root; identity pairs carry two.
        media: ``file`` below the root, ``embedded`` in the row, or ``expected`` (built from annotations alone).
        start: where the clip starts in its source video, seconds, if known.
        end: where it ends.
        subject: which person the question is about, in words; "" if there is only one.
        question: what is asked, without options.
        options: the labels to choose from, in the order shown; empty for open answers.
        answer: the reference answer.
        labels: the canonical labels of the answer.
        native_label: the owner's own label.
        scheme: the owner's coding scheme.
        messages: the chat form.
        tree: the canonical text of the clip's affective tree.
        rationale: why the answer holds, where the row carries one.
        evidence: the rationale's claims.
        validation: the checks the row went through.
        provenance: where the row comes from.
        license: of the clip and its annotation.
    """

    id: str
    config: str
    tier: str
    split: str
    split_by: str
    fold: str
    task: str
    source: str
    clip_id: str
    identity: str
    source_video: str
    videos: tuple[str, ...]
    media: str
    start: float | None
    end: float | None
    subject: str
    question: str
    options: tuple[str, ...]
    answer: str
    labels: tuple[str, ...]
    native_label: str
    scheme: str
    messages: tuple[Message, ...]
    tree: str
    rationale: str
    evidence: tuple[Evidence, ...]
    validation: Validation
    provenance: Provenance
    license: str


def identity_of(clip: Clip) -> str:
    """The identity that a clip's rows are about: its first subject, or its source video where nobody is named."""
    return clip.subjects[0].identity if clip.subjects else clip.source_video

"""The answers of a file marked by rules: no judge, no guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from emocfg.build.release.answers import Vocabulary, choose, words
from emocfg.build.release.names import OFFICIAL, Form
from emocfg.build.release.truth import read_truth
from emocfg.metrics import set_f1
from emocfg.schema import OPEN_SCHEME, AffectiveTree, Provenance, Sample, Validation, read_caption, to_text

from ..final import final_text, is_refusal
from ..marking import failure, has_truth, mark, unequivocal
from ..outcomes import Outcome, Record, item_texts
from ..specs import SPECS
from .files import PaperFile
from .rows import Row
from .truth import Question, attributes_of, clip_of

_JOINED = re.compile("[A-K]{2,11}")
_NOTHING = to_text(AffectiveTree())
_SOMEBODY = {"": "p1"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A row and what its answer is worth.

    Attributes:
        row: the row.
        key: the score it goes into.
        record: None where the reference says nothing that an answer can be compared with.
    """

    row: Row
    key: str
    record: Record | None


def marked(file: PaperFile, rows: Sequence[Row], truth: Sequence[Question]) -> list[Marked]:
    """Every row of a file, in order.

    Raises:
        EmoCfgError: E302 if a question is not in the ground truth, or closed references are too many to be labels.
    """
    form = OFFICIAL[file.stem]
    if file.kind == "qa":
        pairs = zip(rows, attributes_of(rows, truth), strict=True)
        return [Marked(row, f"{file.stem}_{name}", _open(file, row, form, name.lower())) for row, name in pairs]
    if not form.spaces:
        return [Marked(row, file.stem, _open(file, row, form)) for row in rows]
    multi = form.task.kind == "multi"
    said = {word for row in rows for word in words(row.reference, multi=multi)}
    vocabulary = choose(form, file.stem, said, where=file.name)
    return [Marked(row, file.stem, _closed(file, row, form, vocabulary)) for row in rows]


def _closed(file: PaperFile, row: Row, form: Form, vocabulary: Vocabulary) -> Record:
    labels = vocabulary.read(row.reference) or ()
    sample = _sample(file, row, form, options=vocabulary.labels, labels=labels, scheme=vocabulary.scheme)
    letters = form.letters and _JOINED.fullmatch(row.response.strip())
    return _mark(sample, ", ".join(row.response.strip()) if letters else row.response)


def _open(file: PaperFile, row: Row, form: Form, attribute: str = "") -> Record | None:
    if form.task.name not in SPECS:
        return _caption(file, row)
    scheme = f"{OPEN_SCHEME}{attribute}" if attribute else ""
    sample = _sample(file, row, form, scheme=scheme, tree=to_text(read_truth(row.reference, attribute)))
    return _mark(sample, row.response) if has_truth(sample) else None


def _mark(sample: Sample, answer: str) -> Record:
    return mark(sample, answer) if answer.strip() else failure(sample, "model_error", "empty answer")


def _caption(file: PaperFile, row: Row) -> Record | None:
    """A caption of everything: F1 of all typed claims of two texts about one person."""
    gold = read_caption(row.reference, _SOMEBODY).items
    if not gold:
        return None
    text = final_text(row.response)
    claimed = frozenset() if text is None else unequivocal(read_caption(text, _SOMEBODY).items)
    outcome: Outcome = "scored"
    if not row.response.strip():
        outcome = "model_error"
    elif text is None or (not claimed and is_refusal(row.response)):
        outcome = "unparsed" if text is None else "refused"
    return Record(
        id=f"{file.name}:{row.line}",
        task="video_caption",
        source="",
        identity=_clip(row),
        source_video=_clip(row),
        outcome=outcome,
        gold=item_texts(gold),
        predicted=item_texts(claimed),
        score=set_f1(gold, claimed),
        answer=row.response,
    )


def _clip(row: Row) -> str:
    return clip_of(row.videos[0]) if row.videos else row.where


def _sample(
    file: PaperFile,
    row: Row,
    form: Form,
    *,
    scheme: str,
    options: tuple[str, ...] = (),
    labels: tuple[str, ...] = (),
    tree: str = _NOTHING,
) -> Sample:
    """A row as the harness knows rows, so that it is marked like any other."""
    task = "open_attribute" if scheme.startswith(OPEN_SCHEME) else form.task.name
    return Sample(
        id=f"{file.name}:{row.line}",
        config=form.task.config,
        tier="sampled",
        split="test",
        split_by="owner",
        fold="",
        task=task,
        source=form.source,
        clip_id=_clip(row),
        identity=_clip(row),
        source_video=_clip(row),
        videos=row.videos,
        media="expected",
        start=None,
        end=None,
        subject="",
        question=row.question,
        options=options,
        answer=row.reference,
        labels=labels,
        native_label=row.reference,
        scheme=scheme,
        messages=(),
        tree=tree,
        rationale="",
        evidence=(),
        validation=Validation(),
        provenance=Provenance("videmo-predictions", "1"),
        license="",
    )

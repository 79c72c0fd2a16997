"""From the rows of one file to samples: bad rows told or set aside, answers read, references turned into trees."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from emocfg import __version__
from emocfg.core import EmoCfgError, canonical
from emocfg.schema import OPEN_SCHEME, AffectiveTree, Provenance, Sample, Validation, to_text
from emocfg.sources.emo_cfg import CARD

from ..curate import Quarantined
from .answers import MOST_ANSWERS, Vocabulary, choose, words
from .clips import Clips
from .files import ReleaseFile
from .reading import RawRow, raw_rows
from .rows import GENERATOR, Row, read_row
from .truth import read_truth, says_something
from .videos import Located, locate

REASONS = {"E101": "bad_path", "E302": "bad_row", "E303": "bad_json"}
"""Errors of a row that ``--skip-bad`` sets aside, and how they are counted."""

_NOTHING = to_text(AffectiveTree())

SetAside = Callable[[Quarantined], None]


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A good row: its place in the release, what it holds, its videos, and the open attribute it asks about."""

    place: str
    row: Row
    videos: tuple[Located, ...]
    attribute: str


@dataclass
class FileReader:
    """Reads one file; to be iterated once.

    Attributes:
        file: the file.
        clips: where its videos are noted.
        set_aside: takes a bad row; None if a bad row is an error.
        rows: number of samples given so far.
        unread: open rows, by task, whose reference says nothing that the reader knows.
        vocabulary: how closed answers are read; None for open ones.
        said: the words of its closed answers.
    """

    file: ReleaseFile
    clips: Clips
    set_aside: SetAside | None
    rows: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    vocabulary: Vocabulary | None = None
    said: set[str] = field(default_factory=set)

    def samples(self) -> Iterator[Sample]:
        """The samples, in order.

        Raises:
            EmoCfgError: E101, E302 or E303 for a row, with file and line; E302 if closed answers are too many.
        """
        if self.file.form.spaces:
            self.vocabulary = self._vocabulary()
        for parsed in self._good(self.set_aside):
            yield self._closed(parsed, self.vocabulary) if self.vocabulary else self._open(parsed)
            self.rows += 1

    def _vocabulary(self) -> Vocabulary:
        """Read the file once for what its answers say."""
        form = self.file.form
        for parsed in self._good(None if self.set_aside is None else lambda _: None):
            self.said.update(words(parsed.row.answer, multi=form.task.kind == "multi"))
            if len(self.said) > MOST_ANSWERS:
                break
        return choose(form, self.file.stem, self.said, where=self.file.name)

    def _good(self, set_aside: SetAside | None) -> Iterator[_Parsed]:
        for raw in raw_rows(self.file.path, self.file.name):
            place = f"{self.file.name}:{raw.number}"
            try:
                parsed = self._parse(raw, place)
            except EmoCfgError as problem:
                if set_aside is None or problem.code not in REASONS:
                    raise
                set_aside(Quarantined(place.removeprefix("jsons/"), place, REASONS[problem.code], problem.what))
                continue
            yield parsed

    def _parse(self, raw: RawRow, place: str) -> _Parsed:
        row = read_row(canonical.loads(raw.text, where=raw.where), where=raw.where)
        videos = tuple(locate(path, where=raw.where) for path in row.videos)
        attributes = self.file.form.attributes
        if attributes == "always" and not row.attribute:
            what = f"source {row.source[:80]!r} names none of the 15 attributes"
            fix = f"--as '{self.file.stem}=qa' for questions of any kind"
            raise EmoCfgError("E302", what, where=raw.where, fix=fix)
        return _Parsed(place, row, videos, row.attribute if attributes != "never" else "")

    def _closed(self, parsed: _Parsed, vocabulary: Vocabulary) -> Sample:
        """A row whose answer is labels of a vocabulary."""
        answer = parsed.row.answer
        labels = vocabulary.read(answer) or ()
        return self._sample(
            parsed,
            task=self.file.form.task.name,
            options=vocabulary.labels,
            labels=labels,
            native_label=answer,
            scheme=vocabulary.scheme,
            tree=_NOTHING,
        )

    def _open(self, parsed: _Parsed) -> Sample:
        """A row whose answer is text; what it says of the clip is read into a tree."""
        attribute = parsed.attribute
        task = "open_attribute" if attribute else self.file.form.task.name
        tree = read_truth(parsed.row.answer, attribute)
        if not says_something(tree, task, attribute):
            self.unread[task] += 1
        scheme = f"{OPEN_SCHEME}{attribute}" if attribute else ""
        return self._sample(parsed, task=task, scheme=scheme, tree=to_text(tree))

    def _sample(
        self,
        parsed: _Parsed,
        *,
        task: str,
        scheme: str,
        tree: str,
        options: tuple[str, ...] = (),
        labels: tuple[str, ...] = (),
        native_label: str = "",
    ) -> Sample:
        file, row, videos = self.file, parsed.row, parsed.videos
        name = parsed.place.removeprefix("jsons/")
        source = videos[0].source if videos else file.form.source
        clip_id = videos[0].clip_id if videos else f"{source}/{name}"
        if not videos:
            self.clips.see_text(clip_id, source, file.split)
        return Sample(
            id=name,
            config=file.config,
            tier=file.tier,
            split=file.split,
            split_by="owner",
            fold="",
            task=task,
            source=source,
            clip_id=clip_id,
            identity=clip_id,
            source_video=clip_id,
            videos=tuple(video.path for video in videos),
            media=self.clips.see(videos, file.split),
            start=None,
            end=None,
            subject="",
            question=row.question,
            options=options,
            answer=row.answer,
            labels=labels,
            native_label=native_label,
            scheme=scheme,
            messages=row.messages,
            tree=tree,
            rationale=row.answer if task == "rationale" else "",
            evidence=(),
            validation=Validation(),
            provenance=Provenance(GENERATOR, __version__, parents=(parsed.place,), extra=row.extra),
            license=CARD.license,
        )

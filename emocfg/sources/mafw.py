"""MAFW (Liu et al., ACM MM 2022): film clips with eleven emotions, single and compound, in two sets of five folds each.

A video can have a single label (its main emotion) and, in the other set, a compound one such as ``anger_disgust``. The
two are answers to different questions and have their own official folds, so each set gives its own clips:
``MAFW/single/00001`` (``emotion_single``) and ``MAFW/compound/00001`` (``emotion_multi``), of one file and one
identity. Where a video is in the test list of one set and in the training list of the other, the test list wins: its
training clip is left out and counted. Both official test sets are complete then, and no video is on both sides. Option
``set`` takes one of the sets alone, with its whole training list.

Labels are read by name from ``Train & Test Set/<set>/no_caption/set_<fold>/{train,test}.txt``. Copies of others number
the classes, each in its own order; they are refused. ``Labels/*.xlsx`` add votes, codes and texts where they are there.
The header of the sheets is known from the owners' documentation alone: the clip is looked for in the column ``clip``,
else in the first one, votes in the columns named after the emotions.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath

from emocfg.core import EmoCfgError
from emocfg.schema import Clip, Observation, Subject

from .mafw_labels import SHEETS, Texts, Workbooks, read_texts, read_workbooks
from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import FIVE_FOLDS, VIDEO_SUFFIXES, Faults, Files, extra_videos, fetch_file, once, read_lines, require_fold

CARD = SourceCard(
    name="MAFW",
    title="film clips in the wild, one of eleven emotions or several at once, with descriptions in two languages",
    license="MAFW EULA (non-commercial research)",
    access="https://github.com/MAFW-database/MAFW: EULA signed by academic staff",
    citation="Liu et al., MAFW: A Large-scale, Multi-modal, Compound Affective Database for Dynamic Facial Expression "
    "Recognition in the Wild, MM 2022",
    gate="agreement",
    terms="non-commercial research by the academic staff who signed and their group; neither clips nor labels may be "
    "passed on",
    identity="unknown: every video counts as its own person",
    splits="the owners' five folds of each set; options fold = 1 to 5 and set = single, compound or both",
    evidence="the owners' README; all split files as a copy; the header of the sheets from the README alone",
)
SETS = {"single": ("emotion_single",), "compound": ("emotion_multi",)}
CLIPS = {"single": 9172, "compound": 8996}
TESTS = dict(zip(FIVE_FOLDS, (1839, 1837, 1833, 1832, 1831), strict=True))
"""Clips in the test lists of the single set."""

LISTS = "Train & Test Set/{}/no_caption/set_{}/{}.txt"
EXPECTED = Expected(
    {"clips": sum(CLIPS.values())},
    (*(LISTS.format(kind, fold, part) for kind in SETS for fold in FIVE_FOLDS for part in ("train", "test")), *SHEETS),
    media="data/clips/*.mp4",
)
_NAME = re.compile(r"([0-9]{5})\.mp4\Z")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a split list: the video's number, its label as written, and the file and line."""

    number: str
    label: str
    where: str
    split: str


@dataclass(frozen=True, slots=True)
class Mafw:
    """A copy of MAFW.

    Args:
        files: the copy.
        fold: which of the five official folds divides train from test.
        set: ``single``, ``compound``, or ``both``.
    """

    files: Files
    fold: int = 1
    set: str = "both"

    def __post_init__(self) -> None:
        require_fold("mafw", self.fold)
        if self.set not in (*SETS, "both"):
            raise EmoCfgError("E202", f"set = {self.set!r}", where="source mafw", fix=f"{', '.join(SETS)} or both")

    def describe(self) -> SourceCard:
        """The facts of MAFW."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has in the chosen set and fold; how many clips both leave together nobody states."""
        if self.set == "both":
            return replace(EXPECTED, counts={})
        counts = {"clips": CLIPS[self.set]}
        if self.set == "single":
            tests = TESTS[str(self.fold)]
            counts |= {"train": CLIPS["single"] - tests, "test": tests}
        return Expected(counts, tuple(n for n in EXPECTED.files if f"/{self.set}/" in n or n in SHEETS), EXPECTED.media)

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every clip of the chosen sets and fold, each set with its own labels and folds."""
        faults = Faults()
        lists = {kind: self._listed(kind) for kind in self._kinds()}
        if self.set == "both":
            for kind in SETS.keys() - lists.keys():
                yield Defect("absent_file", LISTS.format(kind, self.fold, "test"), f"no {kind} set in this copy")
        books = read_workbooks(self.files)
        home, known = self._home(), set()
        tests = {line.number for lines in lists.values() for line in lines if line.split == "test"}
        for kind, lines in lists.items():
            known |= {line.number for line in lines}
            books.check_listed(kind, [line.number for line in lines], faults)
            folds, texts = self._folds(kind, lines), self._texts(kind, lines, faults)
            for line in lines:
                books.check_label(kind, line.number, line.label, line.where, faults)
                if line.split == "train" and line.number in tests:
                    what = f"{kind} clips are in training here but in the test list of the other set, and are left out"
                    faults.add("split_conflict", line.where, what)
                else:
                    clip = self._clip(kind, line, folds.get(line.number, ""), home)
                    yield Annotated(clip, (*_emotions(clip, kind, line, books), *books.facts(clip, texts, faults)))
        yield from books.left_out(known)
        yield from faults.defects()
        names = known | books.votes.keys()
        yield from extra_videos(self.files, {f"{home}/{number}.mp4" for number in names}, under=home)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the clip's video."""
        fetch_file(self.files, clip, target)

    def _kinds(self) -> list[str]:
        wanted = list(SETS) if self.set == "both" else [self.set]
        here = [kind for kind in wanted if self.files.first(LISTS.format(kind, self.fold, "test"))]
        if not here:
            self._refuse_other_lists()
            self.files.require(*(LISTS.format(kind, self.fold, "test") for kind in wanted))
        return here

    def _refuse_other_lists(self) -> None:
        for path in self.files.paths(".csv", ".txt"):
            if re.search("train|test", PurePosixPath(path).stem) and self._is_numbered(path):
                what = "not one of the owners' lists: copies of others number the classes in an order of their own"
                fix = f"use the owners' {LISTS.format('single', self.fold, 'train')}, whose labels are names"
                raise EmoCfgError("E302", what, where=path, fix=fix)

    def _is_numbered(self, path: str) -> bool:
        """True if one of the first two lines, of which one may be a header, ends with a number."""
        with self.files.path(path, where=path).open("rb") as stream:
            lines = stream.read(1000).splitlines()[:2]
        return any(re.search(rb"[,\s][0-9]+\s*\Z", line) for line in lines)

    def _listed(self, kind: str) -> list[Listed]:
        """The lines of the chosen fold."""
        parts = (read_list(self.files, kind, str(self.fold), part) for part in ("train", "test"))
        return list(once(chain.from_iterable(parts), lambda line: line.number).values())

    def _folds(self, kind: str, lines: list[Listed]) -> dict[str, str]:
        """Number to the fold whose test list holds it, of the folds that are there."""
        labels = {line.number: line for line in lines}
        held = [fold for fold in FIVE_FOLDS if self.files.first(LISTS.format(kind, fold, "test"))]
        tests = {fold: list(read_list(self.files, kind, fold, "test")) for fold in held}
        for line in once(chain.from_iterable(tests.values()), lambda line: line.number).values():
            other = labels.get(line.number)
            if other is not None and other.label != line.label:
                what = f"label {line.label} here, {other.label} at {other.where}"
                raise EmoCfgError("E302", what, where=line.where, fix="restore the owner's files")
        return {line.number: fold for fold, lines in tests.items() for line in lines}

    def _texts(self, kind: str, lines: list[Listed], faults: Faults) -> Mapping[str, Texts]:
        """Number to the descriptions in the lists with captions; their labels and splits are compared."""
        plain = {line.number: line for line in lines}
        found: dict[str, Texts] = {}
        for part in ("train", "test"):
            name = LISTS.format(kind, self.fold, part).replace("no_caption", "with_caption")
            for number, label, texts in read_texts(self.files, name) if self.files.first(name) else ():
                line = plain.get(number)
                if number in found:
                    what = f"{number}.mp4 is also at {found[number].where}"
                    raise EmoCfgError("E304", what, where=texts.where, fix="restore the owner's file")
                found[number] = texts
                if line is None:
                    faults.add("not_in_folds", texts.where, f"{kind} clips have a caption but are in no plain list")
                elif line.label != label:
                    what = f"label {label} here, {line.label} at {line.where}"
                    raise EmoCfgError("E302", what, where=texts.where, fix="restore the owner's files")
                elif line.split != part:
                    what = (
                        f"{kind} clips are in another split in the lists with captions; that of the plain lists holds"
                    )
                    faults.add("caption_split", texts.where, what)
        return found

    def _home(self) -> str:
        """The folder of the videos: as packed by the owners, or unpacked beside the labels."""
        found = self.files.paths(*VIDEO_SUFFIXES)
        beside = not any(p.startswith("data/clips/") for p in found) and any(p.startswith("clips/") for p in found)
        return "clips" if beside else "data/clips"

    def _clip(self, kind: str, line: Listed, fold: str, home: str) -> Clip:
        video = f"MAFW/{line.number}"
        return Clip(
            clip_id=f"MAFW/{kind}/{line.number}",
            source="MAFW",
            file=f"{home}/{line.number}.mp4",
            source_video=video,
            subjects=(Subject("p1", video),),
            split=line.split,
            tasks=SETS[kind],
            license=CARD.license,
            split_by=f"owner fold {self.fold}",
            fold=fold,
        )


def read_list(files: Files, kind: str, fold: str, part: str) -> Iterator[Listed]:
    """The lines of an official list; E302 for one with class numbers, as copies of others have them."""
    name = LISTS.format(kind, fold, part)
    for where, text in read_lines(files, name):
        fields = text.split()
        if fields[-1].isdigit():
            what = f"the label is the number {fields[-1][:20]}: this is a recoded copy, whose order is not the owners'"
            raise EmoCfgError("E302", what, where=where, fix="use the owners' lists, whose labels are names")
        match = _NAME.match(fields[0]) if len(fields) == 2 else None
        label = fields[-1].split("_")
        if match is None or len(set(label)) != len(label) or (kind == "single" and len(label) > 1):
            what = f"{text[:60]!r} is not a video and its {kind} label"
            raise EmoCfgError("E302", what, where=where, fix="a line such as `00001.mp4 anger`")
        yield Listed(match[1], fields[1], where, part)


def _emotions(clip: Clip, kind: str, line: Listed, books: Workbooks) -> Iterator[Observation]:
    """One observation for each part of the label; the code of a single label is the owners', if their sheet is here."""
    code = books.code(line.number) if kind == "single" else line.label
    votes = books.tally(line.number)
    for part in line.label.split("_"):
        yield Observation(clip.clip_id, "p1", "emotion", part, "mafw/emotion", code, votes=votes, origin=line.where)

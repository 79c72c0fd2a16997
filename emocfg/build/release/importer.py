"""Import the release: every row becomes a sample, file by file; the dataset is made public at the end."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import chain, islice
from pathlib import Path
from shutil import rmtree
from typing import Any

from emocfg import __version__
from emocfg.core import EmoCfgError, canonical, say, track
from emocfg.schema import Observation, Sample
from emocfg.sources import Defect
from emocfg.sources.consent import require_consent
from emocfg.sources.emo_cfg import CARD

from ..curate import Quarantined
from ..output import assemble, belongs, check_name, existing, make_public, places, rows_digest
from ..parquet import save_records, save_samples
from ..pipeline import Built
from ..publish.card import render_card
from ..publish.tallies import tally
from ..workspace import Workspace, workspace
from .answers import OWN, outside
from .clips import Clips
from .files import ReleaseFile, files_digest, find_files
from .samples import FileReader

FORMAT = 1
"""Raised when the same release gives other rows than before."""

_PER_PART = 20_000
_MOST_PREFIXES, _MOST_OVERLAPS = 20, 1000
"""How many of them the report lists."""


@dataclass(frozen=True, slots=True)
class Release:
    """What to import.

    Attributes:
        root: the release's folder.
        media: False leaves the videos out.
        skip_bad: rows that break the format are set aside and counted; else the first one is an error.
        chosen: stem of a file and its task, where the name does not say it.
    """

    root: Path
    media: bool = True
    skip_bad: bool = False
    chosen: tuple[tuple[str, str], ...] = ()

    def describe(self) -> dict[str, Any]:
        """The options as they go into manifest and digest."""
        return {"format": FORMAT, "media": self.media, "skip_bad": self.skip_bad, "as": dict(self.chosen)}

    def digest(self) -> str:
        """SHA-256 of :meth:`describe`, as the digest of a plan."""
        return canonical.digest({"release": self.describe()})


def import_release(release: Release, out: Path) -> Built:
    """Make a dataset folder of a release. The result depends on the release's files and the options alone.

    Args:
        release: what to import.
        out: the folder to create; until it is finished everything is in ``<out>.building``. A killed import reads the
            rows again and goes on with the videos.

    Raises:
        EmoCfgError: E702 without consent to the authors' terms, before anything is read; E102 and E201 for a folder
            or a file that cannot be placed; E101, E302 and E303 for a row, with file and line; E103 if ``out`` is
            something else, E104 if another process works there.
    """
    require_consent("emo-cfg", CARD)
    out = check_name(out)
    files, elsewhere = find_files(release.root, dict(release.chosen))
    if out.exists():
        belongs(out, release.digest())
    with workspace(out) as space:
        say(f"1/4 read: {len(files)} files of rows")
        inputs = files_digest(files)
        if out.exists():
            existing(out, release.digest(), inputs)
            rmtree(space.root)
            return Built.read(out, existed=True)
        space.claim({"release": release.describe(), "inputs": inputs, "emocfg": __version__})
        say("2/4 rows: checking, reading answers, writing Parquet")
        work = _Work(release, space, Clips(release.root, space, media=release.media))
        try:
            work.convert(files)
        except EmoCfgError:
            rmtree(space.root)  # nothing of it can be used once the file is mended
            raise
        say("3/4 videos: " + ("copying" if release.media else "none, as asked"))
        work.clips.copy()
        say("4/4 publish: card, manifest and reports")
        head = {"release": release.describe(), "plan_digest": release.digest(), "inputs_digest": inputs}
        report = work.report(elsewhere)
        parts = {**work.parts, "meta/clips": work.clips.parts(), "meta/observations": [work.no_observations()]}
        card = render_card(report, rows_digest(parts), media=release.media)
        assemble(space.dataset, head, parts, report, card, media=release.media)
        make_public(space, space.dataset, out)
    return Built.read(out, existed=False)


@dataclass
class _Work:
    """What an import has done so far."""

    release: Release
    space: Workspace
    clips: Clips
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    parts: dict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))
    files: list[dict[str, Any]] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)

    def convert(self, files: list[ReleaseFile]) -> None:
        """Write the rows of every file; E302 if there are none at all."""
        rmtree(self.space.parts, ignore_errors=True)
        quarantine = self.space.dataset / "meta/quarantine.jsonl"
        quarantine.parent.mkdir(parents=True, exist_ok=True)
        with quarantine.open("w", encoding="utf-8") as stream:

            def set_aside(entry: Quarantined) -> None:
                self.reasons[entry.reason] += 1
                stream.write(canonical.dumps(asdict(entry)) + "\n")

            readers = [FileReader(file, self.clips, set_aside if self.release.skip_bad else None) for file in files]
            for place, path in track(self._written(readers), "Parquet files written"):
                self.parts[place].append(path)
        if not self.counts:
            raise EmoCfgError("E302", "no row is left", where=str(self.release.root), fix="restore the release's files")

    def _written(self, readers: list[FileReader]) -> Iterator[tuple[str, Path]]:
        """The Parquet files of every file, as they are written: place and path."""
        for number, reader in enumerate(readers):
            place = f"{reader.file.config}/{reader.file.split}"
            samples = self._counted(reader.samples(), place)
            for part, first in enumerate(samples):
                path = self.space.parts / place / f"{number:05d}-{part:05d}.parquet"
                save_samples(chain([first], islice(samples, _PER_PART - 1)), path)
                yield place, path
            self._note(reader)

    def _counted(self, samples: Iterator[Sample], place: str) -> Iterator[Sample]:
        for sample in samples:
            self.counts[place][sample.task] += 1
            yield sample

    def _note(self, reader: FileReader) -> None:
        """What a reader of the dataset should know of a file."""
        name, form, vocabulary = reader.file.name, reader.file.form, reader.vocabulary
        scheme = vocabulary.scheme if vocabulary else ""
        self.files.append({"file": name, "task": form.task.name, "rows": reader.rows, "vocabulary": scheme})
        self.unread.update(reader.unread)
        if not reader.rows:
            self.defects.append(Defect("empty_file", name, "no row was imported from it"))
        if vocabulary and scheme.startswith(OWN):
            space, strange = outside(form, reader.said)
            what = (
                f"{len(strange)} of {len(vocabulary.labels)} labels are not in {space}, such as {strange[0][:60]!r}: "
                "the file keeps its own vocabulary"
            )
            self.defects.append(Defect("own_vocabulary", name, what))
        elif vocabulary and any(map(vocabulary.takes_for_letters, reader.said)):
            what = f"letters are read as the labels of {scheme} in their order, which the release does not state"
            self.defects.append(Defect("letters_assumed", name, what))

    def no_observations(self) -> Path:
        """An empty table: the owners' own labels are not in the release."""
        path = self.space.parts / "meta/observations/00000.parquet"
        save_records([], Observation, path)
        return path

    def report(self, elsewhere: list[Defect]) -> dict[str, Any]:
        """Everything a reader should know before trusting the set."""
        shared = sum(1 for _ in self.clips.shared())
        defects = [*elsewhere, *self.defects, *self._about_videos()]
        for task, count in sorted(self.unread.items()):
            what = f"{count:,} reference answers say nothing that the caption reader knows: no truth to score"
            defects.append(Defect("unread_answers", task, what))
        if shared:
            defects.append(Defect("shared_clips", "videos", f"{shared:,} clips are in more than one split"))
        return {
            "sources": [asdict(CARD)],
            "rows": {place: dict(sorted(self.counts[place].items())) for place in places(self.counts)},
            "defects": [asdict(defect) for defect in defects],
            "quarantine": dict(sorted(self.reasons.items())),
            "own_splits": [],
            **tally(self.parts),
            "overlaps": [asdict(overlap) for overlap in islice(self.clips.shared(), _MOST_OVERLAPS)],
            "release": {
                "files": self.files,
                "videos": self.clips.counts(),
                "prefixes": dict(self.clips.prefixes.most_common(_MOST_PREFIXES)),
                "unread": dict(sorted(self.unread.items())),
            },
        }

    def _about_videos(self) -> Iterator[Defect]:
        counts = self.clips.counts()
        if counts.get("missing"):
            yield Defect("missing_videos", "videos", f"{counts['missing']:,} videos of rows are not in the release")
        if counts.get("outside"):
            what = f"{counts['outside']:,} videos are reached through a link out of the release and were left out"
            yield Defect("links", "videos", what)

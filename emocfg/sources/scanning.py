"""Scan a source together with what is publicly known of its faults and what a complete copy would have."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from emocfg.schema import check_native

from .protocol import Annotated, Defect, Expected, Source

REPORTED = {
    "known_corrupt": "reported: the video cannot be played",
    "known_missing": "reported: the video is not in the owner's archive",
    "known_wrong": "reported: the video is not what its annotation says",
    "known_noisy": "reported: the video's sound is disturbed",
    "known_silent": "reported: the video has no sound",
    "known_no_face": "reported: the video shows no face",
}
"""What a code of ``known_bad.toml`` says."""


def scan_source(source: Source) -> Iterator[Annotated | Defect]:
    """Everything that a source's scan gives; clips that a public thread reports as bad are noted and told.

    A native label that its coding scheme does not have is an error of the file and line it is in. At the end the counts
    are compared with those of a complete copy. A difference is a defect, not an error: owners issue their files anew,
    and users hold parts.
    """
    name = source.describe().name
    for entry in _everything(source):
        yield replace(entry, source=name) if isinstance(entry, Defect) else entry


def _everything(source: Source) -> Iterator[Annotated | Defect]:
    card = source.describe()
    reported = known_bad().get(card.name, {})
    tally = Tally()
    for entry in source.scan():
        if isinstance(entry, Annotated):
            for o in entry.observations:
                if not o.missing:
                    check_native(o.aspect, o.scheme, o.native, where=o.origin)
            tally.add(entry)
            report = reported.get(entry.clip.clip_id)
            if report:
                code, thread = report
                note = f"{code}: {thread}"
                yield Defect(code, entry.clip.clip_id, REPORTED[code], thread)
                entry = Annotated(replace(entry.clip, notes=(*entry.clip.notes, note)), entry.observations)  # noqa: PLW2901
        yield entry
    yield from (Defect(code, card.name, what, thread) for what, (code, thread) in reported.items() if " " in what)
    yield from tally.differences(source.expect())


class Tally:
    """Counts what a scan finds, in the words of :class:`Expected`."""

    def __init__(self) -> None:
        self.clips: Counter[str] = Counter()
        self.labels: Counter[str] = Counter()
        self._names: dict[str, set[str]] = defaultdict(set)

    def add(self, entry: Annotated) -> None:
        """Count one clip."""
        self.clips["clips"] += 1
        if entry.clip.split:
            self.clips[entry.clip.split] += 1
        self._names["source_videos"].add(entry.clip.source_video)
        self._names["identities"].update(subject.identity for subject in entry.clip.subjects)
        self.labels.update(f"{o.aspect}={o.native}" for o in entry.observations if len(o.native) < 40)

    def count(self, what: str) -> int:
        """How many there are of something that :class:`Expected` counts."""
        if what in self._names:
            return len(self._names[what])
        return self.labels[what] if "=" in what else self.clips[what]

    def differences(self, expected: Expected) -> Iterator[Defect]:
        """What is there in another number than the owner states; what is not there at all is told elsewhere."""
        for what, stated in expected.counts.items():
            found = self.count(what)
            if found not in (0, stated):
                yield Defect("count_differs", what, f"{found} {what}, the owner states {stated}")


@cache
def known_bad() -> Mapping[str, dict[str, tuple[str, str]]]:
    """Source to clip id to code and public thread; an entry about many clips has a sentence in place of the id."""
    table = tomllib.loads(files("emocfg.sources").joinpath("known_bad.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for source, reports in table.items():
        for report in reports:
            thread = report.pop("thread")
            for code, names in report.items():
                found[source] |= dict.fromkeys(names, (code, thread))
    return found

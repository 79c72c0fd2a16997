"""CelebV-Text (Yu et al., CVPR 2023): clips of YouTube videos with timed actions, details of the face, light and texts.

``celebvtext_info.json`` has the clips: below ``clips``, below ``clips_set1`` and ``clips_set2``, or at the top; all
three forms are in use. The labels come as ``annotations.pkl``, which is not read, since a pickle can run code: make
``annotations.json`` of it once. Its form is known from the owners' issues 14 and 16: ``act`` maps a clip to
``[["talk", ["0:03:37", "0:03:43", 6, 0]], ...]`` (start, end, seconds, number), ``app`` to lists by detail, with times
for the light. The owners' example starts minutes into a clip of seconds, so the times are those of the YouTube video;
they are used where they fit into the clip and left out, and counted, where they do not.

The texts come in archives whose layout is not documented. They are read from ``descriptions/<kind>/<clip>.txt``, one
text a line, if you put them so; they stay texts, as emotion is known from texts alone and the owners' issue 17 reports
these as unreliable. Two of the 37 actions are not among the 35 of CelebV-HQ, and which is not documented: they stay
facts. A box is in pixels or in parts of the frame, as it is written. Videos are what the user loads down and crops:
``<clip>.mp4`` in a folder ``celebvtext`` or ``processed``, or in the root.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from emocfg.core import EmoCfgError, canonical
from emocfg.schema import SPACES, Clip, Observation

from .protocol import Annotated, Defect, Expected, SourceCard
from .readers import RESTORE, Faults, Files, fetch_file, read_lines, refuse_pickle
from .readers.celebv import SLACK, Entry, box, cropped_videos, read_json, uncropped_and_extra, youtube_clip

CARD = SourceCard(
    name="CelebV-Text",
    title="faces in YouTube videos with timed actions, details of the face, light, and twenty texts each",
    license="CelebV-Text agreement (non-commercial research)",
    access="https://github.com/celebv-text/CelebV-Text: annotation linked there; videos from YouTube, cropped by its "
    "script",
    citation="Yu et al., CelebV-Text: A Large-Scale Facial Text-Video Dataset, CVPR 2023",
    gate="agreement",
    terms="non-commercial research; the clips may not be passed on, and what the owners ask to remove must be removed",
    identity="the YouTube video; who is seen is not annotated",
    splits="none official: ours, disjoint in YouTube videos",
    evidence="the owners' README and issues 5, 14, 16, 17 and 18; no file was seen; the folders of texts are ours",
)
INFO, LABELS, TEXTS = "celebvtext_info.json", "annotations.json", "descriptions"
EXPECTED = Expected({"clips": 70000}, (INFO, LABELS, f"{TEXTS}/*/*.txt"), media="{celebvtext,processed}/<clip>.mp4")
FOLDERS = ("celebvtext", "processed")
TASKS = ("appearance_caption", "action_caption", "emotion_caption")
CONVERT = (
    "python -c \"import json, pickle; json.dump(pickle.load(open('annotations.pkl', 'rb')), "
    "open('annotations.json', 'w'))\""
)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2}):([0-9]{2}(?:\.[0-9]+)?)\Z")
_SETS = ("clips", "clips_set1", "clips_set2")
_ACTIONS = frozenset(SPACES["action-35"].labels)


@dataclass(frozen=True, slots=True)
class CelebvText:
    """A copy of CelebV-Text."""

    files: Files

    def describe(self) -> SourceCard:
        """The facts of CelebV-Text."""
        return CARD

    def expect(self) -> Expected:
        """What a complete copy has."""
        return EXPECTED

    def scan(self) -> Iterator[Annotated | Defect]:
        """Every clip of the file with what the labels and texts in the copy say of it."""
        clips = _clips(read_json(self.files, self.files.require(INFO)))
        labels, texts, faults = self._labels(), self._texts(), Faults()
        videos = cropped_videos(self.files, FOLDERS)
        if not labels:
            yield Defect("absent_file", LABELS, "the labels are not in this copy: clips have boxes and texts alone")
        for kind, entries in {**labels, TEXTS: texts}.items():
            for key in entries:
                if key not in clips:
                    faults.add("not_in_info", f"{kind}: {key}", f"clips of {kind} are not in {INFO} and are left out")
        for key, entry in clips.items():
            file = videos.get(key, f"{FOLDERS[0]}/{key}.mp4")
            clip = youtube_clip(CARD, key, entry, parts=2, tasks=TASKS, file=file, faults=faults)
            seen = [box(clip, entry, "celebv-text/box")]
            if key in labels.get("act", ()):
                seen += _actions(clip, Entry(f"{LABELS}:act.{key}", labels["act"]).items(key), faults)
            if key in labels.get("app", ()):
                seen += _details(clip, Entry(f"{LABELS}:app.{key}", labels["app"]).entry(key), faults)
            for path in texts.get(key, ()):
                seen += _described(self.files, clip, path)
            yield Annotated(clip, tuple(seen))
        yield from faults.defects()
        yield from uncropped_and_extra(self.files, videos, clips)

    def fetch(self, clip: Clip, target: Path) -> None:
        """Copy the cropped video."""
        fetch_file(self.files, clip, target)

    def _labels(self) -> dict[str, dict[str, Any]]:
        """``act`` and ``app``, each from clip to labels; nothing where the copy has no labels."""
        if not self.files.first(LABELS):
            refuse_pickle(self.files, "*.pkl", CONVERT)
            return {}
        labels = read_json(self.files, LABELS)
        if not labels.keys() <= {"act", "app"} or not all(isinstance(part, dict) for part in labels.values()):
            what = f"keys {', '.join(labels)[:80]!r}"
            raise EmoCfgError("E301", what, where=LABELS, fix="the owner's annotations have the objects act and app")
        return labels

    def _texts(self) -> dict[str, list[str]]:
        """Clip to its text files."""
        found: dict[str, list[str]] = {}
        for path in self.files.paths(".txt", under=TEXTS):
            if len(PurePosixPath(path).parts) != 3:
                raise EmoCfgError("E301", "not a text of a clip", where=path, fix=f"{TEXTS}/<kind>/<clip>.txt")
            found.setdefault(PurePosixPath(path).stem, []).append(path)
        return found


def _clips(info: dict[str, Any]) -> dict[str, Entry]:
    """Clip to record, from any of the three forms."""
    sets = [name for name in _SETS if name in info]
    if not sets and not any(isinstance(value, dict) and "ytb_id" in value for value in info.values()):
        fix = "the owner's file has clips, or clips_set1 and clips_set2, or the clips themselves"
        raise EmoCfgError("E301", f"keys {', '.join(info)[:80]!r}, no clips", where=INFO, fix=fix)
    found: dict[str, Entry] = {}
    for name in sets or [""]:
        records = Entry(INFO, info).entry(name).members if name else info
        for key in records:
            where = f"{INFO}:{name}.{key}" if name else f"{INFO}:{key}"
            if key in found:
                raise EmoCfgError("E304", f"{key} is also at {found[key].where}", where=where, fix=RESTORE)
            found[key] = Entry(where, records).entry(key)
    return found


def _actions(clip: Clip, entries: list[Any], faults: Faults) -> Iterator[Observation]:
    where = f"{LABELS}:act.{clip.clip_id.partition('/')[2]}"
    for entry in entries:
        name, times = _timed(entry, where)
        known = name in _ACTIONS
        if name.strip() and not known:
            faults.add("unknown_action", where, "actions are not among the 35 of CelebV-HQ and stay facts")
        start, end = _stretch(clip, times, where, faults)
        yield Observation(
            *(clip.clip_id, "p1", "action" if known else "detail", name),
            "action-35" if known else "celebv-text/action",
            canonical.dumps(times) if times else "",
            start=start,
            end=end,
            missing="" if name.strip() else "not_annotated",
            origin=where,
        )


def _details(clip: Clip, entry: Entry, faults: Faults) -> Iterator[Observation]:
    """Details of the face, and the light of the scene; a blank one is unknown, which is not the same as absent."""
    for kind in entry.members:
        light = kind.startswith("light")
        for item in entry.items(kind):
            name, times = _timed(item, entry.where)
            start, end = _stretch(clip, times, entry.where, faults)
            yield Observation(
                *(clip.clip_id, "" if light else "p1", "light" if light else "detail", name, f"celebv-text/{kind}"),
                canonical.dumps(times) if times else "",
                start=start,
                end=end,
                missing="" if name.strip() else "not_annotated",
                origin=entry.where,
            )


def _described(files: Files, clip: Clip, path: str) -> Iterator[Observation]:
    scheme = f"celebv-text/{PurePosixPath(path).parent.name}"
    for where, line in read_lines(files, path):
        yield Observation(clip.clip_id, "", "description", line.strip(), scheme, origin=where)


def _timed(entry: object, where: str) -> tuple[str, list[Any]]:
    """A label with its times: ``"frontal"``, ``["frontal"]`` or ``["frontal", [start, end, ...]]``."""
    parts = [entry] if isinstance(entry, str) else entry
    if isinstance(parts, list) and 1 <= len(parts) <= 2 and isinstance(parts[0], str):
        times = parts[1] if len(parts) == 2 else []
        if isinstance(times, list) and len(times) != 1:
            return parts[0], times
    what = f"{str(entry)[:60]!r} is not a label with its times"
    raise EmoCfgError("E302", what, where=where, fix=RESTORE)


def _stretch(clip: Clip, times: list[Any], where: str, faults: Faults) -> tuple[float | None, float | None]:
    """When a label holds, in seconds of the clip; None where the times do not fit into it."""
    if not times or clip.start is None or clip.end is None:
        return None, None
    start, end = (_seconds(time, where) - clip.start for time in times[:2])
    length = clip.end - clip.start
    if not -SLACK <= start <= end <= length + SLACK:
        faults.add("time_outside_clip", where, "labels have times that do not fit into their clip; they are left out")
        return None, None
    return round(min(max(start, 0.0), length), 3), round(min(max(end, 0.0), length), 3)


def _seconds(time: object, where: str) -> float:
    """Seconds of ``0:03:37`` or of a number."""
    if isinstance(time, int | float) and not isinstance(time, bool):
        return float(time)
    match = _CLOCK.match(time) if isinstance(time, str) else None
    if match is None:
        raise EmoCfgError("E302", f"{str(time)[:40]!r} is not a time", where=where, fix=RESTORE)
    return 3600 * int(match[1]) + 60 * int(match[2]) + float(match[3])

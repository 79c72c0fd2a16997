"""Whoever rated the same thing in a dataset: annotators, views of one clip, voters on rationales. Do they agree?

Annotators are the votes that owners publish. Views are labels of one person in one clip that were made from different
parts of it (the voice alone, the face alone, the words alone) or in different schemes. Voters are those whose votes a
rationale's validation keeps.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from emocfg.metrics.agreement import Level
from emocfg.schema import MAPS, NONE, SCALES, SPACES, canonical_label, label_map

from .raters import Topic, Value, alpha, kappas, people_of
from .reading import exploded, meta_files, row_files, tables, tallied
from .records import Agreement

_EMOTIONS = ("emotion", "emotion_intended", "emotion_voice", "emotion_face", "emotion_other")
_SENTIMENTS = ("sentiment", "sentiment_text", "sentiment_audio", "sentiment_video", "sentiment_word")
VIEWS = (*_EMOTIONS, *_SENTIMENTS, "micro")
"""Aspects that can say the same of a person in a clip."""

_SCORE = "sentiment score"
_COARSER = {"sentiment-3": "sentiment", "micro-3": "micro"}
"""Spaces that an emotion has an image in, and the aspect whose labels they are."""

_SCHEMES = {*SPACES, *(source for source, _ in MAPS)}
_LABELS = {label for space in SPACES.values() for label in space.labels}
_PARTS = re.compile(r"\s*(?:[,;/]|\band\b)\s*")

Unit = tuple[str, str]
"""A clip and the person's key in it."""


def agreement(root: Path) -> tuple[Agreement, ...]:
    """Every agreement that the dataset's observations and votes let one measure."""
    return (*_annotators(root), *_views(root), *_voters(root))


def _annotators(root: Path) -> Iterator[Agreement]:
    """Alpha of the owners' annotators, for every source and aspect with votes."""
    rated: dict[tuple[str, str], dict[Unit, dict[Value, int]]] = defaultdict(dict)
    for table in tables(meta_files(root, "observations"), ("clip_id", "subject", "aspect", "votes")):
        for o in table.filter(pc.greater(pc.list_value_length(table["votes"]), 0)).to_pylist():
            counts = {vote["label"]: vote["count"] for vote in o["votes"]}
            rated[_source(o["clip_id"]), o["aspect"]].setdefault((o["clip_id"], o["subject"]), counts)
    people = people_of(root, {clip for units in rated.values() for clip, _ in units})
    for (source, aspect), units in sorted(rated.items()):
        clustered = ((people.get(clip, clip), counts) for (clip, _), counts in sorted(units.items()))
        found = alpha(Topic("votes", source, aspect), (), clustered)
        yield from [found] if found else []


def _views(root: Path) -> Iterator[Agreement]:
    """Alpha of all views of a source, and kappa of every two."""
    rated: dict[tuple[str, str], dict[Unit, dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    doubtful: set[tuple[str, str, Unit, str]] = set()
    for o in _seen_twice(root):
        unit = (o["clip_id"], o["subject"])
        for what, view, value in _said(o):
            of_unit = rated[_source(o["clip_id"]), what][unit]
            if of_unit.setdefault(view, value) != value:  # several segments, or a compound: no single value
                doubtful.add((_source(o["clip_id"]), what, unit, view))
    for source, what, unit, view in doubtful:
        del rated[source, what][unit][view]
    people = people_of(root, {clip for units in rated.values() for clip, _ in units})
    for (source, what), units in sorted(rated.items()):
        level: Level = "interval" if what == _SCORE else "nominal"
        if what in _COARSER.values() and not any(what in said for said in units.values()):
            continue  # images of one emotion alone say nothing that the emotion does not
        several = {unit: said for unit, said in sorted(units.items()) if len(said) > 1}
        clustered = [(people.get(clip, clip), said) for (clip, _), said in several.items()]
        yield from _compared(Topic("views", source, what, level), clustered)


def _compared(topic: Topic, units: Sequence[tuple[str, Mapping[str, Value]]]) -> Iterator[Agreement]:
    """Alpha of all raters; where values are labels, kappa of every two as well."""
    raters = sorted({rater for _, said in units for rater in said})
    found = alpha(topic, raters, ((cluster, _counted(said)) for cluster, said in units))
    if found:
        yield found
        yield from kappas(topic, units) if topic.level == "nominal" else []


def _counted(said: Mapping[str, Value]) -> dict[Value, int]:
    values = list(said.values())
    return {value: values.count(value) for value in values}


def _seen_twice(root: Path) -> Iterator[dict[str, Any]]:
    """Observations with a value, of sources that have several views."""
    files, columns = meta_files(root, "observations"), ("clip_id", "subject", "aspect", "native", "scheme", "missing")
    views: dict[str, set[str]] = defaultdict(set)
    for table in tables(files, ("clip_id", "aspect")):
        some = table.filter(pc.is_in(table["aspect"], value_set=pa.array(VIEWS)))
        corpus = pc.list_element(pc.split_pattern(some["clip_id"], "/", max_splits=1), 0)
        for source, aspect in tallied(some.append_column("source", corpus), ("source", "aspect")):
            views[source].add(aspect)
    several = {source for source, aspects in views.items() if len(aspects) > 1}
    for table in tables(files, columns) if several else ():
        wanted = pc.is_in(table["aspect"], value_set=pa.array(VIEWS))
        for o in table.filter(pc.and_(wanted, pc.equal(table["missing"], ""))).to_pylist():
            if _source(o["clip_id"]) in several and o["native"] != NONE:
                yield o


def _said(o: dict[str, Any]) -> Iterator[tuple[str, str, Value]]:
    """What an observation is about, from which view, and its value; several where it says something coarser too."""
    aspect, scheme = o["aspect"], o["scheme"]
    if scheme in SCALES:
        score = SCALES[scheme].read(o["native"], where=o["clip_id"])
        yield _SCORE, aspect, SCALES[scheme].common(score)
        yield "sentiment", aspect, SCALES[scheme].sign(score)
        return
    if scheme not in _SCHEMES:
        return
    space, label = canonical_label(scheme, o["native"], where=o["clip_id"])
    if label is None:
        return
    if space.startswith("emotion-"):
        yield "emotion", aspect, label
        for coarser, what in _COARSER.items():
            image = label_map("emotion-8", coarser).table.get(label)
            if image is not None:
                yield what, f"{aspect} as {what}", image
    elif aspect in _SENTIMENTS or aspect == "micro":
        yield "micro" if aspect == "micro" else "sentiment", aspect, label


def _voters(root: Path) -> Iterator[Agreement]:
    """Agreement of those who voted on rationales: on their verdicts, and on the label they read from the text alone."""
    said: dict[str, dict[tuple[str, str, int], tuple[str, dict[str, Value]]]] = defaultdict(dict)
    for table in tables(row_files(root, "rationale"), ("id", "identity", "validation.votes")):
        flat = table.select(["id", "identity"]).append_column("vote", pc.struct_field(table["validation"], "votes"))
        for row in exploded(flat, "vote").to_pylist():
            vote = row["vote"]
            aspect, round_number = vote.get("aspect", ""), vote.get("round", 0)
            for what, value in _meant(vote, aspect):
                unit = said[what].setdefault((row["id"], aspect, round_number), (row["identity"], {}))
                unit[1][vote["voter"]] = value
    for what, units in sorted(said.items()):
        yield from _compared(Topic("voters", "", what), [of_unit for _, of_unit in sorted(units.items())])


def _meant(vote: dict[str, Any], aspect: str) -> Iterator[tuple[str, str]]:
    """The verdict, and for a vote on the label also the label or labels that were read."""
    if vote["verdict"] in ("pass", "fail"):
        yield "verdict", vote["verdict"]
    labels = _PARTS.split(vote.get("reason", "").strip()) if aspect == "label" else []
    if labels and set(labels) <= _LABELS:
        yield "label read", ", ".join(sorted(labels))


def _source(clip_id: str) -> str:
    """Ids of clips begin with the name of their source."""
    return clip_id.partition("/")[0]

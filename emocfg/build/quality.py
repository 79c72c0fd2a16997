"""Which clips a plan leaves out for what they are: too short, too small, blurred, marked as bad, or copies."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from emocfg.core import EmoCfgError, canonical, unknown_name
from emocfg.media import MediaFacts
from emocfg.schema import Clip, Observation

_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a clip must be to be kept; the defaults keep every clip. 0 asks for nothing.

    What is not known of a clip (no media, no face box) leaves it in and is counted.

    Attributes:
        min_seconds: the least duration.
        max_seconds: the longest.
        min_width: of the frame, in pixels.
        min_height: likewise.
        min_face: the least share of the owner's frame that the owner's face box covers, in 0 to 1.
        min_sharpness: the least variance of the Laplacian (``media.sharpness``).
        refused_marks: owners' marks that leave a clip out, as ``scheme=label``: ``mafw/invalid=-1``,
            ``appearance-40=blurry``. What such a mark means is for the reader of the corpus's terms to decide.
        near_duplicates: leave out clips that look and move like one of another person and recording that comes before.
    """

    min_seconds: float = 0.0
    max_seconds: float = 0.0
    min_width: int = 0
    min_height: int = 0
    min_face: float = 0.0
    min_sharpness: float = 0.0
    refused_marks: tuple[str, ...] = ()
    near_duplicates: bool = False

    def describe(self) -> dict[str, Any]:
        """As it goes into plan and digest: what asks for something."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the filters say of a clip.

    Attributes:
        reason: a key of ``media.REASONS``, the first that applies, or "" for a clip to keep.
        detail: the value, and what is asked for.
        unknown: names of filters that could not be applied.
    """

    reason: str = ""
    detail: str = ""
    unknown: tuple[str, ...] = ()


def parse_filters(table: object, where: str) -> Filters:
    """The filters of a plan file's ``[filters]``.

    Args:
        table: as TOML gives it.
        where: the file, for errors.

    Raises:
        EmoCfgError: E201 an unknown key, E202 a bad value.
    """
    if not isinstance(table, Mapping):
        raise EmoCfgError("E202", "filters is not a table", where=where, fix="[filters]")
    kinds = {field.name: field.default for field in fields(Filters)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in kinds:
            raise unknown_name("filter", key, list(kinds), where=where)
        values[key] = _value(key, value, kinds[key], where)
    filters = Filters(**values)
    if filters.min_face > 1 or 0 < filters.max_seconds < filters.min_seconds:
        raise EmoCfgError("E202", "out of range", where=where, fix="min_face <= 1 and min_seconds <= max_seconds")
    return filters


def judge(clip: Clip, observations: Iterable[Observation], facts: MediaFacts, filters: Filters) -> Verdict:
    """Hold a clip against the filters; near copies are not looked for here."""
    observations = tuple(observations)
    unknown = []
    for name, value, reason, low, high in _measures(clip, observations, facts, filters):
        if not low and not high:
            continue
        if value is None:
            unknown.append(name)
        elif value < low:
            return Verdict(reason, f"{value:g}, at least {low:g} is asked for", tuple(unknown))
        elif high and value > high:
            return Verdict(reason, f"{value:g}, at most {high:g} is asked for", tuple(unknown))
    marks = {f"{o.scheme}={o.native}" for o in observations}
    refused = [mark for mark in filters.refused_marks if mark in marks]
    if refused:
        return Verdict("low_quality", refused[0], tuple(unknown))
    return Verdict(unknown=tuple(unknown))


def face_share(observations: Iterable[Observation]) -> float | None:
    """The share of the owner's frame that the owner's face box covers, in 0 to 1.

    CelebV-HQ states boxes as shares of the frame. CelebV-Text states some so, and some in pixels of a frame whose size
    it does not say: those give no share.

    Returns:
        The share; None without a box, or with one whose numbers are no part of a frame.
    """
    for o in observations:
        if o.aspect == "box" and not o.missing:
            box = canonical.loads(o.native, where=o.origin)
            top, bottom, left, right = (float(box[edge]) for edge in ("top", "bottom", "left", "right"))
            if 0 <= top < bottom <= 1 and 0 <= left < right <= 1:
                return (bottom - top) * (right - left)
    return None


def _measures(
    clip: Clip, observations: tuple[Observation, ...], facts: MediaFacts, filters: Filters
) -> Iterator[tuple[str, float | None, str, float, float]]:
    """Filter, value (None if it is not known), reason, least and most value (0: no limit)."""
    seen = facts.frames > 0
    stated = None if clip.start is None or clip.end is None else clip.end - clip.start
    seconds = facts.seconds if seen else stated
    yield "min_seconds", seconds, "too_short", filters.min_seconds, 0.0
    yield "max_seconds", seconds, "too_long", 0.0, filters.max_seconds
    yield "min_width", facts.width if seen else None, "small_frame", filters.min_width, 0.0
    yield "min_height", facts.height if seen else None, "small_frame", filters.min_height, 0.0
    yield "min_face", face_share(observations) if filters.min_face else None, "small_face", filters.min_face, 0.0
    yield "min_sharpness", facts.sharpness if seen else None, "blurry", filters.min_sharpness, 0.0


def _value(key: str, value: object, default: object, where: str) -> object:
    """A value of the kind that the filter has; E202 for another."""
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(mark, str) and "=" in mark for mark in value):
            return tuple(value)
        fix = f'{key} = ["mafw/invalid=-1"]'
    elif isinstance(default, bool):
        if isinstance(value, bool):
            return value
        fix = f"{key} = true"
    else:
        kinds = (int, float) if isinstance(default, float) else (int,)
        if isinstance(value, kinds) and not isinstance(value, bool) and 0 <= value <= _MOST:
            return type(default)(value)  # type: ignore[call-arg]
        fix = f"{key} = 1, from 0 on"
    raise EmoCfgError("E202", f"{key} = {value!r}", where=where, fix=fix)

"""Stage 3, curate: leave out what cannot be used, assign splits, pair identities, and cut the clips into shards."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path

from emocfg.check import Overlap, Placed, overlaps
from emocfg.check.duplicates import Pictured, near_copies, near_overlaps
from emocfg.core import EmoCfgError, atomic, canonical
from emocfg.media import MediaFacts
from emocfg.schema import SCALES, Clip, Observation
from emocfg.schema.features import from_row, to_row

from .compose.cases import Partner
from .compose.pairing import pair
from .compose.rows import video_path
from .plan import Plan
from .quality import Filters, judge
from .scan import Scanned, read_scan
from .split import assign
from .workspace import Workspace

_BALANCED = ("emotion", "micro", "relation", "sentiment")
"""Aspects whose labels are balanced between our train and test."""


@dataclass(frozen=True, slots=True)
class Curated:
    """A clip that made it into the dataset."""

    clip: Clip
    observations: tuple[Observation, ...]
    split: str
    partner: Partner | None
    facts: MediaFacts


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A clip that was left out, and why."""

    clip_id: str
    file: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Curation:
    """What curation decided.

    Attributes:
        shards: the files of curated clips, in order.
        quarantine: what was left out, by clip id.
        overlaps: what the owners' splits share.
        own_splits: the sources, if any, whose split is ours.
        copies: near copies that are in one split: no leak, but a clip that counts twice.
        unknown: for each filter how many clips were kept because it could not be applied.
    """

    shards: tuple[Path, ...]
    quarantine: tuple[Quarantined, ...]
    overlaps: tuple[Overlap, ...]
    own_splits: tuple[str, ...]
    copies: tuple[Overlap, ...] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)


@dataclass
class _Sieved:
    """The clips to keep (with their owner's split or none) and their labels; those to leave out, and their videos."""

    kept: list[Pictured] = field(default_factory=list)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    quarantine: list[Quarantined] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    copies: list[tuple[Pictured, Pictured]] = field(default_factory=list)
    videos: set[str] = field(default_factory=set)


def curate(
    plan: Plan,
    space: Workspace,
    facts: dict[str, MediaFacts],
    *,
    filters: Filters | None = None,
    earlier: Mapping[str, str] | None = None,
) -> Curation:
    """Decide on every scanned clip. A pure function of its arguments and the scan; running it again changes nothing.

    Args:
        plan: what is built.
        space: where the scan is.
        facts: what is known of the clips' files; none of a clip without media.
        filters: what a clip must be to be kept; by default all are.
        earlier: the splits of an earlier dataset, which stay (``split.earlier_splits``).

    Raises:
        EmoCfgError: E501 if a split of ours shares a person, a recording or a copy of a clip with another split.
    """
    sieved = _sieve(space, facts, filters or Filters())
    placed = [clip.placed for clip in sieved.kept]
    splits = assign(
        placed,
        test_fraction=plan.test_fraction,
        plan_seed=plan.seed,
        labels=sieved.labels,
        copies=[(one.placed.clip_id, other.placed.clip_id) for one, other in sieved.copies],
        earlier=earlier,
    )
    near = near_overlaps([(_put(one, splits), _put(other, splits)) for one, other in sieved.copies])
    shared = [*overlaps(replace(clip, split=splits[clip.clip_id]) for clip in placed), *near]
    _refuse([overlap for overlap in shared if overlap.level == "error"])
    _drop_videos(space, sieved)
    partners = pair((scanned.clip for scanned in read_scan(space.scan)), splits, plan_seed=plan.seed)
    return Curation(
        shards=tuple(_write_shards(plan, space, facts, splits, partners)),
        quarantine=tuple(sieved.quarantine),
        overlaps=tuple(overlap for overlap in shared if overlap.level == "warning"),
        own_splits=tuple(sorted({clip.source for clip in placed if not clip.owner})),
        copies=tuple(overlap for overlap in near if overlap.level == "note"),
        unknown=dict(sorted(sieved.unknown.items())),
    )


def read_shard(path: Path) -> Iterator[Curated]:
    """The clips of one shard, by clip id."""
    for _, row in canonical.read_lines(path):
        yield from_row(Curated, row)


def _sieve(space: Workspace, facts: dict[str, MediaFacts], filters: Filters) -> _Sieved:
    """Hold every clip against its file, the filters, and the clips before it.

    Of files with equal frames the first is kept; several clips of one file are not copies of each other.
    """
    sieved = _Sieved()
    first: dict[str, Clip] = {}
    for scanned in read_scan(space.scan):
        clip = scanned.clip
        fact = facts.get(clip.clip_id, MediaFacts())
        reason, detail = fact.reason, fact.detail
        if not reason:
            verdict = judge(clip, scanned.observations, fact, filters)
            reason, detail = verdict.reason, verdict.detail
            sieved.unknown.update(verdict.unknown if not reason else ())
        if not reason and fact.frames_sha256:
            original = first.setdefault(fact.frames_sha256, clip)
            if (original.source, original.file) != (clip.source, clip.file):
                reason, detail = "duplicate", f"of {original.clip_id}"
        if reason:
            sieved.quarantine.append(Quarantined(clip.clip_id, clip.file, reason, detail))
            sieved.videos.add(video_path(clip.source, clip.file))
            continue
        sieved.kept.append(_pictured(clip, fact))
        if not clip.split:
            sieved.labels[clip.clip_id] = _labels(scanned)
    sieved.copies = near_copies(sieved.kept)
    if filters.near_duplicates:
        _leave_out_copies(sieved)
    return sieved


def _pictured(clip: Clip, fact: MediaFacts) -> Pictured:
    people = tuple(subject.identity for subject in clip.subjects)
    placed = Placed(clip.clip_id, clip.source, people, clip.source_video, clip.split, bool(clip.split))
    video = video_path(clip.source, clip.file)
    return Pictured(placed, video, fact.seconds, fact.sha256, fact.frames_sha256, fact.fingerprint)


def _labels(scanned: Scanned) -> tuple[str, ...]:
    """The labels of a clip that splits balance; scores of a scale are none."""
    held = {
        f"{o.scheme}={o.native}"
        for o in scanned.observations
        if o.aspect in _BALANCED and not o.missing and o.scheme not in SCALES
    }
    return tuple(sorted(held))


def _leave_out_copies(sieved: _Sieved) -> None:
    """Of near copies keep the first."""
    dropped: dict[str, Quarantined] = {}
    for one, other in sieved.copies:
        original, copy = one.placed.clip_id, other.placed.clip_id
        if original not in dropped and copy not in dropped:
            file = other.video.removeprefix(video_path(other.placed.source, ""))
            dropped[copy] = Quarantined(copy, file, "near_duplicate", f"of {original}")
    sieved.videos |= {clip.video for clip in sieved.kept if clip.placed.clip_id in dropped}
    sieved.kept = [clip for clip in sieved.kept if clip.placed.clip_id not in dropped]
    sieved.quarantine = sorted([*sieved.quarantine, *dropped.values()], key=lambda entry: entry.clip_id)
    sieved.copies = []


def _put(clip: Pictured, splits: Mapping[str, str]) -> Pictured:
    return replace(clip, placed=replace(clip.placed, split=splits[clip.placed.clip_id]))


def _refuse(leaks: list[Overlap]) -> None:
    """E501 if there are leaks."""
    if leaks:
        raise EmoCfgError(
            "E501",
            f"{len(leaks)} leaks, the first: {leaks[0].kind} {leaks[0].name} in {' and '.join(leaks[0].splits)}",
            where=", ".join(leaks[0].clips),
            fix="give all clips of an identity and recording one owner's split, or none of them; for copies set "
            "near_duplicates = true in [filters]",
        )


def _drop_videos(space: Workspace, sieved: _Sieved) -> None:
    """Remove the videos of clips that are left out, where no clip that is kept is of the same file."""
    for video in sieved.videos - {clip.video for clip in sieved.kept}:
        (space.dataset / video).unlink(missing_ok=True)


def _write_shards(
    plan: Plan, space: Workspace, facts: dict[str, MediaFacts], splits: dict[str, str], partners: dict[str, Partner]
) -> Iterator[Path]:
    def curated() -> Iterator[str]:
        for scanned in read_scan(space.scan):
            clip_id = scanned.clip.clip_id
            if clip_id in splits:
                known = facts.get(clip_id, MediaFacts())
                record = Curated(scanned.clip, scanned.observations, splits[clip_id], partners.get(clip_id), known)
                yield canonical.dumps(to_row(record)) + "\n"

    lines = curated()
    number = 0
    while text := "".join(islice(lines, plan.clips_per_shard)):
        path = space.curated / f"{number:05d}.jsonl"
        atomic.write_text(path, text)
        yield path
        number += 1


def quarantine_rows(quarantine: tuple[Quarantined, ...]) -> str:
    """The quarantine list as JSON lines."""
    return "".join(canonical.dumps(asdict(entry)) + "\n" for entry in quarantine)

"""Stage 3, curate: leave out what cannot be used, assign splits, pair identities, and cut the clips into shards."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from random import Random

from emocfg.check import Overlap, Placed, overlaps
from emocfg.core import EmoCfgError, atomic, canonical, rng
from emocfg.media import MediaFacts
from emocfg.schema import Clip, Observation, identity_of
from emocfg.schema.features import from_row, to_row

from .cases import Partner
from .compose import video_path
from .plan import Plan
from .scan import read_scan
from .split import assign
from .workspace import Workspace


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
    """

    shards: tuple[Path, ...]
    quarantine: tuple[Quarantined, ...]
    overlaps: tuple[Overlap, ...]
    own_splits: tuple[str, ...]


def curate(plan: Plan, space: Workspace, facts: dict[str, MediaFacts]) -> Curation:
    """Decide on every scanned clip. A pure function of scan, facts and plan; running it again changes nothing.

    Raises:
        EmoCfgError: E501 if a split of ours shares an identity or a recording with another split.
    """
    kept, quarantine = _sieve(space, facts)
    splits = assign(kept, test_fraction=plan.test_fraction, plan_seed=plan.seed)
    placed = [Placed(c.clip_id, c.source, c.identities, c.source_video, splits[c.clip_id], c.owner) for c in kept]
    shared = overlaps(placed)
    leaks = [overlap for overlap in shared if not overlap.owner]
    if leaks:
        raise EmoCfgError(
            "E501",
            f"{len(leaks)} leaks, the first: {leaks[0].kind} {leaks[0].name} in {' and '.join(leaks[0].splits)}",
            where=", ".join(leaks[0].clips),
            fix="give all clips of an identity and recording an owner's split, or none of them",
        )
    partners = _pair(plan, space, splits)
    shards = tuple(_write_shards(plan, space, facts, splits, partners))
    own = sorted({clip.source for clip in kept if not clip.owner})
    return Curation(shards, tuple(quarantine), tuple(shared), tuple(own))


def read_shard(path: Path) -> Iterator[Curated]:
    """The clips of one shard, by clip id."""
    for _, row in canonical.read_lines(path):
        yield from_row(Curated, row)


def _sieve(space: Workspace, facts: dict[str, MediaFacts]) -> tuple[list[Placed], list[Quarantined]]:
    """Clips to keep (with their owner's split or none), and those to leave out.

    Of files with equal frames the first is kept; several clips of one file are not copies of each other.
    """
    kept: list[Placed] = []
    quarantine: list[Quarantined] = []
    first: dict[str, Clip] = {}
    for scanned in read_scan(space.scan):
        clip = scanned.clip
        fact = facts.get(clip.clip_id, MediaFacts())
        reason, detail = fact.reason, fact.detail
        if not reason and fact.frames_sha256:
            original = first.setdefault(fact.frames_sha256, clip)
            if (original.source, original.file) != (clip.source, clip.file):
                reason, detail = "duplicate", f"of {original.clip_id}"
                (space.dataset / video_path(clip.source, clip.file)).unlink(missing_ok=True)
        if reason:
            quarantine.append(Quarantined(clip.clip_id, clip.file, reason, detail))
            continue
        people = tuple(subject.identity for subject in clip.subjects)
        kept.append(Placed(clip.clip_id, clip.source, people, clip.source_video, clip.split, bool(clip.split)))
    return kept, quarantine


def _pair(plan: Plan, space: Workspace, splits: dict[str, str]) -> dict[str, Partner]:
    """For every clip with an identity task a partner of the same split: the same person or another, half and half."""
    pool: dict[tuple[str, str], dict[str, list[Partner]]] = defaultdict(lambda: defaultdict(list))
    clips: list[tuple[tuple[str, str], Partner, int]] = []
    for scanned in read_scan(space.scan):
        clip = scanned.clip
        if "identity" in clip.tasks and clip.clip_id in splits:
            me = Partner(clip.clip_id, identity_of(clip), video_path(clip.source, clip.file))
            place = (clip.source, splits[clip.clip_id])
            clips.append((place, me, len(pool[place][me.identity])))
            pool[place][me.identity].append(me)
    names = {place: list(people) for place, people in pool.items()}
    numbers = {place: {name: i for i, name in enumerate(people)} for place, people in names.items()}
    partners = {}
    for place, me, number in clips:
        draws = rng("pair", plan.seed, me.clip_id)
        mine, people = pool[place][me.identity], names[place]
        if len(mine) > 1 and (draws.random() < 0.5 or len(people) == 1):
            partners[me.clip_id] = mine[_other_than(number, len(mine), draws)]
        elif len(people) > 1:
            other = people[_other_than(numbers[place][me.identity], len(people), draws)]
            partners[me.clip_id] = draws.choice(pool[place][other])
    return partners


def _other_than(number: int, count: int, draws: Random) -> int:
    """One of ``count`` numbers but not ``number``."""
    drawn = draws.randrange(count - 1)
    return drawn + (drawn >= number)


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

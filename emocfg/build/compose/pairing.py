"""The second clip of identity questions: the same person or another, of the same corpus and split."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from random import Random

from emocfg.core import rng
from emocfg.schema import Clip, identity_of

from .cases import Partner
from .rows import video_path


def pair(clips: Iterable[Clip], splits: Mapping[str, str], *, plan_seed: int) -> dict[str, Partner]:
    """For every clip with an identity task a partner of the same split: the same person or another, half and half.

    Args:
        clips: by clip id; those without a split are left out.
        splits: clip id to split.
        plan_seed: another seed gives other pairs.
    """
    pool: dict[tuple[str, str], dict[str, list[Partner]]] = defaultdict(lambda: defaultdict(list))
    asked: list[tuple[tuple[str, str], Partner, int]] = []
    for clip in clips:
        if "identity" in clip.tasks and clip.clip_id in splits:
            me = Partner(clip.clip_id, identity_of(clip), video_path(clip.source, clip.file))
            place = (clip.source, splits[clip.clip_id])
            asked.append((place, me, len(pool[place][me.identity])))
            pool[place][me.identity].append(me)
    names = {place: list(people) for place, people in pool.items()}
    numbers = {place: {name: i for i, name in enumerate(people)} for place, people in names.items()}
    partners = {}
    for place, me, number in asked:
        draws = rng("pair", plan_seed, me.clip_id)
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

"""Rationales made for the blind tests: random words, of which some may depend on the label or on the group."""

from collections.abc import Sequence
from dataclasses import replace

from emocfg.check.blind import MASK, Masked
from emocfg.core import rng

LABELS = ("anger", "fear", "happiness", "sadness")
_FILLER = tuple(f"word{n}" for n in range(60))
CUES = {label: tuple(f"{label[:2]}cue{n}" for n in range(3)) for label in LABELS}


def make(
    count: int, *, labels: Sequence[str] = LABELS, per_group: int = 2, cues: bool = True, several: bool = False
) -> list[Masked]:
    """Rationales of ``count`` rows; each label comes in every group in turn, so that groups say nothing of it."""
    items = []
    for n in range(count):
        draws = rng("blind texts", n)
        mine = tuple(sorted(draws.sample(labels, 2 if several and n % 3 == 0 else 1)))
        words = draws.sample(_FILLER, 12)
        words += [draws.choice(CUES[label]) for label in mine for _ in range(3) if cues]
        draws.shuffle(words)
        text = f"{' '.join(words)} so this is an {MASK}"
        items.append(Masked(f"c{n:03d}", f"g{n // per_group:03d}", f"question {n % 3}", text, mine, "emotion-8", True))
    return items


def with_words(items: Sequence[Masked], words: Sequence[str]) -> list[Masked]:
    """The items with one more word each."""
    return [replace(item, text=f"{item.text} {word}") for item, word in zip(items, words, strict=True)]

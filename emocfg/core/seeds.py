"""Named seeds: the randomness of a thing depends on its names alone, never on the order of the work."""

import hashlib
import random


def seed(*names: str | int) -> int:
    """A 64-bit seed from a path of names.

    >>> seed("split", 0) == seed("split", 0), seed("split", 0) == seed("split", 1)
    (True, False)
    """
    text = "\x1f".join(f"{type(name).__name__}:{name}" for name in names)
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")


def rng(*names: str | int) -> random.Random:
    """A generator of its own for a path of names; equal names give equal draws on every machine."""
    return random.Random(seed(*names))  # noqa: S311 - reproducible draws, not secrets


def unit(*names: str | int) -> float:
    """One uniform draw in [0, 1) for a path of names."""
    return seed(*names) / 2.0**64

"""Clips and their rows without a build: from a source's scan straight to samples."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from emocfg.build.compose.cases import Case
from emocfg.build.compose.rows import compose
from emocfg.build.trees.merge import merge
from emocfg.schema import Observation, Sample
from emocfg.sources import Annotated, open_source


def clips_of(name: str, root: Path | None = None, **options: Any) -> list[Annotated]:
    """Every clip of a source."""
    return [entry for entry in open_source(name, root, options=options).scan() if isinstance(entry, Annotated)]


def case_of(annotated: Annotated, observations: Iterable[Observation] | None = None, seed: int = 0) -> Case:
    """A clip in the training split, with its own observations or with others."""
    observed = tuple(annotated.observations if observations is None else observations)
    return Case(annotated.clip, observed, merge(annotated.clip, observed), "train", None, seed)


def rows_of(annotated: Annotated, observations: Iterable[Observation] | None = None, seed: int = 0) -> list[Sample]:
    """The rows of a clip."""
    return list(compose(case_of(annotated, observations, seed), "expected"))

"""What every source must promise."""

from collections.abc import Callable
from pathlib import Path

import pytest

from emocfg.core import EmoCfgError, safe_relative
from emocfg.schema import TASKS
from emocfg.sources import SOURCES, Annotated, Source, open_source


@pytest.fixture(params=sorted(SOURCES))
def source(request: pytest.FixtureRequest, real: Callable[[str], Path]) -> Source:
    roots = {"mini": None, "meld": "MELD"}
    root = roots[request.param]
    return open_source(request.param, real(root) if root else None)


def test_a_source_describes_itself(source: Source) -> None:
    card = source.describe()
    assert all((card.name, card.title, card.license, card.access, card.citation, card.expected))


def test_clips_are_unique_inside_the_root_and_speak_of_known_tasks(source: Source) -> None:
    seen = set()
    for entry in source.scan():
        if isinstance(entry, Annotated):
            clip = entry.clip
            assert clip.clip_id not in seen
            seen.add(clip.clip_id)
            assert safe_relative(clip.file, where="x") == clip.file
            assert clip.clip_id.startswith(f"{source.describe().name}/")
            assert set(clip.tasks) <= TASKS.keys()
            keys = {subject.key for subject in clip.subjects}
            for observation in entry.observations:
                assert observation.clip_id == clip.clip_id
                assert observation.subject in keys | {""}
                assert observation.origin
    assert seen


def test_an_unknown_source_is_told_its_nearest_neighbour() -> None:
    with pytest.raises(EmoCfgError, match="did you mean 'meld'"):
        open_source("melt")

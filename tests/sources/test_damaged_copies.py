"""Whatever is taken out of a copy, put into it twice or linked out of it: a typed error, or clips that hold."""

import random
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emocfg.core import EmoCfgError, safe_relative
from emocfg.sources import SOURCES, Annotated, scan_source
from emocfg.sources.catalogue import open_source
from tests.sources.test_catalogue import OPEN, copy_of

WITH_FILES = [name for name in OPEN if not SOURCES[name].rendered]
_LISTED = [name for name in WITH_FILES if SOURCES[name].names_alone]


@cache
def names_of(name: str) -> list[str]:
    """The names of the files of a copy."""
    with TemporaryDirectory() as folder:
        root = copy_of(name, Path(folder))
        assert root is not None
        return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def clips_of(name: str, root: Path) -> list[Annotated] | None:
    """The clips of a scan; None if it ends in an error that a user can act on."""
    try:
        return [entry for entry in scan_source(open_source(name, root)) if isinstance(entry, Annotated)]
    except EmoCfgError as problem:
        assert problem.where and problem.fix
        return None


def check(name: str, root: Path, clips: list[Annotated]) -> None:
    """No clip outside the root, no two clips with one id; a video that is a link out of it is never fetched."""
    ids = [annotated.clip.clip_id for annotated in clips]
    assert len(set(ids)) == len(ids)
    for annotated in clips:
        file = annotated.clip.file
        assert safe_relative(file, where="x") == file
        if root.is_dir() and not (root / file).resolve().is_relative_to(root.resolve()):
            with pytest.raises(EmoCfgError, match="E101"):
                open_source(name, root).fetch(annotated.clip, root / "never.mp4")


def damage(root: Path, outside: Path, draws: random.Random) -> None:
    """Remove, copy, rename, empty or link away some files."""
    folders = sorted(path for path in root.rglob("*") if path.is_dir()) or [root]
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        fate = draws.random()
        if fate < 0.1:
            path.unlink()
        elif fate < 0.2:
            target = draws.choice(folders)
            if target != path.parent:
                shutil.copy(path, target / path.name)
        elif fate < 0.25:
            path.rename(path.with_name(path.name.upper()))
        elif fate < 0.3:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        elif fate < 0.4:
            away = outside / path.name
            shutil.move(path, away)
            path.symlink_to(away)


@pytest.mark.parametrize("name", WITH_FILES)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_damaged_copy(name: str, tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    home = tmp_path_factory.mktemp(name)
    root = copy_of(name, home)
    assert root is not None
    (home / "outside").mkdir()
    damage(root, home / "outside", random.Random(seed))
    clips = clips_of(name, root)
    if clips is not None:
        check(name, root, clips)
        again = clips_of(name, root)
        assert again is not None and {repr(a) for a in again} == {repr(a) for a in clips}


@pytest.mark.parametrize("name", _LISTED)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_list_in_any_order_with_anything_in_it(
    name: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    home, names = tmp_path_factory.mktemp(name), names_of(name)
    picked = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=6, unique=True))
    prefix = data.draw(st.sampled_from(["", "", "copy/", "../", "/", "a/../../"]))
    lines = [prefix + line for line in picked] + data.draw(st.lists(st.text(max_size=20), max_size=2))
    listing = home / "names.txt"
    listing.write_text("\n".join(lines), encoding="utf-8")
    clips = clips_of(name, listing)
    if clips is not None:
        assert ".." not in prefix and prefix != "/"
        check(name, listing, clips)
        listing.write_text("\n".join(reversed(lines)), encoding="utf-8")
        again = clips_of(name, listing)
        assert again is not None and {repr(a) for a in again} == {repr(a) for a in clips}

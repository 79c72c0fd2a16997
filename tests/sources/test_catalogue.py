"""What every source must promise, on a copy in its owner's layout."""

import importlib
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from emocfg.build.trees.merge import merge
from emocfg.core import EmoCfgError, safe_relative
from emocfg.schema import MISSING, OBSERVED, PERSON_SLOTS, SCENE_SLOTS, TASKS, parse_tree, to_text
from emocfg.sources import SOURCES, Annotated, Source, open_source
from tests.sources.scans import scan

OPEN = sorted(name for name, corpus in SOURCES.items() if corpus.open is not None)
ASPECTS = {*OBSERVED, *PERSON_SLOTS, *SCENE_SLOTS}


def copy_of(name: str, folder: Path) -> Path | None:
    """A small copy in the owner's layout; None for the rendered corpus."""
    if SOURCES[name].rendered:
        return None
    made: Path = importlib.import_module(f"tests.sources.copies.{name.replace('-', '_')}").make(folder / name)
    return made


@pytest.fixture(params=OPEN)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def root(name: str, tmp_path: Path) -> Path | None:
    return copy_of(name, tmp_path)


@pytest.fixture
def source(name: str, root: Path | None) -> Source:
    return open_source(name, root)


def test_a_source_describes_itself(name: str, source: Source) -> None:
    card, expected = source.describe(), source.expect()
    assert card is SOURCES[name].card
    assert all((card.title, card.license, card.access, card.citation, card.identity, card.splits, card.evidence))
    assert bool(card.terms) == (card.gate != "open")
    assert expected.media or SOURCES[name].rendered


def test_clips_are_unique_inside_the_root_and_speak_of_known_tasks(name: str, root: Path | None) -> None:
    clips, _ = scan(name, root)
    ids = [annotated.clip.clip_id for annotated in clips]
    assert ids and len(set(ids)) == len(ids)
    for annotated in clips:
        clip = annotated.clip
        assert clip.source == SOURCES[name].card.name and clip.clip_id.startswith(f"{clip.source}/")
        assert safe_relative(clip.file, where="x") == clip.file and safe_relative(clip.clip_id, where="x")
        assert set(clip.tasks) <= TASKS.keys() and clip.split in ("", "train", "validation", "test")
        assert not clip.split_by or clip.split
        assert all(subject.identity.startswith(f"{clip.source}/") for subject in clip.subjects)
        assert clip.source_video.startswith(f"{clip.source}/") or SOURCES[name].rendered
        keys = {subject.key for subject in clip.subjects}
        for o in annotated.observations:
            assert (o.clip_id, o.aspect in ASPECTS, bool(o.origin)) == (clip.clip_id, True, True)
            assert o.subject in keys | {""} and (not o.missing or o.missing in MISSING)


def test_every_clip_has_a_canonical_tree(name: str, root: Path | None) -> None:
    for annotated in scan(name, root)[0][:300]:
        tree = merge(annotated.clip, annotated.observations).tree
        assert parse_tree(to_text(tree), where=annotated.clip.clip_id) == tree


def test_the_order_of_the_folder_does_not_matter(name: str, root: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def entries() -> list[Any]:
        return sorted(map(repr, open_source(name, root).scan()))

    before, scandir = entries(), os.scandir

    class Shuffled:
        def __init__(self, path: Any = ".") -> None:
            with scandir(path) as found:
                self.entries = list(found)
            random.Random(str(path)[-3:]).shuffle(self.entries)

        def __enter__(self) -> Iterator[Any]:
            return iter(self.entries)

        def __iter__(self) -> Iterator[Any]:
            return iter(self.entries)

        def __exit__(self, *_: object) -> None: ...

        def close(self) -> None: ...

    monkeypatch.setattr(os, "scandir", Shuffled)
    assert entries() == before


def test_an_empty_folder_is_told(name: str, tmp_path: Path) -> None:
    if SOURCES[name].rendered:
        pytest.skip("the mini corpus is rendered")
    with pytest.raises(EmoCfgError, match="E102"):
        list(open_source(name, tmp_path).scan())
    with pytest.raises(EmoCfgError, match="E102"):
        open_source(name, tmp_path / "nowhere")
    with pytest.raises(EmoCfgError, match=rf"E202[\s\S]*{name}=FOLDER"):
        open_source(name)


def test_only_corpora_with_labels_in_names_take_a_list(name: str, tmp_path: Path) -> None:
    listing = tmp_path / "names.txt"
    listing.write_text("", encoding="utf-8")
    if SOURCES[name].names_alone:
        with pytest.raises(EmoCfgError, match="E102"):
            list(open_source(name, listing).scan())
    else:
        with pytest.raises(EmoCfgError, match="E202"):
            open_source(name, listing)


def test_a_list_gives_the_clips_that_its_folder_gives(name: str, root: Path | None, tmp_path: Path) -> None:
    if not SOURCES[name].names_alone or root is None:
        pytest.skip("its labels are not in names")
    found = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]
    random.Random(0).shuffle(found)
    listing = tmp_path / "names.txt"
    listing.write_text("\n".join(found), encoding="utf-8")
    assert {repr(a) for a in scan(name, listing)[0]} == {repr(a) for a in scan(name, root)[0]}


@pytest.mark.parametrize("line", ["../01-01-01-01-01-01-01.mp4", "/etc/passwd", "C:\\x.mp4", "a\\b.mp4"])
def test_a_list_cannot_lead_out_of_the_root(tmp_path: Path, line: str) -> None:
    listing = tmp_path / "names.txt"
    listing.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(EmoCfgError, match=r"E101[\s\S]*names.txt:2"):
        list(open_source("ravdess", listing).scan())


def test_links_out_of_the_root_are_not_taken(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "01-01-01-01-01-01-01.mp4").touch()
    root = tmp_path / "copy"
    root.mkdir()
    (root / "02-01-01-01-01-01-02.mp4").touch()
    (root / "linked").symlink_to(outside)
    (root / "01-01-01-01-01-01-01.mp4").symlink_to(outside / "01-01-01-01-01-01-01.mp4")
    clips, defects = scan("ravdess", root)
    assert [annotated.clip.file for annotated in clips] == ["02-01-01-01-01-01-02.mp4"]
    assert {d.where for d in defects if d.code == "link"} == {"linked", "01-01-01-01-01-01-01.mp4"}


def test_an_unknown_source_is_told_its_nearest_neighbour() -> None:
    with pytest.raises(EmoCfgError, match="did you mean 'meld'"):
        open_source("melt")


def test_a_closed_corpus_says_why() -> None:
    with pytest.raises(EmoCfgError, match=r"E703[\s\S]*validation problem"):
        open_source("l-svd")


def test_clips_are_annotated_records(source: Source) -> None:
    assert any(isinstance(entry, Annotated) for entry in source.scan())

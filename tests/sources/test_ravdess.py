"""RAVDESS: every name that the field rules allow, and each field gone wrong."""

import random
from collections import Counter
from pathlib import Path

import pytest

from emocfg.core import EmoCfgError
from tests.sources.copies.ravdess import names
from tests.sources.scans import by_id, scan


@pytest.fixture(scope="module")
def listing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ravdess") / "names.txt"
    every = names()
    random.Random(1).shuffle(every)
    path.write_text("\n".join(every), encoding="utf-8")
    return path


def test_all_names_give_the_official_counts(listing: Path) -> None:
    assert len(names()) == 7356
    clips, defects = scan("ravdess", listing)
    assert defects == []
    channels = Counter(a.clip.clip_id.split("/")[1] for a in clips)
    assert channels == {"speech": 1440, "song": 1012}
    spoken = Counter(a.observations[0].native for a in clips if "/speech/" in a.clip.clip_id)
    assert spoken.pop("neutral") == 96 and set(spoken.values()) == {192} and len(spoken) == 7
    assert len({a.clip.subjects[0].identity for a in clips}) == 24


def test_a_take_with_sound_and_its_silent_twin_are_one_clip(tmp_path: Path) -> None:
    take = "-01-06-01-02-01-12.mp4"
    for modality in ("02", "01"):
        (tmp_path / f"{modality}{take}").touch()
    clips, _ = scan("ravdess", tmp_path)
    assert [a.clip.file for a in clips] == [f"01{take}"]
    (tmp_path / f"01{take}").unlink()
    clips, _ = scan("ravdess", tmp_path)
    assert [a.clip.file for a in clips] == [f"02{take}"]
    (annotated,) = by_id(clips).values()
    facts = {o.aspect: (o.native, o.code) for o in annotated.observations}
    assert facts["emotion"] == ("fearful", "06") and facts["intensity"] == ("normal", "01")
    assert facts["gender"] == ("female", "12") and facts["text"][0] == "Dogs are sitting by the door"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("04-01-01-01-01-01-01", "modality"),
        ("01-03-01-01-01-01-01", "channel"),
        ("01-01-09-01-01-01-01", "emotion"),
        ("01-01-02-03-01-01-01", "intensity"),
        ("01-01-01-02-01-01-01", "intensity"),
        ("01-01-01-01-03-01-01", "statement"),
        ("01-01-01-01-01-00-01", "repetition"),
        ("01-01-01-01-01-01-25", "actor"),
        ("01-02-07-01-01-01-01", "emotion"),
        ("01-02-01-01-01-01-18", "actor"),
        ("01-01-01-01-01-01", "6 fields"),
        ("01-01-1-01-01-01-01", "emotion"),
    ],
)
def test_one_wrong_field_names_file_and_field(tmp_path: Path, name: str, field: str) -> None:
    (tmp_path / f"{name}.mp4").touch()
    with pytest.raises(EmoCfgError, match=rf"E302[\s\S]*{field}[\s\S]*{name}.mp4"):
        scan("ravdess", tmp_path)


def test_one_take_twice_is_an_error(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "01-01-01-01-01-01-01.mp4").touch()
    with pytest.raises(EmoCfgError, match=r"E304[\s\S]*b/01-01"):
        scan("ravdess", tmp_path)


def test_a_name_that_disagrees_with_its_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "Actor_02").mkdir()
    (tmp_path / "Actor_02/01-01-01-01-01-01-01.mp4").touch()
    with pytest.raises(EmoCfgError, match=r"E302[\s\S]*field actor[\s\S]*Actor_02/01-"):
        scan("ravdess", tmp_path)

"""``emocfg validate``: every planted leak is found and named, none is invented, and damage is told."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.data import Dataset
from emocfg.cli.validate import validate
from emocfg.core import EmoCfgError, canonical
from emocfg.media import FramePolicy, decode, encode, inspect_clip
from emocfg.schema import Sample
from tests.check.made import MadeClip, make, row, sign
from tests.check.test_duplicates import resized
from tests.conftest import Emocfg

LINE = "You must have had your hands full."


@pytest.fixture
def base(data: Dataset) -> Sample:
    return next(data.samples("train"))


@pytest.fixture
def found(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, dict[str, Any]]]:
    """Run the verb here: the code of its error ("" if it is content) and its JSON."""

    def run(folder: Path, **options: Any) -> tuple[str, dict[str, Any]]:
        capsys.readouterr()
        chosen = {"against": None, "both": False, "media": False, "workers": 2} | options
        code = ""
        try:
            validate(data=folder, as_json=True, **chosen)
        except EmoCfgError as error:
            code = error.code
        return code, json.loads(capsys.readouterr().out)

    return run


def errors(result: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((f["kind"], tuple(f["clips"])) for f in result["findings"] if f["level"] == "error")


def two(base: Sample, tmp_path: Path, train: MadeClip, test: MadeClip, **rows: Any) -> Path:
    return make(tmp_path / "made", [train, test], [row(base, train, **rows), row(base, test, **rows)])


def test_the_clean_mini_set_has_no_leak_and_nothing_is_written(emocfg: Emocfg, mini: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in mini.rglob("*")}
    done = emocfg("validate", "--data", mini, "--media", "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert "no leak, and nothing is damaged" in done.stdout
    assert "error" not in done.stdout and "warning" not in done.stdout
    assert {path: path.stat().st_mtime_ns for path in mini.rglob("*")} == before


PLANTED: dict[str, tuple[str, dict[str, Any]]] = {
    "a person": ("identity", {"identities": ("joey",)}),
    "a recording": ("source_video", {"source_video": "episode 1"}),
    "the same file": ("duplicate", {"sha256": "f" * 64}),
    "the same frames": ("duplicate", {"frames_sha256": "e" * 64}),
    "the same look": ("near_duplicate", {"fingerprint": "0123456789abcdef" * 10}),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_leak_of_clips_is_the_only_finding(
    planted: str, base: Sample, found: Callable[..., tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    kind, shared = PLANTED[planted]
    folder = two(base, tmp_path, MadeClip("a", "train", **shared), MadeClip("b", "test", **shared))
    code, result = found(folder)
    assert (code, errors(result)) == ("E501", [(kind, ("b", "a"))])


def test_planted_words_are_found(
    base: Sample, found: Callable[..., tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    train, test = MadeClip("a", "train"), MadeClip("b", "test")
    code, result = found(two(base, tmp_path, train, test, lines=(LINE,)))
    assert (code, errors(result)) == ("E501", [("dialogue", ("b", "a"))])
    shutil.rmtree(tmp_path / "made")
    question = "What does she feel when she says “I never wanted to come here”?"
    code, result = found(two(base, tmp_path, train, test, question=question))
    assert (code, errors(result)) == ("E501", [("question", ("b", "a"))])


def test_owners_overlaps_are_warnings(
    base: Sample, found: Callable[..., tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    shared: dict[str, Any] = {"identities": ("joey",), "split_by": "owner", "sha256": "f" * 64}
    code, result = found(two(base, tmp_path, MadeClip("a", "train", **shared), MadeClip("b", "test", **shared)))
    assert (code, errors(result)) == ("", [])
    assert sorted(f["kind"] for f in result["findings"] if f["level"] == "warning") == ["duplicate", "identity"]


def test_a_row_that_shows_a_clip_of_another_split_is_a_leak(
    base: Sample, found: Callable[..., tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    train, test = MadeClip("a", "train"), MadeClip("b", "test")
    pair = row(base, train)
    chat = (replace(pair.messages[0], content=f"<video>{pair.messages[0].content}"), pair.messages[1])
    shows = replace(pair, videos=(train.video, test.video), messages=chat)
    code, result = found(make(tmp_path / "made", [train, test], [shows, row(base, test)]))
    assert (code, errors(result)) == ("E501", [("clip", ("a", test.video))])


def test_a_copy_that_was_encoded_again_is_found_among_real_files(emocfg: Emocfg, mini: Path, tmp_path: Path) -> None:
    """A clip of the test set, half as large again, replaces the video of a training clip of somebody else."""
    folder = tmp_path / "data"
    shutil.copytree(mini, folder)
    tables = {path: pq.read_table(path) for path in sorted(folder.glob("meta/clips-*"))}
    rows = [(path, place, r) for path, table in tables.items() for place, r in enumerate(table.to_pylist())]
    portraits = [r for _, _, r in rows if r["clip_id"].split("/")[-1] == "p05"]
    original = next(r for r in portraits if r["split"] == "test")
    victim = next(r for r in portraits if r["split"] == "train")
    images = decode(folder / original["video"], FramePolicy("uniform", 10_000)).images
    encode(resized(1.5)(list(images)), folder / victim["video"], fps=round(original["fps"]))
    path, place, _ = next(entry for entry in rows if entry[2] is victim)
    facts = inspect_clip(folder / victim["video"])
    looked = {"sha256": facts.sha256, "frames_sha256": facts.frames_sha256, "fingerprint": facts.fingerprint}
    changed = tables[path].to_pylist()
    changed[place] |= {name: value for name, value in looked.items() if name in victim}
    pq.write_table(pa.Table.from_pylist(changed, schema=tables[path].schema), path)
    done = emocfg("validate", "--data", sign(folder), "--media", "--workers", "2")
    assert done.returncode == 3, done.stdout
    line = f"test: {original['clip_id']}; train: {victim['clip_id']}"
    assert "near_duplicate 1\n" in done.stdout and line in done.stdout
    assert done.stdout.count("  error:") == 1
    assert "error[E501]: 1 leaks, the first: near_duplicate" in done.stderr and line in done.stderr


def test_changed_missing_and_strange_files_are_told(
    base: Sample, found: Callable[..., tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    folder = two(base, tmp_path, MadeClip("a", "train"), MadeClip("b", "test"))
    assert found(folder)[0] == ""
    shutil.copy(folder / "emotion/test-00000-of-00001.parquet", folder / "emotion/test-00001-of-00002.parquet")
    code, result = found(folder)
    assert code == "E105"
    (strange, twice) = (f["what"] for f in result["findings"])
    assert "the manifest does not know it" in strange and "whose id another row has" in twice
    (folder / "emotion/test-00001-of-00002.parquet").unlink()
    manifest = canonical.read(folder / "manifest.json")
    manifest["files"]["emotion/test-00000-of-00001.parquet"] = "0" * 64
    (folder / "manifest.json").write_text(canonical.dumps(manifest))
    code, result = found(folder)
    assert (code, len(result["findings"])) == ("E105", 2)
    path = folder / "emotion/test-00000-of-00001.parquet"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(EmoCfgError, match=r"E105[\s\S]*test-00000"):
        validate(data=sign(folder))


ROWS: dict[str, tuple[dict[str, Any], str]] = {
    "another split": ({"split": "validation"}, "whose split is not train"),
    "an unknown task": ({"task": "mood"}, "of an unknown task"),
    "an unknown tier": ({"tier": "best"}, "whose tier is not full or sampled"),
    "a label beside the options": ({"labels": ("joy",)}, "with a label that is not among the options"),
    "a video too many": ({"videos": ("videos/a.mp4", "videos/x.mp4")}, "whose <video> tags are not as many"),
    "an unknown clip": ({"clip_id": "c"}, "whose clip is not in that split of meta/clips"),
    "a broken tree": ({"tree": "<attr>\np1: hair_color=green\n</attr>"}, "whose tree is not canonical"),
    "no question": ({"question": None}, "without question"),
}


@pytest.mark.parametrize("fault", ROWS)
def test_bad_rows_are_told(
    fault: str, base: Sample, found: Callable[..., tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    values, what = ROWS[fault]
    clip = MadeClip("a", "train")
    folder = make(tmp_path / "made", [clip], [row(base, clip)])
    bad = replace(row(base, clip), id="bad", **values)
    file = folder / "emotion/train-00000-of-00001.parquet"
    other = make(tmp_path / "other", [clip], [replace(bad, split="train")])
    table = pq.read_table(next(other.glob("emotion/*.parquet"))).to_pylist()
    table[0]["split"] = bad.split
    pq.write_table(pa.Table.from_pylist(table, schema=pq.read_schema(file)), file)
    code, result = found(sign(folder))
    (finding,) = (f for f in result["findings"] if f["level"] == "error" and what in f["what"])
    assert finding["clips"] == ["bad"] and "1 rows" in finding["what"]
    assert code == {"a broken tree": "E305", "another split": "E501"}.get(fault, "E105")


def test_columns_of_another_schema_are_told(
    base: Sample, found: Callable[..., tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    clip = MadeClip("a", "train")
    folder = make(tmp_path / "made", [clip], [row(base, clip)])
    file = folder / "emotion/train-00000-of-00001.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["tree"]), file)
    code, result = found(sign(folder))
    assert code == "E105" and "not those of the schema: tree" in result["findings"][0]["what"]


def test_training_on_a_benchmark_is_found(
    base: Sample, found: Callable[..., tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    """Their test clip is our training clip under another name; our test clip may be theirs, and their train is ours."""
    look = "0123456789abcdef" * 10
    mine = [MadeClip("a", "train", fingerprint=look), MadeClip("b", "test", identities=("joey",))]
    theirs = [
        MadeClip("x", "test", source="bench", split_by="owner", fingerprint=look),
        MadeClip("y", "test", source="bench", split_by="owner", source_video="b"),
        MadeClip("z", "train", source="bench", split_by="owner", identities=("joey",)),
    ]
    ours = make(tmp_path / "ours", mine, [row(base, clip, lines=(LINE,) * (clip.clip_id == "a")) for clip in mine])
    lines = {"x": (), "y": ("Nobody told me.", LINE), "z": ()}
    bench = make(tmp_path / "bench", theirs, [row(base, clip, lines=lines[clip.clip_id]) for clip in theirs])
    assert found(ours)[0] == found(bench)[0] == ""
    code, result = found(ours, against=bench)
    assert code == "E501"
    assert errors(result) == [("dialogue", ("y", "a")), ("near_duplicate", ("x", "a"))]
    assert {tuple(f["splits"]) for f in result["findings"]} == {("test of bench", "train of ours")}
    both = errors(found(ours, against=bench, both=True)[1])
    assert both == [("dialogue", ("y", "a")), ("identity", ("b", "z")), ("near_duplicate", ("x", "a"))]


def test_a_benchmark_that_cannot_be_read_is_told(
    base: Sample, found: Callable[..., tuple[str, dict[str, Any]]], tmp_path: Path
) -> None:
    clip = MadeClip("a", "test")
    broken = replace(row(base, clip), tree="<attr>\np1: hair_color=green\n</attr>")
    bench = make(tmp_path / "bench", [clip], [broken])
    mine = MadeClip("b", "train")
    code, result = found(make(tmp_path / "made", [mine], [row(base, mine)]), against=bench)
    assert code == "E305" and result["findings"][0]["what"].startswith("not compared: a#Which emotion?")


def test_misuse_is_told(emocfg: Emocfg, mini: Path, tmp_path: Path) -> None:
    done = emocfg("validate", "--data", tmp_path)
    assert done.returncode == 2 and "error[E102]" in done.stderr
    done = emocfg("validate", "--data", mini, "--both")
    assert done.returncode == 2 and "error[E202]" in done.stderr

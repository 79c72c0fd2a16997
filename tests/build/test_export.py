"""Exports: what trainers insist on, nothing lost on the way to the release's own files and back."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.data import Dataset, open_dataset
from emocfg.build.export import Selection, export
from emocfg.build.export_rows import FORMATS, swift_row, trl_row
from emocfg.build.parquet import read_samples, save_samples
from emocfg.build.release.clips import Clips
from emocfg.build.release.files import SIDE, find_files
from emocfg.build.release.importer import Release, import_release
from emocfg.build.release.samples import FileReader
from emocfg.build.workspace import Workspace
from emocfg.core import EmoCfgError, canonical
from emocfg.schema import Message, Sample
from emocfg.schema.features import to_row
from tests.build.releases import make, put

Rows = dict[str, list[dict[str, Any]]]


def rows_in(folder: Path) -> Rows:
    """Every file of rows below ``jsons``, read by other code than ours."""
    found = {}
    for path in sorted((folder / "jsons").glob("t*/**/*.json")):
        text = path.read_text(encoding="utf-8")
        rows = json.loads(text) if text.startswith("[") else [json.loads(line) for line in text.split("\n") if line]
        found[str(path.relative_to(folder))] = rows
    return found


def samples_of(folder: Path) -> list[Sample]:
    data = Dataset(folder, "")
    return [sample for split in ("train", "test") for sample in data.samples(split)]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A release and what an import makes of it."""
    folder = tmp_path_factory.mktemp("round")
    make(folder / "release", media=False)
    return folder / "release", import_release(Release(folder / "release", media=False), folder / "first").path


def test_a_release_comes_back_row_by_row_and_column_by_column(imported: tuple[Path, Path], tmp_path: Path) -> None:
    release, first = imported
    export(first, "d", "ms-swift", tmp_path / "exported")
    assert rows_in(tmp_path / "exported") == rows_in(release)
    second = import_release(Release(tmp_path / "exported", media=False), tmp_path / "second").path
    assert samples_of(second) == samples_of(first)


def test_paths_of_another_machine_come_back_with_its_root(tmp_path: Path) -> None:
    make(tmp_path / "release", media=False)
    for path in sorted((tmp_path / "release/jsons").glob("t*/**/*.json")):
        path.write_text(path.read_text(encoding="utf-8").replace('"videos/', '"/mnt/a b/Emo-CFG/videos/'), "utf-8")
    built = import_release(Release(tmp_path / "release", media=False), tmp_path / "out")
    assert set(built.report["release"]["prefixes"]) == {"/mnt/a b/Emo-CFG/"}
    export(built.path, "d", "ms-swift", tmp_path / "exported", video_root="/mnt/a b/Emo-CFG")
    assert rows_in(tmp_path / "exported") == rows_in(tmp_path / "release")


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
said = texts.filter(lambda text: bool(text.strip()) and "<video>" not in text)
numbers = st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
names = texts.filter(lambda name: name not in ("role", "content", "messages", "videos", "source"))


@st.composite
def chats(draw: st.DrawFn) -> dict[str, Any]:
    """A row that obeys the rules, with anything beside."""
    videos = draw(st.lists(st.sampled_from(["videos/MELD/a.mp4", "videos/Dfew/ü/b.avi", "videos/SIMS/c"]), max_size=2))
    turns: list[dict[str, Any]] = []
    if draw(st.booleans()):
        turns.append({"role": "system", "content": draw(said | st.just(""))})
    for number in range(draw(st.integers(1, 2))):
        tags = "<video>" * draw(st.integers(0, len(videos))) if not number else ""
        asking = draw(st.sampled_from(["user", "user", "tool"]))
        turns.append({"role": asking, "content": tags + draw(said | st.just(""))})
        turns.append({"role": "assistant", "content": draw(said)})
    for turn in turns:
        turn.update(draw(st.dictionaries(names, values, max_size=2)))
    row: dict[str, Any] = {"messages": turns, **draw(st.dictionaries(names, values, max_size=3))}
    if videos:
        row["videos"] = videos
    elif draw(st.booleans()):
        row["videos"] = draw(st.sampled_from(([], None)))
    if draw(st.booleans()):
        row["source"] = draw(texts | st.none() | st.just("x_QA_Hair"))
    return row


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("property")


def read_file(root: Path) -> list[Sample]:
    """The samples of the one file of a release, through Parquet and back."""
    (file,), _ = find_files(root, {})
    clips = Clips(root, Workspace(root / "space"), media=False)
    save_samples(FileReader(file, clips, None).samples(), root / "rows.parquet")
    return list(read_samples(root / "rows.parquet"))


@settings(max_examples=60)
@given(rows=st.lists(chats(), min_size=1, max_size=6), lines=st.booleans())
def test_any_row_comes_back(place: Path, rows: list[dict[str, Any]], lines: bool) -> None:
    put(place / "a", "train/qa/full/all.json", rows, lines=lines)
    first = read_file(place / "a")
    back = [swift_row(sample, "") for sample in first]
    assert json.loads(canonical.dumps(back)) == rows
    put(place / "b", "train/qa/full/all.json", back, lines=not lines)
    assert read_file(place / "b") == first


def test_a_built_dataset_gives_rows_that_ms_swift_takes(mini: Path, tmp_path: Path) -> None:
    data = open_dataset(mini)
    samples = {sample.id: sample for sample in samples_of(mini)}
    exported = export(mini, data.digest, "ms-swift", tmp_path / "out", video_root="/data/emo/")
    assert sum(exported.files.values()) == sum(data.rows("train").values()) + sum(data.rows("test").values())
    assert "jsons/test/emotion/full/emotion.json" in exported.files
    about = canonical.read(tmp_path / "out/export.json")
    assert (about["dataset"], about["files"]) == (data.digest, exported.files)
    rows = rows_in(tmp_path / "out")
    assert {name: len(found) for name, found in rows.items()} == exported.files
    for name, found in rows.items():
        beside = [record for _, record in canonical.read_lines(tmp_path / "out" / name.replace(".json", SIDE))]
        for row, record in zip(found, beside, strict=True):
            assert row.keys() == {"messages", "videos", "source"}
            assert [turn.keys() for turn in row["messages"]] == [{"role", "content"}] * len(row["messages"])
            assert row["messages"][0]["content"].count("<video>") == len(row["videos"]) >= 1
            assert row["messages"][-1]["content"].strip()
            sample = samples.pop(record["id"])
            assert row["videos"] == [f"/data/emo/{video}" for video in sample.videos]
            assert row["source"] == record["source"] == "mini"
            mine = to_row(sample)
            assert record == {key: mine[key] for key in mine.keys() - {"messages", "videos"}}
    assert not samples


@pytest.mark.parametrize(
    ("selection", "rows"),
    [
        (Selection(tasks=("head_pose",)), 9),
        (Selection(tasks=("head_pose",), tiers=("full",)), 7),
        (Selection(configs=("qa", "rationale")), 19),
        (Selection(configs=("emotion",), splits=("train",)), 3),
        (Selection(tiers=("sampled",)), 11),
    ],
)
def test_filters_choose_rows(imported: tuple[Path, Path], tmp_path: Path, selection: Selection, rows: int) -> None:
    exported = export(imported[1], "d", "ms-swift", tmp_path / "out", selection=selection)
    assert sum(exported.files.values()) == sum(map(len, rows_in(tmp_path / "out").values())) == rows


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"tasks": ("head_pos",)}, "E201"),
        ({"configs": ("emotions",)}, "E201"),
        ({"splits": ("dev",)}, "E201"),
        ({"tiers": ("half",)}, "E201"),
        ({"tasks": ("action",), "splits": ("train",)}, "E102"),
    ],
)
def test_filters_that_choose_nothing_are_told(
    imported: tuple[Path, Path], tmp_path: Path, wrong: dict[str, tuple[str, ...]], code: str
) -> None:
    with pytest.raises(EmoCfgError, match=code):
        export(imported[1], "d", "ms-swift", tmp_path / "out", selection=Selection(**wrong))
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten_and_a_foreign_working_folder_stays(imported: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(EmoCfgError, match="E103"):
        export(imported[1], "d", "ms-swift", tmp_path / "out")
    (tmp_path / "new.building/photos").mkdir(parents=True)
    with pytest.raises(EmoCfgError, match="E103"):
        export(imported[1], "d", "ms-swift", tmp_path / "new")
    with pytest.raises(EmoCfgError, match=r"E201[\s\S]*ms-swift"):
        export(imported[1], "d", "swift", tmp_path / "other")
    assert {path.name for path in tmp_path.iterdir()} == {"out", "new.building"}
    assert [path.name for path in (tmp_path / "new.building").iterdir()] == ["photos"]


@pytest.fixture(scope="module")
def sample(mini: Path) -> Sample:
    return next(Dataset(mini, "").samples("train", {"identity"}))


def chat(*turns: tuple[str, str]) -> tuple[Message, ...]:
    return tuple(Message(role, content) for role, content in turns)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "messages",
    [
        (),
        chat(("system", "Look.")),
        chat(("user", "Who?")),
        chat(("user", "Who?"), ("assistant", "\n")),
        chat(("user", "Who?"), ("user", "Who?"), ("assistant", "She.")),
        chat(("user", "Who?"), ("assistant", "She."), ("user", "And?")),
        chat(("user", "Who?"), ("system", "Look."), ("assistant", "She.")),
        chat(("user", "<video><video><video>Who?"), ("assistant", "She.")),
    ],
)
def test_a_row_that_a_trainer_would_refuse_is_an_error_of_its_id(
    sample: Sample, kind: str, messages: tuple[Message, ...]
) -> None:
    with pytest.raises(EmoCfgError) as problem:
        FORMATS[kind](replace(sample, messages=messages), "")
    assert (problem.value.code, problem.value.where) == ("E302", sample.id)


@pytest.mark.parametrize(
    "parent",
    ["../x.json:1", "/etc/x.json:1", "jsons/../../x.json:1", "x.json:1", "jsons/x.sh:1", "", f"jsons/x{SIDE}:1"],
)
def test_an_imported_row_cannot_write_elsewhere(sample: Sample, tmp_path: Path, parent: str) -> None:
    hostile = replace(sample, provenance=replace(sample.provenance, generator="emo-cfg release", parents=(parent,)))
    save_samples([hostile], tmp_path / "data/attribute/train-00000-of-00001.parquet")
    with pytest.raises(EmoCfgError, match="E101"):
        export(tmp_path / "data", "d", "ms-swift", tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@pytest.mark.parametrize(
    "extra",
    ["[]", "7", '{"videos": ["/etc/passwd"]}', '{"messages": 5}', '{"messages": [{}]}', '{"messages": [1, 2]}', "{"],
)
def test_extra_columns_that_no_import_wrote_are_refused(sample: Sample, extra: str) -> None:
    made = replace(sample.provenance, generator="emo-cfg release", extra=extra)
    with pytest.raises(EmoCfgError, match="E303"):
        swift_row(replace(sample, provenance=made), "")


def test_trl_gets_prompt_completion_and_a_part_per_video(sample: Sample) -> None:
    talk = chat(
        ("system", "Look."), ("user", "<video>A<video>?"), ("assistant", "b"), ("user", "c"), ("assistant", "d")
    )
    row = trl_row(replace(sample, messages=talk, videos=("videos/x/1.mp4", "videos/x/2.mp4")), "/d")
    assert row == {
        "prompt": [
            {"role": "system", "content": [{"type": "text", "text": "Look."}]},
            {
                "role": "user",
                "content": [
                    {"type": "video"},
                    {"type": "text", "text": "A"},
                    {"type": "video"},
                    {"type": "text", "text": "?"},
                ],
            },
            {"role": "assistant", "content": [{"type": "text", "text": "b"}]},
            {"role": "user", "content": [{"type": "text", "text": "c"}]},
        ],
        "completion": [{"role": "assistant", "content": [{"type": "text", "text": "d"}]}],
        "videos": ["/d/videos/x/1.mp4", "/d/videos/x/2.mp4"],
    }
    bare = trl_row(replace(sample, messages=chat(("user", "Who?"), ("assistant", "She.")), videos=("v/1",)), "")
    assert bare["prompt"][0]["content"] == [{"type": "video"}, {"type": "text", "text": "Who?"}]
    assert trl_row(replace(sample, messages=talk[3:], videos=()), "")["videos"] == []


def test_datasets_reads_an_export_for_trl(imported: tuple[Path, Path], tmp_path: Path) -> None:
    from datasets import load_dataset

    exported = export(
        imported[1], "d", "trl", tmp_path / "out", selection=Selection(configs=("attribute", "rationale"))
    )
    files = [str(tmp_path / "out" / name) for name in exported.files]
    rows = load_dataset("json", data_files=files, split="train", cache_dir=str(tmp_path / "cache"))
    assert rows.column_names == ["completion", "prompt", "videos"]
    assert rows.num_rows == sum(exported.files.values()) == 20
    for row in rows:
        parts = [part for turn in row["prompt"] for part in turn["content"]]
        assert sum(part["type"] == "video" for part in parts) == len(row["videos"])
        assert all(part["text"] for part in parts if part["type"] == "text")
        assert not any(part.get("text") for part in parts if part["type"] == "video")

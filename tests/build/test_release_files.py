"""Files of a release as they come: both forms, damaged, hostile, on anybody's machine."""

import json
from pathlib import Path
from typing import Any

import pytest

from emocfg.build.release.files import find_files
from emocfg.build.release.importer import Release, import_release
from emocfg.build.release.videos import locate
from emocfg.core import EmoCfgError, canonical
from tests.build.releases import put, read, row, small

CAPTION = "CelebV-Text_Emotion-Caption"
DFEW = "DFEW_Single-Label-Emotion-Recognition"


def test_both_forms_of_json_give_the_same_rows(tmp_path: Path) -> None:
    rows = [row("Who?", text, ["videos/MELD/a.mp4"], n=n) for n, text in enumerate(('a "]}', "b\\", "é😀\n{[", "d"))]
    forms: dict[str, dict[str, Any]] = {"array": {}, "indented": {"indent": 2}, "lines": {"lines": True}}
    found = []
    for name, form in forms.items():
        put(tmp_path / name, "train/qa/full/all.json", rows, **form)
        found.append(read(import_release(Release(tmp_path / name), tmp_path / f"{name}.out").path))
    assert len(found[0]) == 4 and found[0] == found[1] == found[2]


def test_a_large_array_needs_little_memory(tmp_path: Path) -> None:
    """Rows that lie across chunks are whole, and a row is all that is held."""
    import tracemalloc

    from emocfg.build.release.reading import raw_rows

    path = put(tmp_path, "x.json", ({"n": n, "text": 'a"{[\\' * 2000} for n in range(1000)))
    assert path.stat().st_size > 13e6
    tracemalloc.start()
    assert [json.loads(raw.text)["n"] for raw in raw_rows(path, "x.json")] == list(range(1000))
    assert tracemalloc.get_traced_memory()[1] < 7e6
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[{"a":1}', "x.json:1"),
        ('[{"a":1},\n]', "x.json:2"),
        ('[{"a":1}\n{"a":1}]', "x.json:2"),
        ('[{"a":1}] x', "x.json:1"),
        ('[{"a":1},\n\n"b"]', "x.json:3"),
        ('[{"a": "b', "x.json:1"),
        ('[{"a": "b\\', "x.json:1"),
        ("[", "x.json:1"),
        ('[{"a":1},{"b": "\udcff"}]', "x.json:1"),
    ],
)
def test_a_damaged_file_is_told_with_its_line(tmp_path: Path, text: str, where: str) -> None:
    place = tmp_path / "release/jsons/test/qa/full/x.json"
    place.parent.mkdir(parents=True)
    place.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(EmoCfgError) as problem:
        import_release(Release(tmp_path / "release", skip_bad=True), tmp_path / "out")
    assert (problem.value.code, problem.value.where) == ("E303", f"jsons/test/qa/full/{where}")
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 7, 64])
def test_rows_are_whole_wherever_a_chunk_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    from emocfg.build.release import reading

    monkeypatch.setattr(reading, "_CHUNK", chunk)
    rows = [{"a": '\\"}]'}, {"z": '}" }'}, {}, {"b": [{"c": "\\\\"}, "é\u2028😀"]}, {'"{': "[\n\\"}, [1, ["]"]]]
    path = put(tmp_path, "x.json", rows, indent=1)
    assert [json.loads(raw.text) for raw in reading.raw_rows(path, "x.json")] == rows


@pytest.mark.parametrize("lines", [True, False])
def test_a_row_without_end_is_refused(tmp_path: Path, lines: bool) -> None:
    from emocfg.build.release.reading import raw_rows

    path = put(tmp_path, "x.json", [{"a": "b" * (canonical.MAX_BYTES + 2**20)}], lines=lines)
    with pytest.raises(EmoCfgError, match=r"E303[\s\S]*more than 4194304[\s\S]*x.json:1"):
        list(raw_rows(path, "x.json"))


VIDEO = "videos/Dfew/1.mp4"
USER, HAPPY = {"role": "user", "content": "<video>.Which?"}, {"role": "assistant", "content": "Happy"}
BAD: list[tuple[Any, str]] = [
    ({"videos": [VIDEO]}, "E302"),
    ({"messages": []}, "E302"),
    ({"messages": "hello"}, "E302"),
    ({"messages": [USER], "videos": [VIDEO]}, "E302"),
    ({"messages": [USER, HAPPY, USER], "videos": [VIDEO, VIDEO]}, "E302"),
    ({"messages": [HAPPY], "videos": []}, "E302"),
    ({"messages": [USER, USER], "videos": [VIDEO] * 2}, "E302"),
    ({"messages": [USER, {"role": "assistant", "content": " "}], "videos": [VIDEO]}, "E302"),
    ({"messages": [USER, {"role": "assistant", "content": None}], "videos": [VIDEO]}, "E302"),
    ({"messages": [USER, {"role": "assistant", "content": [{"type": "text"}]}], "videos": [VIDEO]}, "E302"),
    ({"messages": [USER, {"content": "Happy"}], "videos": [VIDEO]}, "E302"),
    ({"messages": [USER, "Happy"], "videos": [VIDEO]}, "E302"),
    ({"messages": [USER, HAPPY], "videos": []}, "E302"),
    ({"messages": [USER, HAPPY]}, "E302"),
    ({"messages": [USER, HAPPY], "videos": VIDEO}, "E302"),
    ({"messages": [USER, HAPPY], "videos": [7]}, "E302"),
    ([USER, HAPPY], "E302"),
    ({"messages": [USER, HAPPY], "videos": ["../../etc/passwd"]}, "E101"),
    ('{"messages": 1, "messages": 2}', "E303"),
    ('{"score": NaN}', "E303"),
    ('{"a": ' + "[" * 80 + "]" * 80 + "}", "E303"),
    ('{"a": "\\ud800"}', "E303"),
]


@pytest.mark.parametrize(("bad", "code"), BAD)
@pytest.mark.parametrize("form", ["array", "lines"])
def test_a_bad_row_is_an_error_of_its_line_or_is_set_aside(tmp_path: Path, bad: Any, code: str, form: str) -> None:
    good = json.dumps({"messages": [USER, HAPPY], "videos": [VIDEO]})
    rows = [good, bad if isinstance(bad, str) else json.dumps(bad), good]
    path = tmp_path / f"release/jsons/test/emotion/full/{DFEW}.json"
    path.parent.mkdir(parents=True)
    path.write_text("[" + ",\n".join(rows) + "]" if form == "array" else "\n".join(rows), encoding="utf-8")
    with pytest.raises(EmoCfgError) as problem:
        import_release(Release(tmp_path / "release"), tmp_path / "out")
    assert (problem.value.code, problem.value.where) == (code, f"jsons/test/emotion/full/{DFEW}.json:2")
    assert [path.name for path in tmp_path.iterdir()] == ["release"]
    built = import_release(Release(tmp_path / "release", skip_bad=True), tmp_path / "out")
    reason = {"E101": "bad_path", "E302": "bad_row", "E303": "bad_json"}[code]
    assert (built.manifest["rows"], built.report["quarantine"]) == ({"emotion/test": 2}, {reason: 1})
    (entry,) = [record for _, record in canonical.read_lines(built.path / "meta/quarantine.jsonl")]
    assert (entry["file"], entry["reason"]) == (f"jsons/test/emotion/full/{DFEW}.json:2", reason)
    assert [sample.id[-2:] for sample in read(built.path)] == [":1", ":3"]


@pytest.mark.parametrize(
    "path",
    [
        *("../videos/MEAD/x.mp4", "/a/../videos/MEAD/x.mp4", "videos/MEAD/../../x.mp4", "videos/../etc/passwd"),
        *("C:\\videos\\MEAD\\x.mp4", "http://x/videos/MEAD/a.mp4", "file:///videos/MEAD/a.mp4", "~/videos/MEAD/x.mp4"),
        *("videos", "videos/x.mp4", "MEAD/x.mp4", "", "/", "/etc/passwd", "videos/MEAD"),
        *("/videos/a/videos/b/c.mp4", "videos/MEAD/a\0.mp4", "videos/MEAD/a\nb.mp4"),
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(EmoCfgError, match=r"E101[\s\S]*row 1"):
        locate(path, where="row 1")


@pytest.mark.parametrize(
    ("path", "prefix", "clip"),
    [
        ("videos/Dfew/clip/1.mp4", "", "DFEW/clip/1"),
        ("/mnt/videos/x/videos/CAS(ME)2/s15/a.b.avi", "/mnt/videos/x/", "CAS(ME)2/s15/a.b"),
        ("./Emo-CFG/videos/Mer2023//x.MP4", "Emo-CFG/", "MER2023/x"),
        ("a/videos/MEAD/videos/MEAD/1.frames", "a/", "MEAD/videos/MEAD/1.frames"),
        ("/d/videos/L-SVD/1.mp4", "/d/", "L-SVD/1"),
    ],
)
def test_a_video_is_found_on_anybodys_machine(path: str, prefix: str, clip: str) -> None:
    found = locate(path, where="x")
    assert (found.prefix, found.clip_id) == (prefix, clip)
    assert found.path.startswith("videos/")


def test_a_link_out_of_the_release_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.mp4").write_text("secret")
    (tmp_path / "release/videos/Dfew").mkdir(parents=True)
    (tmp_path / "release/videos/Dfew/1.mp4").symlink_to(tmp_path / "secret.mp4")
    built = small(tmp_path, f"test/emotion/full/{DFEW}.json", [row("Which?", "Happy", [f"/mnt/{VIDEO}"])])
    assert built.report["release"]["videos"] == {"present": 0, "missing": 0, "outside": 1}
    assert [defect["code"] for defect in built.report["defects"]] == ["links"]
    assert built.report["release"]["prefixes"] == {"/mnt/": 1}
    assert not (built.path / "videos").exists()
    (tmp_path / "release/jsons/test/emotion/full/x_Head-Pose.json").symlink_to(tmp_path / "secret.mp4")
    with pytest.raises(EmoCfgError, match="E101"):
        find_files(tmp_path / "release", {})

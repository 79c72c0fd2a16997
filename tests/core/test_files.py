"""Files are whole or absent, paths stay inside, journals survive a kill, JSON of others is bounded."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emocfg.core import EmoCfgError, Journal, atomic, canonical, confine, exclusive, read_journal, safe_relative

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("step", ["write_bytes", "fsync", "replace"])
@pytest.mark.parametrize(
    "failure", [OSError(28, "No space left on device"), OSError(5, "I/O error"), KeyboardInterrupt()]
)
def test_a_failed_write_leaves_the_old_file_and_no_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, failure: BaseException
) -> None:
    target = tmp_path / "scores.json"
    atomic.write_text(target, "old")

    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(type(failure)):
        atomic.write_text(target, "new")
    monkeypatch.undo()
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["scores.json"]


def test_place_follows_links_and_does_not_tie_the_target_to_its_name(tmp_path: Path) -> None:
    (tmp_path / "real.mp4").write_bytes(b"video")
    (tmp_path / "link.mp4").symlink_to("real.mp4")
    atomic.copy(tmp_path / "link.mp4", tmp_path / "out" / "clip.mp4")
    assert (tmp_path / "out" / "clip.mp4").read_bytes() == b"video"
    assert not (tmp_path / "out" / "clip.mp4").is_symlink()


def test_sweep_removes_what_a_killed_writer_left(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / ".scores.json.123.tmp").write_text("torn")
    (tmp_path / "a" / "scores.json").write_text("whole")
    atomic.sweep(tmp_path)
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["scores.json"]


@pytest.mark.parametrize(
    "path",
    ["../x", "a/../../x", "/etc/passwd", "C:x", "file://x", "http://x/y", "a\\b", "a\x00b", "", ".", "~root/x", "a\nb"],
)
def test_paths_that_leave_the_root_are_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(EmoCfgError, match="E101"):
        confine(tmp_path, path, where="row 1")


def test_a_link_out_of_the_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "root" / "clip.mp4").symlink_to(tmp_path / "secret")
    with pytest.raises(EmoCfgError, match="E101"):
        confine(tmp_path / "root", "clip.mp4", where="row 1")


@given(st.text())
def test_an_accepted_path_is_relative_and_stays_inside(path: str) -> None:
    try:
        safe = safe_relative(path, where="row")
    except EmoCfgError:
        return
    assert not safe.startswith("/")
    assert ".." not in safe.split("/")
    assert safe_relative(safe, where="row") == safe


@given(JSON)
def test_canonical_json_round_trips_and_ignores_key_order(value: object) -> None:
    text = canonical.dumps(value)
    assert canonical.loads(text, where="x") == value
    assert canonical.dumps(json.loads(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 70 + "1" + "}" * 70,
        '{"a": 1, "a": 2}',
        "NaN",
        "[Infinity]",
        "1" * 400,
        '"\\ud800"',
        "{",
        b"\xff\xfe",
    ],
)
def test_hostile_json_is_a_typed_error(text: str | bytes) -> None:
    with pytest.raises(EmoCfgError, match="E303"):
        canonical.loads(text, where="line 1")


def test_brackets_inside_strings_do_not_count_as_depth() -> None:
    value = {"a": "[" * 1000 + '"' + "{" * 1000}
    assert canonical.loads(canonical.dumps(value), where="x") == value


def test_a_byte_order_mark_is_not_part_of_the_value() -> None:
    assert canonical.loads(b"\xef\xbb\xbf[1]", where="x") == [1]


@given(
    st.lists(st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers(), max_size=3), max_size=6), st.data()
)
def test_a_journal_cut_at_any_byte_gives_the_complete_records_and_goes_on(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, int]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("journal") / "j.jsonl"
    with Journal(path) as journal:
        for record in records:
            journal.append(record)
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    complete = whole[:cut].count(b"\n")
    assert list(read_journal(path)) == records[:complete]
    with Journal(path) as journal:
        journal.append({"after": 1})
    assert list(read_journal(path)) == [*records[:complete], {"after": 1}]


def test_damage_in_the_middle_of_a_journal_is_not_repaired_silently(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    path.write_bytes(b'{"a":1}\n{"b"\n{"c":1}\n')
    with pytest.raises(EmoCfgError, match=r"E105[\s\S]*j\.jsonl:2"):
        list(read_journal(path))


def test_a_second_writer_is_turned_away_and_told_who_holds_the_lock(tmp_path: Path) -> None:
    with (
        exclusive(tmp_path / "lock"),
        pytest.raises(EmoCfgError, match=rf"E104[\s\S]*pid {os.getpid()}"),
        exclusive(tmp_path / "lock"),
    ):
        pass
    with exclusive(tmp_path / "lock"):
        pass

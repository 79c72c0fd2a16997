"""The shared readers: every cell as written, every fault with its file and line, whatever is in the file."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from emocfg.core import EmoCfgError
from emocfg.schema import SPACES
from emocfg.sources import SOURCES
from emocfg.sources.readers import UTF8_OR_CHINESE, Files, Row, read_csv, read_lines, read_sheet, refuse_pickle
from emocfg.sources.scanning import REPORTED, known_bad
from tests.sources.scans import touch, write, write_xlsx

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=12)


@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=8))
def test_every_cell_comes_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    root = tmp_path_factory.mktemp("csv")
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([("a", "b", "c"), *rows])
    (root / "t.csv").write_bytes(text.getvalue().encode("utf-8"))
    assert [tuple(row.cells.values()) for row in read_csv(Files(root), "t.csv", ("a", "b", "c"))] == rows


@given(data=st.binary(max_size=200))
def test_any_bytes_give_rows_or_a_typed_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    root = tmp_path_factory.mktemp("bytes")
    (root / "t.csv").write_bytes(data)
    (root / "t.xlsx").write_bytes(data)
    (root / "t.xls").write_bytes(data)
    files = Files(root)
    readers: list[Callable[[], Iterator[Row]]] = [
        lambda: read_csv(files, "t.csv", ("a",), header="maybe"),
        lambda: read_sheet(files, "t.xlsx", ("a",)),
        lambda: read_sheet(files, "t.xls", ("a",)),
    ]
    for read in readers:
        try:
            list(read())
        except EmoCfgError as problem:
            assert problem.code in ("E301", "E302") and problem.where.startswith("t.")


def test_headers(tmp_path: Path) -> None:
    write(tmp_path / "t.csv", "b,extra,a\r\n1,2,3\r\n")
    (row,) = read_csv(Files(tmp_path), "t.csv", ("a", "b"), header="named")
    assert row.cells == {"b": "1", "extra": "2", "a": "3"} and row.where == "t.csv:2"
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*t.csv:1[\s\S]*expected a, b"):
        list(read_csv(Files(tmp_path), "t.csv", ("a", "b")))
    write(tmp_path / "n.csv", "7,8\n")
    assert [r.cells for r in read_csv(Files(tmp_path), "n.csv", ("a", "b"), header="maybe")] == [{"a": "7", "b": "8"}]
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*t.csv:1"):
        list(read_csv(Files(tmp_path), "t.csv", ("a", "c"), header="named"))


def test_encodings(tmp_path: Path) -> None:
    write(tmp_path / "g.txt", "一个男人\n", "gb18030")
    assert [line for _, line in read_lines(Files(tmp_path), "g.txt", UTF8_OR_CHINESE)] == ["一个男人"]
    write(tmp_path / "u.txt", "\ufeffone\r\n\r\ntwo\r\n")
    assert list(read_lines(Files(tmp_path), "u.txt")) == [("u.txt:1", "one"), ("u.txt:3", "two")]
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*g.txt:1"):
        list(read_lines(Files(tmp_path), "g.txt"))


def test_numbers_and_texts_of_a_sheet_read_alike(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Subject", "AU", "n"],
        ["01", 12, 0.5],
        ["01", "12", None],
        [None, None, None],
        ["02", "4+7", 3.0],
    ]
    write_xlsx(tmp_path / "t.xlsx", rows)
    found = list(read_sheet(Files(tmp_path), "t.xlsx", ("Subject", "AU")))
    assert [(r.where, *r.cells.values()) for r in found] == [
        ("t.xlsx:2", "01", "12", "0.5"),
        ("t.xlsx:3", "01", "12", ""),
        ("t.xlsx:5", "02", "4+7", "3"),
    ]
    book = xlwt.Workbook()
    page = book.add_sheet("one")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            page.write(number, column, cell)
    book.save(str(tmp_path / "t.xls"))
    assert [list(r.cells.values()) for r in read_sheet(Files(tmp_path), "t.xls", ("Subject", "AU"))] == [
        list(r.cells.values()) for r in found
    ]


@pytest.mark.parametrize("size", [b"A1", b"A1:B2", b"A1:XFD1048576"])
def test_a_wrong_size_in_a_workbook_loses_no_rows(tmp_path: Path, size: bytes) -> None:
    write_xlsx(tmp_path / "t.xlsx", [["a", "b", "c"], *([n, "x", None] for n in range(9))])
    with zipfile.ZipFile(tmp_path / "t.xlsx") as packed:
        parts = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    page = "xl/worksheets/sheet1.xml"
    parts[page] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + size + b'"', parts[page])
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    rows = list(read_sheet(Files(tmp_path), "t.xlsx", ("a", "b", "c")))
    assert [row.cells for row in rows] == [{"a": str(n), "b": "x", "c": ""} for n in range(9)]


def test_a_row_beyond_every_sheet_is_refused(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "t.xlsx", [["a"], ["b"]])
    with zipfile.ZipFile(tmp_path / "t.xlsx") as packed:
        parts = {entry.filename: packed.read(entry) for entry in packed.infolist()}
    page = "xl/worksheets/sheet1.xml"
    parts[page] = parts[page].replace(b'<row r="2"', b'<row r="999999999999"').replace(b'r="A2"', b'r="A999999999999"')
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*t.xlsx"):
        list(read_sheet(Files(tmp_path), "t.xlsx", ("a",)))


def test_what_looks_like_no_number_in_an_old_workbook_is_none(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("one")
    page.write(0, 0, "a")
    page.row(1).set_cell_error(0, 0x2A)
    page.write(2, 0, True)
    page.write(3, 0, datetime.datetime(2019, 7, 21), xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    book.save(str(tmp_path / "t.xls"))
    rows = read_sheet(Files(tmp_path), "t.xls", ("a",))
    assert [row.cells["a"] for row in rows] == ["#N/A", "True", "2019-07-21 00:00:00"]


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "t.xlsx", [["a", None, "b", None, "a"], [1, 2, 3, 4, 5]])
    for columns in (None, ("a", "", "b")):
        with pytest.raises(EmoCfgError, match=r"E301[\s\S]*called 'a'[\s\S]*t.xlsx:1"):
            list(read_sheet(Files(tmp_path), "t.xlsx", columns))


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(600 * 2**20))
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*MiB"):
        list(read_sheet(Files(tmp_path), "bomb.xlsx", ("a",)))


def test_pickles_are_refused_with_a_way_out(tmp_path: Path) -> None:
    refuse_pickle(Files(tmp_path), "*.pkl", "never")
    (tmp_path / "label.pkl").write_bytes(b"\x80\x04.")
    with pytest.raises(EmoCfgError, match=r"E306[\s\S]*label.pkl[\s\S]*fix: convert it once.*json"):
        refuse_pickle(Files(tmp_path), "*.pkl", "write it as JSON with json.dump")


def test_lists_of_names(tmp_path: Path) -> None:
    listing = tmp_path / "names.txt"
    write(listing, "\ufeffb/2.mp4\r\n\r\n./a//1.mp4\r\n")
    assert Files(listing).paths(".mp4") == ["a/1.mp4", "b/2.mp4"]
    assert Files(listing).paths(".mp4", under="b") == ["b/2.mp4"]
    write(listing, "a.mp4\na.mp4\n")
    with pytest.raises(EmoCfgError, match=r"E304[\s\S]*names.txt:2"):
        Files(listing).paths()
    listing.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EmoCfgError, match="E301"):
        Files(listing).paths()


@pytest.mark.parametrize("line", ['"b/2.mp4"', "'b/2.mp4'", "b\\2.mp4"])
def test_a_list_as_a_shell_writes_it_is_refused_with_a_way_out(tmp_path: Path, line: str) -> None:
    write(tmp_path / "names.txt", f"a/1.mp4\n{line}\n")
    with pytest.raises(EmoCfgError, match=r"E101[\s\S]*names.txt:2[\s\S]*fix: write paths without quotes, with /"):
        Files(tmp_path / "names.txt").paths()


def test_what_macos_leaves_is_in_no_folder_and_in_no_list(tmp_path: Path) -> None:
    names = ["a/1.mp4", "a/._1.mp4", "._a/1.mp4"]
    touch(tmp_path / "copy", *names)
    write(tmp_path / "names.txt", "\n".join(names))
    assert [Files(tmp_path / root).paths() for root in ("copy", "names.txt")] == [["a/1.mp4"], ["a/1.mp4"]]


@pytest.mark.parametrize(("link", "told"), [("Clip/b/x", True), ("Clip/b", True), ("Clip", True), ("Clip/bc", False)])
def test_a_link_in_a_folder_or_above_it_is_told(tmp_path: Path, link: str, told: bool) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "copy" / link).parent.mkdir(parents=True)
    (tmp_path / "copy" / link).symlink_to(tmp_path / "outside")
    assert [defect.where for defect in Files(tmp_path / "copy").strange(under="Clip/b")] == [link] * told


def test_names_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "a\nb.mp4").touch()
    (tmp_path / "ok.mp4").touch()
    files = Files(tmp_path)
    assert files.paths() == ["ok.mp4"]
    assert [defect.code for defect in files.strange()] == ["unusable_name"]


def test_known_bad_clips_name_their_corpus_their_thread_and_a_known_fault() -> None:
    names = {corpus.card.name for corpus in SOURCES.values()}
    for source, reports in known_bad().items():
        assert source in names
        for what, (code, thread) in reports.items():
            assert what.startswith(f"{source}/") or " " in what
            assert code in REPORTED and ("/issues/" in thread or "@" in thread)


def test_spaces_that_owners_choose_from_are_parts_of_wider_ones() -> None:
    for narrow, wide in (
        ("emotion-6-mer", "emotion-11"),
        ("emotion-6-crema", "emotion-7"),
        ("fine-13", "fine-22"),
        ("intensity-2", "intensity-3"),
        ("emotion-7", "emotion-8"),
    ):
        assert set(SPACES[narrow].labels) < set(SPACES[wide].labels)

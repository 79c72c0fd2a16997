import multiprocessing
from copy import copy
from pathlib import Path

import pytest

from emocfg.core import CODES, EmoCfgError, ExitStatus, unknown_name

ROOT = Path(__file__).resolve().parents[2]


def test_an_error_is_three_lines_whatever_it_quotes() -> None:
    error = EmoCfgError("E302", "a cell\nwith a line break", where="train.csv:3\r\n", fix="restore   the file")
    assert str(error).splitlines() == [
        "error[E302]: a cell with a line break",
        "  where: train.csv:3",
        "  fix: restore the file",
    ]


def test_several_things_that_are_wrong_at_once_have_a_line_each() -> None:
    error = EmoCfgError("E202", "two errors", where="a.toml", fix="correct it", each=("x = 1:\nbad", "y: missing"))
    lines = ["error[E202]: two errors", "    x = 1: bad", "    y: missing", "  where: a.toml", "  fix: correct it"]
    assert str(error).splitlines() == lines
    assert str(copy(error)) == str(error)  # as it travels between processes


def test_every_code_ends_in_a_status_of_its_own_family() -> None:
    assert {code.status for code in CODES.values()} <= set(ExitStatus)
    for name, code in CODES.items():
        if name[1] in "12":
            assert code.status in (ExitStatus.USAGE, ExitStatus.UNEXPECTED)


def test_readme_lists_every_code() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, code in CODES.items():
        assert f"| {name} | {code.meaning} | {int(code.status)} |" in readme


def test_every_code_is_raised_somewhere() -> None:
    text = "".join(
        path.read_text(encoding="utf-8")
        for top in ("emocfg", "benchmarks", "baselines", "videmo_ref")
        for path in (ROOT / top).rglob("*.py")
    )
    for name in CODES:
        assert text.count(f'"{name}"') >= 2, f"{name} is listed and never raised"


def test_an_error_survives_a_worker_process() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool, pytest.raises(EmoCfgError, match=r"E201"):
        pool.apply(_fail)


def _fail() -> None:
    raise unknown_name("task", "x", ["y"], where="--tasks")

"""The paper's own numbers: complete, and every average follows from its columns but for one that is known."""

import math

import pytest

from benchmarks.paper.published import published
from benchmarks.paper.tables import TABLES
from emocfg.core import EmoCfgError

AVERAGES = {
    ("table1", "attribute_avg"): slice(0, 6),
    ("table1", "open_avg"): slice(7, 19),
    ("table2", "emotion_avg"): slice(0, 3),
    ("table2", "sentiment_avg"): slice(4, 6),
    ("table2", "cues_avg"): slice(7, 9),
    ("table2", "complex_avg"): slice(10, 12),
    ("table3", "understanding_avg"): slice(0, 6),
}


def follows(average: float, cells: tuple[float, ...]) -> bool:
    """True if an average cut to a tenth can come from cells cut to tenths: each is at most a tenth too low.

    The true mean lies in [m, m + 0.1) with m that of the cells, so its cut is that of m, or one tenth more.
    """
    total, among = sum(round(cell * 10) for cell in cells), len(cells)
    return total // among <= round(average * 10) <= math.ceil(total / among)


def test_21_models_in_40_columns() -> None:
    assert {name: len(columns) for name, columns in TABLES.items()} == {"table1": 20, "table2": 13, "table3": 7}
    assert len({row.name for row in published().models}) == 21
    for row in published().models:
        assert {name: len(cells) for name, cells in row.tables.items()} == {"table1": 20, "table2": 13, "table3": 7}
        assert all(0 <= cell <= 100 for cells in row.tables.values() for cell in cells)


def test_every_average_follows_from_its_columns_but_one() -> None:
    wrong = []
    for row in published().models:
        for (table, name), place in AVERAGES.items():
            names = [column.name for column in TABLES[table]]
            average = row.tables[table][names.index(name)]
            if not follows(average, row.tables[table][place]):
                wrong.append((row.name, name, average, round(sum(row.tables[table][place]) / 6, 1)))
    assert wrong == [("VidEmo-Base 7B", "attribute_avg", 69.2, 70.0)]


def test_the_averages_of_the_ablations_follow_too() -> None:
    tables = {entry.table: entry for entry in published().ablations}
    assert list(tables) == [3, 4, 8, 9, 10]
    for table in (4, 8, 9, 10):
        for *cells, average in tables[table].rows.values():
            known = tuple(cell for cell in cells if cell is not None)
            assert not known or follows(average or 0.0, known)
    assert tables[8].rows["none"] == (None, None, None, 51.4)
    assert tables[3].rows["VidEmo"] == (64.92, 73.10, 44.02, 54.86)
    assert tables[3].rows["I3D"] == (46.52, 58.27, None, None)


def test_rows_that_stand_in_several_tables_agree() -> None:
    rows = [row for entry in published().ablations if entry.table != 3 for row in entry.rows.items()]
    by_average: dict[float | None, set[tuple[float | None, ...]]] = {}
    for _, cells in rows:
        by_average.setdefault(cells[-1], set()).add(tuple(cell for cell in cells if cell is not None))
    assert len(by_average[63.6]) == 1 and len(by_average[67.0]) == 1 and len(by_average[61.9]) == 1


def test_a_model_is_found_by_a_name_that_is_its_alone() -> None:
    assert published().find("  videmo-t1 7b").model == "VidEmo-T1"
    assert published().find("GPT-4o").name == "GPT-4o"
    for name in ("Qwen2.5-VL", "nobody", ""):
        with pytest.raises(EmoCfgError) as problem:
            published().find(name)
        assert problem.value.code == "E201"


def test_what_is_shown_says_where_it_is_from() -> None:
    assert published().status == "published, not recomputed"
    assert "NeurIPS 2025" in published().source and any("69.2" in note for note in published().notes)

"""The tables for people: one line per column of the paper, one column per method."""

from collections.abc import Mapping, Sequence

from .published import PublishedModel
from .result import Scores
from .tables import TABLES, Cells, as_printed, make_tables

_TITLES = {"table1": "Table 1: attributes", "table2": "Table 2: expressions", "table3": "Table 2, right: understanding"}
_ONE = "score"


def tables_text(
    found: Mapping[str, Scores], *, printed: bool = False, against: PublishedModel | None = None, status: str = ""
) -> str:
    """Three tables; a cell without a score is a dash.

    Args:
        found: scores by method.
        printed: cut numbers as upstream prints them.
        against: a row of the paper to show beside.
        status: what has to be said of that row.
    """
    tables = {name or _ONE: make_tables(scores.scores) for name, scores in found.items()}
    if printed:
        tables = {name: as_printed(cells) for name, cells in tables.items()}
    parts = [_table(table, {name: cells[table] for name, cells in tables.items()}, against) for table in TABLES]
    if against is not None:
        parts.append(f"* {against.name}: {status}")
    return "\n\n".join([*parts, *filter(None, (_crashes(name, scores) for name, scores in found.items()))])


def _table(table: str, methods: Mapping[str, Cells], against: PublishedModel | None) -> str:
    columns: dict[str, Sequence[float | None]] = dict(methods)
    if against is not None:
        columns[f"{against.name} *"] = against.tables[table]
    widths = {name: max(len(name), 6) for name in columns}
    first = max(len(column.name) for columns_ in TABLES.values() for column in columns_)
    lines = [_TITLES[table], " ".join([" " * first, *(name.rjust(widths[name]) for name in columns)])]
    for place, column in enumerate(TABLES[table]):
        cells = [_cell(values[place]).rjust(widths[name]) for name, values in columns.items()]
        lines.append(" ".join([column.name.ljust(first), *cells]))
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _crashes(name: str, scores: Scores) -> str:
    """The scores that upstream does not have, by error."""
    by_error: dict[str, list[str]] = {}
    for key, error in scores.errors.items():
        by_error.setdefault(error, []).append(key)
    lines = [f"{name or 'upstream'}: {error} in {', '.join(keys)}" for error, keys in by_error.items()]
    return "\n".join(lines)

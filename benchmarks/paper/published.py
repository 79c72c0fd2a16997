"""The numbers that the paper prints: 21 models in 40 columns, and its ablations. Nothing here is recomputed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from emocfg.core import EmoCfgError

from .tables import TABLES


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """A row of Tables 1 and 2, in percent as printed.

    Attributes:
        model: the model's name there.
        size: its size there; "-" if none is stated.
        tables: cells by the names of :data:`.tables.TABLES`.
    """

    model: str
    size: str
    tables: Mapping[str, tuple[float, ...]]

    @property
    def name(self) -> str:
        """Model and size."""
        return self.model if self.size == "-" else f"{self.model} {self.size}"


@dataclass(frozen=True, slots=True)
class Ablation:
    """Another table of the paper.

    Attributes:
        table: its number.
        title: what it compares.
        columns: the names of its columns.
        rows: label to cells; None where a cell is not known.
    """

    table: int
    title: str
    columns: tuple[str, ...]
    rows: Mapping[str, tuple[float | None, ...]]


@dataclass(frozen=True, slots=True)
class Published:
    """All of it.

    Attributes:
        source: where the numbers stand.
        status: what has to stand beside every number that is shown.
        models: in the order of the paper.
        ablations: in the order of the paper.
        notes: what does not fit together in the paper.
    """

    source: str
    status: str
    models: tuple[PublishedModel, ...]
    ablations: tuple[Ablation, ...]
    notes: tuple[str, ...]

    def find(self, name: str) -> PublishedModel:
        """The model that a user names, with or without its size.

        Raises:
            EmoCfgError: E201 if there is none, or several sizes of it.

        >>> published().find("videmo-t1").name
        'VidEmo-T1 7B'
        """
        wanted = " ".join(name.split()).casefold()
        found = [row for row in self.models if wanted in (row.name.casefold(), row.model.casefold())]
        exact = [row for row in found if row.name.casefold() == wanted]
        if len(exact or found) == 1:
            return (exact or found)[0]
        what = f"several models are called {name!r}" if found else f"no model called {name!r} is in the paper"
        known = ", ".join(row.name for row in found or self.models)
        raise EmoCfgError("E201", what, where="--against", fix=f"one of: {known}")


@cache
def published() -> Published:
    """The numbers of ``published.toml``."""
    table = tomllib.loads(files("benchmarks.paper").joinpath("published.toml").read_text(encoding="utf-8"))
    return Published(
        source=table["source"],
        status=table["status"],
        models=tuple(map(_model, table["models"])),
        ablations=tuple(map(_ablation, table["ablations"])),
        notes=tuple(table["notes"]),
    )


def _model(row: Mapping[str, Any]) -> PublishedModel:
    return PublishedModel(row["model"], row["size"], {name: tuple(row[name]) for name in TABLES})


def _ablation(entry: Mapping[str, Any]) -> Ablation:
    columns = tuple(entry["columns"])
    rows = {row["label"]: tuple(row.get(column) for column in columns) for row in entry["rows"]}
    return Ablation(entry["table"], entry["title"], columns, rows)

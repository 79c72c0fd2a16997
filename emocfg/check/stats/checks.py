"""Which verdicts the rows carry: of their validation as a whole, and of every check in it, tier by tier."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from emocfg.schema import Tally

from .reading import exploded, row_files, tables, tallied
from .records import Checked

WHOLE = "verdict"
"""The name of the verdict of a row's validation as a whole."""


def checked(root: Path) -> tuple[Checked, ...]:
    """The verdicts of each tier: the whole first, then every check by name."""
    counts: Counter[tuple[Any, ...]] = Counter()
    for table in tables(row_files(root), ("tier", "validation.verdict", "validation.checks")):
        bare = table.select(["tier"])
        for name, member in (("verdict", "verdict"), ("check", "checks")):
            bare = bare.append_column(name, pc.struct_field(table["validation"], member))
        for (tier, verdict), rows in tallied(bare, ("tier", "verdict")).items():
            counts[tier, WHOLE, verdict] += rows
        each = exploded(bare.select(["tier", "check"]), "check")
        each = each.append_column("name", pc.struct_field(each["check"], "name"))
        each = each.append_column("verdict", pc.struct_field(each["check"], "verdict"))
        counts += tallied(each, ("tier", "name", "verdict"))
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (tier, name, verdict), rows in counts.items():
        found[tier, name][verdict] += rows
    ordered = sorted(found, key=lambda key: (key[0], key[1] != WHOLE, key[1]))
    return tuple(
        Checked(tier, name, tuple(Tally(*pair) for pair in sorted(found[tier, name].items()))) for tier, name in ordered
    )

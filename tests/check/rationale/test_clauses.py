"""Short sentences of known meaning, 1,768 of them by two writers: how many movements and actions the reader finds."""

import json
from pathlib import Path

import pytest

from emocfg.check.rationale.reading import read_rationale
from emocfg.schema import AffectiveTree, Person

HERE = Path(__file__).resolve().parent
ALONE = AffectiveTree(persons=(Person("p1"),))
AS_UNIT = {"smile": "12", "frown": "4"}


def units(value: str) -> set[str]:
    return set(value.removeprefix("!").replace("+", "|").split("|"))


def is_read(text: str, kind: str, value: str, *, there: bool) -> bool:
    """True if a claim of the sentence says this of it."""
    for claim in read_rationale(text, ALONE, "p1").claims:
        if claim.hedged:
            continue
        said = claim.negated == claim.value.startswith("!")
        if kind == "unit" and claim.kind in ("unit", "action"):
            named = units(claim.value) if claim.kind == "unit" else {AS_UNIT.get(claim.value, "")}
            if named & units(value) and said == there:
                return True
        elif claim.kind == kind and claim.value == value and claim.negated is not there:
            return True
    return False


@pytest.mark.parametrize(("kind", "least"), [("unit", 0.84), ("action", 0.85)])
def test_most_of_what_is_said_is_read(kind: str, least: float) -> None:
    """The rules were made with these sentences in view: a floor, so that what is read stays read."""
    rows = [json.loads(line) for line in (HERE / "clauses.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = [(row["text"], claim) for row in rows for claim in row["claims"] if claim[0] == kind]
    found = sum(is_read(text, kind, claim[1], there=claim[2]) for text, claim in wanted)
    assert found >= least * len(wanted), f"{found} of {len(wanted)}"

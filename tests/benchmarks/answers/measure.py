"""How well answers are read: 940 texts by writers who had not seen the parser, each part new to it when it came.

    python -m tests.benchmarks.answers.measure --half dev

A text counts as right if the parser gives exactly the labels that a careful marker reads out of it, or none where the
marker finds it ambiguous, hedged, contradictory, unfinished or declined. ``held`` is not looked at while rules change:
for that half only counts are printed.
"""

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.parsing import parse_multi, parse_single

FOLDER = Path(__file__).parent
HALVES = ("dev", "more", "third", "fourth", "held")
"""The parts; rules are made on all but ``held``."""


@dataclass(frozen=True, slots=True)
class Case:
    """A model's text, and what a careful marker reads out of it: labels, or None."""

    id: str
    task: str
    kind: str
    options: tuple[str, ...]
    answer: str
    want: frozenset[str] | None
    why: str

    def read(self) -> frozenset[str] | None:
        """What the parser reads."""
        if self.kind == "multi":
            return parse_multi(self.answer, self.options)
        label = parse_single(self.answer, self.options)
        return None if label is None else frozenset((label,))

    @property
    def verdict(self) -> str:
        """``right``, ``wrong`` (another label), ``guessed`` (one where there is none) or ``missed``."""
        read = self.read()
        if read == self.want:
            return "right"
        return "guessed" if self.want is None else "missed" if read is None else "wrong"


def cases(half: str) -> list[Case]:
    """The texts of a part, one of :data:`HALVES`."""
    found = []
    for line in (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        want = None if row["want"] is None else frozenset(row["want"])
        found.append(Case(row["id"], row["task"], row["kind"], tuple(row["options"]), row["answer"], want, row["why"]))
    return found


def main() -> None:
    """Print the figures; but for ``held`` also the texts that are not read as wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="dev")
    half = parser.parse_args().half
    texts = cases(half)
    counts = Counter(case.verdict for case in texts)
    print(f"{half}: {counts['right']} of {len(texts)} right ({counts['right'] / len(texts):.1%})")  # noqa: T201
    print(f"guessed {counts['guessed']}, wrong {counts['wrong']}, missed {counts['missed']}")  # noqa: T201
    unclear = sum(case.want is None for case in texts)
    print(f"of {unclear} without a label, {unclear - counts['guessed']} are left unread")  # noqa: T201
    if half != "held":
        for case in texts:
            if case.verdict != "right":
                wanted, read = (None if s is None else sorted(s) for s in (case.want, case.read()))
                print(f"\n{case.verdict} {case.id} {case.task} want {wanted} read {read} [{case.why}]")  # noqa: T201
                print(f"  options {', '.join(case.options)}\n  {case.answer!r}")  # noqa: T201


if __name__ == "__main__":
    main()

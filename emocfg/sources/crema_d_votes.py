"""What the raters of CREMA-D saw and heard: ``summaryTable.csv``, and the votes behind it where they are there.

A clip was rated by its voice alone, by its face alone, and by both. The vote is a letter, or several joined by ``:``
where they tie; the level is the mean strength, 0 to 100, that those who chose the emotion gave it, one for each letter:
a strength, not a confidence. ``tabulatedVotes.csv`` counts the votes: the number of a row is 100,000 times the way of
rating (1 voice, 2 face, 3 both) plus the number of the clip, ``agreement`` is the share of the largest vote. Its means
and medians of strengths follow from the owners' raw responses and are not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from emocfg.schema import Observation, Tally

from .readers import Faults, Files, Row, once, read_csv

SUMMARY = ("summaryTable.csv", "processedResults/summaryTable.csv")
COUNTS = ("tabulatedVotes.csv", "processedResults/tabulatedVotes.csv")
SUMMARY_COLUMNS = (
    *("", "FileName", "VoiceVote", "VoiceLevel", "FaceVote", "FaceLevel", "MultiModalVote", "MultiModalLevel"),
)
SCHEME = "crema-d/vote"
LETTERS = ("A", "D", "F", "H", "N", "S")
_COUNT_COLUMNS = ("", *LETTERS, "fileName", "numResponses", "agreement", "emoVote")
_WAYS = {"Voice": ("emotion_voice", "1"), "Face": ("emotion_face", "2"), "MultiModal": ("emotion_other", "3")}
"""The column's name to the aspect, and the number of the way of rating."""

_WAY = 100_000
_STRONGEST = 100.0


@dataclass(frozen=True, slots=True)
class Votes:
    """The rows of both tables.

    Attributes:
        summary: name of a clip to its row of the summary.
        counts: name of a clip and number of the way of rating to its row of counts.
    """

    summary: dict[str, Row]
    counts: dict[str, Row]

    def of(self, name: str, clip_id: str, faults: Faults) -> Iterator[Observation]:
        """What raters said of a clip, seen and heard in three ways; nothing if the summary does not have it."""
        if name in self.summary:
            for column, (aspect, way) in _WAYS.items():
                yield _vote(
                    self.summary[name],
                    column,
                    Observation(clip_id, "p1", aspect, "", SCHEME),
                    self.counts.get(f"{name} {way}"),
                    faults,
                )


def read_votes(files: Files) -> Votes:
    """The tables that are there.

    Raises:
        EmoCfgError: E301 a wrong header or encoding, E302 a row that cannot be read, E304 a clip that is rated twice.
    """
    summary, counts = files.first(*SUMMARY), files.first(*COUNTS)
    rows = once(read_csv(files, summary, SUMMARY_COLUMNS), lambda row: row.text("FileName")) if summary else {}
    return Votes(rows, once(read_csv(files, counts, _COUNT_COLUMNS, header="named"), _rated) if counts else {})


def _vote(row: Row, column: str, blank: Observation, counts: Row | None, faults: Faults) -> Observation:
    """One vote: a letter with its strength, or a tie, which is no value; its counts where they are there and agree."""
    vote, levels = row.text(f"{column}Vote"), _levels(row, f"{column}Level")
    letters = vote.split(":")
    if not set(letters) <= set(LETTERS) or len(set(letters)) < len(letters):
        raise row.unreadable(f"{column}Vote", f"made of {', '.join(LETTERS)}, each once")
    if len(letters) != len(levels):
        raise row.unreadable(f"{column}Level", f"one number for each emotion of {vote}")
    tied = len(letters) > 1
    found = replace(
        blank,
        native=vote,
        code=row.text(f"{column}Level"),
        value=None if tied else levels[0],
        missing="ambiguous" if tied else "",
        origin=row.where,
    )
    if counts is None:
        return found
    if counts.text("emoVote") != vote:
        faults.add("votes_differ", counts.where, "votes are others than in the summary, and their counts are not used")
        return found
    return replace(found, votes=tuple(_tally(counts)), confidence=_share(counts))


def _levels(row: Row, column: str) -> list[float]:
    """The strengths in a cell such as ``64.78`` or ``37.2:58.6``."""
    try:
        levels = [float(level) for level in row.text(column).split(":")]
    except ValueError:
        levels = [-1.0]
    if not all(0.0 <= level <= _STRONGEST for level in levels):
        raise row.unreadable(column, f"strengths from 0 to {_STRONGEST:g}")
    return levels


def _tally(row: Row) -> Iterator[Tally]:
    for letter in LETTERS:
        if row.integer(letter) < 0:
            raise row.unreadable(letter, "a number of raters")
        yield Tally(letter, row.integer(letter))


def _share(row: Row) -> float:
    share = row.number("agreement")
    if not 0.0 <= share <= 1.0:
        raise row.unreadable("agreement", "a share from 0 to 1")
    return round(share, 4)


def _rated(row: Row) -> str:
    """The clip and the number of the way of rating that a row of counts is about."""
    way = row.integer("") // _WAY
    if way not in (1, 2, 3):
        raise row.unreadable("", "the number of a rated clip, 100001 to 307442")
    return f"{row.text('fileName')} {way}"

"""MMSA's ``label.csv``: one row for each segment of a video, with its text, its scores and its split.

The columns stand in one order for CMU-MOSI and in another for CMU-MOSEI, so they are read by name. ``label_T``,
``label_A`` and ``label_V`` are scores of one channel alone; they are blank where nobody gave them.
"""

from emocfg.schema import Observation

from .tables import Row

LABELS = "label.csv"
COLUMNS = ("video_id", "clip_id", "text", "label", "label_T", "label_A", "label_V", "annotation", "mode")
_SPLITS = {"train": "train", "valid": "validation", "test": "test"}
_SCORES = {
    "label": "sentiment",
    "label_T": "sentiment_text",
    "label_A": "sentiment_audio",
    "label_V": "sentiment_video",
}


def split_of(row: Row) -> str:
    """The split that a row names; E302 for any other word."""
    if row.text("mode") not in _SPLITS:
        raise row.unreadable("mode", f"one of {', '.join(_SPLITS)}")
    return _SPLITS[row.text("mode")]


def number_of(row: Row) -> str:
    """The number of a row's segment, as written; E302 if it is none."""
    number = row.text("clip_id")
    if not (number.isascii() and number.isdigit() and len(number) <= 6):
        raise row.unreadable("clip_id", "the number of a segment")
    return number


def opinions(row: Row, clip_id: str, score: str, word: str, text: str) -> tuple[Observation, ...]:
    """Everything that a row says of its segment; a blank cell was not annotated.

    Args:
        row: the row.
        clip_id: the segment.
        score: the scheme of the scores.
        word: the scheme of the word that stands beside them.
        text: the scheme of what is said.
    """

    def said(aspect: str, column: str, scheme: str, value: float | None = None) -> Observation:
        native = row.text(column)
        missing = "" if native else "not_annotated"
        return Observation(clip_id, "p1", aspect, native, scheme, value=value, missing=missing, origin=row.where)

    scores = (
        said(aspect, column, score, row.number(column) if row.text(column) else None)
        for column, aspect in _SCORES.items()
    )
    return (*scores, said("sentiment_word", "annotation", word), said("text", "text", text))

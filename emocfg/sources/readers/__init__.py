"""Reading what owners publish: folders and lists of names, tables with dirty cells, sheets, per-frame text, videos."""

from .coding import Coding, left_open, subject_of
from .faults import Faults
from .files import Files
from .folds import FIVE_FOLDS, require_fold, require_subject
from .names import read_fields
from .once import claim, once
from .sheets import read_sheet, refuse_pickle
from .tables import RESTORE, UTF8_OR_CHINESE, Row, read_csv, read_lines, read_text
from .videos import VIDEO_SUFFIXES, extra_videos, fetch_cut, fetch_file, fetch_frames

__all__ = [
    "FIVE_FOLDS",
    "RESTORE",
    "UTF8_OR_CHINESE",
    "VIDEO_SUFFIXES",
    "Coding",
    "Faults",
    "Files",
    "Row",
    "claim",
    "extra_videos",
    "fetch_cut",
    "fetch_file",
    "fetch_frames",
    "left_open",
    "once",
    "read_csv",
    "read_fields",
    "read_lines",
    "read_sheet",
    "read_text",
    "refuse_pickle",
    "require_fold",
    "require_subject",
    "subject_of",
]

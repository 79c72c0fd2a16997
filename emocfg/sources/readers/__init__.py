"""Reading what owners publish: folders and lists of names, tables with dirty cells, sheets, per-frame text, videos."""

from .coding import frame, phases, stretch, units
from .files import Files
from .names import read_fields
from .sheets import read_sheet, refuse_pickle
from .tables import RESTORE, UTF8_OR_CHINESE, Row, read_csv, read_lines, read_text
from .videos import VIDEO_SUFFIXES, extra_videos, fetch_cut, fetch_file, fetch_frames

__all__ = [
    "RESTORE",
    "UTF8_OR_CHINESE",
    "VIDEO_SUFFIXES",
    "Files",
    "Row",
    "extra_videos",
    "fetch_cut",
    "fetch_file",
    "fetch_frames",
    "frame",
    "phases",
    "read_csv",
    "read_fields",
    "read_lines",
    "read_sheet",
    "read_text",
    "refuse_pickle",
    "stretch",
    "units",
]

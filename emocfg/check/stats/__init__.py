"""What is in a dataset folder, in numbers and figures, and what the paper has that it has not.

``collect`` counts a folder's own tables; ``compare`` sets the counts beside the paper's composition, ``differences``
beside another dataset's; ``summary`` is the text for the terminal, ``write_report`` the folder with page and figures.
"""

from .beside import Difference, differences
from .counting import collect
from .paper import Compared, Paper, PaperTask, compare, paper_test_sizes, read_paper
from .records import Agreement, Stats
from .report import Report, check_place, write_report
from .text import difference_table, paper_table, summary

__all__ = [
    "Agreement",
    "Compared",
    "Difference",
    "Paper",
    "PaperTask",
    "Report",
    "Stats",
    "check_place",
    "collect",
    "compare",
    "difference_table",
    "differences",
    "paper_table",
    "paper_test_sizes",
    "read_paper",
    "summary",
    "write_report",
]

"""Arrays of counts and sums, and the divisions that most formulas end with."""

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
"""Numbers of any shape; docstrings say which."""


def share(part: Matrix, whole: Matrix, empty: float = 0.0) -> Matrix:
    """The part over the whole; ``empty`` where the whole is not positive. Every metric names its own ``empty``."""
    result: Matrix = np.divide(part, whole, out=np.full(np.shape(whole), empty), where=whole > 0)
    return result


def counted(which: npt.ArrayLike, worth: npt.ArrayLike) -> Matrix:
    """Counts for a mean: [is it counted, what it is worth if so]; shape (samples, 2)."""
    mask = np.asarray(which, dtype=bool)
    return np.column_stack([mask.astype(float), np.where(mask, np.asarray(worth, dtype=float), 0.0)])


def share_of_counts(totals: Matrix) -> Matrix:
    """Column 1 over column 0: a mean over what column 0 counts; 0.0 if it counts nothing."""
    return share(totals[..., 1], totals[..., 0])

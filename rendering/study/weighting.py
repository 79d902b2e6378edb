"""How much each still counts in a fit."""

import numpy as np
import numpy.typing as npt

from rendering.study.rows import Rows

__all__ = ["weights"]


def weights(rows: Rows) -> npt.NDArray[np.float64]:
    """Return weights (n,) by which every body and every way of bending counts the same."""
    every = np.column_stack((rows.build, rows.bending))
    _, which, count = np.unique(every, axis=0, return_inverse=True, return_counts=True)
    weight: npt.NDArray[np.float64] = 1.0 / count[which.ravel()]
    return weight

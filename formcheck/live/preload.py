"""Loading the pose model before the first frame comes."""

from pathlib import Path
from threading import Lock

import numpy as np

from formcheck.pose.estimator import PoseEstimator
from formcheck.video.decode import Frame

__all__ = ["preload"]

_loading = Lock()
_loaded: set[Path] = set()


def preload(model: Path) -> None:
    """Load the pose model and its library once, so that the first frame need not wait for them.

    It takes about a second the first time and nothing later; several threads may call it at once.

    Parameters
    ----------
    model
        The pose model, a ``.task`` file.

    Raises
    ------
    ModelError
        When the file is no loadable model; another call tries again.
    """
    with _loading:
        if model in _loaded:
            return
        with PoseEstimator(model) as estimate:
            # The library's own threads and buffers come with its first picture.
            estimate(Frame(np.zeros((480, 640, 3), np.uint8), 0.0, 0))
        _loaded.add(model)

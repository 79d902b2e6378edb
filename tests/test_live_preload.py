"""Loading beforehand: once, from any thread, and again after it failed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sets import empty_model

from formcheck.errors import ModelError
from formcheck.live.preload import preload


def test_the_model_is_loaded_once(model_path: Path, tmp_path: Path) -> None:
    """Several pages at once load it once: then not even the file is looked at any more."""
    copy = tmp_path / "pose.task"
    copy.write_bytes(model_path.read_bytes())
    with ThreadPoolExecutor(3) as pages:
        list(pages.map(preload, [copy] * 3))
    copy.unlink()

    preload(copy)


def test_a_model_that_is_none_is_told_each_time(tmp_path: Path) -> None:
    """What failed is not taken for loaded."""
    broken = empty_model(tmp_path / "pose.task")

    for _ in range(2):
        with pytest.raises(ModelError):
            preload(broken)

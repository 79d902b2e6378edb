"""Fixtures and settings that several test files share."""

import hashlib
import logging
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from formcheck.pose import model
from formcheck.pose.models import wheel as wheels

# An example's time depends more on the machine than on the code. CI uses the same examples each
# time, so that they judge only the change; elsewhere hypothesis looks for new ones.
settings.register_profile(
    "formcheck",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=40,  # people run them between two edits; each run outside CI tries others
)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("formcheck")


class _FailAtOnce(logging.Handler):
    """Fails a test that asks the catalogue for a missing text, or fills only part of one."""

    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage())


@pytest.fixture(autouse=True)
def _all_words_are_there(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test on a missing text, which a program survives with a line in its log."""
    log = logging.getLogger("formcheck.words.catalogue")
    handler = _FailAtOnce()
    if request.node.get_closest_marker("words_missing") is None:
        log.addHandler(handler)
    yield
    log.removeHandler(handler)


@pytest.fixture(scope="session")
def model_path() -> Path:
    """The pose model, made on first use and kept in the user's cache."""
    return model.model_path()


@pytest.fixture(scope="session")
def footage() -> Path:
    """The folder of real footage, which is not part of the repository."""
    if not (folder := os.environ.get("FORMCHECK_FOOTAGE")):
        pytest.skip("FORMCHECK_FOOTAGE names no folder of real footage")
    return Path(folder)


@pytest.fixture(scope="session")
def networks(model_path: Path) -> dict[str, bytes]:
    """The two networks of the wheel of MediaPipe 0.10.21, by their names in it.

    The finished model contains them unchanged, so that no test needs a network to get them.
    """
    with zipfile.ZipFile(model_path) as bundle:
        return {
            part.in_archive: _original(bundle.read(name), part.sha256)
            for name, part in wheels.NETWORKS.items()
        }


def _original(content: bytes, sha256: str) -> bytes:
    start = content.index(b"TFL3", 8) - 4  # the second such mark is the original file's
    for padding in range(16):  # networks lie at multiples of 16 bytes
        original = content[start : len(content) - padding]
        if hashlib.sha256(original).hexdigest() == sha256:
            return original
    raise AssertionError("the original network is not in the model")


@pytest.fixture(scope="session")
def wheel(networks: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel with only the networks of the wheel of MediaPipe 0.10.21."""
    path = tmp_path_factory.mktemp("wheel") / "mediapipe-0.10.21-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in networks.items():
            archive.writestr(name, content)
    return path

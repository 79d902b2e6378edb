"""The settings that the pages get at their start, by environment variables.

``formcheck app`` sets the variables from its options; with ``streamlit run app.py`` the pages
read those of the shell.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from formcheck.errors import UsageError

__all__ = ["CAMERA", "DATA", "MODEL", "ServerSettings", "camera_named"]

MODEL: Final = "FORMCHECK_MODEL"
CAMERA: Final = "FORMCHECK_CAMERA"
DATA: Final = "FORMCHECK_DATA"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Settings of the pages.

    Parameters
    ----------
    model
        Another pose model, a file or the name of one that formcheck can bring; None for the usual.
    camera
        This computer's camera by its number, or a recording in its place; None for the camera of
        the browser.
    data
        The folder of sets and of the person's file, as :mod:`formcheck.history.data_folder` reads
        it; None for the system's own place.
    """

    model: Path | None = None
    camera: int | Path | None = None
    data: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Return the settings of an environment.

        Raises
        ------
        UsageError
            The named camera is neither a number nor a file.
        """
        model, camera, data = (environment.get(name, "") for name in (MODEL, CAMERA, DATA))
        return cls(
            model=Path(model) if model else None,
            camera=camera_named(camera) if camera else None,
            data=Path(data) if data else None,
        )

    def as_environment(self) -> dict[str, str]:
        """Return these settings as environment variables."""
        said = {MODEL: self.model, CAMERA: self.camera, DATA: self.data}
        return {name: str(value) for name, value in said.items() if value is not None}


def camera_named(name: str) -> int | Path:
    """Return the camera's number, or the recording that takes its place.

    Raises
    ------
    UsageError
        The name is neither a number nor a file.
    """
    if name.isdecimal():
        return int(name)
    if Path(name).is_file():
        return Path(name).absolute()
    raise UsageError(
        "this is neither a camera's number nor a recording",
        where=name,
        to_do="The first camera is 0; a recording is given by its file",
    )

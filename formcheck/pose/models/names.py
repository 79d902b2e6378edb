"""The models that can be asked for by name; the command line reads no more than this for help."""

from enum import StrEnum

__all__ = ["ModelName"]


class ModelName(StrEnum):
    """The models that formcheck can bring."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"

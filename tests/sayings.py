"""The texts of the pages and the voice, for tests that look for them."""

import re
from importlib import resources
from typing import Final

from formcheck.words.catalogue import Words, english

__all__ = ["SAY", "lines", "plain_ids"]

SAY: Final[Words] = english()


def lines(name: str) -> tuple[str, ...]:
    """Return a list of the catalogue, line by line."""
    return tuple(line.removeprefix("- ") for line in SAY(name).splitlines())


def plain_ids(subject: str) -> list[str]:
    """Return the ids of a subject's texts that have no placeholders."""
    source = resources.files("formcheck.words").joinpath("en", f"{subject}.ftl").read_text("utf-8")
    return re.findall(r"^([a-z][\w-]*) = [^{]*$", source, re.MULTILINE)

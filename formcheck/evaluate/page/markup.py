"""Fills templates with text from outside, in which no tag or control character has effect."""

from functools import cache
from typing import TYPE_CHECKING

from formcheck.printable import printable

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["filled"]


def filled(template: str, **values: object) -> "Markup":
    """Return a template of the folder ``templates`` with values in it.

    Every text is escaped, and characters that steer or hide are written out; only the output of
    another template goes in unchanged.
    """
    from markupsafe import Markup

    return Markup(_environment().get_template(template).render(values))


@cache
def _environment() -> "Environment":
    # Loaded only when a page is written: the library takes long to load.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("formcheck.evaluate.page"),
        autoescape=True,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _shown(value: object) -> object:
    return printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value

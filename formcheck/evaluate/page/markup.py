"""Templates filled with text from outside: nothing in it is a tag, steers or hides."""

from functools import cache
from typing import TYPE_CHECKING

from formcheck.printable import printable

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["filled"]


def filled(template: str, **values: object) -> "Markup":
    """Return a template of the folder ``templates`` with values in it.

    Every text is escaped, and what steers or hides in it is written out; only what another
    template gave goes in as it is.
    """
    from markupsafe import Markup

    return Markup(_environment().get_template(template).render(values))


@cache
def _environment() -> "Environment":
    # Only who writes a page waits for the library.
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

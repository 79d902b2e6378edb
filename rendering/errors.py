"""What can go wrong while rendering."""

__all__ = ["RenderingError"]


class RenderingError(Exception):
    """A picture cannot be drawn: graphics or body shapes are missing.

    Parameters
    ----------
    what
        What happened, one plain sentence without a full stop.
    where
        The library, package or file concerned.
    to_do
        What to do about it, one plain sentence.
    """

    def __init__(self, what: str, *, where: str, to_do: str) -> None:
        self.what = what
        self.where = where
        self.to_do = to_do
        super().__init__(f"{where}: {what}. {to_do}")

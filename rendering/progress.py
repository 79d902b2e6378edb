"""What the rendering commands show while they work, and what they leave when interrupted."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

__all__ = ["INTERRUPTED", "progress"]

INTERRUPTED = 130
"""What shells expect after Ctrl-C."""


def progress(console: Console) -> Progress:
    """Return a bar that counts pictures."""
    columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeRemainingColumn(), console=console)

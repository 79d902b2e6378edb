"""The command line: what `formcheck …` shows, asks and returns.

In: Arguments.
Out: Tables, progress, errors with what to do; an exit code.
Must not know: How anything is judged. Heavy imports happen in the command that needs them.
"""

__all__ = ["main"]


def main() -> None:
    """Run the command line; nothing is imported before."""
    from formcheck.cli.commands import main as run

    run()

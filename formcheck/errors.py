"""The errors that a person can meet.

* FormCheckError
  * UsageError: the command or call has an argument that makes no sense
  * VideoError: a recording cannot be read
  * ModelError: the pose model is missing, damaged or cannot be made
  * SpecError: an exercise spec is wrong, with every problem it has
  * OutputError: a result cannot be written

Every message has three parts: what happened, where, and what to do about it.
Library code raises these; only the edges (command line, pages) show them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.printable import printable

__all__ = [
    "FormCheckError",
    "ModelError",
    "OutputError",
    "SpecError",
    "SpecProblem",
    "UsageError",
    "VideoError",
]


class FormCheckError(Exception):
    """Something happened that a person can understand and act on.

    Parameters
    ----------
    what
        What happened, one plain sentence without a full stop.
    where
        The file, line, address or option concerned; empty if there is none.
    to_do
        What to do about it, one plain sentence; empty if nothing helps.
    """

    def __init__(self, what: str, *, where: str = "", to_do: str = "") -> None:
        self.what = what
        self.where = where
        self.to_do = to_do
        super().__init__(self._one_line())

    def _one_line(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.to_do}" if self.to_do else head

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the three parts when an error crosses a process boundary."""
        return (_rebuild, (type(self), self.what, self.where, self.to_do))


def _rebuild(kind: type[FormCheckError], what: str, where: str, to_do: str) -> FormCheckError:
    return kind(what, where=where, to_do=to_do)


class UsageError(FormCheckError):
    """The command or call has an argument that makes no sense."""


class VideoError(FormCheckError):
    """A recording cannot be read."""


class ModelError(FormCheckError):
    """The pose model is missing, damaged or cannot be made."""


class OutputError(FormCheckError):
    """A result cannot be written."""


@dataclass(frozen=True, slots=True)
class SpecProblem:
    """One mistake in an exercise spec.

    ``line`` counts from 1; 0 means the mistake belongs to the whole file.
    """

    line: int
    message: str


SHOWN_PROBLEMS = 20
"""The most mistakes listed, since nobody mends more before looking again; the rest are counted."""


class SpecError(FormCheckError):
    """A spec or labels file is wrong; ``problems`` has all its mistakes, in order of line.

    The message has the first twenty, and the number of the others.
    """

    def __init__(self, file: str, problems: Sequence[SpecProblem]) -> None:
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda p: (p.line, p.message)))
        super().__init__(
            "\n".join(self.lines()),
            to_do="" if len(self.problems) == 1 else f"{len(self.problems)} mistakes in all",
        )

    def lines(self) -> list[str]:
        """Return one line for each of the first problems, with the file and its line.

        If there are more than twenty, a last line gives their number.
        """
        more = len(self.problems) - SHOWN_PROBLEMS
        shown = [
            printable(f"{self._where(problem)}: {problem.message}")
            for problem in self.problems[:SHOWN_PROBLEMS]
        ]
        return [*shown, f"and {more} more"] if more > 0 else shown

    def _where(self, problem: SpecProblem) -> str:
        return f"{self.file}, line {problem.line}" if problem.line else self.file

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the problems when the error crosses a process boundary."""
        return (SpecError, (self.file, self.problems))

"""A report in the terminal, as a trainer reads it: first what could not be judged, then the reps.

Every verdict has a sign and a word as well as a colour. Colours are Okabe and Ito's; here orange
stands for warn, since yellow letters vanish on white.
"""

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from formcheck.exercise.report import (
    AttemptReport,
    CheckReport,
    HoldReport,
    Report,
    RepReport,
    Verdict,
)
from formcheck.exercise.spec import ExerciseSpec, Reps
from formcheck.review.findings import VERDICT_WORD, finding_words, number_words

__all__ = ["Summary", "clock"]

_STYLE: Final = {
    Verdict.GOOD: "#56b4e9",
    Verdict.WARN: "#e69f00",
    Verdict.FAULT: "bold #d55e00",
    Verdict.NOT_JUDGED: "dim",
}
_SIGN: Final = {
    Verdict.GOOD: "✓",
    Verdict.WARN: "!",
    Verdict.FAULT: "✗",
    Verdict.NOT_JUDGED: "–",
}
_PLAIN_SIGN: Final = {
    Verdict.GOOD: "+",
    Verdict.WARN: "!",
    Verdict.FAULT: "x",
    Verdict.NOT_JUDGED: "-",
}
_FOUND: Final = (Verdict.FAULT, Verdict.WARN)


class Summary:
    """One reviewed set, to be printed by rich.

    Parameters
    ----------
    name
        What the recording is called.
    report
        What was found.
    spec
        Names the phases and the measure that is followed.
    folder, files
        Where the results are.
    """

    def __init__(
        self, name: str, report: Report, spec: ExerciseSpec, folder: Path, files: Iterable[str]
    ) -> None:
        self._name = name
        self._report = report
        self._spec = spec
        self._folder = folder
        self._files = tuple(files)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines and the table."""
        signs = _SIGN if options.encoding.startswith("utf") else _PLAIN_SIGN
        yield Text(f"{self._name}: {self._report.exercise_name}, {_counts(self._report)}", "bold")
        for reason in self._report.not_judged:
            yield Text(f"Not judged: {reason}")
        if self._report.reps:
            yield self._reps(signs)
            yield Text(f"Tempo: seconds of {', '.join(self._phases[1:])}", "dim")
        if self._report.holds:
            yield self._holds(signs)
        yield from (Text(line) for line in _remarks(self._report))
        yield Text(f"Files: {self._folder} ({', '.join(self._files)})", overflow="fold")

    def _reps(self, signs: dict[Verdict, str]) -> Table:
        table = _table("#", "Time", self._turn_name, "Tempo", "Verdict", "Found")
        repeated = _never_judged(self._report.reps)
        for rep in self._report.reps:
            table.add_row(
                str(rep.number),
                f"{clock(rep.start_s)}–{clock(rep.end_s)}",
                _turn(rep, self._follow),
                self._tempo(rep),
                _verdict(rep, signs),
                _found(rep.checks, repeated),
            )
        return table

    def _holds(self, signs: dict[Verdict, str]) -> Table:
        table = _table("#", "Time", "Held", "Side", "Verdict", "Found")
        repeated = _never_judged(self._report.holds)
        for hold in self._report.holds:
            table.add_row(
                str(hold.number),
                f"{clock(hold.start_s)}–{clock(hold.end_s)}",
                f"{hold.held_s:.0f} s",
                hold.side,
                _verdict(hold, signs),
                _found(hold.checks, repeated),
            )
        return table

    @property
    def _follow(self) -> str:
        return self._spec.movement.follow.value

    @property
    def _turn_name(self) -> str:
        return self._phases[2].replace("_", " ").capitalize()

    @property
    def _phases(self) -> tuple[str, ...]:
        movement = self._spec.movement
        return self._spec.phase_names if isinstance(movement, Reps) else ("",) * 4

    def _tempo(self, rep: RepReport) -> str:
        seconds = (rep.phases_s.get(phase, math.nan) for phase in self._phases[1:])
        return "/".join("–" if math.isnan(value) else f"{value:.1f}" for value in seconds)


def clock(time_s: float) -> str:
    """Return a time as minutes and seconds, such as ``0:07.5``."""
    minutes, tenths = divmod(round(time_s * 10), 600)
    return f"{minutes}:{tenths / 10:04.1f}"


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading, vertical="top", no_wrap=heading in ("#", "Time"))
    return table


def _counts(report: Report) -> str:
    judged: list[RepReport | HoldReport] = [*report.reps, *report.holds]
    if not judged:
        return "nothing counted"
    what = "hold" if report.holds else "rep"
    verdicts = [item.verdict for item in judged]
    parts = [
        f"{verdicts.count(verdict)} {VERDICT_WORD[verdict]}"
        for verdict in Verdict
        if verdict in verdicts
    ]
    return f"{len(judged)} {what}{'s' if len(judged) > 1 else ''} ({', '.join(parts)})"


def _turn(rep: RepReport, follow: str) -> str:
    value = number_words(rep.extreme, follow)
    return f"{clock(rep.extreme_s)} {value}".rstrip()


def _verdict(item: RepReport | HoldReport, signs: dict[Verdict, str]) -> Text:
    words = item.label or VERDICT_WORD[item.verdict]
    return Text(f"{signs[item.verdict]} {words}", _STYLE[item.verdict])


def _found(checks: Iterable[CheckReport], repeated: frozenset[str]) -> Text:
    lines = Text()
    for verdict in _FOUND:
        for check in checks:
            if check.verdict is verdict:
                lines.append(f"{finding_words(check)}\n", _STYLE[verdict])
    missing = [c for c in checks if c.verdict is Verdict.NOT_JUDGED and c.id not in repeated]
    for check in missing:
        reason = f" ({check.reason})" if check.reason else ""
        lines.append(f"not judged: {check.name}{reason}\n", "dim")
    lines.rstrip()
    return lines


def _never_judged(items: Iterable[RepReport | HoldReport]) -> frozenset[str]:
    """Return the checks judged in no rep: they are said once above, not in every row."""
    unjudged = [
        {check.id for check in item.checks if check.verdict is Verdict.NOT_JUDGED} for item in items
    ]
    return frozenset(set.intersection(*unjudged))


def _remarks(report: Report) -> Iterator[str]:
    if report.attempts:
        yield f"Not counted: {'; '.join(map(_attempt, report.attempts))}"
    for interruption in report.interruptions:
        yield f"Set interrupted at {clock(interruption.time_s)}: {interruption.text}"
    if report.video and report.video.note:
        yield f"About the recording: {report.video.note}"


def _attempt(attempt: AttemptReport) -> str:
    return f"{attempt.reason} at {clock(attempt.extreme_s)}"

"""A report in the terminal, as a trainer reads it: unjudged checks first, then the reps.

A rep's findings stand beneath its line, so that narrow terminals wrap but lose nothing. Rich's
tables have no cell across columns, so this module aligns the lines, by the width of letters.
Every verdict has a sign and a word as well as a colour. Colours are Okabe and Ito's; here orange
stands for warn, since yellow letters vanish on white.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from formcheck.drawing.findings import (
    VERDICT_SIGN,
    attempt_words,
    finding_words,
    number_words,
    set_words,
)
from formcheck.exercise.coach.unjudged import otherwise_words
from formcheck.exercise.results.report import (
    AttemptReport,
    CheckReport,
    HoldReport,
    PersonChoice,
    Report,
    RepReport,
    Verdict,
)
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.printable import printable
from formcheck.words.catalogue import english

__all__ = ["Summary", "clock"]

_STYLE: Final = {
    Verdict.GOOD: "#56b4e9",
    Verdict.WARN: "#e69f00",
    Verdict.FAULT: "bold #d55e00",
    Verdict.NO_FAULT_SEEN: "dim",
    Verdict.NO_ROUNDING_SEEN: "dim",
    Verdict.NOT_JUDGED: "dim",
}
_PLAIN_SIGN: Final = {
    Verdict.GOOD: "+",
    Verdict.WARN: "!",
    Verdict.FAULT: "x",
    Verdict.NO_FAULT_SEEN: "~",
    Verdict.NO_ROUNDING_SEEN: "o",
    Verdict.NOT_JUDGED: "-",
}
_FOUND: Final = (Verdict.FAULT, Verdict.WARN)
_EITHER_WAY: Final = ("way out", "turn", "way back")  # if a set's reps differ in order
_ROUGHLY: Final = (
    "Where that is not your own standing, or was round itself, where much of the outline was "
    "hidden, or where a limit is too near, the best that can be said is that no rounding was seen"
)
_BY_MORE: Final = "Only what exceeds a limit by more than that counts"
_ANOTHER: Final = " Another is followed with --person left, right or TIME@X,Y."
_INDENT: Final = 3  # findings stand beneath their rep, out of the way of the numbers

_Item = RepReport | HoldReport
_Cells = tuple[str, ...]
_Row = tuple[_Item, _Cells]
_Signs = dict[Verdict, str]


class Summary:
    """One reviewed set, for rich to print.

    Parameters
    ----------
    name
        The recording's name.
    report
        The report of the set.
    spec
        The exercise; it names the followed measure.
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
        """Yield the lines one by one, wrapped to the terminal's width."""
        signs = VERDICT_SIGN if options.encoding.startswith("utf") else _PLAIN_SIGN
        yield _line(f"{self._name}: {_heading(self._report)}, {_counts(self._report)}", "bold")
        if (other := self._report.looks_like) is not None:
            yield _line(
                f"{other.words} Nothing is judged by the wrong one: choose it with "
                f"--exercise {other.exercise}."
            )
        for reason in _by_reason(self._report.not_judged):
            yield _line(f"Not judged: {reason}")
        if self._report.reps:
            yield from self._reps(signs)
            yield _line(self._legend, "dim")
        if self._report.holds:
            yield from self._holds(signs)
        yield from map(_line, _comparisons(self._report))
        yield from map(_line, _remarks(self._report))
        files = _line(f"Files: {self._folder} ({', '.join(self._files)})")
        files.overflow = "fold"
        yield files

    def _reps(self, signs: _Signs) -> Iterator[RenderableType]:
        rows = [
            (rep, (str(rep.number), _times(rep), _turn(rep, self._follow), _tempo(rep)))
            for rep in self._report.reps
        ]
        return _table(("#", "Time", self._turn_name, "Tempo"), rows, signs, _begun(self._report))

    def _holds(self, signs: _Signs) -> Iterator[RenderableType]:
        rows = [
            (hold, (str(hold.number), _times(hold), f"{hold.held_s:.0f} s", hold.side))
            for hold in self._report.holds
        ]
        return _table(("#", "Time", "Held", "Side"), rows, signs, _begun(self._report))

    @property
    def _follow(self) -> str:
        return self._spec.judged.follow.value

    @property
    def _turn_name(self) -> str:
        return _spoken(self._phases[1]).capitalize()

    @property
    def _phases(self) -> tuple[str, ...]:
        """The way out, the turn and the way back, as the reps had them: a lift has two orders."""
        orders = {tuple(rep.phases_s)[-3:] for rep in self._report.reps if rep.phases_s}
        return orders.pop() if len(orders) == 1 else _EITHER_WAY

    @property
    def _legend(self) -> str:
        phases = ", ".join(map(_spoken, self._phases))
        return f"{self._turn_name}: when, and {self._follow}. Tempo: seconds of {phases}"


def _heading(report: Report) -> str:
    told = math.isfinite(report.recognised)
    return f"{report.exercise_name} (recognised)" if told else report.exercise_name


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _tempo(rep: RepReport) -> str:
    seconds = list(rep.phases_s.values())[-3:] or [math.nan] * 3
    return "/".join("–" if math.isnan(value) else f"{value:.1f}" for value in seconds)


def clock(time_s: float) -> str:
    """Return a time as minutes and seconds, such as ``0:07.5``."""
    minutes, tenths = divmod(round(time_s * 10), 600)
    return f"{minutes}:{tenths / 10:04.1f}"


def _line(text: str, style: str = "") -> Text:
    """Return a line for the terminal; markup in texts from specs and files has no effect."""
    return Text(printable(text), style)


def _by_reason(not_judged: Iterable[str]) -> Iterator[str]:
    """Yield the unjudged checks, those with the same reason in one line."""
    subjects: dict[str, list[str]] = {}
    for words in not_judged:
        subject, colon, reason = words.partition(": ")
        same = f": {reason}" if colon else ""
        subjects.setdefault(same or subject, []).append(subject)
    for same, names in subjects.items():
        yield ", ".join(names) + (same if same.startswith(": ") else "")


def _begun(report: Report) -> dict[int, str]:
    """Return each set's name by its first rep or hold; empty if there is only one set."""
    several = len(report.sets) > 1
    return {part.reps[0]: set_words(english(), part) for part in report.sets} if several else {}


def _table(
    headings: _Cells, rows: Sequence[_Row], signs: _Signs, begun: dict[int, str]
) -> Iterator[RenderableType]:
    """Yield the headings and every row with its verdict and, beneath it, its findings.

    ``begun`` maps the numbers of some rows to the lines that stand before them.
    """
    columns = zip(headings, *(cells for _, cells in rows), strict=True)
    widths = [max(map(cell_len, column)) for column in columns]
    repeated = _never_judged([item for item, _ in rows])
    yield _line(f"{_aligned(headings, widths)}Verdict", "dim")
    for item, cells in rows:
        if item.number in begun:
            yield _line(begun[item.number])
        yield Text.assemble(_line(_aligned(cells, widths)), _verdict(item, signs))
        for found in _found(item.checks, repeated):
            yield Padding(found, (0, 0, 0, _INDENT), expand=False)


def _aligned(cells: _Cells, widths: Sequence[int]) -> str:
    return "".join(
        set_cell_size(cell, width + 2) for cell, width in zip(cells, widths, strict=True)
    )


def _times(item: _Item) -> str:
    return f"{clock(item.start_s)}–{clock(item.end_s)}"


def _counts(report: Report) -> str:
    judged: list[_Item] = [*report.reps, *report.holds]
    if not judged:
        return "nothing counted"
    what = "hold" if report.holds else "rep"
    verdicts = [item.verdict for item in judged]
    parts = [
        f"{verdicts.count(verdict)} {english().of('verdict', verdict)}"
        for verdict in Verdict
        if verdict in verdicts
    ]
    sets = f" in {len(report.sets)} sets" if len(report.sets) > 1 else ""
    return f"{len(judged)} {what}{'s' if len(judged) > 1 else ''}{sets} ({', '.join(parts)})"


def _turn(rep: RepReport, follow: str) -> str:
    value = number_words(english(), rep.extreme, rep.followed or follow)
    other = f" ({rep.followed})" if rep.followed else ""
    return f"{clock(rep.extreme_s)} {value}{other}".rstrip()


def _verdict(item: _Item, signs: _Signs) -> Text:
    words = item.label or english().of("verdict", item.verdict)
    return _line(f"{signs[item.verdict]} {words}", _STYLE[item.verdict])


def _found(checks: Iterable[CheckReport], repeated: frozenset[str]) -> Iterator[Text]:
    for verdict in _FOUND:
        for check in checks:
            if check.verdict is verdict:
                yield _line(finding_words(english(), check), _STYLE[verdict])
    missing: dict[str, list[str]] = {}
    for check in checks:
        if check.missing and check.id not in repeated:
            missing.setdefault(check.reason, []).append(check.name)
    for reason, names in missing.items():
        yield _line(f"not judged: {', '.join(names)}" + (f" ({reason})" if reason else ""), "dim")


def _never_judged(items: Iterable[_Item]) -> frozenset[str]:
    """Return the checks judged in no rep: the summary lists them once, not in every row."""
    unjudged = [{check.id for check in item.checks if check.missing} for item in items]
    return frozenset(set.intersection(*unjudged))


def _comparisons(report: Report) -> Iterator[str]:
    """Yield each reference of the back's outline, with its error."""
    used: dict[str, list[tuple[int, float]]] = {}
    items: list[_Item] = [*report.reps, *report.holds]
    for item in items:
        if (compared := item.back_reference) is not None:
            used.setdefault(compared.words, []).append((item.number, compared.error_deg))
    if used:
        what = "hold" if report.holds else "rep"
        told = [
            f"{words}, give or take {_span([error for _, error in each])}"
            + (f" ({_numbered(what, [number for number, _ in each])})" if len(used) > 1 else "")
            for words, each in used.items()
        ]
        yield f"The outline of your back was compared with {'; with '.join(told)}. {_BY_MORE}."
    if any(check.verdict is Verdict.NO_ROUNDING_SEEN for item in items for check in item.checks):
        yield f"{_ROUGHLY}."
    parts = dict.fromkeys(i.back_reference.part for i in items if i.back_reference)
    for part in filter(None, parts):
        which = [i.number for i in items if i.back_reference and i.back_reference.part == part]
        where = f" ({_numbered(what, which)})" if len(which) < len(items) else ""
        yield f"Judged by {part}{where}."
    if otherwise := otherwise_words(english(), items):
        yield otherwise


def _span(errors: Sequence[float]) -> str:
    """Return a range of degrees, from the smallest to the largest."""
    least, most = f"{min(errors):.0f}", f"{max(errors):.0f}°"
    return most if most == f"{least}°" else f"{least}–{most}"


def _numbered(what: str, numbers: Sequence[int]) -> str:
    """Return the numbers of reps or holds in words, neighbours joined to ranges."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"{what}{'s' if len(numbers) > 1 else ''} {', '.join(spans)}"


def _remarks(report: Report) -> Iterator[str]:
    if report.attempts:
        yield f"Not counted: {'; '.join(map(_attempt, report.attempts))}"
    for interruption in report.interruptions:
        yield f"Set interrupted at {clock(interruption.time_s)}: {interruption.text}"
    if report.video and (person := report.video.person):
        yield person.words + ("" if person.chosen is PersonChoice.NAMED else _ANOTHER)
    if report.video and report.video.note:
        yield f"About the recording: {report.video.note}"


def _attempt(attempt: AttemptReport) -> str:
    return f"{attempt_words(english(), attempt)} at {clock(attempt.extreme_s)}"

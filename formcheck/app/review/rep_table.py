"""The reps or holds of a set as an HTML table for wide and narrow pages.

On a narrow page the rows become blocks and each cell begins with its column's name, which
Streamlit's own tables cannot do. Verdicts have a sign and a word as well as a colour; checks not
judged come before findings.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Final

from formcheck.app.summary.set_summary import Judged
from formcheck.drawing.findings import VERDICT_SIGN, finding_words, set_words
from formcheck.exercise.coach.unjudged import reason_words
from formcheck.exercise.results.report import CheckReport, Report, RepReport, Verdict
from formcheck.printable import in_html
from formcheck.review.summary import clock
from formcheck.words.catalogue import Words

__all__ = ["rep_table", "tempo_legend"]

_WAYS: Final = 3
"""The tempo covers the last three phases: way out, turn, way back."""


_NOTHING: Final = '<span class="fc-nothing">–</span>'


def rep_table(report: Report, words: Words) -> str:
    """Return the table as HTML; empty where nothing was counted."""
    items: tuple[Judged, ...] = report.reps or report.holds
    if not items:
        return ""
    reps = bool(report.reps)
    names = (
        words("table-rep" if reps else "table-hold"),
        words("table-time"),
        words("table-tempo" if reps else "table-held"),
        words("table-verdict"),
        words("table-seen"),
    )
    never = _never_judged(items)
    head = "".join(f'<th scope="col">{in_html(name)}</th>' for name in names)
    several = report.sets if report.sets[1:] else ()
    begun = {part.reps[0]: set_words(words, part) for part in several}
    rows = "".join(
        _set_row(begun.get(item.number, ""), len(names)) + _row(item, names, never, words)
        for item in items
    )
    counted = "table-caption-reps" if reps else "table-caption-holds"
    caption = words(counted, exercise=report.exercise_name, count=len(items))
    return (
        f'<table class="fc-reps"><caption>{in_html(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def tempo_legend(report: Report, words: Words) -> str:
    """Return the legend of the tempo's numbers; with the phases' names where all reps had them."""
    orders = {tuple(rep.phases_s)[-_WAYS:] for rep in report.reps}
    names = orders.pop() if len(orders) == 1 else ()
    spoken = ", ".join(name.replace("_", " ") for name in names)
    return words("table-tempo-legend", phases=spoken or words("table-tempo-phases"))


def _set_row(name: str, columns: int) -> str:
    """Return the row that heads a set, above its first rep or hold; empty where none begins."""
    return f'<tr><th scope="colgroup" colspan="{columns}">{in_html(name)}</th></tr>' if name else ""


def _row(item: Judged, names: tuple[str, ...], never: frozenset[str], words: Words) -> str:
    word = item.label or words.of("verdict", item.verdict)
    verdict = (
        f'<span class="fc-verdict fc-{item.verdict.value}">'
        f'<span aria-hidden="true">{VERDICT_SIGN[item.verdict]}</span> {in_html(word)}</span>'
    )
    seen = "".join(f"<li>{in_html(line)}</li>" for line in _seen(item.checks, never, words))
    time = f"{clock(item.start_s)}–{clock(item.end_s)}"
    cells = (
        in_html(time),
        in_html(_pace(item, words)),
        verdict,
        f"<ul>{seen}</ul>" if seen else _NOTHING,
    )
    rest = "".join(
        f'<td data-name="{in_html(name)}">{cell}</td>'
        for name, cell in zip(names[1:], cells, strict=True)
    )
    return f'<tr><th scope="row" data-name="{in_html(names[0])}">{item.number}</th>{rest}</tr>'


def _pace(item: Judged, words: Words) -> str:
    if not isinstance(item, RepReport):
        held = words.number(item.held_s, 0)
        if not item.side:
            return words("table-held-for", seconds=held)
        return words("table-held-on", seconds=held, side=item.side)
    seconds = list(item.phases_s.values())[-_WAYS:] or [math.nan]
    values = ("–" if math.isnan(each) else words.number(each, 1) for each in seconds)
    return words("table-tempo-values", values=" / ".join(values))


def _seen(checks: Iterable[CheckReport], never: frozenset[str], words: Words) -> Iterator[str]:
    """Yield the checks not judged, by reason, and then the findings, the worst first."""
    by_reason: dict[str, list[str]] = {}
    for check in (check for check in checks if check.missing):
        if check.id not in never:
            by_reason.setdefault(reason_words(words, check.why), []).append(check.name)
    for reason, names in by_reason.items():
        listed = ", ".join(names)
        if reason:
            yield words("table-not-judged-why", names=listed, why=reason)
        else:
            yield words("table-not-judged", names=listed)
    for verdict in (Verdict.FAULT, Verdict.WARN):
        yield from (finding_words(words, check) for check in checks if check.verdict is verdict)


def _never_judged(items: Iterable[Judged]) -> frozenset[str]:
    """Return the checks judged in no rep or hold: the page names them once, above the table."""
    missing = [{check.id for check in item.checks if check.missing} for item in items]
    return frozenset(set.intersection(*missing))

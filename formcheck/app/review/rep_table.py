"""The reps or holds of a set as a table that every browser shows, wide or narrow.

On a narrow page the rows become blocks, each cell led by the name of its column, which Streamlit's
own tables cannot do. Verdicts have a sign and a word as well as a colour; what was not judged
stands before what was found.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Final

from formcheck.app.summary.set_summary import Judged
from formcheck.drawing.findings import VERDICT_SIGN, VERDICT_WORD, finding_words, set_words
from formcheck.exercise.results.report import CheckReport, Report, RepReport, Verdict
from formcheck.printable import in_html
from formcheck.review.summary import clock

__all__ = ["rep_table", "tempo_legend"]

_WAYS: Final = 3
"""The tempo is told of the last three phases: way out, turn, way back."""


_NOTHING: Final = '<span class="fc-nothing">–</span>'


def rep_table(report: Report) -> str:
    """Return the table as HTML; empty where nothing was counted."""
    items: tuple[Judged, ...] = report.reps or report.holds
    if not items:
        return ""
    first, pace = ("Rep", "Tempo") if report.reps else ("Hold", "Held")
    names = (first, "Time", pace, "Verdict", "What was seen")
    never = _never_judged(items)
    head = "".join(f'<th scope="col">{in_html(name)}</th>' for name in names)
    begun = {part.reps[0]: set_words(part) for part in report.sets} if report.sets[1:] else {}
    rows = "".join(
        _set_row(begun.get(item.number, ""), len(names)) + _row(item, names, never)
        for item in items
    )
    caption = f"{report.exercise_name}: {len(items)} {first.lower()}{'s' * (len(items) > 1)}"
    return (
        f'<table class="fc-reps"><caption>{in_html(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def tempo_legend(report: Report) -> str:
    """Return what the numbers of the tempo are; the phases by name where all reps had them."""
    orders = {tuple(rep.phases_s)[-_WAYS:] for rep in report.reps}
    names = orders.pop() if len(orders) == 1 else ()
    spoken = (name.replace("_", " ") for name in names)
    return f"Tempo: seconds of {', '.join(spoken) or 'way out, turn, way back'}."


def _set_row(words: str, columns: int) -> str:
    """Return the row above a set's first rep or hold; empty where no set begins."""
    return (
        f'<tr><th scope="colgroup" colspan="{columns}">{in_html(words)}</th></tr>' if words else ""
    )


def _row(item: Judged, names: tuple[str, ...], never: frozenset[str]) -> str:
    word = item.label or VERDICT_WORD[item.verdict]
    verdict = (
        f'<span class="fc-verdict fc-{item.verdict.value}">'
        f'<span aria-hidden="true">{VERDICT_SIGN[item.verdict]}</span> {in_html(word)}</span>'
    )
    seen = "".join(f"<li>{in_html(line)}</li>" for line in _seen(item.checks, never))
    time = f"{clock(item.start_s)}–{clock(item.end_s)}"
    cells = (in_html(time), in_html(_pace(item)), verdict, f"<ul>{seen}</ul>" if seen else _NOTHING)
    rest = "".join(
        f'<td data-name="{in_html(name)}">{cell}</td>'
        for name, cell in zip(names[1:], cells, strict=True)
    )
    return f'<tr><th scope="row" data-name="{in_html(names[0])}">{item.number}</th>{rest}</tr>'


def _pace(item: Judged) -> str:
    if not isinstance(item, RepReport):
        return f"{item.held_s:.0f} s" + (f", {item.side}" if item.side else "")
    seconds = list(item.phases_s.values())[-_WAYS:] or [math.nan]
    return " / ".join("–" if math.isnan(each) else f"{each:.1f}" for each in seconds) + " s"


def _seen(checks: Iterable[CheckReport], never: frozenset[str]) -> Iterator[str]:
    """Yield what was not judged, by its reason, and then what was found, the worst first."""
    by_reason: dict[str, list[str]] = {}
    for check in (check for check in checks if check.missing):
        if check.id not in never:
            by_reason.setdefault(check.reason, []).append(check.name)
    for reason, names in by_reason.items():
        yield f"Not judged: {', '.join(names)}" + (f" ({reason})" if reason else "")
    for verdict in (Verdict.FAULT, Verdict.WARN):
        yield from (finding_words(check) for check in checks if check.verdict is verdict)


def _never_judged(items: Iterable[Judged]) -> frozenset[str]:
    """Return the checks judged in none: they are told once, above the table."""
    missing = [{check.id for check in item.checks if check.missing} for item in items]
    return frozenset(set.intersection(*missing))

"""One page that shows every miss: what was labelled, what was found, the curves and the frames."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from formcheck.evaluate.evaluator import JudgedClip
from formcheck.evaluate.page.sections import ClipSection
from formcheck.evaluate.page.style import STYLE
from formcheck.evaluate.score.misses import misses_of
from formcheck.evaluate.score.result import Evaluation
from formcheck.evaluate.tables.clips import rows_of
from formcheck.evaluate.tables.row import WORDY, Row
from formcheck.printable import in_html
from formcheck.review.outputs import NewFile, results_of

__all__ = ["NUMBERS", "PAGE", "Page"]

PAGE: Final = "index.html"
NUMBERS: Final = "evaluation.json"


class Page:
    """Gathers the misses of clips one after the other, and writes them as one file.

    Parameters
    ----------
    folder
        Where the page goes; made in the end.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sections: list[str] = []
        self._contents: list[str] = []

    def add(self, judged: JudgedClip) -> None:
        """Add what is not as labelled in a clip; nothing if all is.

        Raises
        ------
        VideoError
            The recording cannot be read any more.
        """
        missed = misses_of(judged.result)
        if not missed and judged.result.missed == judged.result.extra == 0:
            return
        anchor = f"clip-{len(self._sections) + 1}"
        self._sections.append("\n".join(ClipSection(judged, missed, anchor).parts()))
        kinds = Counter(miss.kind for rep in missed for miss in rep.misses)
        told = ", ".join(f"{count} × {kind}" for kind, count in kinds.items())
        name = in_html(judged.result.clip)
        self._contents.append(
            f'<li><a href="#{anchor}">{name}</a> <span class="soft">{told}</span></li>'
        )

    def write(self, evaluation: Evaluation) -> Path:
        """Write the page, and the numbers beside it; return the page's file.

        Raises
        ------
        OutputError
            It cannot be written.
        """
        with results_of(self._folder, (PAGE, NUMBERS)) as unfinished:
            with NewFile(unfinished / PAGE) as file:
                for part in self._parts(evaluation):
                    file.write(part + "\n")
            with NewFile(unfinished / NUMBERS) as file:
                file.write(evaluation.as_json(indent=2) + "\n")
        return self._folder / PAGE

    def _parts(self, evaluation: Evaluation) -> Iterator[str]:
        title = in_html(f"Evaluation of {evaluation.source}")
        yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
        yield f'<p class="soft">{in_html(_about(evaluation))}</p>'
        for heading, heads, rows in rows_of(evaluation):
            yield _table(heading, heads, rows)
        yield from _left_out(evaluation)
        legend = _legend(rendered=evaluation.rendered)
        yield f"<h2>What is not as labelled</h2>\n{legend}"
        yield f"<ul>{''.join(self._contents)}</ul>" if self._contents else "<p>Nothing.</p>"
        yield from self._sections
        yield "</body>\n</html>"


def _legend(*, rendered: bool) -> str:
    keys = {"labelled": "labelled", "found": "found", **({"true": "true"} if rendered else {})}
    shown = " &nbsp; ".join(f'<span class="key {key}"></span>{word}' for key, word in keys.items())
    words = "Bars are reps, upright lines their extremes; a curve breaks where nothing was seen."
    return f'<p class="soft">{shown}. {words}</p>'


def _about(evaluation: Evaluation) -> str:
    clips = f"{len(evaluation.clips)} clips judged"
    made = ", ".join(f"{name} {value[:12]}" for name, value in evaluation.versions.items())
    broken = " Interrupted: clips after these are missing." if evaluation.interrupted else ""
    rendered = " The people are rendered; their truth is exact." if evaluation.rendered else ""
    return f"{clips}, by {made}.{rendered}{broken}"


def _table(title: str, heads: tuple[str, ...], rows: Iterable[Row]) -> str:
    lines = [_line("td", row, heads) for row in rows]
    if not lines:
        return ""
    head = _line("th", heads, heads)
    body = "\n".join(lines)
    caption = in_html(title)
    return f'<div class="scroll"><table><caption>{caption}</caption>\n{head}\n{body}</table></div>'


def _line(cell: str, row: Row, heads: tuple[str, ...]) -> str:
    """Return a row; words stand to the left, numbers to the right."""
    cells = (
        f"<{cell}{_WORDS if head in WORDY else ''}>{in_html(text)}</{cell}>"
        for text, head in zip(row, heads, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


_WORDS: Final = ' class="text"'


def _left_out(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.skipped:
        lines = "".join(f"<li>{in_html(f'{s.clip}: {s.why}')}</li>" for s in evaluation.skipped)
        count = len(evaluation.skipped)
        yield f"<details><summary>{count} clips left out</summary><ul>{lines}</ul></details>"

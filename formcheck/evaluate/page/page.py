"""Writes one page that shows every miss: labels, findings, curves and frames."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from formcheck.evaluate.evaluator import JudgedClip
from formcheck.evaluate.page.markup import filled
from formcheck.evaluate.page.sections import clip_section
from formcheck.evaluate.score.misses import misses_of
from formcheck.evaluate.score.result import Evaluation
from formcheck.evaluate.tables.clips import rows_of
from formcheck.evaluate.tables.row import WORDY
from formcheck.review.outputs import NewFile, results_of

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["NUMBERS", "PAGE", "Page"]

PAGE: Final = "index.html"
NUMBERS: Final = "evaluation.json"


@dataclass(frozen=True, slots=True)
class _Clip:
    """A clip with misses: its entry in the list and its section."""

    anchor: str
    name: str
    kinds: str
    section: "Markup"


class Page:
    """Gathers the misses of clips one after the other, and writes them as one file.

    Parameters
    ----------
    folder
        The folder for the page; `write` makes it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clips: list[_Clip] = []

    def add(self, judged: JudgedClip) -> None:
        """Add a clip's misses; a clip without any adds nothing.

        Raises
        ------
        VideoError
            The recording is no longer readable.
        """
        missed = misses_of(judged.result)
        if not missed and judged.result.missed == judged.result.extra == 0:
            return
        anchor = f"clip-{len(self._clips) + 1}"
        counted = Counter(miss.kind for rep in missed for miss in rep.misses)
        kinds = ", ".join(f"{count} × {kind}" for kind, count in counted.items())
        section = clip_section(judged, missed, anchor)
        self._clips.append(_Clip(anchor, judged.result.clip, kinds, section))

    def write(self, evaluation: Evaluation) -> Path:
        """Write the page, and the numbers beside it; return the page's file.

        Raises
        ------
        OutputError
            The page cannot be written.
        """
        page = filled(
            "page.html.j2",
            title=f"Evaluation of {evaluation.source}",
            about=_about(evaluation),
            tables=[dict(zip(_TABLE, table, strict=True)) for table in rows_of(evaluation)],
            wordy=WORDY,
            skipped=evaluation.skipped,
            keys=["labelled", "found", *(["true"] if evaluation.rendered else [])],
            clips=self._clips,
        )
        with results_of(self._folder, (PAGE, NUMBERS)) as unfinished:
            with NewFile(unfinished / PAGE) as file:
                file.write(page)
            with NewFile(unfinished / NUMBERS) as file:
                file.write(evaluation.as_json(indent=2) + "\n")
        return self._folder / PAGE


_TABLE: Final = ("title", "heads", "rows")


def _about(evaluation: Evaluation) -> str:
    clips = f"{len(evaluation.clips)} clips judged"
    made = ", ".join(f"{name} {value[:12]}" for name, value in evaluation.versions.items())
    broken = " Interrupted: clips after these are missing." if evaluation.interrupted else ""
    rendered = " The people are rendered; their truth is exact." if evaluation.rendered else ""
    return f"{clips}, by {made}.{rendered}{broken}"

"""Parts of the live picture that last longer than a frame: the verdict, a caption, a rest."""

import math

from formcheck.drawing.style import CUE_S, WORD_S
from formcheck.exercise.results.moment import Moment
from formcheck.exercise.results.report import RepReport, Verdict, worst
from formcheck.guide.guidance import Guidance, Stage
from formcheck.live.hud.style import CALM_S, WORDS_PER_S

__all__ = ["BandVerdict", "LastingCaption", "RestShare"]

_MOVING: frozenset[Stage] = frozenset({Stage.PRACTICE, Stage.SET})


class BandVerdict:
    """The verdict the band shows: of the movement under way, else of the rep before it.

    A frame's verdict must last before the band shows it, and longer if it is better. The verdict of
    a finished rep stays until the next one is on its way. ``None`` while there is no verdict.
    """

    def __init__(self) -> None:
        self._shown: Verdict | None = None
        self._seen: Verdict | None = None
        self._since_s = math.nan
        self._ended_in: str | None = None

    def step(self, guidance: Guidance) -> Verdict | None:
        """Take the next frame and return the verdict to show."""
        if guidance.stage not in _MOVING:
            self._shown, self._ended_in = None, None
            return None
        moment = guidance.moment
        if isinstance(moment.finished, RepReport):
            self._shown, self._ended_in = moment.finished.verdict, moment.phase
        elif self._ended_in not in (None, moment.phase):
            self._ended_in = None
        seen = _live(moment)
        if seen is not self._seen:
            self._seen, self._since_s = seen, guidance.time_s
        if self._ended_in is None and guidance.time_s - self._since_s >= self._wait_s(seen):
            self._shown = seen
        return self._shown

    def _wait_s(self, seen: Verdict | None) -> float:
        shown = [] if self._shown is None else [self._shown]
        better = seen is None or worst([*shown, seen]) is not seen
        return CALM_S if better else WORD_S


def _live(moment: Moment) -> Verdict | None:
    return worst(list(moment.checks.values())) if moment.checks else None


class LastingCaption:
    """The last caption, for as long as hearing and reading it takes."""

    def __init__(self) -> None:
        self._text = ""
        self._from_s = math.nan
        self._until_s = math.nan

    def step(self, guidance: Guidance) -> str:
        """Take the next frame and return the caption to show, empty once it has been read."""
        said_again = any(said.text for said in guidance.spoken)
        if guidance.caption != self._text or said_again:
            self._text, self._from_s = guidance.caption, guidance.time_s
            words = len(self._text.split())
            self._until_s = guidance.time_s + max(CUE_S, words / WORDS_PER_S + 1.0)
        return self._text if self._from_s <= guidance.time_s < self._until_s else ""


class RestShare:
    """The share of a rest that is left, of its length at the beginning."""

    def __init__(self) -> None:
        self._whole_s = math.nan

    def step(self, guidance: Guidance) -> float:
        """Take the next frame and return the share from 0 to 1; NaN except while resting."""
        left_s = guidance.rest_left_s
        if guidance.stage is not Stage.RESTING or math.isnan(left_s):
            self._whole_s = math.nan
            return math.nan
        self._whole_s = max(left_s, 0.0 if math.isnan(self._whole_s) else self._whole_s)
        return left_s / self._whole_s if self._whole_s > 0 else 0.0

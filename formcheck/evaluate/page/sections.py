"""Makes one clip's part of the page: its curves and frames, rep by rep."""

import base64
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from formcheck.drawing.findings import unit_of
from formcheck.evaluate.evaluator import JudgedClip
from formcheck.evaluate.page.curves import Curve, Limit, Span
from formcheck.evaluate.page.markup import filled
from formcheck.evaluate.page.pictures import pictures_of
from formcheck.evaluate.score.misses import Kind, Miss, MissedRep
from formcheck.evaluate.score.result import ClipResult, RepResult, Times
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.spec.models import Steady

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["clip_section"]

_AROUND_S: Final = 1.5
"""Seconds that a chart shows before and after a rep."""

_SAME_S: Final = 0.1
"""Seconds within which two frames look the same."""


@dataclass(frozen=True, slots=True)
class _Chart:
    title: str
    svg: "Markup"


@dataclass(frozen=True, slots=True)
class _Tag:
    words: str
    style: str


@dataclass(frozen=True, slots=True)
class _Frame:
    jpeg: str
    words: str


@dataclass(frozen=True, slots=True)
class _Card:
    """A rep as the template shows it."""

    name: str
    tags: list[_Tag]
    words: list[str]
    compared_with: str
    charts: list[_Chart]
    frames: list[_Frame]


def clip_section(judged: JudgedClip, missed: list[MissedRep], anchor: str) -> "Markup":
    """Return the misses of one clip as HTML.

    Parameters
    ----------
    judged
        The clip.
    missed
        Its reps with misses.
    anchor
        The section's id, for links.

    Raises
    ------
    VideoError
        The recording is no longer readable.
    """
    section = _Section(judged, missed)
    cards = [(each.serious, section.card(each)) for each in missed]
    return filled(
        "clip.html.j2",
        anchor=anchor,
        name=judged.result.clip,
        facts=_facts(judged.result),
        # The card of a single rep already shows the whole clip.
        overview=None if len(judged.result.reps) == 1 else section.overview(),
        serious=[card for serious, card in cards if serious],
        warned=[card for serious, card in cards if not serious],
    )


class _Section:
    """Draws the curves and picks the frames of one clip."""

    def __init__(self, judged: JudgedClip, missed: list[MissedRep]) -> None:
        self._judged = judged
        self._checks = {check.id: check for check in judged.spec.checks}
        times_s = {time_s for rep in missed for _, time_s in _frames(rep)}
        self._pictures: Mapping[float, bytes] = pictures_of(
            judged.clip.video, judged.spec, judged.trace, times_s
        )

    def card(self, missed: MissedRep) -> _Card:
        """Return the card of a rep with misses."""
        return _Card(
            name=_name(missed.rep),
            tags=_tags(missed.misses),
            words=[miss.words for miss in missed.misses],
            compared_with=missed.rep.compared_with.replace("_", " "),
            charts=[_chart(curve) for curve in self._curves(missed)],
            frames=[
                _Frame(_base64(self._pictures[time_s]), f"{words}, {time_s:.2f} s")
                for words, time_s in _frames(missed)
                if time_s in self._pictures
            ],
        )

    def overview(self) -> _Chart:
        """Return the followed measure over the whole clip."""
        time_s = self._judged.trace.time_s
        ends = (float(time_s[0]), float(time_s[-1])) if len(time_s) else (0.0, 1.0)
        follow = self._judged.spec.judged.follow
        return _chart(self._curve(follow, ends, self._judged.result.reps))

    def _curves(self, missed: MissedRep) -> Iterator[Curve]:
        """Yield the curves of the followed measure and of each check with a miss."""
        turns = [turn for turn in (missed.rep.labelled, missed.rep.found) if turn]
        ends = (
            min(turn.start_s for turn in turns) - _AROUND_S,
            max(turn.end_s for turn in turns) + _AROUND_S,
        )
        checks = {miss.check.measure: miss.check.id for miss in missed.misses if miss.check}
        follow = self._judged.spec.judged.follow
        yield self._curve(
            follow, ends, self._judged.result.reps, self._limits(checks.pop(follow.value, ""))
        )
        for name, check_id in checks.items():
            if name in Measure.__members__.values():  # a check of pace has a time, no curve
                yield self._curve(Measure(name), ends, [missed.rep], self._limits(check_id))

    def _curve(
        self,
        measure: Measure,
        ends: tuple[float, float],
        reps: Iterable[RepResult],
        limits: Iterable[Limit] = (),
    ) -> Curve:
        trace, curves = self._judged.trace, self._judged.clip.curves
        return Curve(
            title=measure.value,
            unit=unit_of(measure.value) if unit_of(measure.value) == "°" else "",
            time_s=trace.time_s,
            values=trace.values(measure),
            from_s=max(0.0, ends[0]),
            to_s=min(ends[1], float(trace.time_s[-1])) if len(trace.moments) else ends[1],
            spans=tuple(_spans(reps)),
            limits=tuple(limits),
            true=None if curves is None else curves.of(measure.value),
        )

    def _limits(self, check_id: str) -> Iterator[Limit]:
        """Yield the limits of a check; none for an empty id, or if they limit a change."""
        check = self._checks.get(check_id)
        if check is None or isinstance(check, Steady):
            return
        for style, band in (("target", check.target), ("fault", check.fault)):
            for value in (band.min, band.max) if band else ():
                if value is not None:
                    yield Limit(value, style)


def _chart(curve: Curve) -> _Chart:
    # Loaded only for a page with misses: the library of charts takes long to load.
    from markupsafe import Markup

    from formcheck.evaluate.page.charts import curve_svg

    return _Chart(curve.title, Markup(curve_svg(curve)))


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _facts(clip: ClipResult) -> str:
    yaw = "" if math.isnan(clip.yaw_deg) else f", {clip.yaw_deg:.0f}° from side-on"
    tier = f", tier {clip.tier}" if clip.tier else ""
    counts = f"{clip.labelled} labelled, {clip.found} found"
    return f"{clip.exercise}, labelled as {clip.view} view{yaw}{tier}; {counts}"


def _name(rep: RepResult) -> str:
    return f"Rep {rep.number}" if rep.number else "One too many"


_TAG_STYLE: Final = {
    Kind.MISSED_REP: "rep",
    Kind.EXTRA_REP: "rep",
    Kind.MISSED_FAULT: "fault",
    Kind.FALSE_FAULT: "fault",
    Kind.FALSE_WARN: "warn",
    Kind.NOT_JUDGED: "unseen",
}


def _tags(misses: Iterable[Miss]) -> list[_Tag]:
    kinds = dict.fromkeys(miss.kind for miss in misses)
    return [_Tag(kind, _TAG_STYLE[kind]) for kind in kinds]


def _spans(reps: Iterable[RepResult]) -> Iterator[Span]:
    for rep in reps:
        for style, turn in (("labelled", rep.labelled), ("found", rep.found)):
            if turn is not None:
                name = str(rep.number) if rep.number and style == "labelled" else ""
                yield Span(turn.start_s, turn.extreme_s, turn.end_s, style, name)


def _frames(missed: MissedRep) -> list[tuple[str, float]]:
    """Return the frames that show a miss, with words for each; no two look the same."""
    rep = missed.rep
    frames = [
        (f"{words} extreme", turn.extreme_s)
        for words, turn in (("labelled", rep.labelled), ("found", rep.found))
        if isinstance(turn, Times)
    ]
    if rep.labelled and rep.found and abs(frames[0][1] - frames[1][1]) <= _SAME_S:
        frames = [("extreme, labelled and found", frames[0][1])]
    for miss in missed.misses:
        at_s = miss.check.at_s if miss.check else math.nan
        apart = all(abs(at_s - time_s) > _SAME_S for _, time_s in frames)
        if miss.check and math.isfinite(at_s) and apart:
            frames.append((f"where “{miss.check.name}” shows most", at_s))
    return frames

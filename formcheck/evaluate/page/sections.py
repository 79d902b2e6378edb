"""One clip's part of the page: its curves and frames, rep by rep."""

import base64
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from formcheck.drawing.findings import unit_of
from formcheck.evaluate.evaluator import JudgedClip
from formcheck.evaluate.page.curves import Curve, Limit, Span, curve_svg
from formcheck.evaluate.page.pictures import pictures_of
from formcheck.evaluate.score.misses import Kind, Miss, MissedRep
from formcheck.evaluate.score.result import ClipResult, RepResult, Times
from formcheck.exercise.measure.registry import Measure
from formcheck.exercise.spec.models import Steady
from formcheck.printable import in_html

__all__ = ["ClipSection"]

_AROUND_S: Final = 1.5
"""What comes before and after a rep is shown for this long."""

_SAME_S: Final = 0.1
"""Frames closer than this look the same."""


class ClipSection:
    """What is not as labelled in one clip.

    Parameters
    ----------
    judged
        The clip.
    missed
        Its reps in which something is not as labelled.
    anchor
        What links to the section.

    Raises
    ------
    VideoError
        The recording cannot be read any more.
    """

    def __init__(self, judged: JudgedClip, missed: list[MissedRep], anchor: str) -> None:
        self._judged = judged
        self._missed = missed
        self._anchor = anchor
        self._checks = {check.id: check for check in judged.spec.checks}
        times_s = {time_s for rep in missed for _, time_s in _frames(rep)}
        self._pictures: Mapping[float, bytes] = pictures_of(
            judged.clip.video, judged.spec, judged.trace, times_s
        )

    def parts(self) -> Iterator[str]:
        """Yield the section as HTML, part by part."""
        result = self._judged.result
        yield f'<h2 id="{self._anchor}">{in_html(result.clip)}</h2>'
        yield f'<p class="soft">{in_html(_facts(result))}</p>'
        if len(result.reps) != 1:  # the card of a single rep shows all there is
            yield f'<div class="overview">{curve_svg(self._overview())}</div>'
        for missed in self._missed:
            if missed.serious:
                yield self._card(missed)
        warns = [missed for missed in self._missed if not missed.serious]
        if warns:
            title = f"{len(warns)} reps with nothing but warns too many"
            cards = "".join(map(self._card, warns))
            yield f"<details><summary>{title}</summary>{cards}</details>"

    def _card(self, missed: MissedRep) -> str:
        words = "".join(f"<li>{in_html(miss.words)}</li>" for miss in missed.misses)
        curves = "".join(curve_svg(curve) for curve in self._curves(missed))
        compared = missed.rep.compared_with.replace("_", " ")
        reference = f'<p class="soft">The back was compared with: {compared}.</p>'
        return (
            f'<div class="card"><h3>{_name(missed.rep)} {_tags(missed.misses)}</h3>'
            f"<ul>{words}</ul>{reference if compared else ''}{curves}"
            f'<div class="frames">{self._figures(missed)}</div></div>'
        )

    def _overview(self) -> Curve:
        time_s = self._judged.trace.time_s
        ends = (float(time_s[0]), float(time_s[-1])) if len(time_s) else (0.0, 1.0)
        return self._curve(self._judged.spec.judged.follow, ends, self._judged.result.reps)

    def _curves(self, missed: MissedRep) -> Iterator[Curve]:
        """Yield the followed measure, then that of each check that is not as labelled."""
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
            if name in Measure.__members__.values():  # the time of a pace is no curve
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
        """Yield the limits of a check; none for the empty id, or where they are of a change."""
        check = self._checks.get(check_id)
        if check is None or isinstance(check, Steady):
            return
        for style, band in (("target", check.target), ("fault", check.fault)):
            for value in (band.min, band.max) if band else ():
                if value is not None:
                    yield Limit(value, style)

    def _figures(self, missed: MissedRep) -> str:
        return "".join(
            _figure(self._pictures[time_s], f"{words}, {time_s:.2f} s")
            for words, time_s in _frames(missed)
            if time_s in self._pictures
        )


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


def _tags(misses: Iterable[Miss]) -> str:
    kinds = dict.fromkeys(miss.kind for miss in misses)
    return "".join(f'<span class="tag {_TAG_STYLE[kind]}">{kind}</span>' for kind in kinds)


def _spans(reps: Iterable[RepResult]) -> Iterator[Span]:
    for rep in reps:
        for style, turn in (("labelled", rep.labelled), ("found", rep.found)):
            if turn is not None:
                name = str(rep.number) if rep.number and style == "labelled" else ""
                yield Span(turn.start_s, turn.extreme_s, turn.end_s, style, name)


def _frames(missed: MissedRep) -> list[tuple[str, float]]:
    """Return which frames show a miss, with words for each: no two that look the same."""
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


def _figure(jpeg: bytes, words: str) -> str:
    data = base64.b64encode(jpeg).decode("ascii")
    caption = in_html(words)
    return (
        f'<figure><img src="data:image/jpeg;base64,{data}" alt="{caption}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )

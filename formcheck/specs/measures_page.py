"""Writes the documentation page on measures from the registry."""

from formcheck.exercise.measure.registry import MEASURES, Measure, MeasureInfo, View
from formcheck.landmarks.pose import Part
from formcheck.specs.rules.movement import can_be_followed

__all__ = ["measures_page"]

_HEAD = """\
# Measures

The numbers an exercise spec may use. This page is written by `formcheck spec measures` from the
registry in `formcheck/exercise/measure/registry.py`; a test keeps it fresh.

* **0 is** and **sign** say what the number means: a straight joint is 0, bending it the normal way
  is +. Angles are taken in true pixels, lengths as parts of the person's own leg, torso or foot.
* **Range** is all a measure can be. A limit outside it is refused, since it could never matter.
* **Error** is what one reading is expected to be off by, after the person has stood still for the
  calibration. A limit counts only when it is exceeded by the error, and no band may be narrower.
* **Needs** names the joints. Where one of them is hidden or outside the picture, the measure is
  not known, and what rests on it is *not judged*.
* **Followed** says whether a spec may count reps by it (`follow`).

"""


def measures_page() -> str:
    """Return the whole page as Markdown."""
    parts = [_HEAD]
    for title, views in (
        ("Seen from the side", {View.SIDE}),
        ("Seen from the front", {View.FRONT}),
    ):
        parts.append(_section(title, [m for m in MEASURES if MEASURES[m].views == views]))
    others = [m for m in MEASURES if len(MEASURES[m].views) > 1]
    parts.append(_section("Seen from anywhere", others))
    return "\n".join(parts)


def _section(title: str, measures: list[Measure]) -> str:
    rows = "\n".join(_row(measure, MEASURES[measure]) for measure in measures)
    return (
        f"## {title}\n\n"
        "| measure | 0 is | sign | unit | range | error | needs | followed |\n"
        "|---|---|---|---|---|---|---|---|\n"
        f"{rows}\n"
    )


def _row(measure: Measure, info: MeasureInfo) -> str:
    needs = ", ".join(part for part in Part if part in info.parts) or "the followed measure"
    sides = ", both sides" if info.both_sides else ""
    cells = (
        f"`{measure}`",
        info.zero,
        info.sign,
        info.unit,
        f"{info.low:g} to {info.high:g}",
        f"{info.error:g} ({info.source.removeprefix('error: ')})",
        needs + sides,
        "yes" if can_be_followed(measure) else "no",
    )
    return "| " + " | ".join(cells) + " |"

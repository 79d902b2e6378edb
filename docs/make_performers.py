"""Writes docs/performers.md: how often people who do it right are warned, and faults are found.

``python docs/make_performers.py [NAME...]`` plays all exercises and versions, or those named, and
keeps what came of each in ``build/performers`` until the page is written; it takes half an hour.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from performers import FPS, RIGHT, TRAITS, builds  # noqa: E402
from performing import (  # noqa: E402
    MAX_FAULTED,
    MAX_WARNED,
    MIN_FOUND,
    QUICK_FPS,
    Played,
    Tally,
    faults_of,
    found,
    interval,
    right,
    spec_of,
    wrong,
)

PAGE = ROOT / "docs" / "performers.md"
KEPT = ROOT / "build" / "performers"

HEAD = f"""# People who do it right

Written by `python docs/make_performers.py`. {len(builds())} people of many builds do every
exercise right: {", ".join(TRAITS)}, two of these at once, and with long or short legs. What is
right was settled before a limit was looked at: the body's centre stays over the foot, no joint
leaves its usual range, and the rest is how the exercise is taught (`tests/performers.py`). They
are stick figures, played through a whole session; each is misread in their own way by about half
of a measure's error, and a little differently in every repetition.

What is asked of every check: of right repetitions at most 1 in {round(1 / MAX_WARNED)} is
warned of and 1 in {round(1 / MAX_FAULTED)} called a fault, and what trainers see go wrong, by
what its name means, is found in {MIN_FOUND:.0%} or more. A check that fails is changed or
dropped, never the people. In brackets is the 95 % interval; repetitions of one person are alike,
so it is rather wider than that. Checks whose condition never came about have nothing to judge.
Where times matter, what goes wrong is played at {QUICK_FPS:.0f} pictures a second, else at
{FPS:.0f}. Of the versions the commonest are played.

This says how limits sit beside honest bodies, not how well a camera sees them: for that see
[accuracy](accuracy.md).
"""


def kept(name: str, make: Callable[[], Played]) -> Played:
    """Return what was kept of a name; where nothing was, what is made now, and keep it."""
    path = KEPT / f"{name}.json"
    if not path.exists():
        made = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = {k: [v.judged, v.warned, v.faulted, v.unseen] for k, v in made.checks.items()}
        path.write_text(json.dumps([made.done, made.counted, rows]), encoding="utf-8")
    done, counted, rows = json.loads(path.read_text(encoding="utf-8"))
    return Played(done, counted, {k: Tally(*row) for k, row in rows.items()})


def share(hits: int, of: int) -> str:
    """Return a share of repetitions with its interval."""
    if not of:
        return "–"
    low, high = interval(hits, of)
    return f"{hits / of:.1%} ({low:.1%}–{high:.1%})"


def right_lines(names: Sequence[str]) -> Iterator[str]:
    """Yield the table of people who do it right."""
    yield "| exercise | check | judged | warned of | called a fault |"
    yield "|---|---|---|---|---|"
    for name in names:
        result = kept(name, partial(right, name))
        for check in spec_of(name).checks:
            tally = result.checks.get(check.id, Tally())
            yield (
                f"| {name} | {check.id} | {tally.judged} of {result.done} | "
                f"{share(tally.warned, tally.judged)} | {share(tally.faulted, tally.judged)} |"
            )


def wrong_lines(names: Sequence[str]) -> Iterator[str]:
    """Yield the table of what trainers see go wrong."""
    yield "| exercise | check | what goes wrong | found | not judged |"
    yield "|---|---|---|---|---|"
    for name in names:
        for number, fault in enumerate(faults_of(name)):
            result = kept(f"{name}-{number}", partial(wrong, name, fault))
            hits, of, unseen = found(result, fault)
            check, _, words = fault.partition(": ")
            yield f"| {name} | {check} | {words} | {hits} of {of}: {share(hits, of)} | {unseen} |"


def main(names: Sequence[str]) -> None:
    """Play what is named, or all, and write the page."""
    every = list(RIGHT)
    parts = [
        HEAD,
        "\n## Done right\n",
        *right_lines(names or every),
        "\n## Gone wrong\n",
        *wrong_lines(names or every),
    ]
    if not names:
        PAGE.write_text("\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

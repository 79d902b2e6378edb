"""Writes the page ``docs/accuracy.md`` from the results of evaluations.

``python -m formcheck.evaluate.tables.accuracy docs/accuracy/*.json > docs/accuracy.md`` writes
it; ``make accuracy`` makes the numbers first.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from formcheck.evaluate.score.result import Evaluation
from formcheck.evaluate.tables.clips import rows_of
from formcheck.evaluate.tables.row import WORDY, Row

__all__ = ["accuracy_page"]


def accuracy_page(evaluations: Iterable[Evaluation]) -> str:
    """Return the page as Markdown: the clips, the results, and their meaning.

    Real people come first, person by person; the page has no single clips and no names.
    """
    parts = [_HEAD]
    for evaluation in sorted(evaluations, key=lambda each: each.rendered):
        parts += [_RENDERED if evaluation.rendered else _REAL, _made_with(evaluation)]
        parts += _tables(evaluation.summary)
    return "\n\n".join([*parts, _READING]) + "\n"


_HEAD: Final = """\
<!-- Generated from docs/accuracy/*.json by `make accuracy`; a test keeps it fresh. -->

# How right it is

formcheck is held against clips of which it is known what happens in them: how many reps, when,
and what is wrong with them. The same is done with your own clips by `formcheck evaluate`
([evaluating.md](evaluating.md)); `make accuracy` repeats what is on this page.

**What this page shows, and what not.** Nobody has compared formcheck with a physiotherapist who
sees the person, with a motion laboratory, or with an X-ray. Rendered people show whether the
measures say what they should where the truth is known to the degree; they are tidier than life.
Real clips show whether that survives clothes, rooms and cameras; they are few, from few people,
and labelled by eye. Neither says how well formcheck will judge *you*: when it tells you something
that you or your physiotherapist see differently, trust them."""

_RENDERED: Final = """\
## Rendered people

The clips of [sample_videos](../sample_videos/README.md). Their truth is exact, and they were
known while formcheck was written. Skin and clothes follow the bones without folds, and the spine
bends as five segments."""

_REAL: Final = """\
## Real people

Short clips of real people at home, in gyms and in studios: side-on, oblique and from the front,
good lifts and faulty ones, with close-ups, weights that hide the body, a second person, people who
only walk, and empty rooms among them. They are not ours to publish, so there are numbers only.
Reps and faults were labelled by eye or by the coach who made the clip, times to about 0.15 s. Most
begin in the middle of a movement, without the calibration that formcheck asks for live.

What is asked for: the back judged in eight of ten reps of hinges and lifts as the mean over people,
every rounded back found, no fault and hardly a warn where none is seen, and not a verdict on
another exercise, on nobody, or from the front."""

_READING: Final = """\
## How to read the tables

* **By person.** Each person counts once, however many reps there are of them; what all reps give
  together stands beside it. Only clips from the side are in it. A back labelled rounded is *found*
  by a fault, a slightly round one by a warn, too; a fault or warn of a *long back*, one labelled
  without rounding, is false. *None seen* are reps in which somebody looked for every fault and saw
  none: any fault or warn is false. (*Any* counts both.) A clip is *counted exactly* if every
  labelled rep was found and no other. People are numbers here; a clip of which nobody said who it
  is is a person of its own. *Single-leg and staggered* are judged by the exercise that they vary.
* **How often each check is judged.** Of all labelled reps, those not found included; where it is
  less than half, with the commonest reason. *Clips judged* where nothing may be are those with any
  verdict but "not judged".
* **Reps.** A labelled rep is found when a counted one turns at about the same time; other counted
  ones are extra. *Back not judged* counts found reps. *False cues* are corrections spoken after a
  rep in which that fault is labelled not to be; beside them stands after how many such reps one
  could have been.
* **Times.** *Bias* is the mean of found minus labelled, *error* the mean size of it.
* **Checks.** A row for each label. *Fault* and *warn* in the row "no fault" are false; *good* and
  *no rounding seen* in the row "fault" are missed. *Not judged* is neither: formcheck said that it
  could not see. *Did not apply* is a check whose condition never came up. "Unsure" is a fault of
  which whoever labelled could not tell, or did not look for.
* **Angles** are changes from the person's own relaxed standing, in the middle around the extreme
  of the rep. The joints of a rendered body are not quite where a pose model puts its points, so
  part of the bias is a difference of meaning.
* **Bent backs.** Where the back is bent is told apart, never pooled: bending of the lowest part
  alone shows less in the outline than bending higher up. Reps between the two numbers may be
  judged either way, as people do too."""


def _made_with(evaluation: Evaluation) -> str:
    # Older evaluations did not judge clips of other exercises, and so lack their number.
    clips = evaluation.clip_count or sum(group.clips for group in evaluation.groups)
    made = ", ".join(f"{name} {version[:12]}" for name, version in evaluation.versions.items())
    return f"{clips} clips; {made}."


def _tables(evaluation: Evaluation) -> Iterator[str]:
    for title, heads, rows in rows_of(evaluation):
        if rows:
            yield f"### {title}\n\n{_markdown(heads, rows)}"


def _markdown(heads: Sequence[str], rows: Iterable[Row]) -> str:
    lines = [
        _line(heads),
        _line([":--" if head in WORDY else "--:" for head in heads]),
        *(_line(row) for row in rows),
    ]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("*", r"\*").replace("|", r"\|")


if __name__ == "__main__":
    files = (Path(argument) for argument in sys.argv[1:])
    texts = [file.read_text(encoding="utf-8") for file in files]
    sys.stdout.write(accuracy_page(map(Evaluation.model_validate_json, texts)))

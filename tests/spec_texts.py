"""Two small specs without a mistake, and ways to put mistakes into them and find them again."""

from pathlib import Path
from typing import NamedTuple

from formcheck.errors import SpecError, SpecProblem
from formcheck.specs.files import read_spec

REPS = """\
spec: 1
id: small_bow
name: Small bow
summary: Bow from the hips and stand tall again.
view: side
posture: standing
calibration: standing_then_arms_forward
stop_signals: [raised_hand, key]

movement:
  kind: reps
  follow: trunk_incl
  wobble: 5
  phases:
    - name: standing
      when:
        below: 15
    - name: lowering
    - name: bottom
      when:
        above: 35
    - name: rising
  attempt: 20
  look_alikes:
    - name: picking something up
      when:
        measure: hand_height
        below: 0.1
      source: own judgement
  source: own judgement

checks:
  - id: long_back
    name: Long back
    kind: stay
    measure: back_curv
    during: [lowering, bottom, rising]
    target:
      max: 25
    fault:
      max: 35
    importance: spine
    essential: true
    cues:
      too_high: Long back, please.
    explain: The outline of your back became rounder.
    source: "[S18], [S20b, 2°]"
  - id: depth
    name: Depth
    kind: reach
    measure: trunk_incl
    during: [bottom]
    target:
      min: 40
      max: 75
    fault:
      max: 85
    importance: range
    cues:
      too_low: A little lower.
      too_high: Not quite so low.
      in_vain: Half of it.
    explain:
      too_low: Half-way down is enough.
      too_high: Half-way down is as far as one needs to go.
    source: own judgement
  - id: slowly
    name: Slowly
    kind: pace
    during: [lowering, bottom]
    target:
      min: 0.6
    importance: tempo
    cues:
      too_low: Slower on the way down.
    explain: Take your time.
    source: own judgement

praise: Good, same again.
short_cue: A little lower.

variants:
  - id: smaller
    name: Smaller
    profiles: [flexion_intolerant]
    attempt: 16
    count:
      above: 25
    limit:
      max: 50
    checks:
      depth:
        target:
          min: 30
          max: 50
        cues:
          too_low: A little lower.
          too_high: Not quite so low.
        explain:
          too_low: A third of the way is enough.
          too_high: Half-way is further than this asks for.
    source: own judgement

easier: smaller
harder: hip_hinge

tempo:
  down_s: 2
  source: own judgement

dose:
  reps_from: 5
  reps_to: 10
  sets: 2
  source: own judgement

cautions:
  - profiles: [acute]
    text: Leave it out while the pain is strong.
    source: own judgement

examples:
  - recording: small_bow_good
    reps: 5
    problems: []
  - recording: small_bow_rounded
    reps: 5
    problems: [long_back]
"""

HOLD = """\
spec: 1
id: lean_hold
name: Lean
summary: Lean forward a little and hold it.
view: side
posture: standing
calibration: standing
stop_signals: [key]

movement:
  kind: hold
  position:
    - measure: trunk_incl
      above: 15
    - measure: knee_flex
      below: 30
  follow: trunk_incl
  wobble: 5
  hold_s: 20
  shortest_s: 10
  grace_s: 2
  sides: each
  near_limb: the front leg
  source: own judgement

checks:
  - id: quiet
    name: Quiet
    kind: stay
    measure: still
    during: [holding]
    target:
      max: 2
    importance: alignment
    cues:
      too_high: Hold, keep breathing.
    explain: Hold it without bouncing.
    source: own judgement

praise: Good, that was calm.

variants:
  - id: shorter
    name: Shorter
    hold_s: 12
    source: own judgement

dose:
  sets: 1
  source: own judgement

examples:
  - recording: lean_hold_good
    holds: 2
    problems: []
  - recording: lean_hold_bouncing
    holds: 2
    problems: [quiet]
"""


GUIDED = """\
spec: 1
id: small_tilt
name: Small tilt
summary: Press the small of your back to the floor and let go.
posture: lying
stop_signals: [key]

movement:
  kind: guided
  begin: Lie on your back.
  ready_s: 10
  once: tilt
  steps:
    - name: Flatten
      say: Flatten your back.
      seconds: 4
    - name: Release
      say: And release.
      seconds: 4
  source: own judgement

dose:
  reps_from: 5
  reps_to: 10
  sets: 1
  source: own judgement

cautions:
  - text: Only as far as it is comfortable.
    source: own judgement
"""


def changed(text: str, old: str, new: str) -> str:
    """Return a text with one passage, its first, changed; the passage must be there."""
    assert old in text, f"{old!r} is not in the spec"
    return text.replace(old, new, 1)


def line_of(text: str, passage: str) -> int:
    """Return the number of the line on which a passage begins, counted from 1."""
    return text[: text.index(passage)].count("\n") + 1


class Mistake(NamedTuple):
    """A passage and its change, the place in the changed text to name, and the message there."""

    old: str
    new: str
    at: str
    says: str


def problems_of(folder: Path, name: str, text: str | bytes) -> list[SpecProblem]:
    """Return the problems of a spec file of this name."""
    path = folder / f"{name}.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        read_spec(path)
    except SpecError as error:
        return list(error.problems)
    return []


def warnings_of(folder: Path, name: str, text: str) -> list[SpecProblem]:
    """Return the warnings about a correct spec."""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return read_spec(path)[1]


def is_found(folder: Path, text: str, mistake: Mistake) -> bool:
    """Return whether a mistake put into a spec is reported on its line, in its words."""
    wrong = changed(text, mistake.old, mistake.new)
    name = "small_bow" if text is REPS else "lean_hold"
    line = line_of(wrong, mistake.at)
    found = problems_of(folder, name, wrong)
    return any(problem.line == line and mistake.says in problem.message for problem in found)

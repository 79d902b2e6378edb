"""What no single word shows: limits, positions and names that would silently never work."""

from pathlib import Path

import pytest
from spec_texts import (
    HOLD,
    REPS,
    Mistake,
    changed,
    is_found,
    line_of,
    problems_of,
    warnings_of,
)

from formcheck.exercise.measure.registry import MEASURES, Measure

BACK_ERROR = MEASURES[Measure.BACK_CURV].error

LIMITS = [
    Mistake(
        "        above: 35", "        above: 200", "above: 200", "'above' is 200, but trunk_incl"
    ),
    Mistake(
        "      max: 25", "      max: 500", "max: 500", "'max' is 500, but back_curv lies between"
    ),
    Mistake(
        "max: 25\n    fault", "max: 31\n    fault", "max: 35", "the warn band is 4 ° wide, narrow"
    ),
    Mistake(
        "      min: 40", "      min: 72", "max: 75", "the target is 3 ° wide, narrower than the"
    ),
    Mistake("      min: 40", "      min: 80", "max: 75", "nothing is at least 80 and at most 75"),
    Mistake(
        "      max: 85", "      max: 60", "max: 60", "the fault limit 60 lies inside the target"
    ),
    Mistake("      max: 85", "      min: 30", "min: 30", "this can never fail"),
    Mistake(
        "      min: 40\n      max: 75", "      min: 40", "max: 85", "'fault' has a 'max', but 'tar"
    ),
    Mistake(
        "    target:\n      max: 25", "    target: {}", "target: {}", "'target' needs a 'min', a"
    ),
    Mistake(
        "      min: 0.6", "      min: 0", "min: 0", "this can never fail: the time is never below 0"
    ),
    Mistake(
        "      min: 40", "      min: 36", "min: 36", "this can never fail: a rep counts only from"
    ),
    Mistake(
        "      max: 75", "      max: 30", "max: 30", "no rep can keep this: a rep counts only from"
    ),
    Mistake(
        "      max: 25\n",
        "      max: 115\n",
        "max: 115",
        f"never above 120 ° and counts only {BACK_ERROR:g} be",
    ),
    Mistake(
        "measure: hand_height\n        below: 0.1",
        "measure: hand_height\n        below: 0.1\n        above: 0.2",
        "below: 0.1",
        "nothing is above 0.2 and below 0.1",
    ),
    Mistake(
        "      when:\n        measure: hand_height\n        below: 0.1",
        "      when:\n        measure: hand_height",
        "when:\n        measure",
        "a condition needs 'above', 'below' or both",
    ),
    Mistake(
        "        below: 0.1\n      source",
        "        below: 0.1\n      also:\n        - measure: knee_flex\n          above: 500\n"
        "      source",
        "above: 500",
        "'above' is 500, but knee_flex",
    ),
    Mistake(
        "        below: 0.1\n      source",
        "        below: 0.1\n      never:\n        - measure: knee_width\n          above: 1\n"
        "      source",
        "measure: knee_width",
        "knee_width",
    ),
    Mistake(
        "    - name: picking something up",
        "    - name: picking something up\n      exercise: sqat",
        "exercise: sqat",
        "there is no other exercise 'sqat'; did you mean",
    ),
]

SEVERAL = """\
  follow:
    - measure: trunk_incl
    - measure: knee_flex
      first:
        below: 30
      attempt: 45
      count:
        above: 75
      wobble: 5"""


def several(old: str, new: str, at: str, what: str) -> Mistake:
    """A mistake in a list of followed measures."""
    return Mistake("  follow: trunk_incl", changed(SEVERAL, old, new), at, what)


MOVEMENT = [
    several("attempt: 45", "attempt: 25", "attempt: 25", "beyond 30 and not beyond 75"),
    several("wobble: 5", "wobble: 30", "wobble: 30", "more than half the way"),
    several("above: 75", "above: 20", "count:", "'first' (30) and 'count' (20) overlap"),
    several("above: 75", "below: 75", "count:", "'first' and 'count' are both 'below' a limit"),
    several("above: 75", "above: 300", "above: 300", "knee_flex lies between"),
    several("      attempt: 45\n", "", "- measure: knee_flex", "limits of its own: 'attempt'"),
    several("knee_flex", "trunk_incl", "- measure: trunk_incl\n      f", "is followed already"),
    several("knee_flex", "cadence", "- measure: cadence", "it needs more than one pose"),
    several(
        "- measure: trunk_incl",
        "- measure: trunk_incl\n      attempt: 20",
        "attempt: 20\n    - measure",
        "'attempt' of the first measure stands as 'movement: attempt'",
    ),
    Mistake(
        "  attempt: 20",
        "  extreme:\n    measure: cadence\n    at: lowest\n    source: own\n  attempt: 20",
        "measure: cadence",
        "cadence tells no turn: it needs more than one pose",
    ),
    Mistake("follow: trunk_incl", "follow: cadence", "follow:", "it needs more than one pose"),
    Mistake("follow: trunk_incl", "follow: tilt_hip", "follow:", "tilt_hip is seen from the front"),
    Mistake("        above: 35", "        above: 10", "when:\n        above: 10", "(10) overlap"),
    Mistake(
        "        above: 35", "        below: 35", "when:\n        below: 35", "are both 'below' a"
    ),
    Mistake(
        "        above: 35", "        above: 18", "when:\n        above: 18", "less than the error"
    ),
    Mistake(
        "attempt: 20", "attempt: 10", "attempt: 10", "must lie between the positions: beyond 15"
    ),
    Mistake("attempt: 20", "attempt: 40", "attempt: 40", "beyond 15 and not beyond 35"),
    Mistake(
        "wobble: 5", "wobble: 12", "wobble: 12", "more than half the way between the positions"
    ),
    Mistake(
        "    - name: lowering\n",
        "    - name: lowering\n      when:\n        above: 20\n",
        "when:\n        above: 20",
        "'lowering' is the way between two positions",
    ),
    Mistake(
        "name: standing\n      when:\n        below: 15",
        "name: standing",
        "- name: standing",
        "'standing' is a position and needs 'when'",
    ),
    Mistake(
        "- name: rising", "- name: lowering", "- name: lowering\n  att", "two phases are called"
    ),
]

SHARES = "    own_range:\n      target: 0.4\n      fault: 0.6\n      source: own judgement\n"
SPINE, RANGE = "    importance: spine\n", "    importance: range\n"
BACK_LIMITS = "    target:\n      max: 25\n    fault:\n      max: 35\n"
LONG_BACK = "measure: back_curv\n    during: [lowering, bottom, rising]\n" + BACK_LIMITS + SPINE

OWN_RANGE = [
    Mistake(RANGE, SHARES + RANGE, "own_range:", "own_range"),
    Mistake(
        BACK_LIMITS + SPINE,
        BACK_LIMITS + SHARES.replace("0.6", "0.4") + SPINE,
        "fault: 0.4",
        "a fault must be beyond the target's share, 0.4",
    ),
    Mistake(
        BACK_LIMITS + SPINE,
        BACK_LIMITS + SHARES.replace("      fault: 0.6\n", "") + SPINE,
        "own_range:",
        "'fault' is missing",
    ),
    Mistake(
        BACK_LIMITS + SPINE,
        "    target:\n      max: 25\n" + SHARES + SPINE,
        "fault: 0.6",
        "'fault' has no 'max'",
    ),
    Mistake(
        BACK_LIMITS + SPINE,
        BACK_LIMITS.replace("max: 25", "min: 12\n      max: 25") + SHARES + SPINE,
        "target: 0.4",
        "for a range of 24 degrees the share is 9.6, not above 'min', 12",
    ),
    Mistake(
        LONG_BACK,
        LONG_BACK.replace("back_curv", "knee_flex").replace(SPINE, SHARES + SPINE),
        "own_range:",
        "only 'back_curv' has an own range",
    ),
]

REFERENCES = [
    Mistake(
        "[lowering, bottom, rising]", "[lowering, botom]", "during: [low", "no phase 'botom'; the"
    ),
    Mistake(
        "[lowering, bottom, rising]", "[bottom, bottom]", "during: [bot", "'bottom' is written tw"
    ),
    Mistake(
        "id: depth", "id: long_back", "id: long_back\n    name: Depth", "two checks are called"
    ),
    Mistake(
        "problems: [long_back]", "problems: [lang_back]", "problems: [lang", "did you mean 'long_b"
    ),
    Mistake(
        "recording: small_bow_rounded",
        "recording: small_bow_good",
        "- recording: small_bow_good\n    reps: 5\n    problems: [long",
        "is written twice",
    ),
    Mistake(
        "easier: smaller", "easier: smallr", "easier:", "no such variant or exercise; did you mean"
    ),
    Mistake(
        "harder: hip_hinge", "harder: smaller", "harder:", "'easier' and 'harder' are the same"
    ),
    Mistake(
        "    reps: 5\n    problems: []",
        "    holds: 5\n    problems: []",
        "holds: 5",
        "this exercise has reps, not holds",
    ),
    Mistake(
        "measure: back_curv",
        "measure: knee_width",
        "measure: knee_width",
        "knee_width is seen from the front",
    ),
    Mistake(
        "    cues:\n      too_high: Long",
        "    cues:\n      too_low: Lower.\n      too_high: Long",
        "too_low: Lower.",
        "a cue for 'too_low', but 'target' has no 'min'",
    ),
    Mistake(
        "standing_then_arms_forward", "standing", "calibration:", "back_curv can never be judged"
    ),
    Mistake(
        "posture: standing", "posture: lying", "calibration:", "on the floor 'calibration' must"
    ),
    Mistake(
        "posture: standing\ncalibration: standing_then_arms_forward",
        "posture: lying_on_back\ncalibration: own_start",
        "posture:",
        "back_curv can never be judged of somebody lying on the back",
    ),
    Mistake(
        "    cues:\n      too_low: Slower on the way down.",
        "    cues:\n      too_low: Slower on the way down.\n      in_vain: Stop.",
        "in_vain: Stop.",
        "'in_vain' is said after 'too_high', which is missing",
    ),
    Mistake(
        "importance: range",
        "importance: alignment",
        "in_vain: Half of it.",
        "doing less helps the spine or the range, not the alignment",
    ),
    Mistake("[raised_hand, key]", "[key, key]", "stop_signals:", "'key' is written twice"),
    Mistake(
        "[raised_hand, key]",
        "[raised_hand, key]\nweight: true",
        "stop_signals:",
        "'raised_hand' cannot stop an exercise whose hands hold a weight",
    ),
    Mistake(
        "reps_to: 10", "reps_to: 3", "reps_to: 3", "'reps_to' is 3, fewer than 'reps_from' (5)"
    ),
    Mistake("view: side", "view: unknown", "view:", "'view' must be 'side', 'oblique' or 'front'"),
]

SOURCES = [
    Mistake(
        "  source: own judgement\n\nchecks",
        "  source: me\n\nchecks",
        "source: me",
        "this names no source: cite one like [S12], or say 'team choice' or 'own judgement'",
    ),
    Mistake('"[S18], [S20b, 2°]"', '"[K]"', 'source: "[K]"', "write 'team choice'"),
    Mistake('"[S18], [S20b, 2°]"', '"[Smith]"', "[Smith]", "[Smith] is not a source we know"),
]

VARIANTS = [
    Mistake(
        "      depth:", "      deph:", "deph:", "there is no check 'deph'; did you mean 'depth'?"
    ),
    Mistake(
        "          max: 50",
        "          max: 60",
        "max: 60",
        "allows 60, beyond this variant's limit",
    ),
    Mistake(
        "          min: 30\n          max: 50",
        "          min: 55",
        "min: 55",
        "asks for 55, beyond",
    ),
    Mistake(
        "          min: 30",
        "          min: 46\n         ",
        "too_low: A little lower.\n          too_high",
        "this cue sends people beyond the limit of 50",
    ),
    Mistake(
        "      max: 50\n    checks",
        "      max: 27\n    checks",
        "max: 27",
        "a rep counts only from",
    ),
    Mistake(
        "      max: 50\n    checks", "      max: 300\n    checks", "max: 300", "but trunk_incl lies"
    ),
    Mistake("    attempt: 16", "    attempt: 14", "attempt: 14", "must lie between the positions"),
    Mistake(
        "    attempt: 16", "    hold_s: 3", "hold_s: 3", "this exercise has reps; 'hold_s' means"
    ),
    Mistake("      above: 25", "      above: 17", "count:", "the positions are 2 apart"),
    Mistake(
        "          min: 30",
        "          min: 22",
        "min: 22",
        "this can never fail: a rep counts only",
    ),
    Mistake(
        "variants:\n",
        "variants:\n  - id: same\n    name: Same\n    source: own judgement\n",
        "- id: same",
        "the variant 'same' changes nothing",
    ),
    Mistake(
        "variants:\n",
        "variants:\n  - id: other\n    name: Other\n    profiles: [flexion_intolerant]\n"
        "    attempt: 25\n    source: own judgement\n",
        "profiles: [flexion_intolerant]\n    attempt: 16",
        "'flexion_intolerant' already has the variant 'other'",
    ),
    Mistake(
        "        explain:\n          too_low: A third of the way is enough.\n"
        "          too_high: Half-way is further than this asks for.\n",
        "",
        "      depth:",
        "check 'depth' has another 'min' here than the exercise: it needs its own 'explain' for "
        "'too_low'",
    ),
    Mistake(
        "          too_high: Half-way is further than this asks for.\n",
        "",
        "        explain:",
        "check 'depth' has another 'max' here than the exercise: it needs its own 'explain' for "
        "'too_high'",
    ),
    Mistake(
        "        explain:\n          too_low: A third of the way is enough.\n"
        "          too_high: Half-way is further than this asks for.\n",
        "        explain: A third of the way is enough.\n",
        "explain: A third",
        "it needs its own 'explain' for 'too_high'",
    ),
    Mistake(
        "          min: 30\n          max: 50\n        cues:\n          too_low: A little lower.\n",
        "          max: 50\n        cues:\n",
        "too_low: A third",
        "a text for 'too_low', but 'target' has no 'min'",
    ),
    Mistake(
        "    checks:\n      depth:",
        "    dose:\n      reps_from: 8\n      reps_to: 5\n      sets: 1\n"
        "      source: own judgement\n    checks:\n      depth:",
        "reps_to: 5\n      sets: 1",
        "'reps_to' is 5, fewer than 'reps_from' (8)",
    ),
    Mistake(
        "    attempt: 16",
        "    harder: small_bo\n    attempt: 16",
        "harder: small_bo",
        "there is no such variant or exercise; did you mean 'small_bow'?",
    ),
]

HOLDS = [
    Mistake(
        "too_high: Hold, keep breathing.",
        "too_high: Hold, keep breathing.\n      in_vain: Less.",
        "in_vain: Less.",
        "'in_vain' is said after reps, and this exercise has holds",
    ),
    Mistake("shortest_s: 10", "shortest_s: 30", "shortest_s:", "longer than the hold (20)"),
    Mistake("grace_s: 2", "grace_s: 10", "grace_s:", "not shorter than the shortest hold"),
    Mistake(
        "  near_limb: the front leg\n", "", "sides: each", "a one-sided hold must say its 'near"
    ),
    Mistake(
        "measure: knee_flex",
        "measure: trunk_incl",
        "- measure: trunk_incl\n      below",
        "given tw",
    ),
    Mistake(
        "      above: 15\n",
        "      above: 15\n      below: 10\n",
        "below: 10",
        "nothing is above 15",
    ),
    Mistake("[holding]", "[bottom]", "during: [bot", "the phases are getting_ready, holding"),
    Mistake(
        "    hold_s: 12", "    attempt: 12", "attempt: 12", "this exercise has holds; 'attempt'"
    ),
    Mistake(
        "    holds: 2\n    problems: []",
        "    reps: 2\n    problems: []",
        "reps: 2",
        "has holds, not",
    ),
]


@pytest.mark.parametrize(
    "mistake",
    LIMITS + MOVEMENT + OWN_RANGE + REFERENCES + SOURCES + VARIANTS,
    ids=lambda mistake: mistake.says[:40],
)
def test_what_cannot_work_is_refused_on_its_line(tmp_path: Path, mistake: Mistake) -> None:
    """A spec that could not work as written is refused, with the line and the reason."""
    assert is_found(tmp_path, REPS, mistake)


@pytest.mark.parametrize("mistake", HOLDS, ids=lambda mistake: mistake.says[:40])
def test_what_cannot_work_in_a_hold_is_refused(tmp_path: Path, mistake: Mistake) -> None:
    """Holds have rules of their own, reported in the same way."""
    assert is_found(tmp_path, HOLD, mistake)


def test_a_share_may_leave_nothing_of_a_version(tmp_path: Path) -> None:
    """A version that asks for some rounding cannot be kept by a back that rounds little."""
    text = changed(REPS, BACK_LIMITS + SPINE, BACK_LIMITS + SHARES + SPINE)
    mistake = Mistake(
        "    checks:\n      depth:",
        "    checks:\n      long_back:\n        target:\n          min: 10\n          max: 20\n"
        "        cues:\n          too_high: Long back.\n      depth:",
        "target:\n          min: 10",
        "for a range of 24 degrees the share is 9.6, not above 'min', 10",
    )

    assert is_found(tmp_path, text, mistake)


def test_a_source_may_be_a_link(tmp_path: Path) -> None:
    """Somebody's own spec may rest on a page or a paper of their own."""
    text = changed(REPS, '"[S18], [S20b, 2°]"', "Smith 2020, https://example.org/paper")
    assert problems_of(tmp_path, "small_bow", text) == []


def test_a_silent_limit_is_a_warning(tmp_path: Path) -> None:
    """A limit beyond which nothing is said may be meant, so it is only a warning."""
    text = changed(REPS, "      too_low: A little lower.\n      too_high", "      too_high")
    (warning,) = warnings_of(tmp_path, "small_bow", text)
    assert warning.line == line_of(text, "min: 40")
    assert "nothing is said beyond this limit" in warning.message


ONE_TEXT = """\
    explain:
      too_low: Half-way down is enough.
      too_high: Half-way down is as far as one needs to go.
"""


@pytest.mark.parametrize(
    ("new", "at", "says"),
    [
        ("    explain: Half-way is enough.\n", "explain: Half-way", "one text for two limits"),
        (
            "    explain:\n      too_low: Half-way down is enough.\n",
            "    explain:\n      too_low: Half",
            "'too_high' is missing: 'target' has a 'max'",
        ),
    ],
)
def test_one_text_for_two_limits_is_a_warning(tmp_path: Path, new: str, at: str, says: str) -> None:
    """Whoever went too far would be told to go further: each limit wants a text of its own."""
    text = changed(REPS, ONE_TEXT, new)
    (warning,) = warnings_of(tmp_path, "small_bow", text)
    assert warning.line == line_of(text, at)
    assert says in warning.message


def test_a_text_for_a_side_is_found_where_it_is_misspelt(tmp_path: Path) -> None:
    """The line is that of the word, though there are two ways to write an explanation."""
    text = changed(
        REPS, "      too_high: Half-way down is as", "      to_high: Half-way down is as"
    )
    (problem,) = problems_of(tmp_path, "small_bow", text)
    assert problem.line == line_of(text, "      to_high")
    assert "did you mean 'too_high'" in problem.message
    text = changed(REPS, ONE_TEXT, "    explain: 5\n")
    (problem,) = problems_of(tmp_path, "small_bow", text)
    assert problem.line == line_of(text, "explain: 5")


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ([], "there are no examples"),
        (["good"], "no example has problems"),
        (["rounded"], "no example is without problems"),
    ],
)
def test_an_own_spec_without_proof_is_a_warning(tmp_path: Path, kept: list[str], says: str) -> None:
    """Somebody's own spec may do without examples, which is said as a warning."""
    head, *examples = REPS.split("  - recording: ")
    left = [text for text in examples if any(f"small_bow_{name}" in text for name in kept)]
    text = "  - recording: ".join([head, *left]) if left else changed(head, "examples:\n", "")
    (warning,) = warnings_of(tmp_path, "small_bow", text)
    assert says in warning.message


def test_another_file_name_is_a_warning(tmp_path: Path) -> None:
    """A spec is looked up by its file's name, so an id that differs is pointed out."""
    (warning,) = warnings_of(tmp_path, "other", REPS)
    assert "the id is 'small_bow', but the file is called 'other'" in warning.message

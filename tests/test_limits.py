"""Limited versions: nothing that is said ever asks for more than somebody's back allows."""

import pytest
from exercises import BACK, DEPTH, KNEES, exercise
from figures import CALIBRATION, Posture, movement, reps
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from formcheck.exercise.measure.registry import MEASURES, Measure
from formcheck.exercise.results.moment import CueKind
from formcheck.exercise.session import Session
from formcheck.exercise.spec.models import Band, Condition, ExerciseSpec, Pace, Variant, When
from formcheck.specs.files import load_spec, shipped_folder
from formcheck.specs.variants import apply_variant

LIMITED = [
    (path.stem, variant.id)
    for path in sorted(shipped_folder().glob("*.yaml"))
    for variant in load_spec(path.stem).variants
    if variant.limit is not None
]


def limit_of(spec_id: str, variant_id: str) -> Band:
    (variant,) = (each for each in load_spec(spec_id).variants if each.id == variant_id)
    assert variant.limit is not None
    return variant.limit


Said = tuple[str, str]
"""The check behind a cue (none for an attempt that turned early), and its text."""


def all_cues(spec: ExerciseSpec) -> set[Said]:
    """Everything that can be said to correct somebody in an exercise."""
    cues = {("", spec.short_cue)}
    for check in spec.checks:
        cues |= {(check.id, check.cues.too_low), (check.id, check.cues.too_high)}
    return {(check, text) for check, text in cues if text}


def asks_beyond(spec: ExerciseSpec, limit: Band) -> set[Said]:
    """Cues that send somebody further in the followed measure than the limit allows.

    The short cue always does; a cue for too little does when what it asks for lies within the
    measure's error of the limit.
    """
    follow = spec.judged.follow
    error = MEASURES[follow].error
    cues = {("", spec.short_cue)}
    for check in spec.checks:
        if isinstance(check, Pace) or check.measure is not follow:
            continue
        low, high = check.target.min, check.target.max
        if limit.max is not None and low is not None and low + error > limit.max:
            cues.add((check.id, check.cues.too_low))
        if limit.min is not None and high is not None and high - error < limit.min:
            cues.add((check.id, check.cues.too_high))
    return {(check, text) for check, text in cues if text}


def test_there_are_limited_versions() -> None:
    """The versions tested below are really there."""
    assert len(LIMITED) >= 5


@pytest.mark.parametrize(("spec_id", "variant_id"), LIMITED)
def test_no_text_of_a_limited_version_asks_for_more(spec_id: str, variant_id: str) -> None:
    """Nothing a limited version could ever say goes beyond its limit, by any of its own words."""
    original, limit = load_spec(spec_id), limit_of(spec_id, variant_id)
    limited = apply_variant(original, variant_id)
    texts = {text for check in limited.checks for text in (check.cues.too_low, check.cues.too_high)}

    assert limited.short_cue is None
    assert asks_beyond(original, limit)
    assert not texts & asks_beyond(original, limit)
    assert not asks_beyond(limited, limit)


UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A whole set takes too long for the hundreds of runs that make a failure smaller."""

postures = st.builds(
    Posture,
    trunk=st.floats(5, 100),
    knee=st.floats(0, 110),
    shank=st.floats(-10, 25),
    arm=st.floats(-30, 60),
    head=st.floats(-50, 50),
    bend=st.sampled_from([0.0, 70.0]),
    heel=st.sampled_from([0.0, 25.0]),
)


@pytest.mark.parametrize(("spec_id", "variant_id"), LIMITED)
@settings(max_examples=12, deadline=None, phases=UNSHRUNK)
@given(bottoms=st.lists(postures, min_size=2, max_size=4))
def test_no_cue_of_a_limited_version_asks_for_more(
    spec_id: str, variant_id: str, bottoms: list[Posture]
) -> None:
    """However somebody moves, nothing that is spoken sends them beyond the version's limit."""
    limit = limit_of(spec_id, variant_id)
    limited = apply_variant(load_spec(spec_id), variant_id)
    steps = [step for bottom in bottoms for step in reps(1, bottom, seconds=(1, 0.5, 1, 2.2))]

    session = Session(limited)
    for pose in movement([*CALIBRATION, *steps], fps=8):
        session.step(pose)

    cues = session.report().cues
    corrections = {(cue.check, cue.text) for cue in cues if cue.kind == CueKind.CORRECTION}
    assert not corrections & asks_beyond(load_spec(spec_id), limit)
    assert corrections <= all_cues(limited)


SMALL = Variant(
    id="small", name="Small", count=When(above=25), limit=Band(max=48), source="test"
)  # fmt: skip
DEEP_KNEES = KNEES.model_copy(
    update={"id": "deep", "only": Condition(measure=Measure.TRUNK_INCL, above=50)}
)
OWN = exercise(BACK, DEPTH, KNEES, DEEP_KNEES).model_copy(update={"variants": (SMALL,)})


def test_a_limit_takes_away_what_asks_for_more() -> None:
    """Of an own exercise too: cues that would lead beyond the limit are gone, the others stay."""
    assert ("depth", "Further down.") in all_cues(OWN)

    assert all_cues(apply_variant(OWN, "small")) == {
        ("back", "Long back."),
        ("depth", "Not so low."),
        ("knees", "Unlock your knees."),
        ("knees", "Knees less bent."),
    }


@pytest.mark.parametrize("trunk", [30, 36, 46, 60, 90])
def test_a_limited_bow_is_never_sent_further(trunk: float) -> None:
    """From a small bow to a deep one, the only thing said about its depth is that it is enough."""
    session = Session(apply_variant(OWN, "small"))
    for pose in movement([*CALIBRATION, *reps(3, Posture(trunk=trunk, knee=15, shank=-3))], fps=10):
        session.step(pose)
    report = session.report()

    assert len(report.reps) == 3
    assert {cue.text for cue in report.cues if cue.check == "depth"} <= {"Not so low."}

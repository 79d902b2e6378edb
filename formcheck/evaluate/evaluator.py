"""Judges clips one by one, exactly as a review does, and compares the reports with labels."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from formcheck.errors import FormCheckError, VideoError
from formcheck.evaluate.kept_poses import KeptPoses
from formcheck.evaluate.labels.inputs import EvaluationPlan
from formcheck.evaluate.labels.truth import LabelledClip, Skipped
from formcheck.evaluate.score.people import reach_of
from formcheck.evaluate.score.reach import Reach
from formcheck.evaluate.score.result import ClipResult, Evaluation, SkippedClip
from formcheck.evaluate.score.scoring import score
from formcheck.evaluate.score.totals import back_points, groups_of
from formcheck.evaluate.score.trace import Trace
from formcheck.evaluate.watching import Watching
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.pose.estimator import Estimator
from formcheck.review.review import Progress
from formcheck.specs.files import load_spec

__all__ = ["JudgedClip", "evaluate"]


@dataclass(frozen=True, slots=True, eq=False)
class JudgedClip:
    """A judged clip: its labels, spec, result, and the moment of every frame."""

    clip: LabelledClip
    spec: ExerciseSpec
    result: ClipResult
    trace: Trace


def evaluate(  # noqa: PLR0913 - it takes a callback for each event
    plan: EvaluationPlan,
    estimator: Estimator,
    *,
    watched: Callable[[str], AbstractContextManager[Progress]],
    failed: Callable[[FormCheckError], None],
    stop: Callable[[], bool] = lambda: False,
    each: Callable[[JudgedClip], None] = lambda judged: None,
    poses: KeptPoses | None = None,
    versions: Mapping[str, str],
) -> Evaluation:
    """Judge every clip and compare its report with its labels.

    Parameters
    ----------
    plan
        The clips, in order.
    estimator
        Makes a new pose estimate for each clip.
    watched
        Gives, for a title, the progress callback for that clip.
    failed
        Called with the error of an unreadable recording; the other clips go on.
    stop
        Called before every frame; returns whether to break off. A clip broken off is left out.
    each
        Called with every judged clip.
    poses
        Plays the kept poses of a clip instead of estimating them, and keeps the estimated ones.
    versions
        Names and versions of the software and model.
    """
    kept = poses or KeptPoses()
    interrupted = False
    clips: list[ClipResult] = []
    skipped = list(plan.skipped)
    for number, clip in enumerate(plan.clips, start=1):
        try:
            with watched(f"{number}/{len(plan.clips)} {clip.name}") as progress:
                judged = _judged(clip, Watching(estimator, kept, progress, stop))
        except VideoError as error:
            failed(error)
            skipped.append(Skipped(clip.name, error.what, failed=True))
            continue
        if judged is None:
            interrupted = True
            break
        each(judged)
        clips.append(judged.result)
    return Evaluation(
        source=plan.source,
        rendered=plan.rendered,
        interrupted=interrupted,
        versions=versions,
        clip_count=len(clips),
        groups=groups_of(clips),
        back=back_points(clips),
        reach=Reach() if plan.rendered else reach_of(clips),
        clips=tuple(clips),
        skipped=tuple(map(_told, skipped)),
    )


def _told(skipped: Skipped) -> SkippedClip:
    return SkippedClip(clip=skipped.clip, why=skipped.why, failed=skipped.failed)


def _judged(clip: LabelledClip, watching: Watching) -> JudgedClip | None:
    """Judge one clip; return None if ``stop`` broke it off."""
    spec, trace = load_spec(clip.exercise), Trace()
    report = watching.report_of(clip.video, spec, trace)
    return (
        None if report is None else JudgedClip(clip, spec, score(clip, spec, report, trace), trace)
    )

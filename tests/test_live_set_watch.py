"""Seeing what is worth saving: each rep, each set, each answer, once."""

from dataclasses import replace

from figures import figure
from live_stand_ins import ScriptedGuide, rep, report

from formcheck.exercise.results.report import AttemptReport, Report
from formcheck.guide.guidance import Answer, Ended, Guidance, SetDone
from formcheck.history.set_files import SetProgress
from formcheck.live.set_watch import SetWatch


class Watched:
    """A guide, a watch over it, and what it handed over."""

    def __init__(self) -> None:
        self.guide = ScriptedGuide()
        self.told: list[SetProgress] = []
        self.watch = SetWatch(self.guide, self.told.append)
        self.time_s = 0.0

    def frame(self) -> Guidance:
        self.time_s += 0.1
        guidance = self.guide.step(figure(time_s=self.time_s))
        self.watch.step(guidance)
        return guidance


def test_every_rep_is_told_once() -> None:
    """However many frames there are between reps."""
    watched = Watched()
    for count in range(3):
        watched.guide.running = report(*(rep(number + 1) for number in range(count)))
        for _ in range(5):
            watched.frame()

    assert [len(progress.report.reps) for progress in watched.told] == [1, 2]
    assert not any(progress.finished for progress in watched.told)
    assert {progress.number for progress in watched.told} == {1}


def test_a_set_in_which_nothing_happened_yet_is_not_told() -> None:
    """Standing there is nothing to save."""
    watched = Watched()
    watched.guide.running = report()
    watched.frame()
    watched.watch.finish()

    assert watched.told == []


def test_a_try_is_told_too() -> None:
    """A rep that turned early belongs to the set."""
    watched = Watched()
    watched.guide.running = report()
    watched.frame()
    attempt = AttemptReport(start_s=1, extreme_s=2, end_s=3, reason="short")
    watched.guide.running = with_attempt(attempt)
    guidance = watched.guide.step(figure(time_s=9.0))
    watched.watch.step(replace(guidance, moment=replace(guidance.moment, finished=attempt)))

    assert [progress.report.attempts for progress in watched.told] == [(attempt,)]


def with_attempt(attempt: AttemptReport) -> Report:
    return report().model_copy(update={"attempts": (attempt,)})


def test_a_finished_set_and_its_answer_are_told() -> None:
    """The set is told when it is over and again when it was asked about; then the next one."""
    watched = Watched()
    done = SetDone(1, report(rep(1)), ended=Ended.FINISHED)
    watched.guide.sets = (done,)
    for _ in range(3):
        watched.frame()
    watched.guide.sets = (replace(done, answer=Answer(pain=2)),)
    for _ in range(3):
        watched.frame()
    watched.guide.running = report(rep(1))
    watched.frame()

    told = [(each.number, each.finished, each.answer.pain, each.ended) for each in watched.told]
    assert told == [(1, True, None, "finished"), (1, True, 2, "finished"), (2, False, None, "")]
    assert watched.watch.sets == watched.guide.sets


def test_the_end_of_the_frames_tells_what_stands() -> None:
    """What happened since the last frame that told something is not lost."""
    watched = Watched()
    watched.guide.running = report(rep(1))
    watched.frame()
    watched.guide.running = report(rep(1), rep(2))
    watched.watch.finish()
    watched.watch.finish()

    assert [len(progress.report.reps) for progress in watched.told] == [1, 2]


def test_an_answer_without_frames_belongs_to_the_last_set() -> None:
    """Answered after the camera was switched off, it is told, and shown with the set."""
    watched = Watched()
    watched.guide.sets = (SetDone(1, report(rep(1))), SetDone(2, report(rep(1), rep(2))))
    watched.frame()
    watched.watch.answered(Answer(pain=5))

    assert watched.told[-1].answer == Answer(pain=5)
    assert [done.answer.pain for done in watched.watch.sets] == [None, 5]
    watched.frame()
    assert watched.told[-1].answer == Answer(pain=5)


def test_an_answer_without_any_set_is_let_pass() -> None:
    """There is nothing it could belong to."""
    watched = Watched()
    watched.watch.answered(Answer(pain=5))

    assert watched.told == []

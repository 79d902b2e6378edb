"""The end of an exercise: all done, broken off, or stopped for pain."""

from formcheck.exercise.spec import Posture
from formcheck.guide import words
from formcheck.guide.course import Course, Now
from formcheck.guide.guidance import Ended, Stage
from formcheck.guide.speaker import Matters
from formcheck.guide.staging import Staging

__all__ = ["Finished"]


class Finished(Staging):
    """Nothing more is asked; the summary is ready."""

    stage = Stage.DONE

    def __init__(self, course: Course, ended: Ended = Ended.GOAL) -> None:
        super().__init__(course)
        course.end_set(ended)
        hurt = ended is Ended.PAIN
        self.title = "Stopped for today" if hurt else "All done"
        up = words.rise(course.spec) if course.spec.posture is not Posture.STANDING else ""
        said = words.ENDED_BY_PAIN if hurt else words.DONE
        course.speaker.hush()
        matters = Matters.SAFETY if hurt else Matters.CUE
        course.speaker.say(f"{said} {up}".strip(), matters, good_for_s=10.0)

    def step(self, now: Now) -> Staging | None:
        """Take an answer that comes late; pain is pain then, too."""
        if now.answer is not None and now.answer.ends_it and self.title != "Stopped for today":
            return Finished(self.course, Ended.PAIN)
        return None

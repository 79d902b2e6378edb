"""The end of an exercise: all done, broken off, or stopped for pain."""

from formcheck.guide import words
from formcheck.guide.course import Course, Now
from formcheck.guide.guidance import Command, Ended, Stage
from formcheck.guide.speaker import Matters
from formcheck.guide.staging import Staging

__all__ = ["Finished"]

HURT = "Stopped for today"
"""The title of an exercise that pain has ended."""


class Finished(Staging):
    """Nothing more is asked; the summary is ready."""

    stage = Stage.DONE

    def __init__(self, course: Course, ended: Ended = Ended.GOAL) -> None:
        super().__init__(course)
        course.end_set(ended)
        hurt = ended is Ended.PAIN
        if hurt:
            course.hurts()
        self.title = HURT if hurt else "All done"
        up = course.say_once(words.rise(course.spec)) if course.sets else ""
        said = words.DONE if course.sets else words.NOTHING_DONE
        said = words.ENDED_BY_PAIN if hurt else said
        course.speaker.hush()
        matters = Matters.SAFETY if hurt else Matters.CUE
        course.speaker.say(f"{said} {up}".strip(), matters, good_for_s=10.0)

    def step(self, now: Now) -> Staging | None:
        """Take what is told late; pain is pain then, too."""
        ends_it = now.answer is not None and now.answer.ends_it
        if (ends_it or now.command is Command.PAIN) and self.title != HURT:
            return Finished(self.course, Ended.PAIN)
        return None

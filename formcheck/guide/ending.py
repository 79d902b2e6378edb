"""The end of an exercise: all done, broken off, stopped for pain or by a fall."""

from formcheck.guide import words
from formcheck.guide.course import Now, StageContext
from formcheck.guide.guidance import Answer, Command, Ended, Stage
from formcheck.guide.speaker import Priority
from formcheck.guide.staging import StageBase

__all__ = ["Finished"]

HURT = "Stopped for today"
"""The title of an exercise that pain has ended."""


class Finished(StageBase):
    """Nothing more is asked; the summary is ready.

    ``told`` is the answer that ends it, where there was one.
    """

    stage = Stage.DONE

    def __init__(
        self, course: StageContext, ended: Ended = Ended.GOAL, *, told: Answer | None = None
    ) -> None:
        super().__init__(course)
        course.speaker.clear()
        hurt = ended is Ended.PAIN
        if hurt:
            course.hurts(told)
        else:
            course.end_set(ended)
        self.title = HURT if hurt else "All done"
        if ended is Ended.FELL:  # all that needs saying was said
            self.title = words.FALLEN_TITLE
            return
        up = course.say_once(words.rise(course.spec)) if course.sets else ""
        said = words.DONE if course.sets else words.NOTHING_DONE
        said = words.ENDED_BY_PAIN if hurt else said
        matters = Priority.SAFETY if hurt else Priority.CUE
        course.speaker.say(f"{said} {up}".strip(), matters, good_for_s=10.0)

    def step(self, now: Now) -> StageBase | None:
        """Take what is told late; pain is pain then, too."""
        told = now.answer if now.answer is not None and now.answer.ends_it else None
        if told is None and now.command is not Command.PAIN:
            return None
        if self.title == HURT:
            self.course.hurts(told)
            return None
        return Finished(self.course, Ended.PAIN, told=told)

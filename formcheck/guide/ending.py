"""The end of an exercise: all done, broken off, stopped for pain or by a fall."""

from formcheck.guide import words as sentences
from formcheck.guide.course import Now, StageContext
from formcheck.guide.guidance import Answer, Command, Ended, Stage
from formcheck.guide.speaker import Priority
from formcheck.guide.staging import StageBase

__all__ = ["Finished"]


class Finished(StageBase):
    """The exercise is over and the summary ready.

    ``told`` is the answer that ended the exercise, if one did.
    """

    stage = Stage.DONE

    def __init__(
        self, course: StageContext, ended: Ended = Ended.GOAL, *, told: Answer | None = None
    ) -> None:
        super().__init__(course)
        course.speaker.clear()
        self._hurt = ended is Ended.PAIN
        if self._hurt:
            course.hurts(told)
            self.title = self.words("guide-hurt-title")
        else:
            course.end_set(ended)
        if ended is Ended.FELL:  # the stage Fallen has said all that is needed
            self.title = self.words("stage-fallen")
            return
        up = course.say_once(sentences.rise(self.words, course.spec)) if course.sets else ""
        said = self.words("guide-done" if course.sets else "guide-nothing-done")
        said = self.words("guide-ended-by-pain") if self._hurt else said
        matters = Priority.SAFETY if self._hurt else Priority.CUE
        course.speaker.say(f"{said} {up}".strip(), matters, good_for_s=10.0)

    def step(self, now: Now) -> StageBase | None:
        """Take late answers and commands; pain still ends the exercise for pain."""
        told = now.answer if now.answer is not None and now.answer.ends_it else None
        if told is None and now.command is not Command.PAIN:
            return None
        if self._hurt:
            self.course.hurts(told)
            return None
        return Finished(self.course, Ended.PAIN, told=told)

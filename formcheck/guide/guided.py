"""Leads an exercise that is guided, not judged, by voice and time, with or without a camera.

Nothing here looks at how the person moves. With a camera, a pose shows only whether anybody is
there; without one, each step takes a pose without a person.
"""

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from formcheck.errors import UsageError
from formcheck.exercise.coach.reps import speaking_s
from formcheck.exercise.results.moment import HoldProgress, Moment
from formcheck.exercise.results.report import GuidedReport, Report
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide import guided_script as script
from formcheck.guide import words as sentences
from formcheck.guide.guidance import (
    Answer,
    Command,
    Ended,
    Guidance,
    Led,
    Plan,
    SetDone,
    Stage,
    Tone,
)
from formcheck.guide.guided_script import Part, script_of
from formcheck.guide.speaker import Priority, Speaker
from formcheck.landmarks.pose import Pose
from formcheck.words.catalogue import Words

__all__ = ["GuidedCourse"]

NOT_JUDGED: Final = "How it was done: guided, not judged"
"""The words in the saved file; a page has its own."""

MAX_STEP_S: Final = 2.0
"""At most this much time counts from one step to the next: a page not drawn for longer has led
nobody in the meantime (team choice)."""

MAX_TIMER_STEP_S: Final = 90.0
"""The same for a timer, which needs nobody to look at it: browsers wake a background page once a
minute, and a page not woken for longer is asleep with its computer."""

GONE_S: Final = 5.0
"""A person out of the camera's sight for this long has left: a lying person is found less steadily
than a standing one, where it is 3 s (team choice)."""

BACK_S: Final = 1.5
"""A person seen again for this long has come to stay (team choice)."""

LEFT_FOR_GOOD_S: Final = 300.0
"""After this long out of sight the exercise is over (team choice)."""

LEAD_IN_S: Final = 4.0
"""Time from "we go on" to the step, to be in place again (team choice)."""

ANSWER_S: Final = 12.0
"""Time to begin an answer on the page; the summary takes one, too (team choice)."""

_HALTED: Final = frozenset({Stage.STOPPED, Stage.PAUSED})


class GuidedCourse:
    """Leads one person through one exercise, set after set.

    Parameters
    ----------
    spec
        The exercise, a guided one.
    plan
        How much of it to do; calibration and practice do not apply.
    words
        The language it speaks.
    camera
        Whether poses come from a camera; the exercise then pauses when nobody is there.

    Raises
    ------
    UsageError
        The exercise is judged, not guided.

    Notes
    -----
    Poses must come in the order of their times. ``step`` belongs to one thread; commands and
    answers may come from another and take effect at the next step.
    """

    def __init__(
        self, spec: ExerciseSpec, plan: Plan, words: Words, *, camera: bool = False
    ) -> None:
        if spec.guided is None:
            raise UsageError(f"'{spec.id}' is judged, not guided", to_do="Begin it with Guide")
        self.spec = spec
        self.words = words
        self._guided, self._plan, self._camera = spec.guided, plan, camera
        self._watching = camera
        self._parts = script_of(spec.guided, plan.goal, words)
        self._speaker = Speaker()
        self._commands: deque[Command] = deque()
        self._answers: deque[Answer] = deque()
        self._sets: list[SetDone] = []
        self._stage = Stage.READY
        self._resume = Stage.READY
        self._last = False
        self._time_s = math.nan
        self._left_s = math.nan
        self._gone_s = self._back_s = 0.0
        self._next_set()

    def _next_set(self) -> None:
        self._part, self._spent_s, self._led_s, self._done = 0, 0.0, 0.0, 0

    def command(self, command: Command) -> None:
        """Take a command given with a key, a clicker or a button."""
        self._commands.append(command)

    def answer(self, answer: Answer) -> None:
        """Take the answer to the question after a set."""
        self._answers.append(answer)

    @property
    def heard(self) -> bool:
        """Whether the person has shown that they hear the voice: never, as nothing asks for it."""
        return False

    @property
    def helpless(self) -> Mapping[str, int]:
        """How often each check was cued in vain: empty, as there are no checks."""
        return {}

    @property
    def sets(self) -> tuple[SetDone, ...]:
        """The sets that are over."""
        return tuple(self._sets)

    @property
    def running(self) -> Report | None:
        """The report so far of the set under way, to save during the set; None outside a set."""
        return self._report() if self._in_set and self._led_s > 0 else None

    @property
    def _in_set(self) -> bool:
        """Whether a set is under way or about to begin, halted or not."""
        stage = self._resume if self._stage in _HALTED else self._stage
        return stage in {Stage.SET, Stage.READY}

    def step(self, pose: Pose) -> Guidance:
        """Take the next pose and its time; return what to show and say."""
        most_s = MAX_STEP_S if self._guided.timer is None else MAX_TIMER_STEP_S
        first = math.isnan(self._time_s)
        step_s = 0.0 if first else min(max(0.0, pose.time_s - self._time_s), most_s)
        self._time_s = pose.time_s
        if first:
            self._get_ready(self._guided.begin, self._guided.ready_s)
        self._look(pose, step_s)
        if self._answers:
            self._answered(self._answers.popleft())
        if not (self._commands and self._commanded(self._commands.popleft())):
            self._go_on(step_s)
        return self._guidance(pose)

    # --- Commands and answers -----------------------------------------------------------------

    def _commanded(self, command: Command) -> bool:
        """Do a command; return whether it used up this step."""
        halted = self._stage in _HALTED
        if self._stage is Stage.DONE:
            if command is Command.PAIN:
                self._hurts()
        elif command is Command.PAIN:
            self._end_set(Ended.PAIN, empty=True)
            self._hurts()
        elif command is Command.FINISH:
            self._break_off()
        elif halted and command in {Command.CONTINUE, Command.STOP}:
            self._watching = self._watching and self._stage is not Stage.PAUSED
            self._continue(self.words("led-go-on"))
        elif command is Command.STOP and not halted:
            self._halt(Stage.STOPPED, self.words("guide-stopped"))
        elif command is Command.SKIP and self._stage in {Stage.READY, Stage.RESTING, Stage.ASKING}:
            self._left_s = 0.0
            return False
        else:
            return False
        return True

    def _answered(self, answer: Answer) -> None:
        if not self._sets:
            return
        self._sets[-1] = replace(self._sets[-1], answer=answer)
        if answer.ends_it:
            self._end_set(Ended.PAIN)
            self._hurts()
        elif self._stage is Stage.ASKING:
            self._left_s = 0.0

    def _hurts(self) -> None:
        """End the exercise for today, and note with the last set that it hurt."""
        if self._sets and not any(done.answer.ends_it for done in self._sets):
            answer = replace(self._sets[-1].answer, hurts=True)
            self._sets[-1] = replace(self._sets[-1], answer=answer)
        self._stage = Stage.DONE
        self._speaker.clear()
        self._speaker.say(self.words("led-ended-by-pain"), Priority.SAFETY, good_for_s=10.0)

    def _break_off(self) -> None:
        asked_already = self._stage is Stage.ASKING
        before = len(self._sets)
        self._end_set(Ended.FINISHED)
        self._last = True
        if len(self._sets) > before:
            self._ask()
        elif not asked_already:
            self._finish()

    # --- Halts --------------------------------------------------------------------------------

    def _look(self, pose: Pose, step_s: float) -> None:
        """Pause, go on or end by whether the person is there, where a camera watches."""
        if not self._watching:
            return
        self._gone_s = 0.0 if pose.found else self._gone_s + step_s
        self._back_s = self._back_s + step_s if pose.found else 0.0
        if self._stage is Stage.SET and self._gone_s >= GONE_S:
            self._halt(Stage.PAUSED, self.words("led-away"))
        elif self._stage is Stage.PAUSED and self._back_s >= BACK_S:
            self._continue(self.words("led-back-again"))
        elif self._stage is Stage.PAUSED and self._gone_s >= LEFT_FOR_GOOD_S:
            self._end_set(Ended.LEFT)
            self._finish()

    def _halt(self, stage: Stage, text: str) -> None:
        self._resume, self._stage = self._stage, stage
        self._speaker.clear()
        self._speaker.say(text, Priority.SAFETY, tone=Tone.ATTENTION)

    def _continue(self, text: str) -> None:
        """Go on after a halt; give time to be in place where a step was under way."""
        self._stage = self._resume
        self._speaker.clear()
        if self._stage is Stage.READY and not self._led_s:
            self._get_ready(self._guided.begin, self._guided.ready_s)
        elif self._stage in {Stage.SET, Stage.READY}:
            self._get_ready(text, LEAD_IN_S)
        else:
            self._speaker.say(text, tone=Tone.GOOD)

    # --- One thing after the other ------------------------------------------------------------

    def _go_on(self, step_s: float) -> None:
        """Let the time since the step before pass."""
        if self._stage is Stage.SET:
            self._lead(step_s)
        elif self._stage in {Stage.READY, Stage.ASKING, Stage.RESTING}:
            self._left_s = max(0.0, self._left_s - step_s)
            if self._left_s <= 0:
                self._follow()

    def _follow(self) -> None:
        """Begin the next stage when the time of a stage is over."""
        if self._stage is Stage.READY:
            self._stage = Stage.SET
            self._enter()
        elif self._stage is Stage.RESTING:
            self._stage = Stage.SET
            self._next_set()
            self._enter()
        elif self._last:
            self._finish()
        else:
            self._stage, self._left_s = Stage.RESTING, self._plan.rest_s
            self._speaker.say(sentences.rest(self.words, self._plan.rest_s), good_for_s=8.0)

    def _get_ready(self, text: str, seconds: float) -> None:
        self._stage, self._left_s = Stage.READY, seconds
        self._speaker.say(text, tone=Tone.CHANGE, good_for_s=10.0)

    def _enter(self) -> None:
        """Begin a part, or restart it after a halt, which takes back the time spent in it."""
        part = self._parts[self._part]
        if part.begins_anew:
            self._led_s -= self._spent_s
            self._spent_s = 0.0
        if part.say and not self._spent_s:
            self._speaker.clear()
            self._speaker.say(part.say, Priority.CUE, instead=Tone.CHANGE, good_for_s=2.0)

    def _lead(self, step_s: float) -> None:
        """Spend this much time on the part and on those after it."""
        left_s = step_s
        while left_s > 0:
            part = self._parts[self._part]
            room_s = part.seconds - self._spent_s
            over = left_s >= room_s
            until_s = part.seconds if over else self._spent_s + left_s
            self._mark(part, self._spent_s, until_s)
            self._led_s += min(left_s, room_s)
            self._spent_s = until_s
            left_s -= room_s
            if not (over and self._close(part)):
                return

    def _mark(self, part: Part, from_s: float, to_s: float) -> None:
        """Sound a part's seconds or count its breaths, where the exercise asks for it."""
        if self._guided.tick and 0 < math.floor(to_s) != math.floor(from_s) and to_s < part.seconds:
            self._speaker.sound(Tone.COUNT)
        if part.breath_s and to_s < part.seconds:
            breath = math.floor(to_s / part.breath_s)
            if breath != math.floor(from_s / part.breath_s):
                self._speaker.say(str(breath + 1), Priority.LOW, good_for_s=1.0)

    def _close(self, part: Part) -> bool:
        """End a part; return whether another follows."""
        if part.closes:
            self._done += 1
            if not self._guided.tick:
                self._speaker.sound(Tone.COUNT)
        if self._part + 1 == len(self._parts):
            self._last = len(self._sets) + 1 >= self._plan.sets
            self._end_set(Ended.GOAL)
            self._ask()
            return False
        self._part, self._spent_s = self._part + 1, 0.0
        self._enter()
        return True

    def _ask(self) -> None:
        question = script.pain_question(self.words, leg_pain=self._plan.leg_pain)
        over = script.ended(self.words, self._guided.once, self._last_done)
        self._stage = Stage.ASKING
        self._speaker.clear()
        self._speaker.say(f"{over} {question}", Priority.CUE, instead=Tone.GOOD, good_for_s=10.0)
        self._left_s = ANSWER_S + speaking_s(question)

    def _end_set(self, ended: Ended, *, empty: bool = False) -> None:
        """Close the set under way and keep its report; ``empty`` keeps one with nothing done."""
        if self._led_s > 0 or (empty and self._in_set):
            self._sets.append(SetDone(len(self._sets) + 1, self._report(), ended=ended))
        self._next_set()

    def _finish(self) -> None:
        self._stage = Stage.DONE
        self._speaker.clear()
        done = self.words("guide-done" if self._sets else "guide-nothing-done")
        up = sentences.rise(self.words, self.spec) if self._sets else ""
        self._speaker.say(f"{done} {up}".strip(), Priority.CUE, good_for_s=10.0)

    # --- Reports and guidance -----------------------------------------------------------------

    def _report(self) -> Report:
        guided = GuidedReport(
            once=self._guided.once,
            done=self._done,
            planned=self._plan.goal,
            seconds=self._led_s,
            completed=self._done >= self._plan.goal,
            camera=self._camera,
        )
        return Report(
            exercise=self.spec.id,
            exercise_name=self.spec.name,
            view="",
            judged=False,
            not_judged=(NOT_JUDGED,),
            guided=guided,
        )

    def _guidance(self, pose: Pose) -> Guidance:
        stage, part = self._stage, self._parts[self._part]
        spoken = self._speaker.step(pose.time_s)
        leading = stage is Stage.SET
        return Guidance(
            time_s=pose.time_s,
            stage=stage,
            moment=Moment(pose.time_s, pose),
            title=part.name if leading else self.words.of("stage", stage),
            asked=self._asked(),
            caption=self._speaker.caption,
            count=self._last_done if stage in {Stage.ASKING, Stage.DONE} else self._done,
            goal=self._plan.goal,
            set_number=min(len(self._sets) + 1, self._plan.sets),
            sets=self._plan.sets,
            hold=HoldProgress(self._spent_s, part.seconds, running=True) if leading else None,
            rest_left_s=self._left_s if stage is Stage.RESTING else math.nan,
            spoken=spoken,
            led=self._led(part),
        )

    def _asked(self) -> str:
        if self._stage is Stage.ASKING:
            return self.words("led-pain-now")
        return self.words("guide-start-again") if self._stage is Stage.STOPPED else ""

    @property
    def _last_done(self) -> int:
        """The times round, or minutes, done in the last finished set."""
        last = self._sets[-1].report.guided if self._sets else None
        return last.done if last is not None else 0

    def _led(self, part: Part) -> Led:
        whole_s = sum(each.seconds for each in self._parts)
        share = self._led_s / whole_s
        if self._stage in {Stage.READY, Stage.RESTING}:
            return Led(self.words.of("stage", self._stage), self._left_s, share=share)
        timed_s = whole_s - self._led_s if self._guided.timer else part.seconds - self._spent_s
        return Led(part.name, timed_s, part.side, share)

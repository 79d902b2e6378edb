"""Today's choice: an exercise in one of its versions, and its dose."""

from dataclasses import dataclass, replace
from typing import Self

from formcheck.exercise.spec.models import ExerciseSpec, Guided, Hold, Profile, StopSignal
from formcheck.exercise.spec.vocabulary import Calibration, Sides
from formcheck.guide.guidance import Plan
from formcheck.specs.variants import apply_variant
from formcheck.words.catalogue import Words

__all__ = ["Choice", "cautions_for", "variant_meant"]

FEWEST = 3
"""Reps where a spec names no number: enough to see a movement, few enough to begin with."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An exercise, its version (empty: the exercise itself), reps or holds in a set, and sets.

    If each side has its own turn, ``goal`` counts one side.
    """

    spec: ExerciseSpec
    variant: str
    goal: int
    sets: int

    @classmethod
    def of(cls, spec: ExerciseSpec, profiles: frozenset[Profile]) -> Self:
        """Return the version that suits the profiles, with its starting dose."""
        return cls._begun(spec, variant_meant(spec, profiles))

    @classmethod
    def _begun(cls, spec: ExerciseSpec, variant: str) -> Self:
        """Return a version with its starting dose."""
        dose = (apply_variant(spec, variant) if variant else spec).dose
        goal = dose.reps_from or dose.minutes_from or FEWEST
        return cls(spec, variant, goal, dose.sets)

    @classmethod
    def planned(cls, spec: ExerciseSpec, variant: str, plan: Plan) -> Self:
        """Return the choice behind a plan."""
        whole = cls(spec, variant, plan.goal, plan.sets)
        return replace(whole, goal=max(1, plan.goal // 2)) if whole.has_sides else whole

    @property
    def exercise(self) -> ExerciseSpec:
        """The exercise in the chosen version."""
        return apply_variant(self.spec, self.variant) if self.variant else self.spec

    @property
    def version_name(self) -> str:
        """The version in words; empty for the exercise itself."""
        names = {variant.id: variant.name for variant in self.spec.variants}
        return names.get(self.variant, "")

    def counted(self, words: Words) -> str:
        """Return in words what ``goal`` counts."""
        if (guided := self.spec.guided) is not None:
            once = f"{guided.once[:1].upper()}{guided.once[1:]}"
            name = "choice-times-each-side" if self.has_sides else "choice-times"
            return words(name, once=once)
        if not isinstance(self.spec.movement, Hold):
            return words("choice-reps")
        return words("choice-holds-each-side" if self.has_sides else "choice-holds")

    @property
    def has_sides(self) -> bool:
        """Whether each side has its own turn; ``goal`` then counts one side."""
        movement = self.spec.movement
        return isinstance(movement, Hold | Guided) and movement.sides is Sides.EACH

    def plan(self, *, heard: bool, practised: bool) -> Plan:
        """Return the plan for the guide."""
        spec = self.spec
        return Plan(
            goal=2 * self.goal if self.has_sides else self.goal,
            sets=self.sets,
            heard=heard,
            practised=practised,
            arms_forward=spec.calibration is Calibration.STANDING_THEN_ARMS_FORWARD,
            hand_signal=StopSignal.RAISED_HAND in spec.stop_signals,
        )

    def in_version(self, variant: str) -> Self:
        """Return the same exercise in another version, with that version's starting dose."""
        return self._begun(self.spec, variant)

    def for_one_set(self) -> Self:
        """Return the same choice with a single set."""
        return replace(self, sets=1)


def variant_meant(spec: ExerciseSpec, profiles: frozenset[Profile]) -> str:
    """Return the first version for one of the profiles; empty where there is none."""
    return next((v.id for v in spec.variants if profiles.intersection(v.profiles)), "")


def cautions_for(spec: ExerciseSpec, profiles: frozenset[Profile]) -> tuple[str, ...]:
    """Return the cautions for everybody and those for these profiles."""
    return tuple(
        caution.text
        for caution in spec.cautions
        if not caution.profiles or profiles.intersection(caution.profiles)
    )

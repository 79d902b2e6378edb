"""The exercises that the pages offer: those that ``formcheck spec list`` knows, own ones included.

An own spec with mistakes is left out with the reason, so that it takes no other with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from formcheck.errors import FormCheckError
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.offer.asks import Exercise
from formcheck.specs.files import (
    check_own_folder,
    find_spec,
    load_spec,
    shipped_folder,
    spec_hash,
    spec_ids,
)

__all__ = ["Exercises", "known_exercises"]

_KEPT = 256
"""Specs kept as they were read: more than anybody has, since pages are shown again and again."""


@dataclass(frozen=True, slots=True)
class Exercises:
    """The specs by their ids, in order of their names, and what is wrong with the others.

    ``shipped`` are those that come with formcheck, where somebody's own is in their place, and
    ``own`` the ids of somebody's own.
    """

    specs: Mapping[str, ExerciseSpec]
    problems: tuple[FormCheckError, ...] = ()
    shipped: Mapping[str, ExerciseSpec] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    @property
    def to_offer(self) -> tuple[Exercise, ...]:
        """The exercises with what they ask of the body."""
        specs = self.specs.items()
        return tuple(
            Exercise.of(spec, self.shipped.get(name), own=name in self.own) for name, spec in specs
        )

    @property
    def judged(self) -> "Exercises":
        """Those of them that are judged, which what is guided is not."""
        judged = {spec_id: spec for spec_id, spec in self.specs.items() if spec.guided is None}
        return Exercises(judged, self.problems)


def known_exercises(language: str) -> Exercises:
    """Return the exercises as their files are now, in a language as far as they have it."""
    specs: dict[str, ExerciseSpec] = {}
    shipped: dict[str, ExerciseSpec] = {}
    own: set[str] = set()
    problems: list[FormCheckError] = []
    try:
        check_own_folder()
    except FormCheckError as error:
        problems.append(error)
    for spec_id in spec_ids():
        try:
            specs[spec_id] = _loaded(spec_id, language, spec_hash(spec_id))
            as_shipped = shipped_folder() / f"{spec_id}.yaml"
            if find_spec(spec_id) != as_shipped:
                own.add(spec_id)
                if as_shipped.is_file():
                    shipped[spec_id] = load_spec(as_shipped)
        except FormCheckError as error:
            problems.append(error)
    in_order = dict(sorted(specs.items(), key=lambda item: item[1].name))
    return Exercises(in_order, tuple(problems), shipped, frozenset(own))


@lru_cache(_KEPT)
def _loaded(spec_id: str, language: str, content_hash: str) -> ExerciseSpec:
    """Read a spec, anew only when its content has changed."""
    return load_spec(spec_id, language)

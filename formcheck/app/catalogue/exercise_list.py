"""The exercises that the pages offer: those of ``formcheck spec list``, own ones included.

An own spec with mistakes is left out with the reason; the others stay.
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
"""Loaded specs kept for the next run of a page: more than anybody has."""


@dataclass(frozen=True, slots=True)
class Exercises:
    """The specs by their ids, in order of their names, and the errors of the others.

    ``shipped`` are formcheck's specs that somebody's own replace, and ``own`` the ids of the
    person's own specs.
    """

    specs: Mapping[str, ExerciseSpec]
    problems: tuple[FormCheckError, ...] = ()
    shipped: Mapping[str, ExerciseSpec] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    @property
    def to_offer(self) -> tuple[Exercise, ...]:
        """The exercises with their demands on the body."""
        specs = self.specs.items()
        return tuple(
            Exercise.of(spec, self.shipped.get(name), own=name in self.own) for name, spec in specs
        )

    @property
    def judged(self) -> "Exercises":
        """The exercises that are judged, without the guided ones."""
        judged = {spec_id: spec for spec_id, spec in self.specs.items() if spec.guided is None}
        return Exercises(judged, self.problems)


def known_exercises(language: str) -> Exercises:
    """Return the exercises in their files' current state, in a language as far as they have it."""
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
    """Load a spec, again only when its content has changed."""
    return load_spec(spec_id, language)

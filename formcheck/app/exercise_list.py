"""The exercises that the pages offer: those that ``formcheck spec list`` knows, own ones included.

An own spec with mistakes is left out with the reason, so that it takes no other with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from formcheck.errors import FormCheckError
from formcheck.exercise.spec import ExerciseSpec
from formcheck.specs.files import load_spec, spec_hash, spec_ids

__all__ = ["Exercises", "known_exercises"]

_KEPT = 256
"""Specs kept as they were read: more than anybody has, since pages are shown again and again."""


@dataclass(frozen=True, slots=True)
class Exercises:
    """The specs by their ids, in order of their names, and what is wrong with the others."""

    specs: Mapping[str, ExerciseSpec]
    problems: tuple[FormCheckError, ...] = ()

    @property
    def judged(self) -> "Exercises":
        """Those of them that are judged, which what is guided is not."""
        judged = {spec_id: spec for spec_id, spec in self.specs.items() if spec.guided is None}
        return Exercises(judged, self.problems)


def known_exercises() -> Exercises:
    """Return the exercises as their files are now."""
    specs, problems = {}, []
    for spec_id in spec_ids():
        try:
            specs[spec_id] = _loaded(spec_id, spec_hash(spec_id))
        except FormCheckError as error:
            problems.append(error)
    in_order = dict(sorted(specs.items(), key=lambda item: item[1].name))
    return Exercises(in_order, tuple(problems))


@lru_cache(_KEPT)
def _loaded(spec_id: str, content_hash: str) -> ExerciseSpec:
    """Read a spec, anew only when its content has changed."""
    return load_spec(spec_id)

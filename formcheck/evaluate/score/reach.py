"""The numbers of how much is judged, and how rightly, by person first."""

import math
from collections.abc import Iterable, Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from formcheck.exercise.results.report import Number

__all__ = ["CheckShare", "People", "PersonResult", "Reach", "Share", "Stray"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Share(_Part):
    """A part of all reps or clips, and the mean of the same part over people."""

    count: int
    of: int
    people: int = Field(description="How many people have any that could be counted.")
    mean: Number = Field(description="The mean over people, 0 to 1.")

    @classmethod
    def over(cls, by_person: Iterable[tuple[int, int]]) -> Self:
        """Return the share over people, without people who have nothing to count."""
        known = [(count, of) for count, of in by_person if of]
        mean = sum(count / of for count, of in known) / len(known) if known else math.nan
        count, of = (sum(column) for column in zip(*known, strict=True)) if known else (0, 0)
        return cls(count=count, of=of, people=len(known), mean=mean)


class PersonResult(_Part):
    """The clips of one person, seen from the side, in one kind of exercise."""

    person: str
    clips: int
    reps: int
    back_judged: int
    rounded: int = Field(description="Reps whose back is labelled slightly round or rounded.")
    rounded_found: int = Field(description="With a fault; with a warn where it is slight.")
    long_backs: int = Field(description="Reps in whose back no rounding was seen, sure of that.")
    long_faults: int = Field(description="Of these, with a fault of the back.")
    long_warned: int = Field(description="Of these, with a warn or fault of the back.")
    none_seen: int = Field(description="Reps in which somebody looked for all and saw nothing.")
    none_seen_faults: int
    none_seen_warned: int = Field(description="With a warn or fault of anything.")
    exact: int = Field(description="Clips whose reps were counted as labelled.")
    off_by_one: int
    worse: int


class People(_Part):
    """One kind of exercise seen from the side, by person."""

    kind: str
    people: tuple[PersonResult, ...]
    back_judged: Share
    rounded_found: Share
    long_faults: Share
    long_warned: Share
    none_seen_faults: Share
    none_seen_warned: Share
    exact: Share

    def renamed(self, names: Mapping[str, str]) -> Self:
        """Return the same with other names for the people."""
        people = (each.model_copy(update={"person": names[each.person]}) for each in self.people)
        return self.model_copy(update={"people": tuple(people)})


class CheckShare(_Part):
    """In how many of an exercise's reps seen from the side one check was judged."""

    exercise: str
    id: str
    name: str
    judged: Share
    why: str = Field(default="", description="The commonest reason of those not judged.")
    why_count: int = 0


class Stray(_Part):
    """Clips in which nothing may be judged, and the verdicts given all the same."""

    kind: str
    clips: int
    clips_judged: int
    found: int = Field(description="Reps and holds counted in them.")
    given: Mapping[str, int]
    said: int = Field(description="Corrections spoken in them.")


class Reach(_Part):
    """How much is judged, and how rightly, by person first."""

    people: tuple[People, ...] = ()
    checks: tuple[CheckShare, ...] = ()
    strays: tuple[Stray, ...] = ()

    @property
    def nameless(self) -> "Reach":
        """The same reach with numbers instead of people's names."""
        whose: dict[str, str] = {}
        for table in self.people:
            for each in table.people:
                whose.setdefault(each.person, str(len(whose) + 1))
        people = tuple(table.renamed(whose) for table in self.people)
        return self.model_copy(update={"people": people})

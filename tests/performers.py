"""People of many builds who do the exercises right, and as trainers say they go wrong.

This module settles what is right without looking at any limit: the body's centre stays over the
foot (segment masses and lengths after Winter), no joint goes beyond its usual range, and the rest
is how trainers teach the exercise. Ranges are usual clinical values: the ankle bends 35 to 45
degrees in a lunge and under 30 if it is stiff; a straight leg lifts to 70 to 85, and to 50 to 60
with short hamstrings; both are a sixth less at 75 years. Measured people give the other numbers:
44 of trunk lean in leaving a seat [S8], the hands 44 to 57 cm before the ankles at boxes [S101].

Measures misread each person in their own way, by half of the measure's error, and a little
differently in every rep. Angles are degrees, lengths are body heights.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

import numpy as np
from figures import (
    ANKLE_UP,
    AVERAGE,
    FOREARM,
    HEIGHT_M,
    UPPER_ARM,
    Lengths,
    Posture,
    Step,
    chain,
    direction,
    jittered,
    movement,
)

from formcheck.landmarks.pose import Part, Pose

FPS = 6.0
"""Frames a second: enough for phases of half a second; more only takes longer to play."""

Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Build:
    """A person's build, seat and object.

    ``ankle`` and ``hamstring`` are the ranges of these; ``belly`` is mass carried in front, as a
    share of the body's; ``seat`` is in heights of the knee; ``box`` means that the object is a
    box; ``slow`` is how much longer everything takes.
    """

    name: str
    lengths: Lengths = AVERAGE
    ankle: float = 40.0
    hamstring: float = 78.0
    belly: float = 0.0
    seat: float = 1.0
    box: bool = False
    slow: float = 1.0
    old: bool = False


Trait = Callable[[Build], Build]

TRAITS: Mapping[str, Trait] = {
    "stiff ankles": lambda b: replace(b, ankle=min(b.ankle, 25.0)),
    "short hamstrings": lambda b: replace(b, hamstring=min(b.hamstring, 56.0)),
    "long thighs": lambda b: replace(b, lengths=replace(b.lengths, thigh=0.275, shank=0.235)),
    "large belly": lambda b: replace(b, belly=0.12),
    "75 years": lambda b: replace(
        b, ankle=b.ankle * 0.84, hamstring=b.hamstring * 0.84, slow=1.3, old=True
    ),
    "high seat": lambda b: replace(b, seat=1.2),
    "box in front": lambda b: replace(b, box=True),
}
TALL = Lengths(shank=0.255, thigh=0.262, trunk=0.285)
SHORT = Lengths(shank=0.242, thigh=0.238, trunk=0.315)


def builds() -> tuple[Build, ...]:
    """Return forty builds: plain, with one trait, with two, and with long or short legs."""
    plain = Build("average")
    single = [trait(replace(plain, name=name)) for name, trait in TRAITS.items()]
    pairs = [
        TRAITS[two](TRAITS[one](replace(plain, name=f"{one}, {two}")))
        for one, two in combinations(TRAITS, 2)
    ]
    tall = [
        replace(each, name=f"{each.name}, long legs", lengths=TALL)
        for each in (plain, *single)
        if each.name != "long thighs"
    ]
    short = [
        replace(each, name=f"{each.name}, short legs", lengths=SHORT)
        for each in (plain, single[0], single[1], single[3])
    ]
    return (plain, *single, *pairs, *tall, *short)


# --- Balance ------------------------------------------------------------------------------------

SEGMENTS = (
    (Part.KNEE, Part.ANKLE, 0.433, 0.093),
    (Part.HIP, Part.KNEE, 0.433, 0.200),
    (Part.HIP, Part.SHOULDER, 0.500, 0.497),
    (Part.SHOULDER, Part.ELBOW, 0.436, 0.056),
    (Part.ELBOW, Part.WRIST, 0.682, 0.044),
    (Part.EAR, Part.EAR, 0.0, 0.081),
    (Part.HEEL, Part.TOE, 0.5, 0.029),
)
"""Each segment's ends, the share of the way to its centre, and its share of the mass."""

BELLY_UP, BELLY_AHEAD = 0.4, 0.10
"""The place of a belly's mass: along the trunk, and in front of it."""


def centre(posture: Posture, build: Build, load: float = 0.0) -> float:
    """Return how far ahead of the ankle the body's centre is; ``load`` is mass in the hands."""
    near, _ = chain(posture, build.lengths)
    places = [(near[a] + (near[b] - near[a]) * along, mass) for a, b, along, mass in SEGMENTS]
    trunk = near[Part.SHOULDER] - near[Part.HIP]
    ahead = BELLY_AHEAD * direction(posture.trunk + 90.0)
    places.append((near[Part.HIP] + BELLY_UP * trunk + ahead, build.belly))
    places.append((near[Part.WRIST], load))
    total = sum(mass for _, mass in places)
    return sum(place.real * mass for place, mass in places) / total - near[Part.ANKLE].real


def balanced(
    make: Callable[[float], Posture], angles: Iterable[float], person: "Person", load: float = 0.0
) -> Posture:
    """Return the posture whose centre is nearest to the person's ``aim``."""
    return min(
        (make(float(angle)) for angle in angles),
        key=lambda each: abs(centre(each, person.build, load) - person.aim),
    )


# --- People -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a build, with their own habits and their own misreading.

    ``aim`` is how far ahead of the ankle they keep their centre; ``habit`` is the random source of
    their variations.
    """

    build: Build
    aim: float
    standing: Posture
    misread: Posture
    habit: Rng

    def around(self, middle: float, spread: float) -> float:
        """Return a number drawn around a middle, never further than two spreads from it."""
        return middle + spread * float(np.clip(self.habit.normal(), -2.0, 2.0))

    def seconds(self, middle: float) -> float:
        """Return the seconds something takes this person, a little different each time."""
        return self.build.slow * middle * float(self.habit.uniform(0.85, 1.2))


def person_of(build: Build, seed: int) -> Person:
    """Return a person of a build; the same seed gives the same person."""
    habit = np.random.default_rng(seed)
    stoop = {"trunk": 4.0, "knee": 6.0, "shank": 3.0} if build.old else {}
    bias = Posture(
        trunk=habit.normal(0, 2),
        knee=habit.normal(0, 2),
        shank=habit.normal(0, 2),
        head=habit.normal(0, 3),
        arm=habit.normal(0, 3),
        bend=habit.normal(2, 3),  # outlines of long backs read 2 rounder in a bow (docs/back.md)
    )
    return Person(build, habit.uniform(0.015, 0.05), Posture(**stoop), bias, habit)


WOBBLE = {"trunk": 1.0, "knee": 1.0, "shank": 1.0, "head": 1.5, "arm": 1.5, "bend": 1.5}
"""How much the reading of one posture varies from rep to rep."""


def as_read(posture: Posture, person: Person, share: float = 1.0) -> Posture:
    """Return a posture as the measures misread it; ``share`` is how far it is from standing."""
    off = {
        name: share * (getattr(person.misread, name) + person.around(0.0, spread))
        for name, spread in WOBBLE.items()
    }
    return posture.to(**{name: getattr(posture, name) + value for name, value in off.items()})


# --- Exercises, done right ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rep:
    """One rep: its start, its turn, the ways between them, and its times.

    ``seconds`` has the way there, the pause, the way back and the rest.
    """

    start: Posture
    turn: Posture
    seconds: tuple[float, float, float, float]
    there: Posture | None = None
    back: Posture | None = None

    def steps(self, person: Person) -> Iterator[Step]:
        """Yield the rep's steps as the measures misread them."""
        there_s, pause_s, back_s, rest_s = self.seconds
        turn = as_read(self.turn, person)
        if self.there is not None:
            yield there_s * 0.4, as_read(self.there, person)
            there_s *= 0.6
        yield there_s, turn
        yield pause_s, turn
        if self.back is not None:
            yield back_s * 0.6, as_read(self.back, person)
            back_s *= 0.4
        yield back_s, self.start
        yield rest_s, self.start


CROSSED = {"arm": 35.0, "elbow": 120.0}
SHINS = np.arange(-12.0, 30.0, 1.0)


def _head(person: Person, trunk: float) -> float:
    """Return a head's angle: looking at the floor a step ahead, or going with the trunk."""
    return -person.habit.uniform(0.0, 1.0) * max(trunk - 45.0, 0.0) + person.around(0.0, 4.0)


def _bow_room(person: Person, knee: float, shank: float = 0.0) -> float:
    """Return how far the trunk leans before the hamstrings stop the hips.

    A bent knee slackens them by about as much as it bends.
    """
    return person.build.hamstring + 0.9 * knee + shank - knee


def bow(person: Person, lean: float, knee: float, *, load: float = 0.0, **arms: float) -> Posture:
    """Return a balanced bow from the hips, as far as ``lean`` or as the hamstrings allow."""
    trunk = min(lean, _bow_room(person, knee))
    base = Posture(trunk=trunk, knee=knee, bend=person.around(6.0, 4.0) * min(trunk / 60.0, 1.0))
    base = base.to(head=_head(person, trunk), **arms)
    return balanced(lambda shank: base.to(shank=shank), SHINS, person, load)


def hip_hinge(person: Person, lean: float = 60.0) -> Rep:
    """Return a bow half-way down with soft knees, until the backs of the legs are felt."""
    turn = bow(person, person.around(lean, 5.0), person.around(18.0, 4.0))
    return Rep(person.standing, turn, _timed(person, 2.2, 0.8, 1.4))


def good_morning(person: Person, lean: float = 60.0) -> Rep:
    """Return the same bow with crossed arms and knees just unlocked."""
    turn = bow(person, person.around(lean, 5.0), person.around(10.0, 4.0), **CROSSED)
    return Rep(person.standing.to(**CROSSED), turn, _timed(person, 2.6, 0.8, 1.8))


def romanian_deadlift(person: Person, lean: float = 70.0) -> Rep:
    """Return a bow to just below the knees or the hamstrings' limit, the weight at the legs."""
    turn = bow(person, person.around(lean, 6.0), person.around(19.0, 4.0), load=0.06)
    start = person.standing.to(knee=person.standing.knee + 8.0, shank=3.0)
    return Rep(start, _at_the_legs(turn, person), _timed(person, 2.6, 0.6, 1.4))


LEG_TO_HAND = 0.065
"""The distance from the middle of a leg to the wrist of a hand holding a thing at it: 11 cm."""


def _at_the_legs(posture: Posture, person: Person) -> Posture:
    """Return the posture with straight arms and the hands at the front of the legs."""

    def off(arm: float) -> float:
        near, _ = chain(posture.to(arm=arm), person.build.lengths)
        wrist, low, high = near[Part.WRIST], near[Part.ANKLE], near[Part.KNEE]
        if wrist.imag > high.imag:
            low, high = high, near[Part.HIP]
        share = (wrist.imag - low.imag) / (high.imag - low.imag)
        return abs(wrist.real - (low + share * (high - low)).real - LEG_TO_HAND)

    return posture.to(arm=min(np.arange(-50.0, 30.0, 1.0), key=off))


def _leaned(base: Posture, trunk: float) -> Posture:
    return base.to(trunk=trunk)


def squat(person: Person, knee: float = 92.0) -> Rep:
    """Return a squat as low as balance allows, heels down, arms forward: about level thighs."""
    build = person.build
    wanted = person.around(knee, 6.0)
    for bent in np.arange(wanted, min(69.0, wanted - 1.0), -4.0):
        shank = min(build.ankle - 4.0, 0.36 * float(bent))
        base = Posture(knee=float(bent), shank=shank, arm=80.0)
        turn = balanced(partial(_leaned, base), np.arange(5.0, 56.0, 1.0), person)
        if abs(centre(turn, build) - person.aim) < 0.01:
            break
    turn = turn.to(bend=person.around(8.0, 4.0), head=person.around(-0.3 * turn.trunk, 5.0))
    return Rep(person.standing.to(arm=60.0), turn, _timed(person, 1.9, 0.6, 1.3))


def sit_to_stand(person: Person, lean: float = 44.0) -> Rep:
    """Return a rep from a seat: lean, rise, stand, and sit down again slowly."""
    build = person.build
    lengths, shank = build.lengths, person.around(11.0, 3.0)
    seat_up = build.seat * (lengths.shank + ANKLE_UP)
    up = seat_up - ANKLE_UP - lengths.shank * math.cos(math.radians(shank))
    knee = shank + 90.0 - math.degrees(math.asin(up / lengths.thigh))
    less = 12.0 if build.seat > 1.1 else 0.0
    trunk = person.around(lean - less + (4.0 if build.old else 0.0), 4.0)
    sitting = Posture(knee=knee, shank=shank, trunk=person.around(3.0, 3.0), **CROSSED)
    leaning = sitting.to(trunk=trunk, bend=person.around(7.0, 4.0))
    stand = person.standing.to(**CROSSED)
    return Rep(sitting, stand, _timed(person, 1.9, 1.0, 2.3), there=leaning, back=leaning)


ARM = UPPER_ARM + FOREARM
BOX_M = (0.48, 0.04)
"""How far before the ankles people lift boxes of usual width, and the spread [S101]."""


def lift_from_floor(person: Person, up_m: float = 0.22) -> Rep:
    """Return a balanced lift: down to a close object with hips and knees together."""
    far_m = person.around(*BOX_M) if person.build.box else person.habit.uniform(0.22, 0.36)
    hand = complex(far_m, person.around(up_m, 0.03)) / HEIGHT_M
    knee = person.habit.uniform(45.0, 95.0)
    shins = np.arange(0.0, min(person.build.ankle, 0.36 * knee) + 1.0, 3.0)
    turn = balanced(lambda shank: _reaching(person, hand, knee, shank), shins, person, 0.06)
    turn = turn.to(bend=person.around(14.0, 4.0), head=_head(person, turn.trunk))
    return Rep(person.standing, turn, _timed(person, 1.8, 0.5, 1.7))


def _reaching(person: Person, hand: complex, knee: float, shank: float) -> Posture:
    """Return the posture that leans just far enough for straight arms to reach ``hand``."""
    best, least = Posture(), math.inf
    for trunk in np.arange(10.0, 100.0, 2.0):
        posture = Posture(trunk=float(trunk), knee=knee, shank=shank)
        near, _ = chain(posture, person.build.lengths)
        away = near[Part.ANKLE].real + hand - near[Part.SHOULDER]
        if abs(abs(away) - ARM) < least:
            least = abs(abs(away) - ARM)
            best = posture.to(arm=math.degrees(math.atan2(away.real, -away.imag)))
    return best


def hamstring_standing(person: Person) -> Rep:
    """Return a bow with one heel ahead, until the hamstrings of that leg are felt."""
    ahead = 34.0
    stepped = Posture(shank=-ahead, knee=person.around(3.0, 1.5), far_shank=0.0, far_knee=0.0)
    trunk = min(max(person.build.hamstring - ahead, 22.0), person.around(38.0, 4.0))
    held = stepped.to(trunk=trunk, bend=person.around(6.0, 4.0))
    return Rep(stepped, held, (1.5, 14.0, 1.5, 1.0))


def back_range(person: Person) -> Rep:
    """Return head, shoulders and back sunk forward, as far as is comfortable."""
    bend = person.around(42.0 if person.build.old else 52.0, 5.0)
    return Rep(person.standing, Posture(trunk=28.0, bend=bend, head=20.0), (2.0, 8.0, 1.5, 1.0))


def _timed(
    person: Person, there_s: float, pause_s: float, back_s: float
) -> tuple[float, float, float, float]:
    there, pause, back = (person.seconds(each) for each in (there_s, pause_s, back_s))
    return there, pause, back, 1.1


RIGHT: Mapping[str, Callable[[Person], Rep]] = {
    "back_range": back_range,
    "good_morning": good_morning,
    "good_morning.smaller_bow": lambda person: good_morning(person, 32.0),
    "hamstring_standing": hamstring_standing,
    "hip_hinge": hip_hinge,
    "hip_hinge.smaller_range": lambda person: hip_hinge(person, 32.0),
    "hip_hinge.no_arching": hip_hinge,
    "lift_from_floor": lift_from_floor,
    "lift_from_floor.from_a_low_table": lambda person: lift_from_floor(person, 0.55),
    "romanian_deadlift": romanian_deadlift,
    "romanian_deadlift.to_the_knees": lambda person: romanian_deadlift(person, 46.0),
    "sit_to_stand": sit_to_stand,
    "sit_to_stand.higher_seat": lambda person: sit_to_stand(
        replace(person, build=replace(person.build, seat=1.22)), 40.0
    ),
    "squat": squat,
    "squat.to_a_chair": lambda person: squat(person, 78.0),
}
"""The right way to do each exercise and variant."""

CALIBRATION_S = (2.0, 0.6, 1.8, 0.6, 0.8)


def played(
    person: Person, make: Callable[[Person], Rep], count: int, fps: float = FPS
) -> list[Pose]:
    """Return the poses of a person who calibrates and does ``count`` reps."""
    still, out, ahead, down, rest = CALIBRATION_S
    stand = person.standing
    arms = stand.to(arm=80.0)
    steps: list[Step] = [(still, stand), (out, arms), (ahead, arms), (down, stand), (rest, stand)]
    for number in range(count):
        rep = make(person)
        if number == 0:
            steps += [(0.9, rep.start), (1.5, rep.start)]
        steps += rep.steps(person)
    poses = movement(steps, start=stand, fps=fps, lengths=person.build.lengths)
    return jittered(poses, person.habit, 0.7)

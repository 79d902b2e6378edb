"""The accuracy of one pose network: all numbers that are the network's own."""

from dataclasses import dataclass

__all__ = ["BackendProfile", "FourAngles", "YawBias"]

FourAngles = tuple[float, float, float, float]
"""Angles of shoulders by width and by depth, then of hips
(:func:`formcheck.landmarks.yaw.turns_of`)."""


@dataclass(frozen=True, slots=True)
class YawBias:
    """The network's four turn angles for a person side-on, in degrees.

    Parameters
    ----------
    upright_deg, bowed_deg, reaching_deg
        The angles upright, bowed, and upright with the arms held out in front.
    per_degree
        Each angle's growth per degree of turning, to 30 degrees either way.
    """

    upright_deg: FourAngles
    bowed_deg: FourAngles
    reaching_deg: FourAngles
    per_degree: FourAngles


@dataclass(frozen=True, slots=True)
class BackendProfile:
    """The accuracy of one network's landmarks.

    Parameters
    ----------
    name
        The network's name, which its poses carry.
    yaw
        How its landmarks show a turn; None where it has no world coordinates or nobody has measured
        them. The view is unknown then, and only checks that need no view are judged.
    min_visibility
        A judged joint must be at least this visible.
    guess_visibility
        Below this a joint is a guess, or its last known place, and not even followed.
    lean_per_bend
        Degrees by which the shoulder appears further round than it is, per degree of the back's
        bend.
    has_feet
        Whether it finds heels and toes, which show the facing better than the head.
    """

    name: str
    yaw: YawBias | None
    min_visibility: float
    guess_visibility: float
    lean_per_bend: float
    has_feet: bool = True

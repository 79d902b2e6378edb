"""What the numbers of one pose network are worth: everything that is the network's own."""

from dataclasses import dataclass

__all__ = ["BackendProfile", "FourAngles", "YawBias"]

FourAngles = tuple[float, float, float, float]
"""Of shoulders by width and by depth, then of hips: :func:`formcheck.landmarks.yaw.turns_of`."""


@dataclass(frozen=True, slots=True)
class YawBias:
    """What the four angles that tell a turn are of somebody who stands side-on, in degrees.

    Parameters
    ----------
    upright_deg, bowed_deg, reaching_deg
        Of somebody upright, bowed, and upright with the arms held out in front.
    per_degree
        By how much each angle grows per degree of turning, to 30 degrees either way.
    """

    upright_deg: FourAngles
    bowed_deg: FourAngles
    reaching_deg: FourAngles
    per_degree: FourAngles


@dataclass(frozen=True, slots=True)
class BackendProfile:
    """What one network's landmarks are worth.

    Parameters
    ----------
    name
        The name under which poses say which network found them.
    yaw
        How its landmarks tell a turn; None where it has no world coordinates or nobody has measured
        them. The view is unknown then, and only what needs no view is judged.
    min_visibility
        A joint that is judged must be at least this visible.
    guess_visibility
        Below this a joint is a guess, or its last known place, and not even followed.
    lean_per_bend
        Degrees by which the shoulder is seen further round than it is, per degree the back is bent.
    has_feet
        Whether it finds heels and toes, which tell better than the head which way a person faces.
    """

    name: str
    yaw: YawBias | None
    min_visibility: float
    guess_visibility: float
    lean_per_bend: float
    has_feet: bool = True

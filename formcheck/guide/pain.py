"""What pain after a set means for going on: green, amber or red.

Pain is judged as it is and by how it has changed from usual: whoever lives with five of ten is not
worse at five, and whoever usually has none has cause to stop at two.
"""

from enum import StrEnum

__all__ = ["AMBER_PAIN", "FAR_ABOVE_USUAL", "RED_PAIN", "SEVERE_PAIN", "Light", "pain_light"]

RED_PAIN = 6
"""From here on a 0-10 scale an exercise is stopped for the day [S83]."""

AMBER_PAIN = 4
"""From here on pain is acceptable, but nothing gets harder [S83], unless it is as usual."""

FAR_ABOVE_USUAL = 2
"""So much more than usual stops it, one more than usual goes on with nothing harder: a single point
is within what people answer differently from one time to the next (team choice)."""

SEVERE_PAIN = 8
"""From here on it is stopped even where that is usual: two more is the end of the scale, so that
getting worse could no longer be told (team choice)."""

LEG_PAIN_LOWER = 1
"""Where pain runs into the leg, each of the lines above lies one lower; a change counts as it
does elsewhere (team choice)."""


class Light(StrEnum):
    """What pain means: go on, go on with nothing harder, or stop for today."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def pain_light(
    pain: int | None, usual: int | None, leg: bool, further_down: bool | None
) -> Light | None:
    """Return what pain means for going on.

    Parameters
    ----------
    pain
        Pain now, 0 to 10; None where it was not told.
    usual
        Pain on a usual day, 0 to 10; None where it is not known, and then it is not compared.
    leg
        Whether pain runs into the leg.
    further_down
        Whether it has moved further down the leg, which is red whatever the number [S65].

    Returns
    -------
    Light or None
        None where nothing was answered from which it can be told: that is never green.
    """
    if further_down is True:
        return Light.RED
    if pain is None:
        return None
    lower = LEG_PAIN_LOWER if leg else 0
    if _is_red(pain + lower, None if usual is None else usual + lower):
        return Light.RED
    if usual is not None and pain <= usual and pain + lower < RED_PAIN:
        return Light.GREEN  # four or five every day is their usual, and no reason for less
    more = usual is not None and pain > usual
    return Light.AMBER if more or pain + lower >= AMBER_PAIN else Light.GREEN


def _is_red(pain: int, usual: int | None) -> bool:
    """Whether pain stops it: severe, strong and above usual, or far above usual."""
    if usual is None:
        return pain >= RED_PAIN
    strong = pain >= RED_PAIN and pain > usual
    return pain >= SEVERE_PAIN or strong or pain >= usual + FAR_ABOVE_USUAL

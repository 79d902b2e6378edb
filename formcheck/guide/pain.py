"""What pain after a set means for going on: green, amber or red.

Both the pain and its change from usual count: a person who lives with five of ten is not worse at
five, and a person who usually has none has cause to stop at two.
"""

from enum import StrEnum

__all__ = ["AMBER_PAIN", "FAR_ABOVE_USUAL", "RED_PAIN", "SEVERE_PAIN", "Light", "pain_light"]

RED_PAIN = 6
"""From this number on a 0-10 scale, pain stops an exercise for the day [S83]."""

AMBER_PAIN = 4
"""From this number on pain is acceptable, but nothing gets harder [S83], unless it is as usual."""

FAR_ABOVE_USUAL = 2
"""This much above usual stops it; one point above goes on with nothing harder: people's answers
vary by a single point from one time to the next (team choice)."""

SEVERE_PAIN = 8
"""From this number on pain stops it even where that is usual: two more is the end of the scale, so
that the person could no longer show it getting worse (team choice)."""

LEG_PAIN_LOWER = 1
"""Where pain runs into the leg, each number above is lower by this; a change counts the same (team
choice)."""


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
        Pain now, 0 to 10; None where not answered.
    usual
        Pain on a usual day, 0 to 10; None where not known, and then not compared.
    leg
        Whether pain runs into the leg.
    further_down
        Whether it has moved further down the leg, which is red whatever the number [S65].

    Returns
    -------
    Light or None
        None where the answers do not show it; that is never green.
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

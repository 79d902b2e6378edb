"""What pain after a set means: a table written by hand, and what must hold of every answer."""

from itertools import product

import pytest

from formcheck.guide.pain import Light, pain_light

GREEN, AMBER, RED = Light.GREEN, Light.AMBER, Light.RED

IN_THE_BACK = [
    # pain, usual: as it is, where nothing is known of the usual [S83]
    (0, None, GREEN),
    (3, None, GREEN),
    (4, None, AMBER),
    (5, None, AMBER),
    (6, None, RED),
    (10, None, RED),
    # by its change: one more goes on with nothing harder, two more stop
    (0, 0, GREEN),
    (1, 0, AMBER),
    (2, 0, RED),
    (3, 3, GREEN),
    (3, 2, AMBER),
    (3, 1, RED),
    (2, 3, GREEN),
    (4, 4, GREEN),
    (5, 5, GREEN),
    (5, 4, AMBER),
    (6, 4, RED),
    (5, 3, RED),
    # strong, but no stronger than usual: a second set can be done
    (6, 5, RED),
    (6, 6, AMBER),
    (7, 6, RED),
    (7, 7, AMBER),
    (6, 9, AMBER),
    (4, 9, GREEN),
    (3, 9, GREEN),
    # severe: it ends whatever is usual
    (8, 7, RED),
    (8, 8, RED),
    (8, 10, RED),
]

IN_THE_LEG = [
    # the lines lie one lower, a change counts as it does elsewhere
    (2, None, GREEN),
    (3, None, AMBER),
    (4, None, AMBER),
    (5, None, RED),
    (0, 0, GREEN),
    (1, 0, AMBER),
    (2, 0, RED),
    (2, 2, GREEN),
    (3, 3, GREEN),
    (4, 4, GREEN),
    (5, 4, RED),
    (5, 5, AMBER),
    (6, 6, AMBER),
    (7, 7, RED),
]

ALL = (None, *range(11))


@pytest.mark.parametrize(
    ("pain", "usual", "leg", "light"),
    [(pain, usual, False, light) for pain, usual, light in IN_THE_BACK]
    + [(pain, usual, True, light) for pain, usual, light in IN_THE_LEG],
)
def test_pain_means(pain: int, usual: int | None, *, leg: bool, light: Light) -> None:
    """Each line just inside and just outside; that the leg is no worse changes nothing."""
    assert pain_light(pain, usual, leg, None) is light
    assert pain_light(pain, usual, leg, False) is light


def test_pain_further_down_the_leg_is_red_whatever_the_number() -> None:
    """Even where no number was told, or none is felt."""
    for pain, usual, leg in product(ALL, ALL, (False, True)):
        assert pain_light(pain, usual, leg, True) is RED


def test_silence_is_no_light() -> None:
    """Nothing told is never fine, nor is "no further down" without a number."""
    for usual, leg, further_down in product(ALL, (False, True), (None, False)):
        assert pain_light(None, usual, leg, further_down) is None


def test_more_pain_is_never_a_better_light() -> None:
    """Neither is leg pain, nor the same pain in somebody who usually has less."""
    order = [GREEN, AMBER, RED]

    def worse(pain: int, usual: int | None, *, leg: bool = False) -> int:
        light = pain_light(pain, usual, leg, None)
        assert light is not None
        return order.index(light)

    for pain, usual in product(range(11), ALL):
        assert worse(pain, usual, leg=True) >= worse(pain, usual)
        if pain < 10:
            assert worse(pain + 1, usual) >= worse(pain, usual)
        if usual is not None and usual < 10:
            assert worse(pain, usual) >= worse(pain, usual + 1)

"""What people wear and hold, as it is drawn."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

for library in ("moderngl", "scipy", "skimage"):
    pytest.importorskip(library, reason="the packages of requirements/render.txt are missing")

from formcheck.outline.rays import ALONG, Trunk, cast
from rendering.bows import Bow
from rendering.errors import RenderingError
from rendering.posture import Posture, standing
from rendering.render import Rendered, Renderer
from rendering.scene import Barbell, Camera, Dumbbells, Person, Prop, Scene

TORSO_M = 0.5
"""From hip to shoulder, of a man of average height, within a twentieth."""

UPRIGHT = standing(hands_ahead_m=0.09, elbow_deg=3)
BOWED = Bow(hands_ahead_m=0.09).posture()


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    """A renderer, where this machine has what it takes."""
    try:
        with Renderer() as made:
            made.render(Scene(mat=False))
            yield made
    except RenderingError as error:
        pytest.skip(str(error))


def drawn(renderer: Renderer, posture: Posture, *props: Prop, **worn: object) -> Rendered:
    person = replace(Person(posture=posture), **worn)  # type: ignore[arg-type]
    return renderer.render(
        Scene(people=(person,), props=props, mat=False, camera=Camera(distance_m=3.3))
    )


def off_m(renderer: Renderer, posture: Posture, **worn: object) -> np.ndarray:
    """By how much the outline stands off that without what is worn, along the back, in metres."""
    plain, dressed = drawn(renderer, posture), drawn(renderer, posture, **worn)
    hip, shoulder = (complex(*plain.joints_px[f"right_{part}"]) for part in ("hip", "shoulder"))
    up = shoulder - hip
    trunk = Trunk(hip, up, up * -1j)
    with_, without = (
        cast(one.mask.astype(np.float32), trunk, (640, 480)).depth for one in (dressed, plain)
    )
    return np.asarray((with_ - without) * TORSO_M)


@pytest.mark.parametrize("posture", [UPRIGHT, BOWED], ids=["standing", "bowed"])
@pytest.mark.parametrize("hood_m", [0.03, 0.08])
def test_a_hood_stands_off_the_upper_quarter_of_the_back_alone(
    renderer: Renderer, posture: Posture, hood_m: float
) -> None:
    """As far as it is said to, in a bow as in standing."""
    off = off_m(renderer, posture, hood_m=hood_m)

    assert np.nanmax(off[ALONG > 0.75]) == pytest.approx(hood_m, abs=0.02)
    assert np.nanmax(np.abs(off[ALONG < 0.65])) < 0.01


@pytest.mark.parametrize("posture", [UPRIGHT, BOWED], ids=["standing", "bowed"])
def test_a_long_hem_stands_off_the_lower_back_alone(renderer: Renderer, posture: Posture) -> None:
    """It grows towards the seat."""
    off = off_m(renderer, posture, hem_m=0.06)

    low = off[ALONG < 0.1]
    assert np.nanmax(low) == pytest.approx(0.05, abs=0.025)
    assert np.nanmean(low) > np.nanmean(off[(ALONG > 0.2) & (ALONG < 0.35)])
    assert np.nanmax(np.abs(off[ALONG > 0.6])) < 0.012


def test_a_print_changes_the_picture_and_not_the_person(renderer: Renderer) -> None:
    """The mask is the same to the pixel; some of the back has another colour, the chest none."""
    plain = drawn(renderer, UPRIGHT)
    printed = drawn(renderer, UPRIGHT, print_colour=(0.9, 0.9, 0.9))

    assert np.array_equal(plain.mask, printed.mask)
    differ = np.abs(plain.image.astype(int) - printed.image).max(axis=2) > 60
    assert 100 < differ.sum() < plain.mask.sum() / 5


@pytest.mark.parametrize(
    ("prop", "part"), [(Barbell(), "hip"), (Barbell(on_shoulders=True), "shoulder")]
)
def test_plates_hide_what_they_are_before(renderer: Renderer, prop: Prop, part: str) -> None:
    """Upright, a bar in the hands covers the hip and one behind the neck the shoulder."""
    seen = drawn(renderer, UPRIGHT, prop)

    x, y = seen.joints_px[f"right_{part}"]
    assert not seen.mask[round(y), round(x)]
    assert drawn(renderer, UPRIGHT, Dumbbells()).mask[round(y), round(x)]

"""What every pose backend offers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from formcheck.landmarks.profile import BackendProfile
from formcheck.outline.rays import Mask
from formcheck.pose.model_input import Image
from formcheck.pose.tracking import DetectedPerson

__all__ = ["Backend", "Detection"]


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """One person found in one picture, or nobody.

    ``person`` has its points in pixels of the whole frame, in the order of
    :class:`formcheck.landmarks.pose.Joint`, NaN where the network knows no such joint.
    ``read_mask`` returns the person's mask, ``(h, w)`` of the whole picture at any resolution, 0 to
    1, when it is wanted; it is None where there is none.
    """

    person: DetectedPerson = field(default_factory=DetectedPerson)
    read_mask: Callable[[], Mask] | None = None


class Backend(Protocol):
    """One pose network, opened.

    It is used for one video. :meth:`track` and :meth:`find` may run in different threads at a time,
    neither of them twice at once; ``size_wh`` is always that of the whole frame in pixels, of which
    the picture is a reduced copy.
    """

    @property
    def profile(self) -> BackendProfile:
        """What its numbers are worth."""
        ...

    def picture(self, image: Image) -> Any:
        """Return a picture, RGB, as the other methods want it."""
        ...

    def track(
        self, picture: Any, time_s: float, size_wh: tuple[int, int], *, afresh: bool = False
    ) -> Detection:
        """Return the person who is followed from picture to picture, with a mask if it can.

        Pictures come in the order of their times. ``afresh`` tells to forget who was followed and
        to take whoever is found in this picture.
        """
        ...

    def find(self, picture: Any, size_wh: tuple[int, int]) -> list[Detection]:
        """Return everybody in a picture, whatever was seen before; masks are not needed."""
        ...

    def close(self) -> None:
        """Give the network's memory back; the backend cannot be used afterwards."""
        ...

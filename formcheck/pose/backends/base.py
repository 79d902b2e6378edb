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
    ``read_mask`` returns the person's mask on demand: ``(h, w)`` of the whole picture at any
    resolution, 0 to 1. It is None where there is no mask.
    """

    person: DetectedPerson = field(default_factory=DetectedPerson)
    read_mask: Callable[[], Mask] | None = None


class Backend(Protocol):
    """One pose network, opened.

    It serves one video. :meth:`track` and :meth:`find` may run in two threads at a time, neither of
    them twice at once; ``size_wh`` is always the size of the whole frame in pixels, of which the
    picture is a reduced copy.
    """

    @property
    def profile(self) -> BackendProfile:
        """The accuracy of its landmarks."""
        ...

    def picture(self, image: Image) -> Any:
        """Return an RGB picture in the form that the other methods take."""
        ...

    def track(
        self, picture: Any, time_s: float, size_wh: tuple[int, int], *, afresh: bool = False
    ) -> Detection:
        """Return the followed person, with a mask if the network makes one.

        Pictures come in the order of their times. With ``afresh``, forget the followed person and
        take one found in this picture.
        """
        ...

    def find(self, picture: Any, size_wh: tuple[int, int]) -> list[Detection]:
        """Return everybody in a picture, whatever came before; masks are optional."""
        ...

    def close(self) -> None:
        """Free the network's memory; the backend is unusable afterwards."""
        ...

"""Draws on the live picture: the body, the progress, what is asked, what is not judged.

People who exercise see it from the corner of their eye and from up to 3 m, so a few things are
large, nothing blinks and nothing moves but numbers and rings. The voice leads.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.drawing.body import BodyDrawing
from formcheck.drawing.canvas import Canvas, Image, Ink
from formcheck.drawing.quiet_line import draw_not_judged, not_judged_words, quiet_height
from formcheck.drawing.style import DIM, GAP, LIGHT, SMALL, VERDICT_COLOUR
from formcheck.exercise.results.moment import Unjudged
from formcheck.exercise.spec.models import ExerciseSpec
from formcheck.guide.guidance import Guidance, Stage
from formcheck.live.hud.band import draw_band, draw_edges
from formcheck.live.hud.panels import SentencePlate, draw_progress, left_inset
from formcheck.live.hud.state import BandVerdict, LastingCaption, RestShare
from formcheck.live.hud.style import (
    LARGEST_TEXT,
    LIVE_PLATE,
    MIN_LETTERS_PX,
    THICKER,
    WHITE,
    live_scale,
)
from formcheck.words.catalogue import Words

__all__ = ["Hud", "HudOptions"]

_JUDGING = frozenset({Stage.PRACTICE, Stage.SET, Stage.PAUSED})


@dataclass(frozen=True, slots=True)
class HudOptions:
    """The person's preferences for the live picture.

    ``high_contrast`` draws white letters on black and thicker lines; without ``colour`` widths,
    dashes and signs alone tell verdicts apart; ``text_scale`` enlarges letters 1 to 1.6 times.
    """

    high_contrast: bool = False
    colour: bool = True
    text_scale: float = 1.0


class Hud:
    """Draws one person's guidance on the picture, frame by frame, in order.

    Parameters
    ----------
    spec
        The exercise; its name stands where the guidance has no title.
    words
        The words of all text on the picture.
    look
        How to draw; ``look`` may change between frames.
    """

    def __init__(self, spec: ExerciseSpec, words: Words, look: HudOptions | None = None) -> None:
        self.look = look or HudOptions()
        self._name = spec.name
        self._phases = spec.phase_names
        self._words = words
        self._body = BodyDrawing(words)
        self._verdict = BandVerdict()
        self._caption = LastingCaption()
        self._rest = RestShare()
        self._plate = SentencePlate()

    def draw(self, image: Image, guidance: Guidance) -> Image:
        """Return a copy of the picture, contiguous, with the guidance drawn on it.

        Parameters
        ----------
        image
            RGB, shape (height, width, 3), of any size: the pose is scaled to it.
        guidance
            The guidance at this frame. Joints that are NaN are not drawn.
        """
        height, width = image.shape[:2]
        canvas = Canvas(np.array(image, order="C"), _ink(self.look), live_scale(width, height))
        self._body.draw(canvas, guidance.moment)
        draw_band(canvas, guidance, self._verdict.step(guidance))
        title, rest = guidance.title or self._name, self._rest.step(guidance)
        right, below = draw_progress(canvas, guidance, title, self._phases, rest, words=self._words)
        self._body.draw_word(canvas, guidance.moment, (left_inset(canvas), right, below))
        unjudged = guidance.moment.not_judged if guidance.stage in _JUDGING else ()
        above = _draw_quiet_line(canvas, self._words, unjudged, right)
        self._plate.draw(canvas, self._sentence(guidance), above)
        if guidance.stage is Stage.FRAMING:
            draw_edges(canvas, guidance.moment.pose)
        return canvas.image

    def _sentence(self, guidance: Guidance) -> str:
        """Return the question or request, else the recent caption; numbers are shown anyway."""
        said = self._caption.step(guidance)
        if guidance.stage is Stage.STOPPED:
            return guidance.asked or self._words("guide-start-again")
        return guidance.asked or ("" if said.isdecimal() else said)


def _draw_quiet_line(canvas: Canvas, words: Words, unjudged: Sequence[Unjudged], right: int) -> int:
    """Draw what is not judged: at the top beside the plate, or at the bottom if it is too narrow.

    ``right`` is the plate's right end. Return the height above which the sentence must stay.
    """
    gap = canvas.px(GAP)
    bottom, left = canvas.height - gap, left_inset(canvas) + gap
    for brief in (False, True):
        text = not_judged_words(words, unjudged, brief=brief)
        width = canvas.text_width(text, SMALL) + 2 * gap
        if not text:
            return bottom
        if right + gap + width <= canvas.width - gap:
            draw_not_judged(canvas, text, (canvas.width - gap - width, gap), width)
            return bottom
    top = bottom - quiet_height(canvas)
    draw_not_judged(canvas, text, (left, top), canvas.width - gap - left)
    return top - gap // 2


def _ink(look: HudOptions) -> Ink:
    colours = {}
    if not look.colour:
        hues = (hue for hue in VERDICT_COLOUR.values() if len(set(hue)) > 1)
        colours.update(dict.fromkeys(hues, LIGHT))
    if look.high_contrast:
        colours.update(dict.fromkeys([*colours, DIM, LIGHT], WHITE))
    return Ink(
        plate=1.0 if look.high_contrast else LIVE_PLATE,
        lines=THICKER if look.high_contrast else 1.0,
        letters=min(max(look.text_scale, 1.0), LARGEST_TEXT),
        smallest=MIN_LETTERS_PX,
        colours=colours,
    )

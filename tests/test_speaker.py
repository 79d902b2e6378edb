"""One thing said at a time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercise.coach.reps import speaking_s
from formcheck.guide.guidance import Tone, Utterance
from formcheck.guide.speaker import Priority, Speaker

LONG = "Lift both arms in front of you, as if holding a tray."


def texts(begun: tuple[Utterance, ...]) -> list[str]:
    return [utterance.text for utterance in begun]


def saying_long() -> Speaker:
    """Somebody who has just begun to say something that takes five seconds."""
    speaker = Speaker()
    speaker.step(0.0)
    speaker.say(LONG)
    speaker.step(0.0)
    return speaker


def test_what_is_said_begins_at_once_when_all_is_quiet() -> None:
    """The first words wait for nothing."""
    speaker = Speaker()
    speaker.step(0.0)
    speaker.say("Slowly.")

    assert texts(speaker.step(0.1)) == ["Slowly."]
    assert speaker.caption == "Slowly."


def test_the_next_waits_until_the_first_is_over() -> None:
    """Twelve words take five seconds; nothing begins before."""
    speaker = saying_long()
    speaker.say("Slowly.", good_for_s=10.0)

    assert speaker.step(speaking_s(LONG)) == ()
    assert texts(speaker.step(speaking_s(LONG) + 1.0)) == ["Slowly."]


def test_safety_breaks_in() -> None:
    """A stop is said into whatever else is being said, and marked as urgent."""
    speaker = saying_long()
    speaker.say("Stopped.", Priority.SAFETY)

    (said,) = speaker.step(0.5)
    assert said.text == "Stopped."
    assert said.urgent


def test_the_newest_takes_the_place_of_what_waits() -> None:
    """One thing waits at most: of two cues the later one."""
    speaker = saying_long()
    speaker.say("Hips back, not down.", Priority.CUE, good_for_s=20)
    speaker.say("Long back, don't round.", Priority.CUE, good_for_s=20)

    assert texts(speaker.step(10.0)) == ["Long back, don't round."]


def test_what_matters_less_does_not_push_aside_what_matters_more() -> None:
    """A number never takes the place of a correction."""
    speaker = saying_long()
    speaker.say("Long back, don't round.", Priority.CUE, good_for_s=20)
    speaker.say("3", Priority.LOW, good_for_s=20)

    assert texts(speaker.step(10.0)) == ["Long back, don't round."]


def test_what_waited_too_long_is_dropped() -> None:
    """A cue is not worth saying once its moment has passed."""
    speaker = saying_long()
    speaker.say("Hips back, not down.", Priority.CUE, good_for_s=1.0)

    assert speaker.step(10.0) == ()
    assert speaker.quiet


@pytest.mark.parametrize(("after_s", "begun"), [(0.53, []), (0.57, ["Slowly."])])
def test_between_two_texts_a_voice_starts_and_pauses(after_s: float, begun: list[str]) -> None:
    """A quarter of a second until the voice is heard, three tenths between two texts."""
    speaker = saying_long()
    speaker.say("Slowly.", good_for_s=10.0)

    assert texts(speaker.step(speaking_s(LONG) + after_s)) == begun


@pytest.mark.parametrize(("waits_s", "begun"), [(3.95, ["Slowly."]), (4.05, [])])
def test_a_text_is_good_for_four_seconds(waits_s: float, begun: list[str]) -> None:
    """Unless it says for how long."""
    speaker = saying_long()
    speaker.step(3.0)
    speaker.say("Slowly.")

    assert texts(speaker.step(3.0 + waits_s)) == begun


def test_a_tone_is_good_for_two_seconds() -> None:
    """Where the page was busy for longer, it is not sounded any more."""
    speaker = Speaker()
    speaker.step(0.0)
    speaker.sound(Tone.COUNT)

    (tone,) = speaker.step(0.1)
    assert tone.good_for_s == 2.0


def test_tones_sound_over_words() -> None:
    """A rep is counted when it ends, whatever is being said."""
    speaker = saying_long()
    speaker.sound(Tone.COUNT)

    (tone,) = speaker.step(0.1)
    assert tone.tone is Tone.COUNT
    assert tone.text == ""


@given(
    st.lists(
        st.tuples(
            st.floats(0.0, 3.0),
            st.sampled_from(["Slowly.", "3", LONG]),
            st.sampled_from([Priority.LOW, Priority.PROMPT, Priority.CUE]),
            st.floats(0.1, 8.0),
        ),
        max_size=20,
    )
)
def test_nothing_is_ever_said_into_another(
    said: list[tuple[float, str, Priority, float]],
) -> None:
    """However much is asked for, one thing ends before the next begins, and none begins late."""
    speaker, time_s = Speaker(), 0.0
    begun: list[Utterance] = []
    asked: list[tuple[str, float, float]] = []
    for wait_s, text, matters, good_for_s in said:
        time_s += wait_s
        begun += speaker.step(time_s)
        speaker.say(text, matters, good_for_s=good_for_s)
        asked.append((text, time_s, time_s + good_for_s))
    begun += speaker.step(time_s)

    for before, after in pairwise(begun):
        assert after.time_s - before.time_s >= speaking_s(before.text)
        assert after.number == before.number + 1
    for each in begun:
        assert any(t == each.text and a <= each.time_s <= b + 1e-9 for t, a, b in asked)

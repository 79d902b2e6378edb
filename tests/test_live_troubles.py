"""Troubles: told in words, for a while, and not without end in the log."""

import logging

import pytest

from formcheck.errors import ModelError
from formcheck.live.troubles import GOOD_AGAIN, MAX_LINES, Troubles


def test_nothing_is_told_while_all_is_well() -> None:
    """Without failures there is nothing to tell."""
    troubles = Troubles()
    troubles.none()

    assert troubles.error is None


def test_what_a_person_can_act_on_is_told_as_it_is() -> None:
    """An error that speaks for itself is kept."""
    troubles, error = Troubles(), ModelError("no model", to_do="Make it")
    troubles.met(error)

    assert troubles.error is error


def test_anything_else_is_told_calmly() -> None:
    """What only a programmer understands becomes a sentence, and what to do."""
    troubles = Troubles()
    troubles.met(ZeroDivisionError("float division"))

    assert troubles.error is not None
    assert "division" not in str(troubles.error)
    assert troubles.error.to_do


def test_it_is_told_until_enough_frames_were_good() -> None:
    """A single failure is told for two seconds of frames."""
    troubles = Troubles()
    troubles.met(ValueError())
    for _ in range(GOOD_AGAIN - 1):
        troubles.none()

    assert troubles.error is not None
    troubles.none()
    assert troubles.error is None


def test_a_failure_begins_the_count_anew() -> None:
    """Failures now and then stay told."""
    troubles = Troubles()
    for _ in range(3):
        troubles.met(ValueError())
        for _ in range(GOOD_AGAIN - 1):
            troubles.none()

    assert troubles.error is not None


def test_the_log_is_told_once_of_failures_in_a_row(caplog: pytest.LogCaptureFixture) -> None:
    """A thousand failures in a row are one line, with where they came from."""
    troubles = Troubles()
    with caplog.at_level(logging.WARNING):
        for _ in range(1000):
            troubles.met(ValueError("broken"))

    assert len(caplog.records) == 1
    assert "broken" in caplog.text


def test_what_was_foreseen_is_logged_in_a_line(caplog: pytest.LogCaptureFixture) -> None:
    """An error that speaks for itself needs no trace of where it came from."""
    with caplog.at_level(logging.WARNING):
        Troubles().met(ModelError("no model", to_do="Make it"))

    assert "no model" in caplog.text
    assert "Traceback" not in caplog.text
    assert caplog.records[0].exc_info is None


def test_the_log_has_an_end(caplog: pytest.LogCaptureFixture) -> None:
    """Failures that come and go fill no disk."""
    troubles = Troubles()
    with caplog.at_level(logging.WARNING):
        for _ in range(1000):
            troubles.met(ValueError("broken"))
            troubles.none()

    assert len(caplog.records) == MAX_LINES

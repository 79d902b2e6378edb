"""What the doctor says of this machine."""

import sys
from pathlib import Path

import pytest

from formcheck.cli.doctor import Finding, examine
from formcheck.pose.model import make_model


def look(name: str) -> Finding:
    return next(finding for finding in examine() if finding.name == name)


def test_every_finding_says_something_and_the_bad_ones_what_to_do() -> None:
    """No finding is left without words, and none that is not fine without a way on."""
    findings = examine()

    assert all(finding.says for finding in findings)
    assert all(finding.to_do for finding in findings if not finding.ok)
    assert len({finding.name for finding in findings}) == len(findings)


def test_what_the_tests_themselves_need_is_found_in_order() -> None:
    """Where the tests run, Python, the libraries and the video codec are in order."""
    verdicts = {finding.name: finding.ok for finding in examine()}

    assert all(verdicts[name] for name in ("Python", "libraries", "MediaPipe", "video"))


def test_a_missing_model_is_told_with_the_command_that_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty cache is not in order, and the way to fill it is named."""
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path))

    finding = look("pose model")

    assert finding.ok is False
    assert "formcheck model" in finding.to_do


def test_a_model_that_is_there_is_named(
    tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole model in the cache is in order."""
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path))
    made = make_model(wheel)

    assert look("pose model") == Finding("pose model", ok=True, says=str(made))


def test_other_models_are_not_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither lite nor heavy is there, that is no fault, and the way to one is named."""
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path))

    finding = look("other pose models")

    assert finding.ok is None
    assert finding.says == "lite not installed, heavy not installed"
    assert "formcheck model --backend heavy" in finding.to_do


def test_a_browser_is_found_where_programs_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser counts when it can be started by its name."""
    browser = tmp_path / ("chromium.exe" if sys.platform == "win32" else "chromium")
    browser.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert look("browser") == Finding("browser", ok=True, says=str(browser))


def test_the_pages_are_found_where_they_can_be_loaded() -> None:
    """Where the extra is installed, the doctor tells how the pages are opened."""
    finding = look("pages")

    assert finding.ok
    assert "streamlit" in finding.says
    assert "formcheck app" in finding.says


def test_nothing_makes_it_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no programs to be found and no place for a cache it still says what it can."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "file" / "cache"))

    assert {finding.name for finding in examine()} >= {"Python", "pose model", "camera", "browser"}


def test_a_folder_that_may_not_be_looked_at_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is said of that folder, not of the installation."""
    monkeypatch.setenv("FORMCHECK_CACHE", "x" * 300)

    finding = look("room for the model")

    assert finding.ok is False
    assert "cannot be looked at" in finding.says
    assert "name" in finding.to_do

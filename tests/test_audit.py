"""The report on known weaknesses of libraries: what it says of each answer that may come."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

AUDIT = Path(__file__).parents[1] / "requirements" / "audit.py"

WEAK = {
    "name": "weak",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
SOUND = {"name": "sound", "version": "2.0", "vulns": []}
UNKNOWN = {"name": "unheard", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("answer", "ends_with", "said"),
    [
        pytest.param(
            json.dumps({"dependencies": [WEAK, SOUND, UNKNOWN], "fixes": []}),
            1,
            [
                "a.txt: 2 of 3 libraries looked up, 1 of them with known weaknesses",
                "  weak 1.0: PYSEC-1, mended in 1.1",
                "  weak 1.0: PYSEC-2, mended in no release yet",
                "  1 were not known where they were looked up: unheard",
            ],
            id="weaknesses",
        ),
        pytest.param(
            json.dumps({"dependencies": [SOUND], "fixes": []}),
            0,
            ["a.txt: 1 of 1 libraries looked up, 0 of them with known weaknesses"],
            id="none",
        ),
        pytest.param(
            "",
            1,
            ["a.txt: nothing was looked up. pip-audit could not ask PyPI: no route"],
            id="no network",
        ),
    ],
)
def test_the_report_says_what_was_looked_up(
    answer: str, ends_with: int, said: list[str], tmp_path: Path
) -> None:
    """Weaknesses, none, or nobody to ask: each is said, and none of them is a failure."""
    stand_in = tmp_path / "pip_audit.py"
    stand_in.write_text(
        f"import sys\nprint({answer!r})\nsys.stderr.write('no route\\n')\nsys.exit({ends_with})\n"
    )
    command = [sys.executable, str(AUDIT), "a.txt"]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.splitlines() == said

"""Report which locked libraries have known weaknesses. A report: it keeps nothing from going on.

    python requirements/audit.py FILE...

pip-audit looks up each version in the files among what PyPI knows. Where nobody can be asked, or
a version is not known there, the report says so: not looked up is not the same as nothing found.
"""

import json
import subprocess
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TIMEOUT_S = 15
"""Given to each answer: a mirror that is slow at first takes some seconds."""

COMMAND = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")
"""The files name every version with its hash: nothing is resolved or installed."""

SHOWN = 160
"""Letters of what pip-audit says went wrong, or of names: two lines of a terminal."""


def looked_up(file: Path) -> Mapping[str, Any] | str:
    """Return what is known of the libraries in a file, or why nothing is."""
    asked = subprocess.run(
        [sys.executable, "-m", "pip_audit", *COMMAND, "--timeout", str(TIMEOUT_S), "-r", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        found: Mapping[str, Any] = json.loads(asked.stdout)
    except ValueError:
        lines = asked.stderr.strip().splitlines() or [f"It ended with {asked.returncode}"]
        return f"pip-audit could not ask PyPI: {lines[-1][:SHOWN]}"
    return found


def report(name: str, found: Mapping[str, Any] | str) -> list[str]:
    """Return the lines that tell what was found of the libraries in a file."""
    if isinstance(found, str):
        return [f"{name}: nothing was looked up. {found}"]
    libraries = found["dependencies"]
    unknown = [each["name"] for each in libraries if "skip_reason" in each]
    weak = [each for each in libraries if each.get("vulns")]
    looked = f"{len(libraries) - len(unknown)} of {len(libraries)} libraries looked up"
    lines = [f"{name}: {looked}, {len(weak)} of them with known weaknesses"]
    lines += [f"  {line}" for each in weak for line in _weaknesses(each)]
    if unknown:
        names = textwrap.shorten(", ".join(unknown), SHOWN, placeholder=" …")
        lines.append(f"  {len(unknown)} were not known where they were looked up: {names}")
    return lines


def _weaknesses(library: Mapping[str, Any]) -> list[str]:
    what = f"{library['name']} {library['version']}"
    return [
        f"{what}: {each['id']}, mended in {', '.join(each['fix_versions']) or 'no release yet'}"
        for each in library["vulns"]
    ]


def main(files: Sequence[str]) -> None:
    """Write the report on every file."""
    for file in files:
        for line in report(file, looked_up(Path(file))):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])

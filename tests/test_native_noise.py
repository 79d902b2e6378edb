"""What native code writes past Python, kept from the terminal."""

import subprocess
import sys

NOISY = """
import os, sys
from formcheck.cli.native_noise import native_noise_hidden

with native_noise_hidden():
    os.write(2, b"W0000 a log line\\n")
    print("error: from us", file=sys.stderr)
os.write(2, b"native again\\n")
print("us again", file=sys.stderr)
"""

CLOSED = """
import sys
from formcheck.cli.native_noise import native_noise_hidden

sys.stderr = None
with native_noise_hidden():
    print("done")
"""


def run(code: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def test_only_python_speaks_until_it_is_over() -> None:
    """What native code logs is gone, errors of ours are not, and afterwards all is as before."""
    assert run(NOISY).stderr.splitlines() == ["error: from us", "native again", "us again"]


def test_without_standard_error_nothing_is_done() -> None:
    """A service that has closed it can review all the same."""
    assert run(CLOSED).stdout == "done\n"

"""What a process and its children reach over the network, seen from outside by strace."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import ifaddr

REACHES_OUT = """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far:
    try:
        far.connect(("192.0.2.1", 9))
    except OSError:
        pass
"""
"""A tracer is trusted once it has been tried with this: it names a far address, sends nothing."""

_ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')


def strace(trace: Path) -> list[str] | None:
    """Return the start of a command that writes the addresses reached; None where there is none.

    Binding an address reaches nobody and is not written.
    """
    if not (program := shutil.which("strace")):
        return None
    calls = "connect,sendto,sendmsg,sendmmsg"
    # With the filter in the kernel, only these calls are slowed down.
    options = ["--follow-forks", "--seccomp-bpf", "--quiet=all", "--trace", calls]
    tracer = [program, *options, "--output", str(trace)]
    command = [*tracer, sys.executable, "-c", REACHES_OUT]
    tried = subprocess.run(command, check=False, capture_output=True)
    return tracer if tried.returncode == 0 and far_addresses(trace) == {"192.0.2.1"} else None


def far_addresses(trace: Path) -> set[str]:
    """Return the addresses reached that are not this machine's own."""
    found = _ADDRESS.findall(trace.read_text(encoding="utf-8"))
    return {four or six for four, six in found} - _own_addresses()


def _own_addresses() -> set[str]:
    adapters = [ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips]
    own = {ip if isinstance(ip, str) else ip[0] for ip in adapters}
    return own | {"127.0.0.1", "::1"}

"""How quickly the pages answer while a foreign page knocks, on a network that never does.

    python benchmarks/bench_door.py [--seconds N] [--rate N]

The app is started as people start it. First nobody knocks, then a foreign page does, ``rate``
times a second: half of the attempts ask for a page, half for the WebSocket that Streamlit's pages
speak by, each under a foreign origin, every fourth of them under a foreign name besides. Meanwhile
``/_stcore/health`` is asked twenty times a second on connections of its own, and the time until its
answer is noted. What the server asks of the network goes to a proxy here that listens and never
answers, so that whoever asks waits in vain; how often it was called is counted. Reach: health
within 50 ms under 50 attempts a second, no attempt accepted, nothing asked of the network.
"""

import argparse
import asyncio
import base64
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser.server import app, free_port, running  # noqa: E402

LOOK_EVERY_S = 0.05
"""How often health is asked."""

LONGEST_S = 30.0
"""Until an answer is no longer waited for."""

FOREIGN = "evil.example"
HALF, QUARTER = 2, 4


class Silence:
    """A proxy that takes every call and never says a word."""

    def __init__(self) -> None:
        self.calls = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a call."""
        self.calls += 1
        await reader.read()
        writer.close()


async def ask(port: int, path: str, **headers: str) -> tuple[str, float]:
    """Return the status that came, and the seconds until then."""
    named = {"Host": f"localhost:{port}", "Connection": "close"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())]
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write("\r\n".join([*lines, "", ""]).encode())
        answer = await asyncio.wait_for(reader.readline(), LONGEST_S)
        return answer.decode().split(" ")[1], time.perf_counter() - began
    except (TimeoutError, IndexError):
        return "none", time.perf_counter() - began
    finally:
        writer.close()


async def knock(port: int, number: int) -> str:
    """Try to come in as a foreign page does; return the status it was answered with."""
    foreign = {"Origin": f"http://{FOREIGN}:8000"}
    if number % QUARTER == 0:
        foreign["Host"] = f"{FOREIGN}:{port}"
    if number % HALF:
        return (await ask(port, "/", **foreign))[0]
    key = base64.b64encode(os.urandom(16)).decode()
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    status, _ = await ask(port, "/_stcore/stream", **foreign, **upgrade, Sec_WebSocket_Key=key)
    return f"WebSocket {status}"


async def watch_health(port: int, seconds: float, rate: float) -> tuple[list[float], Counter[str]]:
    """Return the seconds that health took, and what those who knocked were answered."""
    knocking: list[asyncio.Task[str]] = []
    asking: list[asyncio.Task[tuple[str, float]]] = []
    began, number = time.perf_counter(), 0
    while (now := time.perf_counter() - began) < seconds:
        if now >= len(asking) * LOOK_EVERY_S:
            asking.append(asyncio.create_task(ask(port, "/_stcore/health")))
        if rate and now >= number / rate:
            knocking.append(asyncio.create_task(knock(port, number)))
            number += 1
        await asyncio.sleep(0.001)
    healthy = [took for _, took in await asyncio.gather(*asking)]
    return healthy, Counter(await asyncio.gather(*knocking))


def told(what: str, took: list[float], answers: Counter[str]) -> str:
    """Return a row of the table."""
    cuts = statistics.quantiles(took, n=100)
    times = (cuts[49], cuts[98], max(took))
    answered = ", ".join(f"{status}: {count}" for status, count in sorted(answers.items()))
    return f"{what:28s}" + "".join(f"{1000 * each:10.1f}" for each in times) + f"  {answered}"


async def measure(port: int, seconds: float, rate: float) -> None:
    """Print the table for the app at a port."""
    print(f"{'/_stcore/health, ms':28s}{'half':>10s}{'99 %':>10s}{'longest':>10s}  answers")
    for what, often in (("nobody knocks", 0.0), (f"{rate:.0f} attempts a second", rate)):
        print(told(what, *await watch_health(port, seconds, often)))


@contextmanager
def started(port: int, proxy_port: int) -> Iterator[None]:
    """Run the app so that all it asks of the network goes to a proxy."""
    proxy = f"http://127.0.0.1:{proxy_port}"
    ways = {name: proxy for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")}
    with (
        tempfile.TemporaryDirectory() as folder,
        running(app(port, Path(folder) / "data"), port, Path(folder), ways | {"no_proxy": ""}),
    ):
        yield


async def main(seconds: float, rate: float) -> None:
    """Measure, and print."""
    silence, port = Silence(), free_port()
    proxy = await asyncio.start_server(silence, "127.0.0.1", 0)
    starting = started(port, proxy.sockets[0].getsockname()[1])
    await asyncio.to_thread(starting.__enter__)
    try:
        await measure(port, seconds, rate)
    finally:
        await asyncio.to_thread(starting.__exit__, None, None, None)
    print(f"asked of the network: {silence.calls} times")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=20.0, help="of each of the two parts")
    options.add_argument("--rate", type=float, default=50.0, help="attempts a second")
    given = options.parse_args()
    asyncio.run(main(given.seconds, given.rate))

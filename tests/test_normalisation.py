"""The metadata that tells a network how colours become its input."""

import pytest
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_schema
from mediapipe.tasks.metadata import schema_py_generated as model_schema

from formcheck.pose.normalisation import with_normalisation


@pytest.fixture(params=["pose_detection", "pose_landmark_full"])
def network(request: pytest.FixtureRequest, networks: dict[str, bytes]) -> bytes:
    return next(content for name, content in networks.items() if request.param in name)


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

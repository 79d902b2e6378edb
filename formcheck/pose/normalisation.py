"""Tells a TFLite model how pictures become its input numbers.

MediaPipe's task library reads from a model's metadata which mean and deviation to apply to
the colours of a picture. The pose models of its older releases came without, because the old
graphs had the two numbers built in; :func:`with_normalisation` adds them.

Both the model and its metadata are FlatBuffers. In these every reference is relative and points
towards the end, so a new root placed *in front of* the old file can refer to everything in it: the
weights stay the same, byte for byte and aligned. Reading the whole model into the generated objects
and packing it again would move them.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from flatbuffers import Builder

__all__ = ["with_normalisation"]

TFLITE: Final = b"TFL3"
METADATA: Final = b"M001"
ENTRY: Final = "TFLITE_METADATA"  # the name under which MediaPipe looks for its metadata
ALIGNMENT: Final = 16  # TensorFlow Lite's schema wants weights at multiples of 16 bytes
REFERENCE_BYTES: Final = 4


def with_normalisation(model: bytes, *, mean: float, std: float) -> bytes:
    """Return a TFLite model that also says how colours become its input.

    Parameters
    ----------
    model
        A TFLite file with one subgraph and one input, without task metadata.
    mean, std
        The input is ``(colour - mean) / std``, for colours from 0 to 255, all three alike.

    Returns
    -------
    bytes
        The same bytes for the same arguments.

    Raises
    ------
    ValueError
        If ``model`` is no TFLite file.
    """
    if model[4:8] != TFLITE:
        raise ValueError("not a TFLite file")
    # Here, not above: the library takes a third of a second, which no other command need wait.
    from mediapipe.tasks.metadata import schema_py_generated as schema

    old = schema.Model.GetRootAs(model, 0)
    builder = Builder(2 * len(model))
    # A builder writes from the end to the front and counts every position from the end.
    builder.Prep(ALIGNMENT, len(model))
    end = int(builder.CreateByteVector(model)) - REFERENCE_BYTES  # without the vector's length
    buffers = [end - old.Buffers(i)._tab.Pos for i in range(old.BuffersLength())]
    entries = [end - old.Metadata(i)._tab.Pos for i in range(old.MetadataLength())]

    content = builder.CreateByteVector(_metadata(mean, std))
    schema.BufferStart(builder)
    schema.BufferAddData(builder, content)
    buffers.append(schema.BufferEnd(builder))
    name = builder.CreateString(ENTRY)
    schema.MetadataStart(builder)
    schema.MetadataAddName(builder, name)
    schema.MetadataAddBuffer(builder, len(buffers) - 1)
    entries.append(schema.MetadataEnd(builder))
    grown = {
        schema.ModelAddBuffers: _vector(builder, buffers),
        schema.ModelAddMetadata: _vector(builder, entries),
    }

    schema.ModelStart(builder)
    for place, add in enumerate(
        (
            schema.ModelAddOperatorCodes,
            schema.ModelAddSubgraphs,
            schema.ModelAddDescription,
            schema.ModelAddBuffers,
            schema.ModelAddMetadataBuffer,
            schema.ModelAddMetadata,
            schema.ModelAddSignatureDefs,
        ),
        start=1,  # after the version, which is a number
    ):
        kept = old._tab.Offset(REFERENCE_BYTES + 2 * place)
        if add in grown:
            add(builder, grown[add])
        elif kept:
            add(builder, end - old._tab.Indirect(old._tab.Pos + kept))
    schema.ModelAddVersion(builder, old.Version())
    builder.Finish(schema.ModelEnd(builder), TFLITE)
    return bytes(builder.Output())


def _metadata(mean: float, std: float) -> bytes:
    """Return the metadata, built part by part: packing objects would order fields differently.

    The model's hash is pinned, so its bytes must stay.
    """
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema

    builder = Builder()
    means, stds = (
        builder.CreateNumpyVector(np.array([value], np.float32)) for value in (mean, std)
    )
    schema.NormalizationOptionsStart(builder)
    schema.NormalizationOptionsAddMean(builder, means)
    schema.NormalizationOptionsAddStd(builder, stds)
    options = schema.NormalizationOptionsEnd(builder)
    schema.ProcessUnitStart(builder)
    schema.ProcessUnitAddOptions(builder, options)
    schema.ProcessUnitAddOptionsType(builder, schema.ProcessUnitOptions.NormalizationOptions)
    steps = _vector(builder, [schema.ProcessUnitEnd(builder)])
    schema.TensorMetadataStart(builder)
    schema.TensorMetadataAddProcessUnits(builder, steps)
    inputs = _vector(builder, [schema.TensorMetadataEnd(builder)])
    schema.SubGraphMetadataStart(builder)
    schema.SubGraphMetadataAddInputTensorMetadata(builder, inputs)
    subgraphs = _vector(builder, [schema.SubGraphMetadataEnd(builder)])
    schema.ModelMetadataStart(builder)
    schema.ModelMetadataAddSubgraphMetadata(builder, subgraphs)
    builder.Finish(schema.ModelMetadataEnd(builder), METADATA)
    return bytes(builder.Output())


def _vector(builder: Builder, targets: Sequence[int]) -> int:
    builder.StartVector(REFERENCE_BYTES, len(targets), REFERENCE_BYTES)
    for target in reversed(targets):
        builder.PrependUOffsetTRelative(target)
    return int(builder.EndVector())

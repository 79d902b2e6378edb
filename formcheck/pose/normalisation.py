"""Tells a TFLite model how pictures become its input numbers.

MediaPipe's task library reads from a model's metadata which mean and deviation to apply to
the colours of a picture. The pose models of its older releases came without, because the old
graphs had the two numbers built in; :func:`with_normalisation` adds them.

Both the model and its metadata are FlatBuffers. In these every reference is relative and points
towards the end, so a new root placed *in front of* the old file can refer to all that is
in it: the weights stay as they are, byte for byte, and nothing has to be understood but the root.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from flatbuffers import Builder
from flatbuffers.number_types import Uint32Flags
from flatbuffers.table import Table

__all__ = ["with_normalisation"]

# Slots of the tables used here, as numbered in TensorFlow Lite's schema.fbs ...
MODEL_VERSION: Final = 0
MODEL_BUFFERS: Final = 4
MODEL_METADATA: Final = 6
MODEL_REFERENCES: Final = range(1, 8)  # all but the version, which is a number
BUFFER_DATA: Final = 0
ENTRY_NAME: Final = 0
ENTRY_BUFFER: Final = 1
# ... and in MediaPipe's metadata_schema.fbs.
METADATA_SUBGRAPHS: Final = 3
SUBGRAPH_INPUTS: Final = 2
TENSOR_STEPS: Final = 4
STEP_KIND: Final = 0
STEP_OPTIONS: Final = 1
NORMALISATION: Final = 1  # the kind of step, a member of the union ProcessUnitOptions
OPTIONS_MEAN: Final = 0
OPTIONS_STD: Final = 1

TFLITE: Final = b"TFL3"
METADATA: Final = b"M001"
ENTRY: Final = "TFLITE_METADATA"  # the name under which MediaPipe looks for its metadata
ALIGNMENT: Final = 16  # schema.fbs wants weights at multiples of 16 bytes
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
    old = Table(model, Table(model, 0).Indirect(0))
    builder = Builder(2 * len(model))
    end = _append_file(builder, model)
    buffers = [end - at for at in _elements(old, MODEL_BUFFERS)]
    entries = [end - at for at in _elements(old, MODEL_METADATA)]
    references = {slot: end - at for slot, at in _references(old)}

    content = builder.CreateByteVector(_metadata(mean, std))
    buffers.append(_table(builder, {BUFFER_DATA: content}))
    name = builder.CreateString(ENTRY)
    entries.append(_table(builder, {ENTRY_NAME: name}, {ENTRY_BUFFER: len(buffers) - 1}))
    references[MODEL_BUFFERS] = _vector(builder, buffers)
    references[MODEL_METADATA] = _vector(builder, entries)
    version = old.Get(Uint32Flags, old.Pos + _place(old, MODEL_VERSION))
    builder.Finish(_table(builder, references, {MODEL_VERSION: version}), TFLITE)
    return bytes(builder.Output())


def _metadata(mean: float, std: float) -> bytes:
    builder = Builder()
    options = {
        OPTIONS_MEAN: _floats(builder, [mean]),
        OPTIONS_STD: _floats(builder, [std]),
    }
    step = {STEP_OPTIONS: _table(builder, options)}
    steps = _vector(builder, [_table(builder, step, kinds={STEP_KIND: NORMALISATION})])
    inputs = _vector(builder, [_table(builder, {TENSOR_STEPS: steps})])
    subgraphs = _vector(builder, [_table(builder, {SUBGRAPH_INPUTS: inputs})])
    builder.Finish(_table(builder, {METADATA_SUBGRAPHS: subgraphs}), METADATA)
    return bytes(builder.Output())


def _place(table: Table, slot: int) -> int:
    """Return where a slot lies, from the table's start; 0 if it is left out."""
    return int(table.Offset(4 + 2 * slot))  # two sizes of two bytes each come before the slots


def _references(table: Table) -> Iterator[tuple[int, int]]:
    """Yield the slots of a model's root and the positions that they refer to."""
    for slot in MODEL_REFERENCES:
        if place := _place(table, slot):
            yield slot, int(table.Indirect(table.Pos + place))


def _elements(table: Table, slot: int) -> Iterator[int]:
    """Yield the positions of the tables in a vector."""
    if place := _place(table, slot):
        first = table.Vector(place)
        for index in range(table.VectorLen(place)):
            yield int(table.Indirect(first + index * REFERENCE_BYTES))


# A builder writes from the end to the front: every position in it is counted from the end.


def _append_file(builder: Builder, content: bytes) -> int:
    builder.Prep(ALIGNMENT, len(content))
    return int(builder.CreateByteVector(content)) - REFERENCE_BYTES  # without the vector's length


def _table(
    builder: Builder,
    references: Mapping[int, int],
    numbers: Mapping[int, int] | None = None,
    *,
    kinds: Mapping[int, int] | None = None,
) -> int:
    numbers, kinds = numbers or {}, kinds or {}
    builder.StartObject(1 + max([*references, *numbers, *kinds]))
    for slot, target in references.items():
        builder.PrependUOffsetTRelativeSlot(slot, target, 0)
    for slot, number in numbers.items():
        builder.PrependUint32Slot(slot, number, 0)
    for slot, kind in kinds.items():
        builder.PrependUint8Slot(slot, kind, 0)
    return int(builder.EndObject())


def _vector(builder: Builder, targets: Sequence[int]) -> int:
    builder.StartVector(REFERENCE_BYTES, len(targets), REFERENCE_BYTES)
    for target in reversed(targets):
        builder.PrependUOffsetTRelative(target)
    return int(builder.EndVector())


def _floats(builder: Builder, values: Sequence[float]) -> int:
    builder.StartVector(4, len(values), 4)
    for value in reversed(values):
        builder.PrependFloat32(value)
    return int(builder.EndVector())

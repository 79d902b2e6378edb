"""Counts missing pictures of an H.264 stream: it numbers the pictures that others build on.

Bits are those of ITU-T H.264 (08/2021): sequence parameter set 7.3.2.1.1, slice header 7.3.3,
the order of ``frame_num`` 7.4.3, numbers of variable length (Exp-Golomb) 9.1. Pictures on which
nothing builds have no number of their own; losing them harms no others. PyAV hands over packets,
but not the contents of their headers.
"""

from collections.abc import Iterator

__all__ = ["MissingPictures"]

_SLICE, _KEY_SLICE, _SEQUENCE = 1, 5, 7
"""Types of the stream's units."""

_HEAD_BYTES = 96
"""Bytes read of a unit: a slice header has a dozen up to its number; a parameter set with scaling
lists has some 80."""

_RECORD_BYTES = 8
"""Bytes before the parameter set in a container's own record of the stream."""

_FULL_COLOUR = 3
"""The colour format with colours as fine as the brightness; it may store them apart."""

_SCALING_SIZES = (16,) * 6 + (64,) * 2
"""Numbers in each scaling list; in full colour there are four more of the longer ones."""

_WITH_CHROMA = frozenset({44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244})
"""Profiles whose parameter sets state the colour format."""

_START = b"\x00\x00\x01"


class _Bits:
    """Reads a unit of the stream from its first bit on; IndexError where it ends too early."""

    def __init__(self, unit: bytes) -> None:
        # A 3 after two zeros is padding, so that nothing looks like the start of a unit.
        self._bytes = unit[:_HEAD_BYTES].replace(b"\x00\x00\x03", b"\x00\x00")
        self._at = 0

    def bit(self) -> int:
        byte = self._bytes[self._at >> 3]
        value = byte >> (7 - (self._at & 7)) & 1
        self._at += 1
        return value

    def bits(self, count: int) -> int:
        value = 0
        for _ in range(count):
            value = value << 1 | self.bit()
        return value

    def unsigned(self) -> int:
        zeros = 0
        while not self.bit():
            zeros += 1
        return (1 << zeros) - 1 + self.bits(zeros)

    def signed(self) -> int:
        value = self.unsigned()
        return (value + 1) // 2 if value % 2 else -(value // 2)


class MissingPictures:
    """Counts missing pictures, packet by packet in the order of the file.

    Parameters
    ----------
    extradata
        The container's record of the stream besides its packets.
    """

    def __init__(self, extradata: bytes) -> None:
        self._length_bytes = 0
        self._number_bits = 0
        self._may_skip = self._has_fields = False
        self._separate_colours = False
        self._before: int | None = None
        # The record of ISO/IEC 14496-15 (5.3.3.1) begins with a 1, a bare stream with zeros.
        if extradata[:1] == b"\x01" and len(extradata) > _RECORD_BYTES:
            self._length_bytes = (extradata[4] & 3) + 1
            self._take_sequence(extradata[_RECORD_BYTES:])
        else:
            for unit in _started(extradata):
                self._take_sequence(unit)

    def before(self, packet: bytes) -> int:
        """Return how many pictures that others build on are missing before a packet's.

        0 where that is unknown, and in streams that may leave numbers out. Numbers wrap around, at
        16 in many streams: a loss of exactly 16, or a multiple, goes unnoticed.
        """
        missing = 0
        units = _counted(packet, self._length_bytes) if self._length_bytes else _started(packet)
        for unit in units:
            kind = unit[0] & 31
            if kind == _SEQUENCE:
                self._take_sequence(unit)
            elif kind in {_SLICE, _KEY_SLICE}:
                try:
                    missing = self._missing(unit)
                except IndexError:
                    missing = 0
                break
        return missing

    def _missing(self, unit: bytes) -> int:
        if not self._number_bits:
            return 0
        bits = _Bits(unit)
        bits.bits(8)
        bits.unsigned(), bits.unsigned(), bits.unsigned()  # macroblock, type, parameter set
        if self._separate_colours:
            bits.bits(2)
        number, numbers = bits.bits(self._number_bits), 1 << self._number_bits
        before, is_built_on = self._before, bool(unit[0] & 0x60)
        self._before = number if is_built_on else (number - 1) % numbers
        # A key picture restarts the count; a picture's second field has the number of the first.
        anew = unit[0] & 31 == _KEY_SLICE or (self._has_fields and number == before)
        if anew or before is None or self._may_skip:
            return 0
        return (number - before - 1) % numbers

    def _take_sequence(self, unit: bytes) -> None:
        if not unit or unit[0] & 31 != _SEQUENCE:
            return
        try:
            self._read_sequence(_Bits(unit))
        except IndexError:
            self._number_bits = 0

    def _read_sequence(self, bits: _Bits) -> None:
        bits.bits(8)
        profile = bits.bits(8)
        bits.bits(16)
        bits.unsigned()
        self._separate_colours = False
        if profile in _WITH_CHROMA:
            self._read_colours(bits)
        number_bits = bits.unsigned() + 4
        order = bits.unsigned()
        if order == 0:
            bits.unsigned()
        elif order == 1:
            bits.bit()
            bits.signed(), bits.signed()
            for _ in range(bits.unsigned()):
                bits.signed()
        bits.unsigned()
        self._may_skip = bool(bits.bit())
        bits.unsigned(), bits.unsigned()  # width and height
        self._has_fields = not bits.bit()
        self._number_bits = number_bits

    def _read_colours(self, bits: _Bits) -> None:
        form = bits.unsigned()
        if form == _FULL_COLOUR:
            self._separate_colours = bool(bits.bit())
        bits.unsigned(), bits.unsigned()
        bits.bit()
        if bits.bit():
            for size in _SCALING_SIZES + (64,) * (4 if form == _FULL_COLOUR else 0):
                if bits.bit():
                    _skip_scaling(bits, size)


def _skip_scaling(bits: _Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _counted(content: bytes, length_bytes: int) -> Iterator[bytes]:
    """Yield the units of a stream that writes each one's length before it."""
    at = 0
    while at + length_bytes < len(content):
        length = int.from_bytes(content[at : at + length_bytes], "big")
        at += length_bytes
        if length:
            yield content[at : at + min(length, _HEAD_BYTES)]
        at += length


def _started(content: bytes) -> Iterator[bytes]:
    """Yield the units of a stream that writes a start code before each."""
    at = content.find(_START)
    while at >= 0:
        unit = content[at + 3 : at + 3 + _HEAD_BYTES]
        if unit:
            yield unit
        at = content.find(_START, at + 3)

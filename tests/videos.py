"""Makes recordings, odd and broken ones included, for tests that need a file."""

import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.codec.context import CodecContext
from av.stream import Disposition
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from formcheck.video.decode import Frame, open_video

Image = npt.NDArray[np.uint8]
Colour = tuple[int, int, int]

TICKS_PER_S = 90_000
"""Ticks a second; `make_video` keeps times exactly if they are whole ticks."""

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)

UNTURNED = (1, 0, 0, 1)
"""Display matrix as (a, b, c, d): stored pixel (p, q) is shown at (a p + c q, b p + d q)."""


def corners(size_wh: tuple[int, int] = (64, 48)) -> Image:
    """Return a picture that is red top left, green top right, blue bottom left, white else."""
    width, height = size_wh
    image = np.empty((height, width, 3), np.uint8)
    image[: height // 2, : width // 2] = RED
    image[: height // 2, width // 2 :] = GREEN
    image[height // 2 :, : width // 2] = BLUE
    image[height // 2 :, width // 2 :] = WHITE
    return image


def moving_noise(count: int, size_wh: tuple[int, int] = (160, 96)) -> list[Image]:
    """Return pictures that compress badly, so that every frame has bytes to damage."""
    rng = np.random.default_rng(0)
    images = []
    for _ in range(count):
        image = corners(size_wh)
        image[32:64, 48:112] = rng.integers(0, 256, (32, 64, 3), dtype=np.uint8)
        images.append(image)
    return images


@dataclass(frozen=True)
class Encoding:
    """The way a recording stores its pictures."""

    codec: str = "libx264"
    pixel_format: str = "yuv420p"
    pixel_shape: Fraction | None = None
    colour_matrix: int | None = None
    index_first: bool = False
    """Whether an MP4's index is at its beginning, where a cut leaves it."""
    key_every: int | None = None
    """Pictures from one that stands by itself to the next; each in between builds on the last."""


def steady(count: int, frames_per_s: float = 30.0) -> list[float]:
    """Return the times of ``count`` frames at a steady rate, seconds."""
    return [i / frames_per_s for i in range(count)]


def make_video(
    path: Path,
    times_s: Sequence[float] | None = None,
    *,
    images: Sequence[Image] | None = None,
    encoding: Encoding | None = None,
) -> Path:
    """Write a recording, in the container its name asks for, and return its path.

    ``times_s`` is ten frames at 30 a second unless given; ``images`` are shown in turn, `corners`
    unless given.
    """
    how = encoding or Encoding()
    pictures = images or [corners()]
    times_s = steady(10) if times_s is None else times_s
    base = Fraction(1, TICKS_PER_S if path.suffix == ".mp4" else 30)
    options = {"movflags": "+faststart"} if how.index_first else {}
    with av.open(str(path), "w", options=options) as output:
        stream = output.add_stream(how.codec, rate=_rate(times_s))
        assert isinstance(stream, VideoStream)
        _describe(stream, pictures[0], how)
        stream.codec_context.time_base = stream.time_base = base
        for index, time_s in enumerate(times_s):
            frame = _frame(pictures[index % len(pictures)], how)
            frame.pts, frame.time_base = round(Fraction(time_s) / base), base
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def _rate(times_s: Sequence[float]) -> Fraction:
    if len(times_s) == 1:
        return Fraction(30)
    rate = (len(times_s) - 1) / (times_s[-1] - times_s[0])
    return Fraction(rate).limit_denominator(1001)


def _describe(stream: VideoStream, image: Image, how: Encoding) -> None:
    if how.key_every is not None:
        stream.codec_context.gop_size = how.key_every
        stream.codec_context.max_b_frames = 0
        stream.codec_context.options = {"sc_threshold": "0", "lag-in-frames": "0"}
    stream.height, stream.width = image.shape[:2]
    stream.pix_fmt = how.pixel_format
    if how.pixel_shape is not None:
        stream.codec_context.sample_aspect_ratio = how.pixel_shape
    if how.colour_matrix is not None:
        stream.codec_context.colorspace = how.colour_matrix


def _frame(image: Image, how: Encoding) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(image).reformat(format=how.pixel_format)
    if how.colour_matrix is not None:
        frame.colorspace = how.colour_matrix
    return frame


def make_stamped_video(
    path: Path, stamps_ms: Iterable[int], images: Sequence[Image] | None = None
) -> Path:
    """Write a Matroska recording whose frames carry just these time stamps, in any order.

    ``images`` may have different sizes: every frame is a picture of its own (Motion JPEG).
    """
    pictures = list(images) if images else [corners()]
    with av.open(str(path), "w", format="matroska") as output:
        # A browser's recorder gives the millisecond of the container as its frame rate.
        stream = output.add_stream("mjpeg", rate=1000)
        assert isinstance(stream, VideoStream)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuvj420p"
        for order, stamp_ms in enumerate(stamps_ms):
            packet = _jpeg(pictures[order % len(pictures)])
            packet.stream = stream
            packet.time_base = Fraction(1, 1000)
            # Matroska keeps no order of decoding; FFmpeg wants one, earlier than the times shown.
            packet.pts, packet.dts = stamp_ms, order - 10_000
            output.mux(packet)
    return path


def _jpeg(image: Image) -> "av.Packet[VideoStream]":
    encoder = CodecContext.create("mjpeg", "w")
    assert isinstance(encoder, VideoCodecContext)
    encoder.height, encoder.width = image.shape[:2]
    encoder.pix_fmt = "yuvj420p"
    encoder.time_base = Fraction(1, 1000)
    frame = av.VideoFrame.from_ndarray(image).reformat(format="yuvj420p", dst_color_range="JPEG")
    frame.pts, frame.time_base = 0, encoder.time_base
    return [*encoder.encode(frame), *encoder.encode(None)][0]


def make_sound(path: Path, *, cover: Image | None = None) -> Path:
    """Write a file that holds sound only, with a cover picture if one is given."""
    with av.open(str(path), "w", format="mp4") as output:
        stream = output.add_stream("aac", rate=48_000)
        if cover is not None:
            pictures = output.add_stream("mjpeg", rate=30)
            assert isinstance(pictures, VideoStream)
            pictures.height, pictures.width = cover.shape[:2]
            pictures.pix_fmt = "yuvj420p"
            pictures.disposition = Disposition.attached_pic
            packet = _jpeg(cover)
            packet.stream = pictures
            output.mux(packet)
        frame = av.AudioFrame(format="fltp", layout="mono", samples=1024)
        frame.sample_rate = 48_000
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        output.mux([*stream.encode(frame), *stream.encode(None)])
    return path


def make_frameless_video(path: Path) -> Path:
    """Write an MP4 whose picture track holds no picture."""
    with av.open(str(path), "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=30)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        output.start_encoding()
    return path


def turn(path: Path, matrix: tuple[int, int, int, int]) -> Path:
    """Set the display matrix of an MP4, such as a phone writes when held upright."""
    content = bytearray(path.read_bytes())
    a, b, c, d = (value << 16 for value in matrix)
    # 44 bytes after its name, the track header (version 0) holds nine numbers of four bytes.
    struct.pack_into(">9i", content, content.index(b"tkhd") + 44, a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(content)
    return path


def cut(path: Path, fraction: float) -> Path:
    """Keep only this fraction of a file's bytes."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * fraction)])
    return path


def scratch(path: Path, *, at: float, length: int) -> Path:
    """Overwrite bytes of a file with noise, beginning at this fraction of it."""
    content = bytearray(path.read_bytes())
    begin = int(len(content) * at)
    noise = np.random.default_rng(1).integers(0, 256, length, dtype=np.uint8)
    content[begin : begin + length] = noise.tobytes()
    path.write_bytes(content)
    return path


def rewritten(
    path: Path, name: str, change: Callable[[int, bytes], bytes | None], *, late_s: float = 0.0
) -> Path:
    """Copy a recording's packets to a file of another name, and return its path.

    ``change`` gets each packet's place in stored order and its bytes, and returns the bytes to
    write; None leaves the packet out. All pictures are shown ``late_s`` later.
    """
    target = path.with_name(name)
    with av.open(str(path)) as source, av.open(str(target), "w") as output:
        pictures = source.streams.video[0]
        stream = output.add_stream_from_template(pictures)
        for index, packet in enumerate(p for p in source.demux(pictures) if p.size):
            content = change(index, bytes(packet))
            if content is None:
                continue
            assert packet.pts is not None
            assert packet.time_base is not None
            late = round(Fraction(late_s) / packet.time_base)
            anew = av.Packet(content)
            # Matroska keeps no order of decoding, except what FFmpeg can derive.
            anew.pts = packet.pts + late
            anew.dts = (packet.pts if packet.dts is None else packet.dts) + late
            anew.time_base = packet.time_base
            anew.is_keyframe, anew.stream = packet.is_keyframe, stream
            output.mux(anew)
    return target


def without(*indices: int) -> Callable[[int, bytes], bytes | None]:
    """Return a change that leaves packets out."""
    return lambda index, content: None if index in indices else content


def with_noise_in(*indices: int) -> Callable[[int, bytes], bytes | None]:
    """Return a change that spoils the last third of some packets: the lower part of a picture."""

    def spoilt(index: int, content: bytes) -> bytes:
        if index not in indices:
            return content
        begin = len(content) * 2 // 3
        noise = np.random.default_rng(index).integers(0, 256, len(content) - begin, dtype=np.uint8)
        return content[:begin] + noise.tobytes()

    return spoilt


def break_frame(path: Path, index: int) -> Path:
    """Make a frame's size in an IVF file impossible, so that no frame after it is found."""
    content = bytearray(path.read_bytes())
    begin = 32  # of the first frame: its size in 4 bytes, its time in 8, its data
    for _ in range(index):
        begin += 12 + int.from_bytes(content[begin : begin + 4], "little")
    content[begin : begin + 4] = b"\xff" * 4
    path.write_bytes(content)
    return path


def rename_codec(path: Path, name: bytes) -> Path:
    """Give an MP4's H.264 track another four-letter name, which no decoder knows."""
    content = path.read_bytes()
    path.write_bytes(content.replace(b"avc1", name).replace(b"avcC", b"free"))
    return path


def read_frames(path: Path, *, longest_side: int | None = None) -> list[Frame]:
    """Return all frames of a recording, in full size unless a limit is given."""
    with open_video(path, longest_side=longest_side) as video:
        return list(video)


def assert_shows(image: Image, *expected: Colour, within: int = 8) -> None:
    """Check the mean colours top left, top right, bottom left and bottom right."""
    height, width = image.shape[:2]
    rows = slice(height // 8, 3 * height // 8), slice(5 * height // 8, 7 * height // 8)
    columns = slice(width // 8, 3 * width // 8), slice(5 * width // 8, 7 * width // 8)
    shown = [image[row, column].mean(axis=(0, 1)) for row in rows for column in columns]
    np.testing.assert_allclose(shown, expected, atol=within)

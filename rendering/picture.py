"""What a camera does to a picture: exposure, noise, compression."""

import cv2
import numpy as np
import numpy.typing as npt

from rendering.scene import Light

__all__ = ["taken"]

WHITE = 255


def taken(clean: npt.NDArray[np.uint8], light: Light, seed: int) -> npt.NDArray[np.uint8]:
    """Return a clean picture (h, w, 3) RGB as a camera in that light would have given it.

    The noise depends on ``seed`` alone.
    """
    values = clean.astype(np.float32) * np.float32(light.gain)
    if light.noise_sigma > 0:
        grain = np.random.default_rng(seed).standard_normal(values.shape, np.float32)
        values += grain * np.float32(light.noise_sigma)
    noisy = np.clip(np.rint(values), 0, WHITE).astype(np.uint8)
    return noisy if light.jpeg_quality is None else _compressed(noisy, light.jpeg_quality)


def _compressed(image: npt.NDArray[np.uint8], quality: int) -> npt.NDArray[np.uint8]:
    bgr = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    _, packed = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    unpacked = cv2.imdecode(packed, cv2.IMREAD_COLOR_RGB)
    return np.asarray(unpacked, np.uint8)

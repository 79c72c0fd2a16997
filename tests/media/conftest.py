"""Videos to decode: one encoded here, and broken copies of it."""

from pathlib import Path

import numpy as np
import pytest

from emocfg.media import encode
from emocfg.media.decoding import Pixels


@pytest.fixture(scope="session")
def images() -> Pixels:
    """Forty frames that all differ."""
    rows, columns = np.mgrid[0:64, 0:96]
    frames = [
        np.stack([(rows * 4 + 6 * t) % 256, (columns * 2 + 3 * t) % 256, np.full_like(rows, 5 * t)], -1)
        for t in range(40)
    ]
    return np.stack(frames).astype(np.uint8)


@pytest.fixture(scope="session")
def video(images: Pixels, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("video") / "clip.mp4"
    encode(images, path, fps=20)
    return path

"""Frames come back out of their patches, in the size in which the model sees them."""

import numpy as np
import pytest

from emocfg.media import Frames
from tests.videmo_ref.conftest import SIDE, Small, noise


@pytest.mark.parametrize(("height", "width"), [(SIDE, SIDE), (2 * SIDE, SIDE), (SIDE, 84)])
@pytest.mark.parametrize("count", [4, 3])
def test_frames_are_those_that_went_in(small: Small, count: int, height: int, width: int) -> None:
    frames = noise(0, count, height, width)
    found = small.patches.of(frames).frames()
    padded = np.concatenate([frames.images, frames.images[-1:]])[: count + count % 2]
    assert np.array_equal(found, padded)


def test_frames_that_were_scaled_are_not_scaled_again(small: Small) -> None:
    first = small.patches.of(noise(0, 4, 90, 71))
    images = first.frames()
    assert images.shape[1] % 28 == images.shape[2] % 28 == 0
    again = small.patches.of(Frames(images, (0, 1, 2, 3), (0.0, 0.5, 1.0, 1.5), 4, 2 / first.seconds))
    assert np.array_equal(again.patches, first.patches)
    assert (again.grid, again.seconds, again.tokens) == (first.grid, first.seconds, first.tokens)

"""What ``--frames`` says: which frames of a clip a model sees, and how large."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from emocfg.media import FramePolicy

DEFAULT = "fps=2,min=4,max=16,pixels=100352"
"""VidEmo's: at 2 frames a second, 4 to 16 of them, at most 100,352 pixels each."""


def parse_frames(text: str) -> "FramePolicy":
    """The policy that the option says; E202 if it says none.

    >>> from emocfg.media import VIDEMO
    >>> parse_frames(DEFAULT) == VIDEMO
    True
    """
    from emocfg import media

    return media.parse_frames(text, where="--frames")

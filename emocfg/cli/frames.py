"""What ``--frames`` says: which frames of a clip a model sees, and how large."""

from typing import TYPE_CHECKING

from emocfg.core.errors import EmoCfgError

if TYPE_CHECKING:
    from emocfg.media import FramePolicy

DEFAULT = "fps=2,min=4,max=16,pixels=100352"
"""VidEmo's: at 2 frames a second, 4 to 16 of them, at most 100,352 pixels each."""

_FIELDS = {"min": "min_frames", "max": "max_frames", "pixels": "max_pixels"}


def parse_frames(text: str) -> "FramePolicy":
    """``fps=2,max=16,pixels=100352``, or ``uniform=8``; what is left out is as in VidEmo's.

    Raises:
        EmoCfgError: E202 if it says something else.

    >>> from emocfg.media import VIDEMO
    >>> parse_frames(DEFAULT) == VIDEMO
    True
    >>> parse_frames("uniform=8").rate
    8.0
    """
    from emocfg.media import VIDEMO, FramePolicy

    given: dict[str, float] = {}
    for pair in text.split(","):
        key, _, value = pair.strip().partition("=")
        number = float(value) if value.replace(".", "", 1).isascii() and value.replace(".", "", 1).isdecimal() else 0.0
        whole = number.is_integer() or key == "fps"
        if key not in ("fps", "uniform", *_FIELDS) or key in given or not 0 < number <= 1e9 or not whole:
            raise _bad(text)
        given[key] = number
    if ("fps" in given) == ("uniform" in given):
        raise _bad(text)
    mode, rate = ("fps", given["fps"]) if "fps" in given else ("uniform", given["uniform"])
    sizes = {name: int(given.get(key, getattr(VIDEMO, name))) for key, name in _FIELDS.items()}
    if sizes["min_frames"] > sizes["max_frames"]:
        raise _bad(text)
    return FramePolicy("fps" if mode == "fps" else "uniform", rate, **sizes)


def _bad(text: str) -> EmoCfgError:
    return EmoCfgError(
        "E202", f"{text!r} does not say which frames", where="--frames", fix=f"such as {DEFAULT}, or uniform=8"
    )

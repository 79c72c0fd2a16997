"""Floor 2: videos in, frames out: probing, sampling, decoding, curation facts; ``media.face`` renders faces."""

from .cutting import cut
from .decoding import Backend, Frames, decode
from .encoding import encode, encode_images
from .facts import MediaFacts, frames_digest, inspect_clip, sharpness
from .fingerprint import frames_fingerprint
from .probing import Timeline, probe
from .reasons import REASONS, MediaError
from .sampling import VIDEMO, FramePolicy, parse_frames

__all__ = [
    "REASONS",
    "VIDEMO",
    "Backend",
    "FramePolicy",
    "Frames",
    "MediaError",
    "MediaFacts",
    "Timeline",
    "cut",
    "decode",
    "encode",
    "encode_images",
    "frames_digest",
    "frames_fingerprint",
    "inspect_clip",
    "parse_frames",
    "probe",
    "sharpness",
]

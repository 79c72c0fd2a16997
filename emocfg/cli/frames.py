"""What ``--frames`` says if nobody says it."""

DEFAULT = "fps=2,min=4,max=16,pixels=100352"
"""VidEmo's: at 2 frames a second, 4 to 16 of them, at most 100,352 pixels each.

>>> from emocfg.media import VIDEMO, parse_frames
>>> parse_frames(DEFAULT, where="--frames") == VIDEMO
True
"""

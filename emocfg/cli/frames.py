"""What ``--frames`` says where it is left out: which frames of a clip a model sees, and how large."""

DEFAULT = "fps=2,min=4,max=16,pixels=100352"
"""VidEmo's: at 2 frames a second, 4 to 16 of them, at most 100,352 pixels each."""

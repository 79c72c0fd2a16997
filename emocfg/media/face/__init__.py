"""The face renderer: a clip script in, frames out; the script is the truth.

``script`` what happens when, ``anatomy`` where action units put the features, ``head``, ``things`` and ``scenery``
paint them, ``rendering`` makes the frames.
Rendered faces say nothing about real people: they test the instruments.
"""

from .rendering import render
from .scenery import BACKGROUNDS, CAMERAS, LIGHTINGS
from .script import Actor, ClipScript, Gesture, Movement, Scenery, actions, visible_slots, visible_units

__all__ = [
    "BACKGROUNDS",
    "CAMERAS",
    "LIGHTINGS",
    "Actor",
    "ClipScript",
    "Gesture",
    "Movement",
    "Scenery",
    "actions",
    "render",
    "visible_slots",
    "visible_units",
]

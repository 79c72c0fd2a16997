"""Floor 2: models behind OpenAI-compatible servers, asked within a budget and never twice.

``request`` what goes out and comes back, ``record`` the calls on disk, ``budget`` their limit, ``server`` the client,
``replay`` the one without a server, ``specs`` what users write, ``structured`` JSON answers, ``guard`` untrusted text
in prompts, ``frames`` pixels as images.
"""

from .budget import Budget
from .frames import jpegs
from .guard import GUARD, nonce_for, quote
from .record import Record
from .replay import Replay
from .request import Client, Reply, Request
from .server import RETRIES, ServerClient, ServerError
from .specs import Spec, connected, parse_spec
from .structured import object_of, problem_of, read_json

__all__ = [
    "GUARD",
    "RETRIES",
    "Budget",
    "Client",
    "Record",
    "Replay",
    "Reply",
    "Request",
    "ServerClient",
    "ServerError",
    "Spec",
    "connected",
    "jpegs",
    "nonce_for",
    "object_of",
    "parse_spec",
    "problem_of",
    "quote",
    "read_json",
]

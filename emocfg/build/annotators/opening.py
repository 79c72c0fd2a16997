"""From what a plan says to the objects that write and verify."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from emocfg.check.models import Member
from emocfg.llm import Budget, Spec, connected

from .committee import Committee, seated
from .human import read_human
from .llm import LlmAnnotator
from .protocol import Annotator
from .settings import Annotation, Voice
from .template import TemplateAnnotator


@dataclass(frozen=True, slots=True)
class Opened:
    """A writer and its committee, ready to be asked.

    Attributes:
        annotator: who writes.
        committee: who verifies; None if nobody does.
    """

    annotator: Annotator
    committee: Committee | None


@contextmanager
def opened(annotation: Annotation, record: Path) -> Iterator[Opened]:
    """Open everything that a plan names; nobody is called yet.

    Args:
        annotation: what the plan says.
        record: where calls are kept; opened if a server may be asked. A build that goes on uses the same.

    Raises:
        EmoCfgError: what opening clients, records and files raises: E102, E104, E105, E202, E301 to E304, E701.
    """
    writer = annotation.writer
    voices = (*((writer,) if isinstance(writer, Voice) else ()), *annotation.committee)
    specs: list[Spec] = [voice.spec for voice in voices]
    with connected(specs, record, Budget(annotation.max_calls)) as clients:
        annotator: Annotator
        if isinstance(writer, Voice):
            annotator = LlmAnnotator(clients[0], writer.family)
        else:
            annotator = read_human(writer) if isinstance(writer, Path) else TemplateAnnotator()
        chairs = zip(annotation.committee, clients[len(clients) - len(annotation.committee) :], strict=True)
        members = [Member(client.name, voice.family, client) for voice, client in chairs]
        committee = seated(members, annotation.family, annotation.rounds, annotation.checks) if members else None
        yield Opened(annotator, committee)

"""The annotator ``template``: from a clip's tree to text, without a model."""

from dataclasses import dataclass, replace

from emocfg import __version__
from emocfg.check.models import Stills
from emocfg.schema import TASKS

from ..compose.cases import Case
from ..compose.rows import TEMPLATES_SHA256
from .drafts import open_drafts, written
from .protocol import Writing

NAME = "template"


@dataclass(frozen=True, slots=True)
class TemplateAnnotator:
    """Writes what the composers draft. Its rationales are written with the label in hand, and say so."""

    @property
    def name(self) -> str:
        """``template``."""
        return NAME

    @property
    def version(self) -> str:
        """The version of emocfg."""
        return __version__

    @property
    def covers(self) -> frozenset[str]:
        """All tasks."""
        return frozenset(TASKS)

    def write(self, case: Case, stills: Stills) -> tuple[Writing, ...]:
        """Every row that the tree supports; conversations and the owner's own texts are rows as they are."""
        return tuple(
            replace(
                written(case, task, d, generator=NAME, version=__version__, prompt_sha256=TEMPLATES_SHA256),
                label_given=True if d.rationale else None,
            )
            for task, d in open_drafts(case)
        )

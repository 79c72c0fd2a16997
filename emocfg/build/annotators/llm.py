"""The annotator ``llm``: the pipeline of the VidEmo paper (section 3.2 and appendix) with any model behind a client.

Labelled clips: questions with options in natural wording, open answers and short captions. Clips without a label:
causal affective reasoning. Both: rationales by self-reflection. A replay is this annotator over recorded answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from emocfg import __version__
from emocfg.check.models import Stills
from emocfg.llm import Client
from emocfg.schema import TASKS, to_text

from ..compose.cases import Case
from .causal import infer
from .drafts import open_drafts
from .facts import affect, is_labelled
from .labelled import answered, captioned, reworded
from .protocol import Finding, Writing
from .reflection import TASK, reflect
from .rewriting import rewrite
from .scribe import Scribe


@dataclass(frozen=True, slots=True)
class LlmAnnotator:
    """Writes with a model.

    Attributes:
        client: who answers for the model.
        family: of the model; none of it may sit in the committee.
    """

    client: Client = field(repr=False)
    family: str

    @property
    def name(self) -> str:
        """The model."""
        return self.client.name

    @property
    def version(self) -> str:
        """The version of emocfg; the prompts have digests of their own."""
        return __version__

    @property
    def covers(self) -> frozenset[str]:
        """All tasks."""
        return frozenset(TASKS)

    def write(self, case: Case, stills: Stills) -> tuple[Writing, ...]:
        """Everything for one clip. What the model did not manage is a writing with a problem."""
        if not case.clip.tasks:  # nobody can cut it from its recording: it has no rows
            return ()
        scribe, drafted = Scribe(self.client), [(task, draft) for task, draft in open_drafts(case) if task != TASK]
        writings = [
            *reworded(scribe, case, drafted),
            *answered(scribe, case, drafted),
            *captioned(scribe, case, drafted),
        ]
        felt = affect(case)
        if not is_labelled(case):
            inferred = infer(scribe, case, stills)
            made = {(writing.task, writing.suffix) for writing in inferred.writings}
            writings = [w for w in writings if (w.task, w.suffix) not in made] + list(inferred.writings)
            felt = inferred.felt
            tree = to_text(inferred.tree) if inferred.tree else ""
        else:
            tree = ""
        if felt is not None:
            writings += [replace(writing, tree=tree) for writing in reflect(scribe, case, felt, stills)]
        return tuple(writings)

    def rewrite(self, case: Case, writing: Writing, findings: Sequence[Finding], stills: Stills) -> Writing:
        """See :class:`Rewriter`."""
        return rewrite(Scribe(self.client), case, writing, findings, stills)

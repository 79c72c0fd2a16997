"""What an annotator is, and what it writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from emocfg.check.models import Stills
from emocfg.schema import Check, Vote

from ..compose.cases import Case


@dataclass(frozen=True, slots=True)
class Writing:
    """One question with its answer, as an annotator wrote it.

    Attributes:
        clip_id: the clip.
        task: the task of the row.
        suffix: tells rows of one task and clip apart.
        question: what is asked.
        options: labels in the order shown.
        answer: the reference answer.
        labels: canonical labels of the answer.
        rationale: why the answer holds, where the row carries one.
        generator: ``template``, ``human``, or the model.
        version: of the generator; the author, where it is a person.
        prompt_sha256: of the templates or prompts behind it.
        label_given: for a rationale, whether its writer knew the label; None for other rows, or where nobody says.
        checks: of the level ``models``: the committee's verdict, and what else models were asked about a rationale.
        votes: those behind them; of the committee those of every round.
        rounds: how often it was rewritten.
        accepted: the committee's verdict; None if none sat.
        calls: digests of the requests it came from.
        tree: text of the tree that the writer itself inferred, for a clip without labels; "" where it wrote from the
            owner's annotation.
        problem: why there is no text: what the model wrote could not be used. Such a writing is no row; it is counted.
    """

    clip_id: str
    task: str
    suffix: str
    question: str
    options: tuple[str, ...]
    answer: str
    labels: tuple[str, ...]
    rationale: str
    generator: str
    version: str
    prompt_sha256: str
    label_given: bool | None = None
    checks: tuple[Check, ...] = ()
    votes: tuple[Vote, ...] = ()
    rounds: int = 0
    accepted: bool | None = None
    calls: tuple[str, ...] = ()
    tree: str = ""
    problem: str = ""

    @property
    def key(self) -> str:
        """What it is called within its clip: the task, with the suffix."""
        return self.task + (f".{self.suffix}" if self.suffix else "")

    @property
    def text(self) -> str:
        """What a committee verifies: the rationale, or else the answer."""
        return self.rationale or self.answer


@dataclass(frozen=True, slots=True)
class Finding:
    """What a committee found wrong with one aspect of a text, as the writer is told it.

    Attributes:
        aspect: the aspect.
        wrong: what is wrong, in the words of those who may be heard.
        corrections: what they would write instead.
    """

    aspect: str
    wrong: tuple[str, ...]
    corrections: tuple[str, ...]


class Annotator(Protocol):
    """Whoever writes texts for clips."""

    @property
    def name(self) -> str:
        """What its rows call it: ``template``, ``human``, or the model."""

    @property
    def version(self) -> str:
        """Its version."""

    @property
    def covers(self) -> frozenset[str]:
        """The tasks that it writes; the others stay as the templates write them."""

    def write(self, case: Case, stills: Stills) -> tuple[Writing, ...]:
        """Everything it writes for one clip: a pure function of the case, the frames and the recorded calls.

        Raises:
            EmoCfgError: E801 a server fails, E802 no calls left, E803 a replay lacks an answer.
        """


@runtime_checkable
class Rewriter(Protocol):
    """An annotator that can correct what it wrote."""

    def rewrite(self, case: Case, writing: Writing, findings: Sequence[Finding], stills: Stills) -> Writing:
        """The text corrected; with ``problem`` set, and the text as it was, where the correction cannot be used."""

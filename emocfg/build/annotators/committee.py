"""Committee verification: others judge a text aspect by aspect, and the writer corrects what they find wrong.

One member, drawn by lot for each text, is held out of the correcting: what it would write instead is never shown to
the writer. Without that, the writer would only have to repeat what the committee said for the committee to agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from emocfg.check.models import Item, Member, Statement, Stills, check_models, independent, majority
from emocfg.core import EmoCfgError, rng
from emocfg.schema import SPACES, AffectiveTree, Check, Vote, parse_tree

from ..compose.cases import Case
from ..compose.questions import QUESTIONS, ask
from .causal import SPACE
from .critics import criticise, judged
from .facts import affect, descriptions, dialogue
from .protocol import Annotator, Finding, Rewriter, Writing

CHECK = "models/committee"
"""The committee's verdict among the checks of a row."""

REWRITING = "rewriting"
"""The aspect under which a rewriting that cannot be used is noted."""

MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Committee:
    """Models that judge what another wrote. Made by :func:`seated`.

    Attributes:
        members: at least three, of different families, none of them the writer's.
        rounds: how often a text may be rewritten.
        tests: the further checks of rationales that its members are asked for, of ``check.models.TESTS``.
    """

    members: tuple[Member, ...]
    rounds: int
    tests: tuple[str, ...] = ()

    def verify(self, case: Case, writing: Writing, stills: Stills, writer: Annotator) -> Writing:
        """The text with the committee's verdict and every vote, rewritten where it had to be and could be.

        An aspect holds if more members call it right than wrong, and at least half of them say either; where they are
        even, the member that was held out decides. A text is accepted if all its aspects hold. Otherwise a writer that
        can rewrite does so, and all members judge the new text, for at most ``rounds`` rounds.
        """
        held = rng("held out", case.seed, writing.clip_id, writing.key).choice(self.members)
        votes: list[Vote] = []
        accepted: bool | None = None
        for number in range(self.rounds + 1):
            parts = judged(writing, _tree(case, writing))
            if not parts:
                break
            cast = [vote for m in self.members for vote in criticise(m, parts, stills, dialogue(case), number)]
            votes += cast
            failed = [part.aspect for part in parts if not _holds(part, cast, held)]
            accepted = not failed
            if accepted or number == self.rounds or not isinstance(writer, Rewriter):
                break
            findings = [_finding(aspect, cast, held) for aspect in failed]
            new = writer.rewrite(case, writing, findings, stills)
            problem = new.problem or ("the text is as it was" if new.text == writing.text else "")
            if problem:
                votes.append(Vote(writer.name, "abstain", REWRITING, problem, "", number + 1))
                writing = replace(writing, calls=new.calls)
                break
            writing = replace(new, rounds=number + 1)
        if accepted is None:
            return writing
        told = f"rewritten {writing.rounds} times" if writing.rounds else "as it was written"
        checks = (*writing.checks, Check(CHECK, "pass" if accepted else "fail", told))
        done = replace(writing, checks=checks, votes=(*writing.votes, *votes), accepted=accepted)
        return self._examined(case, done, stills) if done.rationale else done

    def _examined(self, case: Case, writing: Writing, stills: Stills) -> Writing:
        """A rationale with the further checks, in its last wording."""
        felt = affect(case)
        bank = QUESTIONS["micro_expression" if case.person.micro else "emotion_multi"]
        item = Item(
            rationale=writing.rationale,
            question=ask(bank, case.draws("rationale", "model checks"), who=case.who),
            options=SPACES[SPACE].labels if felt is None else felt.options,
            labels=writing.labels,
            tree=case.merged.tree,
            caption=" ".join(descriptions(case)),
            stills=stills,
        )
        checks, votes = check_models(item, self.members, self.tests)
        return replace(writing, checks=(*writing.checks, *checks), votes=(*writing.votes, *votes))


def seated(members: Sequence[Member], writer: str, rounds: int, tests: Sequence[str] = ()) -> Committee:
    """A committee for what one family writes.

    Args:
        members: who sits.
        writer: family of the model that writes; "" if none does.
        rounds: how often a text may be rewritten, 0 to 10.
        tests: the further checks of rationales, of ``check.models.TESTS``.

    Raises:
        EmoCfgError: E202 for fewer than three families, a family twice, or the writer's; or too many rounds.
    """
    independent(members, writer, where="--committee")
    if not 0 <= rounds <= MOST_ROUNDS:
        raise EmoCfgError("E202", f"rounds = {rounds}", where="[annotate]", fix=f"0 to {MOST_ROUNDS}")
    return Committee(tuple(members), rounds, tuple(tests))


def _holds(part: Statement, cast: Sequence[Vote], held: Member) -> bool:
    mine = [vote for vote in cast if vote.aspect == part.aspect]
    tie = next(vote.verdict for vote in mine if vote.voter == held.name)
    return majority([vote.verdict for vote in mine], tie) == "pass"


def _finding(aspect: str, cast: Sequence[Vote], held: Member) -> Finding:
    """What the writer is told of an aspect: nothing that the held-out member said."""
    heard = [v for v in cast if v.aspect == aspect and v.verdict == "fail" and v.voter != held.name]
    wrong, corrections = ([getattr(v, key) for v in heard if getattr(v, key)] for key in ("reason", "correction"))
    return Finding(aspect, tuple(wrong), tuple(corrections))


def _tree(case: Case, writing: Writing) -> AffectiveTree:
    return parse_tree(writing.tree, where=writing.clip_id) if writing.tree else case.merged.tree

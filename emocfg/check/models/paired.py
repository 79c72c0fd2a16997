"""M5: every cue as a yes-or-no question and its negation, to models that never saw the rationale.

Who says yes to both, or no to both, has not looked; such a pair counts as no answer.
"""

from collections import Counter
from collections.abc import Sequence

from emocfg.schema import Check, Vote

from .majority import majority
from .members import Member
from .prompting import Prompts, ask
from .stills import Stills

NAME = "models/M5"
PROMPTS = Prompts("emocfg.check.models")
_PAIRS = {("yes", "no"): "pass", ("no", "yes"): "fail"}


def check_pairs(members: Sequence[Member], cues: Sequence[str], stills: Stills) -> tuple[Check, tuple[Vote, ...]]:
    """M5: no cue is denied by the majority of the members whose pair of answers is consistent.

    Args:
        members: who looks; one is enough; none of them wrote the rationale.
        cues: what the rationale claims, without names of emotions.
        stills: the frames.
    """
    if not members or not cues or not stills.images:
        lacking = "nobody to ask" if not members else "no cue" if not cues else "there are no frames"
        return Check(NAME, "skipped", lacking), ()
    votes = tuple(_vote(member, cue, stills) for cue in cues for member in members)
    found = Counter(majority([vote.verdict for vote in votes if vote.aspect == cue]) for cue in cues)
    told = f"{found['pass']} of {len(cues)} cues seen, {found['fail']} denied, {found['abstain']} without an answer"
    if not found["pass"] and not found["fail"]:
        return Check(NAME, "skipped", told), votes
    return Check(NAME, "fail" if found["fail"] else "pass", told), votes


def _vote(member: Member, cue: str, stills: Stills) -> Vote:
    said = []
    for negated in (False, True):
        request = PROMPTS.request(
            "paired",
            member.name,
            quoted={"cue": cue},
            stills=stills,
            schema={"answer": {"enum": ["yes", "no", "unsure"]}},
            negated=negated,
        )
        answer = ask(member.client, request)
        if answer.value is None:
            return Vote(member.name, "abstain", cue, answer.reason)
        said.append(answer.value["answer"])
    verdict = _PAIRS.get((said[0], said[1]), "abstain")
    return Vote(member.name, verdict, cue, f"{said[0]}, and {said[1]} to its negation")

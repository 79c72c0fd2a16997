"""M6: at least three models of different families vote on every cue; two thirds of them must see it."""

from collections.abc import Sequence

from emocfg.core import EmoCfgError
from emocfg.schema import Check, Vote

from .members import Member, independent
from .prompting import Prompts, ask
from .stills import Stills

NAME = "models/M6"
PROMPTS = Prompts("emocfg.check.models")
_VERDICTS = {"right": "pass", "wrong": "fail", "unsure": "abstain"}


def check_cues(
    members: Sequence[Member], cues: Sequence[str], stills: Stills, *, writer: str
) -> tuple[Check, tuple[Vote, ...]]:
    """M6: every cue is called right by two thirds of the members.

    Args:
        members: who votes; without three families besides the writer's the check is skipped.
        cues: what the rationale claims, without names of emotions.
        stills: the frames.
        writer: family of the model that wrote the rationale; "" if no model did.
    """
    if not cues or not stills.images:
        return Check(NAME, "skipped", "there are no frames" if cues else "no cue"), ()
    try:
        independent(members, writer, where=NAME)
    except EmoCfgError as problem:
        return Check(NAME, "skipped", problem.what), ()
    votes = tuple(vote for member in members for vote in _votes(member, cues, stills))
    if all(vote.verdict == "abstain" for vote in votes):
        return Check(NAME, "skipped", f"no vote was cast: {votes[0].reason}"), votes
    seen = [cue for cue in cues if 3 * _count(votes, cue) >= 2 * len(members)]
    lost = next((cue for cue in cues if cue not in seen), "")
    told = f"{len(seen)} of {len(cues)} cues have two thirds of {len(members)} votes"
    return Check(NAME, "fail" if lost else "pass", f"{told}; not {lost[:80]!r}" if lost else told), votes


def _count(votes: Sequence[Vote], cue: str) -> int:
    return sum(vote.verdict == "pass" for vote in votes if vote.aspect == cue)


def _votes(member: Member, cues: Sequence[str], stills: Stills) -> list[Vote]:
    request = PROMPTS.request(
        "crossvote",
        member.name,
        quoted={"cues": cues},
        stills=stills,
        schema={
            "verdicts": {
                "type": "array",
                "items": {"enum": list(_VERDICTS)},
                "minItems": len(cues),
                "maxItems": len(cues),
            }
        },
    )
    answer = ask(member.client, request)
    if answer.value is None:
        return [Vote(member.name, "abstain", cue, answer.reason) for cue in cues]
    return [Vote(member.name, _VERDICTS[v], cue, v) for cue, v in zip(cues, answer.value["verdicts"], strict=True)]

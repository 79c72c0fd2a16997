"""M4: natural-language inference by models: caption and tree against every cue of the rationale."""

from collections import Counter
from collections.abc import Sequence

from emocfg.schema import Check, Vote

from .members import Member
from .prompting import Prompts, ask

NAME = "models/M4"
PROMPTS = Prompts("emocfg.check.models")
_VERDICTS = {"entailed": "pass", "contradicted": "fail", "open": "abstain"}


def check_entailment(
    members: Sequence[Member], premises: Sequence[str], cues: Sequence[str]
) -> tuple[Check, tuple[Vote, ...]]:
    """M4: no cue is contradicted by half or more of those who answered for it.

    Args:
        members: who judges; one is enough.
        premises: what is known of the clip: sentences of its caption, lines of its tree.
        cues: what the rationale claims.

    Returns:
        The check, with how many cues are entailed, contradicted and open; and the votes, one per member and cue.
    """
    if not members or not premises or not cues:
        lacking = "nobody to ask" if not members else "no caption or tree" if not premises else "no cue"
        return Check(NAME, "skipped", lacking), ()
    votes = tuple(vote for member in members for vote in _judge(member, premises, cues))
    read = [vote for vote in votes if vote.reason in _VERDICTS]
    if not read:
        return Check(NAME, "skipped", f"no answer could be read: {votes[0].reason}"), votes
    found = Counter(_verdict([vote.reason for vote in read if vote.aspect == cue]) for cue in cues)
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(found.items()))
    return Check(NAME, "fail" if found["contradicted"] else "pass", f"cues: {told}"), votes


def _verdict(said: Sequence[str]) -> str:
    if not said:
        return "not answered"
    if 2 * said.count("contradicted") >= len(said):
        return "contradicted"
    return "entailed" if 2 * said.count("entailed") > len(said) else "open"


def _judge(member: Member, premises: Sequence[str], cues: Sequence[str]) -> list[Vote]:
    verdict = {"enum": list(_VERDICTS)}
    request = PROMPTS.request(
        "entailment",
        member.name,
        quoted={"premises": "\n".join(premises), "cues": cues},
        schema={"verdicts": {"type": "array", "items": verdict, "minItems": len(cues), "maxItems": len(cues)}},
    )
    answer = ask(member.client, request)
    if answer.value is None:
        return [Vote(member.name, "abstain", cue, answer.reason) for cue in cues]
    given = zip(cues, answer.value["verdicts"], strict=True)
    return [Vote(member.name, _VERDICTS[said], cue, said) for cue, said in given]

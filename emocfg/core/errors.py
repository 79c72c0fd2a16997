"""The one error type: what happened, where, and what to do about it."""

from enum import IntEnum
from typing import NamedTuple


class ExitStatus(IntEnum):
    """The exit statuses of every ``emocfg`` verb."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    CHECK_FAILED = 3
    INCOMPLETE = 4
    REQUIREMENT = 5
    INTERRUPTED = 130


class Code(NamedTuple):
    """What an error code means and the exit status it ends a verb with."""

    meaning: str
    status: ExitStatus


CODES: dict[str, Code] = {
    "E000": Code("something unexpected: a bug of ours", ExitStatus.UNEXPECTED),
    "E101": Code("a path leaves its root folder", ExitStatus.USAGE),
    "E102": Code("a file or folder is missing", ExitStatus.USAGE),
    "E103": Code("the output exists and belongs to something else", ExitStatus.USAGE),
    "E104": Code("another process is working on this output", ExitStatus.USAGE),
    "E105": Code("a file of ours is damaged", ExitStatus.UNEXPECTED),
    "E106": Code("a file cannot be read or written (permissions, a full disk)", ExitStatus.USAGE),
    "E201": Code("an unknown name (source, task, model, config, sample)", ExitStatus.USAGE),
    "E202": Code("an option or a plan key has a bad value", ExitStatus.USAGE),
    "E301": Code("an annotation file has the wrong header or encoding", ExitStatus.CHECK_FAILED),
    "E302": Code("an annotation cell cannot be read", ExitStatus.CHECK_FAILED),
    "E303": Code(
        "JSON that is not acceptable (malformed, too big, too deep, duplicate keys, NaN)", ExitStatus.CHECK_FAILED
    ),
    "E304": Code("two annotations claim one id", ExitStatus.CHECK_FAILED),
    "E305": Code("an affective tree text is not canonical", ExitStatus.CHECK_FAILED),
    "E306": Code("a format that can run code is refused (pickle, arrays of objects)", ExitStatus.CHECK_FAILED),
    "E401": Code("a clip cannot be used; the reason code is in the message", ExitStatus.CHECK_FAILED),
    "E501": Code("splits that must be disjoint share an identity, a source video or a clip", ExitStatus.CHECK_FAILED),
    "E502": Code("an instrument failed its self-check", ExitStatus.CHECK_FAILED),
    "E601": Code("samples are missing or failed; the result is incomplete", ExitStatus.INCOMPLETE),
    "E602": Code("a worker process died; running again goes on from there", ExitStatus.INCOMPLETE),
    "E701": Code("a required package or codec is missing or shadowed", ExitStatus.REQUIREMENT),
    "E702": Code("consent to an owner's terms is not recorded", ExitStatus.REQUIREMENT),
    "E703": Code("an owner's terms do not allow this", ExitStatus.REQUIREMENT),
    "E801": Code("a model server does not answer, or not as asked", ExitStatus.INCOMPLETE),
    "E802": Code(
        "the allowed number of calls is used up; running again with more goes on from there", ExitStatus.INCOMPLETE
    ),
    "E803": Code("a replayed record has no answer to this call", ExitStatus.INCOMPLETE),
    "E804": Code("the Hub refused or did not answer", ExitStatus.INCOMPLETE),
}


class EmoCfgError(Exception):
    """An error a user can act on; prints as exactly three lines, and one more for each thing that is wrong at once.

    Args:
        code: a key of :data:`CODES`.
        what: what went wrong, one sentence.
        where: the file and line, option or sample it is about.
        fix: what to do about it.
        each: where several things are wrong at once, one sentence for each of them.

    >>> print(EmoCfgError("E102", "no such folder", where="--data demo", fix="run `emocfg demo` first"))
    error[E102]: no such folder
      where: --data demo
      fix: run `emocfg demo` first
    """

    def __init__(self, code: str, what: str, *, where: str, fix: str, each: tuple[str, ...] = ()) -> None:
        self.code = code
        self.what = what
        self.where = where
        self.fix = fix
        self.each = each
        self.status = CODES[code].status
        super().__init__(code, what, where, fix)

    def __str__(self) -> str:
        what, where, fix, *each = (" ".join(part.split()) for part in (self.what, self.where, self.fix, *self.each))
        return "\n".join(
            [f"error[{self.code}]: {what}", *(f"    {one}" for one in each), f"  where: {where}", f"  fix: {fix}"]
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the trip from a worker process, whose pickling knows positional arguments only."""
        return _rebuild, (self.code, self.what, self.where, self.fix, self.each)


def _rebuild(code: str, what: str, where: str, fix: str, each: tuple[str, ...]) -> EmoCfgError:
    return EmoCfgError(code, what, where=where, fix=fix, each=each)


def unknown_name(kind: str, name: str, known: list[str], *, where: str) -> EmoCfgError:
    """The error for a name that is not in a list, with the nearest known name as the fix.

    >>> print(unknown_name("task", "emotion_singel", ["emotion_single", "identity"], where="--tasks").fix)
    did you mean 'emotion_single'? known: emotion_single, identity
    """
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return EmoCfgError("E201", f"unknown {kind} {name!r}", where=where, fix=f"{hint}known: {', '.join(known)}")

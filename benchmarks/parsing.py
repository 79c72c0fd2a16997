"""From a model's text to labels: deterministic, strict, never a guess.

What can be read in two ways is not read: two labels for a single choice, a hedge, a doubt, a reasoning block without
end, a letter that contradicts the label beside it. All of these give None, which becomes ``unparsed``. An answer that
weighs several labels is read by its conclusion, if it has one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from emocfg.schema import APPEARANCE_SLOTS, read_caption

from .final import doubts, final_text, without_politeness
from .reading.abroad import in_english
from .reading.claims import Claims, claims
from .reading.conclusion import (
    CHOICE,
    HEADING,
    Conclusion,
    behind_correction,
    block_behind,
    conclusions,
    line_behind,
    paragraphs,
    sentences,
    without_reasons,
)
from .reading.grades import graded_claims, is_graded
from .reading.identity import identity_claims, is_identity
from .reading.letters import only_letters, spell_out_letters
from .reading.lists import Row, chosen_of, rows
from .reading.names import concept, family_of, names_of
from .reading.plain import plain, without_options, without_speech
from .reading.poses import is_poses, pose_phrases, spell_out_poses
from .reading.sets import complement, says_all, says_none
from .reading.synonyms import EXCLUSIVE
from .reading.turns import plain_turns
from .reading.unfinished import is_unfinished
from .reading.units import is_units, plain_units

PARSER = 2
"""Version of the parser, recorded with every score."""


def parse_single(answer: str, options: Sequence[str]) -> str | None:
    """The one option that an answer names, by label, synonym or letter.

    >>> parse_single("The answer is (B).", ["sadness", "happiness"])
    'happiness'
    >>> parse_single("She looks joyful, not sad.", ["sadness", "happiness"])
    'happiness'
    >>> parse_single("sad or happy", ["sadness", "happiness"]) is None
    True
    """
    labels = _Answer(tuple(options), several=False).read(answer)
    label = next(iter(labels)) if labels is not None and len(labels) == 1 else None
    return label if label in options else None


def parse_multi(answer: str, options: Sequence[str]) -> frozenset[str] | None:
    """The options that an answer names; empty for a clear "none", or if it denies every option.

    >>> sorted(parse_multi("AU1 and AU12, but no AU4", ["AU1", "AU4", "AU12"]))
    ['AU1', 'AU12']
    >>> parse_multi("none", ["AU1", "AU4"])
    frozenset()
    """
    return _Answer(tuple(options), several=True).read(answer)


@dataclass(frozen=True, slots=True)
class _Answer:
    """How an answer to one question is read."""

    options: tuple[str, ...]
    several: bool

    @property
    def offered(self) -> frozenset[str]:
        return frozenset(self.options)

    def read(self, answer: str) -> frozenset[str] | None:
        """The labels of an answer; None where it is not clear."""
        text = final_text(answer)
        if text is None or not self.options:
            return None
        text = without_politeness(plain(text))
        if is_unfinished(text, self.options, several=self.several):
            return None
        letters = only_letters(text, self.options, several=self.several)
        if letters is not None:
            return frozenset(letters)
        spelled = self._spell(without_options(text, self.options, several=self.several))
        return None if spelled is None else self._decide(spelled)

    def _spell(self, text: str) -> str | None:
        """The text in plain English, with letters, places, units and poses as words of their own."""
        places = is_poses(self.offered) or is_identity(self.offered)
        text = in_english(without_speech(text), places=places)
        if is_units(self.options):
            units = plain_units(text)
            if units is None:
                return None
            text = units
        text = spell_out_letters(text, self.options, numbers=not is_units(self.options))
        text = plain_turns(text)
        return spell_out_poses(text, self.offered) if is_poses(self.offered) else text

    def _decide(self, text: str) -> frozenset[str] | None:
        """What a text concludes; else what all of it says. Behind a correction only what follows it counts."""
        told = without_reasons(text)
        corrected = behind_correction(told)
        if corrected is not None:
            return self._decide(corrected)
        listed = self._listed(rows(told) or ())
        if listed is not None:
            return listed[0]
        best: _Verdict | None = self._bare_end(told)
        for place in conclusions(told):
            read = self._concluded(told, place)
            if read is not None:
                best = _later(best, (place.rank, read[0]))
        if best is not None:
            return best[1]
        return None if doubts(text) else self._all_of(told)

    def _concluded(self, text: str, place: Conclusion) -> tuple[frozenset[str] | None] | None:
        """What stands at a conclusion: labels, or that it is unclear; None if it names nothing."""
        if place.segment:
            said = self._claims(place.segment)
            return (said.clear,) if said.names else None
        segment, end = (block_behind if self.several else line_behind)(text, place.end)
        found = self._labels(segment)
        if found is None:
            return None
        if doubts(segment):
            return (None,)
        labels = found[0]
        if not labels and is_graded(self.offered) and place.rank == HEADING:
            return None  # "Emotion: anger", and the intensity on another line
        behind = text[end:]
        if labels is not None and place.rank <= CHOICE and not self._claims(segment).bare:
            more = self._claims(behind).said
            if not more <= labels:
                return (None,)
        return (labels,)

    def _bare_end(self, text: str) -> "_Verdict | None":
        """The last sentence of a single choice, or last paragraph of several labels, if it says nothing else."""
        parts = list(paragraphs(text) if self.several else sentences(text))
        if len(parts) < 2:
            return None
        last = self._claims(parts[-1])
        if not (last.bare and last.said):
            return None
        before = [self._claims(part) for part in parts[:-1]]
        if any(last.said & claim.denied for claim in before):
            return (CHOICE, None)
        others = [claim for claim in before if claim.bare and claim.said]
        if self.several:
            return None if others else (CHOICE, self._checked(last.clear))
        return (CHOICE, last.clear if all(claim.said == last.said for claim in others) else None)

    def _all_of(self, text: str) -> frozenset[str] | None:
        found = self._labels(text)
        return None if found is None else found[0]

    def _labels(self, text: str) -> tuple[frozenset[str] | None] | None:
        """What a piece of text says: labels, or that it is unclear (``(None,)``); None if it names nothing."""
        if self.several:
            if says_none(text):
                return (frozenset(),)
            if says_all(text):
                return (self.offered,)
        listed = self._listed(rows(text) or ())
        if listed is not None:
            return listed
        said = self._claims(text)
        if self.several:
            rest = complement(text)
            if rest is not None:
                left_out = self._claims(rest)
                clear = left_out.clear if left_out.bare else None
                return (None if clear is None else self.offered - clear,)
            return self._several(text, said)
        return (said.clear,) if said.names else None

    def _several(self, text: str, said: Claims) -> tuple[frozenset[str] | None] | None:
        looks = self._looks(text) - said.denied - said.left_open
        if not said.names and not looks:
            return None
        clear = said.clear
        if clear is None or (not said.bare and self._excludes(clear | looks)):
            return (None,)
        found = (clear | looks) & self.offered
        return (found if found or said.denied >= self.offered else None,)

    def _excludes(self, labels: frozenset[str]) -> bool:
        """True if two appearance labels cannot both be: bald, with wavy hair."""
        named = {concept(label, "looks") for label in labels} if family_of(self.offered) == "looks" else set()
        return any(one in named and not named.isdisjoint(others) for one, others in EXCLUSIVE.items())

    def _checked(self, labels: frozenset[str] | None) -> frozenset[str] | None:
        return None if labels is None or not labels & self.offered else labels & self.offered

    def _listed(self, listed: Sequence[Row]) -> tuple[frozenset[str] | None] | None:
        """What a list of verdicts says; None if it is no list of labels."""
        items = [(self._claims(row.item), row.verdict) for row in listed if ". " not in row.item]
        if (
            not items
            or len(items) < len(listed)
            or not all(claim.said and not claim.denied | claim.left_open for claim, _ in items)
        ):
            return None
        if any(len(claim.said) > 1 and not (claim.bare and isinstance(verdict, str)) for claim, verdict in items):
            return None  # "sad, angry: 80 %"
        verdicts = [(label, verdict) for claim, verdict in items for label in sorted(claim.said)]
        chosen = chosen_of(verdicts, several=self.several)
        if chosen is None:
            return (None,)
        if not self.several:
            return (chosen,) if chosen else None
        return (chosen & self.offered,)

    def _claims(self, text: str) -> Claims:
        if is_identity(self.offered):
            return identity_claims(text, names_of(self.offered))
        if is_poses(self.offered):
            return claims(spell_out_poses(text, self.offered), pose_phrases(self.offered))
        if is_graded(self.offered):
            return graded_claims(text, self.offered)
        return claims(text, names_of(self.offered))

    def _looks(self, text: str) -> frozenset[str]:
        """Appearance labels that are described, not named: "short, wavy blonde hair"."""
        if family_of(self.offered) != "looks":
            return frozenset()
        claimed = {(item.kind, item.value) for item in read_caption(_HAIR.sub("hair", text), {"": "p1"}).items}
        slots = {option: APPEARANCE_SLOTS[concept(option, "looks")] for option in self.options}
        return frozenset(option for option, slot in slots.items() if slot in claimed)


_HAIR = re.compile(r"\b(?:locks|tresses|mane|hairdo|hairstyle)\b", re.IGNORECASE)
_Verdict = tuple[int, frozenset[str] | None]
"""A rank of conclusions, and the labels there; None where they are unclear."""


def _later(best: _Verdict | None, new: _Verdict) -> _Verdict:
    """The conclusion that counts: of two that differ, the one of higher rank, or the later of two last words."""
    if best is None or new[0] > best[0] or new[1] == best[1]:
        return new
    if new[0] == best[0]:
        return new if new[0] > CHOICE else (new[0], None)
    return best

"""Do two aspects of a person go together? Both labels are their owners' and are kept; what does not fit is reported."""

from collections.abc import Sequence

from emocfg.schema import Person, label_map

from .labelled import Labelled, sides_of
from .nodes import Ledger

_SIGNS = {"positive": 1, "negative": -1}


def check_person(ledger: Ledger, person: Person, labels: Sequence[Labelled]) -> None:
    """Note what does not fit: emotions against sentiment and micro-expression, a sentiment's label against its number.

    Emotions are compared by their cited image in the other space, where they have one.
    """
    for aspect, space, label in (
        ("sentiment", "sentiment-3", person.sentiment),
        ("micro", "micro-3", person.micro),
    ):
        expected = _image(person, space)
        if label is not None and expected is not None and expected != label:
            ledger.dispute(f"{person.key}.emo.{aspect}", "inconsistent", sides_of(ledger, labels, "emotion", aspect))
    if person.valence is not None and person.valence * _SIGNS.get(person.sentiment or "", 0) < 0:
        ledger.dispute(f"{person.key}.emo.valence", "inconsistent", sides_of(ledger, labels, "sentiment"))


def _image(person: Person, space: str) -> str | None:
    """The one image of all emotions; None where one of them has none, or they have several."""
    table = label_map("emotion-8", space).table
    images = {table.get(felt.label) for felt in person.emotions or ()}
    return images.pop() if len(images) == 1 else None

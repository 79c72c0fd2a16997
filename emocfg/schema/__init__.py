"""Floor 1: the words. Records, label spaces and the cited maps between them, the affective tree, the lexicon.

``features`` (Arrow, Hugging Face and JSON schemas of the records) is imported by name: it needs pyarrow.
"""

from .aspects import FACTS, LABELS, OBSERVED
from .attributes import (
    APPEARANCE_SLOTS,
    OPEN_ATTRIBUTES,
    OPEN_SCHEME,
    PERSON_SLOTS,
    SCENE_SLOTS,
    open_attribute,
    slots_of_looks,
)
from .chat import chat, letter, user_text
from .items import ASPECTS, Item, appearance_labels, attribute_items, person_items, tree_items
from .judging import Mention, leaves_open
from .labels import SPACES, LabelSpace, display, label_space
from .maps import LabelMap
from .mentions import Phrases, tokens
from .reader import Claim, Reading, in_words, phrase_table, read_caption, read_claims, spell_out_units
from .records import (
    MISSING,
    NONE,
    Check,
    Clip,
    Evidence,
    Message,
    Observation,
    Provenance,
    Sample,
    Subject,
    Tally,
    Validation,
    Vote,
    identity_of,
)
from .schemes import MAPS, canonical_label, check_native, label_map
from .scores import SCALES, Scale, sentiment_level
from .tasks import CONFIGS, HEADLINE_TASKS, LEVELS, SPLITS, TASKS, TIERS, Task, task_named
from .tree import ActionUnit, AffectiveTree, Emotion, Event, Person, Span, Utterance
from .tree_text import SCENE, Levels, parse_tree, read_levels, read_tree, to_text

__all__ = [
    "APPEARANCE_SLOTS",
    "ASPECTS",
    "CONFIGS",
    "FACTS",
    "HEADLINE_TASKS",
    "LABELS",
    "LEVELS",
    "MAPS",
    "MISSING",
    "NONE",
    "OBSERVED",
    "OPEN_ATTRIBUTES",
    "OPEN_SCHEME",
    "PERSON_SLOTS",
    "SCALES",
    "SCENE",
    "SCENE_SLOTS",
    "SPACES",
    "SPLITS",
    "TASKS",
    "TIERS",
    "ActionUnit",
    "AffectiveTree",
    "Check",
    "Claim",
    "Clip",
    "Emotion",
    "Event",
    "Evidence",
    "Item",
    "LabelMap",
    "LabelSpace",
    "Levels",
    "Mention",
    "Message",
    "Observation",
    "Person",
    "Phrases",
    "Provenance",
    "Reading",
    "Sample",
    "Scale",
    "Span",
    "Subject",
    "Tally",
    "Task",
    "Utterance",
    "Validation",
    "Vote",
    "appearance_labels",
    "attribute_items",
    "canonical_label",
    "chat",
    "check_native",
    "display",
    "identity_of",
    "in_words",
    "label_map",
    "label_space",
    "leaves_open",
    "letter",
    "open_attribute",
    "parse_tree",
    "person_items",
    "phrase_table",
    "read_caption",
    "read_claims",
    "read_levels",
    "read_tree",
    "sentiment_level",
    "slots_of_looks",
    "spell_out_units",
    "task_named",
    "to_text",
    "tokens",
    "tree_items",
    "user_text",
]

"""Action units, times, orders and reserve for the third half of the instrument, ``more``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """One wording of one unit, or of several at once.

    Attributes:
        part: the part of the face, without article.
        base: what it does, as after "to".
        third: the same after a singular part; empty if the part is a plural.
        doing: the same in -ing.
        state: telegraphic.
        nominal: the movement as a noun without article.
    """

    part: str
    base: str
    third: str
    doing: str
    state: str
    nominal: str

    @property
    def finite(self) -> str:
        """The verb that agrees with the part."""
        return self.third or self.base

    @property
    def do(self) -> str:
        """``do`` or ``does``."""
        return "does" if self.third else "do"


_FACE: dict[str, tuple[str, ...]] = {
    "AU1": (
        "inner halves of the brows|slant upward||slanting upward|inner brows slanted upward"
        "|upward slant of the inner brows",
        "medial portions of the brows|arch up||arching up|medial brows arched|medial brow elevation",
        "brow ends nearest the nose|climb||climbing|brow ends nearest the nose raised|raising of the inner brows",
    ),
    "AU2": (
        "lateral portions of the brows|arch up||arching up|lateral brows arched|lateral brow elevation",
        "tails of the eyebrows|climb||climbing|eyebrow tails raised|raising of the outer brows",
        "brow ends nearest the temples|hike up||hiking up|outer brows hiked up|upward pull of the outer brows",
    ),
    "AU1+AU2": (
        "pair of eyebrows|jump up as a whole|jumps up as a whole|jumping up as a whole|both eyebrows raised as a whole"
        "|raising of the whole brows",
        "eyebrows|arch high on the forehead||arching high on the forehead|brows arched high"
        "|high arching of the eyebrows",
        "whole brow line|move up|moves up|moving up|whole brow line raised|lifting of the whole brow line",
    ),
    "AU4": (
        "brows|pinch toward one another||pinching toward one another|brows pinched|pinching together of the brows",
        "skin between the brows|crease|creases|creasing|glabella creased|creasing between the brows",
        "eyebrows|sink toward the eyes||sinking toward the eyes|brows lowered toward the eyes|lowering of the eyebrows",
        "brows|contract||contracting|contracted brows|brow contraction",
    ),
    "AU5": (
        "upper eyelids|retract||retracting|upper eyelids retracted|retraction of the upper eyelids",
        "eyes|grow large||growing large|eyes grown large|enlargement of the eye opening",
        "upper lids|slide up off the irises||sliding up off the irises|upper lids raised|raising of the upper lids",
    ),
    "AU6": (
        "cheeks|rise toward the eyes||rising toward the eyes|cheeks raised|raising of the cheeks",
        "skin beside the eyes|gather into crow's feet|gathers into crow's feet|gathering into crow's feet"
        "|crow's feet at the eyes|crow's-feet wrinkling",
        "apples of the cheeks|lift||lifting|apples of the cheeks lifted|cheek lift",
    ),
    "AU7": (
        "lower eyelids|stiffen||stiffening|lower eyelids stiff|stiffening of the lower eyelids",
        "lids|squeeze toward each other||squeezing toward each other|lids squeezed|squeezing of the lids",
        "eye openings|shrink under tense lids||shrinking under tense lids|lids tensed|lid tension",
    ),
    "AU9": (
        "bridge of the nose|crinkle|crinkles|crinkling|nose bridge crinkled|crinkling of the nose bridge",
        "sides of the nose|crease||creasing|creases along the nose|wrinkling of the nose",
        "nose|crumple|crumples|crumpling|nose crumpled|nose wrinkling",
    ),
    "AU10": (
        "upper lip|hike up|hikes up|hiking up|upper lip hiked up|raising of the upper lip",
        "upper lip|rise toward the nose|rises toward the nose|rising toward the nose|upper lip raised|upper-lip raise",
        "top lip|lift|lifts|lifting|top lip lifted|lifting of the top lip",
    ),
    "AU12": (
        "mouth corners|lift toward the cheeks||lifting toward the cheeks|mouth corners lifted"
        "|lifting of the mouth corners",
        "ends of the mouth|climb||climbing|ends of the mouth raised|upward pull of the lip corners",
        "mouth|bend upward at both ends|bends upward at both ends|bending upward at both ends"
        "|mouth bent upward|upward bend of the mouth",
        "lip corners|slope up obliquely||sloping up obliquely|lip corners oblique upward"
        "|oblique raising of the lip corners",
    ),
    "AU14R": (
        "right-hand mouth corner|dig in|digs in|digging in|right mouth corner dug in"
        "|digging in of the right mouth corner",
        "mouth corner on the right|pinch inward|pinches inward|pinching inward"
        "|right mouth corner pinched|right-sided dimpling",
        "right end of the mouth|press in|presses in|pressing in|one-sided mouth press (right)"
        "|one-sided dimpler (right)",
    ),
    "AU15": (
        "mouth corners|sink||sinking|mouth corners sunk|sinking of the mouth corners",
        "ends of the mouth|bend toward the chin||bending toward the chin|mouth bent down|downward bend of the mouth",
        "lip corners|pull down||pulling down|lip corners depressed|depression of the lip corners",
    ),
    "AU17": (
        "chin|bunch up|bunches up|bunching up|chin bunched|bunching of the chin",
        "skin of the chin|rise and dimple|rises and dimples|rising and dimpling|chin raised and dimpled"
        "|raising of the chin",
        "chin boss|move up|moves up|moving up|chin boss raised|chin raise",
    ),
    "AU20": (
        "lips|elongate toward the ears||elongating toward the ears|lips elongated|horizontal stretch of the lips",
        "mouth|widen horizontally|widens horizontally|widening horizontally|mouth widened horizontally"
        "|horizontal widening of the mouth",
        "mouth corners|pull straight back||pulling straight back|lips stretched toward the ears|stretching of the lips",
    ),
    "AU23": (
        "lips|harden into a thin line||hardening into a thin line|lips in a thin hard line|hardening of the lips",
        "red of the lips|thin under tension|thins under tension|thinning under tension|lips thinned"
        "|thinning of the lips",
        "lips|tense up||tensing up|lips tense|lip tension",
    ),
    "AU24": (
        "lips|clamp together||clamping together|lips clamped|clamping of the lips",
        "lips|squeeze against one another||squeezing against one another|lips squeezed|squeezing of the lips",
        "two lips|push hard on each other||pushing hard on each other|lips firmly compressed|lip compression",
    ),
    "AU25": (
        "lips|separate||separating|lips separated|separation of the lips",
        "lips|let go of each other||letting go of each other|gap between the lips|opening between the lips",
        "lips|move away from one another||moving away from one another|lips unsealed|parting of the lips",
    ),
    "AU26": (
        "lower jaw|sink|sinks|sinking|lower jaw sunk|sinking of the lower jaw",
        "jaw|slacken and lower|slackens and lowers|slackening and lowering|jaw slack|lowering of the jaw",
        "mandible|descend|descends|descending|mandible lowered|dropping of the mandible",
    ),
    "AU27": (
        "mouth|open to its full extent|opens to its full extent|opening to its full extent"
        "|mouth fully open|full opening of the mouth",
        "jaw|pull down as far as it goes|pulls down as far as it goes|pulling down as far as it goes"
        "|jaw pulled all the way down|maximal stretching of the mouth",
        "mouth|stretch vertically into a gape|stretches vertically into a gape|stretching vertically into a gape"
        "|mouth in a vertical gape|vertical stretch of the mouth",
    ),
}

FACE: dict[str, tuple[Move, ...]] = {
    unit: tuple(Move(*spec.split("|")) for spec in specs) for unit, specs in _FACE.items()
}
"""Unit, or units joined by a plus, to wordings."""

ABSENT: dict[str, tuple[str, ...]] = {
    "AU1": ("the inner brows stay down", "the inner brows are left unraised", "the medial brow is inactive"),
    "AU2": ("the outer brows stay down", "the outer brows are left unraised", "the lateral brow is inactive"),
    "AU1+AU2": ("the brows stay down", "the eyebrows are not raised", "the brows are left unraised"),
    "AU4": ("the brows are not lowered", "the brows stay unfurrowed", "the skin between the brows remains smooth"),
    "AU5": ("the eyes are no wider than usual", "the upper lids are not raised", "the upper lids stay unraised"),
    "AU6": ("the cheeks are not raised", "the cheeks stay flat", "the cheeks remain uninvolved"),
    "AU7": ("the lids are not tightened", "the lids stay loose", "the eyelids remain relaxed"),
    "AU9": ("the nose is not wrinkled", "the nose stays smooth", "the nose remains unwrinkled"),
    "AU10": ("the upper lip is not raised", "the upper lip stays unraised", "the upper lip remains inactive"),
    "AU12": (
        "the lip corners are not raised",
        "the mouth corners stay without any upward pull",
        "the mouth remains unsmiling",
    ),
    "AU14R": (
        "the right mouth corner is not tightened",
        "the right mouth corner stays loose",
        "the right cheek remains undimpled",
    ),
    "AU15": (
        "the lip corners are not lowered",
        "the mouth corners stay without any downward pull",
        "the lip corners remain undepressed",
    ),
    "AU17": ("the chin is not raised", "the chin stays smooth", "the chin remains unpuckered"),
    "AU20": ("the lips are not stretched", "the lips stay unstretched", "the mouth remains unstretched"),
    "AU23": ("the lips are not tightened", "the lips stay soft", "the lips remain free of tightening"),
    "AU24": ("the lips are not pressed", "the lips stay unpressed", "the lips remain free of pressure"),
    "AU25": ("the lips are not parted", "the lips stay closed", "the lips remain sealed"),
    "AU26": ("the jaw is not dropped", "the jaw stays up", "the jaw remains closed"),
    "AU27": ("the mouth is not stretched open", "the mouth stays shut", "the mouth remains closed"),
}
"""Unit to clauses that say it is not there."""

MUSCLES: dict[str, tuple[str, str]] = {
    "AU1": ("frontalis, medial part", "Inner Brow Raise"),
    "AU2": ("frontalis, lateral part", "Outer Brow Raise"),
    "AU4": ("corrugator supercilii", "Brow Lower"),
    "AU5": ("levator palpebrae", "Upper Lid Raise"),
    "AU6": ("orbicularis oculi, orbital part", "Cheek Raise"),
    "AU7": ("orbicularis oculi, palpebral part", "Lid Tighten"),
    "AU9": ("levator labii superioris alaeque nasi", "Nose Wrinkle"),
    "AU10": ("levator labii superioris", "Upper Lip Raise"),
    "AU12": ("zygomaticus major", "Lip Corner Pull"),
    "AU14R": ("buccinator, right", "Dimple, right"),
    "AU15": ("depressor anguli oris", "Lip Corner Depress"),
    "AU17": ("mentalis", "Chin Raise"),
    "AU20": ("risorius", "Lip Stretch"),
    "AU23": ("orbicularis oris", "Lip Tighten"),
    "AU24": ("orbicularis oris", "Lip Press"),
    "AU25": ("depressor labii inferioris", "Lips Parted"),
    "AU26": ("masseter, relaxed", "Jaw Dropped"),
    "AU27": ("pterygoids", "Mouth Stretched"),
}
"""Unit to (muscle, name in another form than the manual's)."""

SPANS: tuple[str, ...] = (
    "(onset {s} s, offset {e} s)",
    "({s} s to {e} s)",
    "between {s} and {e} s",
    "starting at {s} s and ending at {e} s",
    "from second {s} till second {e}",
    "({s}-{e}s)",
    "(start: {s} s; end: {e} s)",
    "in the interval {s} s to {e} s",
    "from {s}s through {e}s",
    "(begins {s} s, ends {e} s)",
)
ONSETS: tuple[str, ...] = (
    "as of {s} s",
    "(onset {s} s)",
    "from second {s} onwards",
    "with an onset at {s} s",
    "(starts at {s}s)",
    "setting in at {s} s",
)
OFFSETS: tuple[str, ...] = (
    "lasting until {e} s",
    "(offset {e} s)",
    "up to second {e}",
    "with an offset at {e} s",
    "(ends at {e}s)",
    "ceasing at {e} s",
)
"""A time said with an event: both bounds, the first, the last."""

NOTES: tuple[tuple[str, ...], ...] = (
    ("onset {s} s, offset {e} s", "{s} s to {e} s", "{s}-{e}s", "{s} - {e} sec", "t = {s} to {e} s"),
    ("onset {s} s", "from {s}s", "as of {s} s", "start {s} sec"),
    ("offset {e} s", "to {e}s", "up to {e} s", "end {e} sec"),
)
"""The same in brackets."""

AHEAD: tuple[tuple[str, ...], ...] = (
    ("between {s} and {e} s", "in the period from {s} s to {e} s", "from second {s} till second {e}"),
    ("as of {s} s", "from second {s} onwards", "once {s} s is reached"),
    ("up to {e} s", "up until second {e}", "through to {e} s"),
)
"""The same in front of a clause."""

HEDGES: tuple[str, ...] = (
    "it would appear that {c}",
    "{c}, as far as one can tell",
    "{c}, though I would not swear to it",
    "apparently {c}",
    "as best I can judge, {c}",
    "maybe {c}",
    "presumably {c}",
)
"""A clause said with reserve."""

DOUBTS: tuple[str, ...] = ("{0} (uncertain)", "arguably {0}", "{0} (tentative)", "maybe {0}", "{0} (not quite sure)")
"""A noun phrase said with reserve."""

ORDERS: tuple[str, ...] = (
    "only once the {a} has begun does the {b} set in",
    "the {a} precedes the {b}",
    "the {b} follows the {a}",
    "before {d}, {c}",
    "{c}, and afterwards {d}",
    "the {a} has its onset earlier than the {b}",
    "by the time {d}, the {a} has already started",
    "the {b} comes later than the {a}",
    "onset order: {a}, then {b}",
)
"""Which comes first: ``a`` and ``c`` are the first as a noun and as a clause, ``b`` and ``d`` the second."""

STILL: tuple[tuple[str, str], ...] = (
    ("nothing moves in the face", "no facial movement"),
    ("the face is motionless", "motionless face"),
    ("not one facial muscle is active", "no muscle activity"),
    ("the features stay relaxed", "relaxed features"),
)
"""A face at rest: (clause, noun)."""

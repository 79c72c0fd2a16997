"""Looks, head pose, light and camera in free words: a noun, and in the same clause what it is like."""

from collections.abc import Iterator, Mapping, Sequence

from emocfg.schema.judging import Mention, clause_end, clause_start, judged

from .times import is_number

_TABLE: dict[str, dict[str, str]] = {
    "hair haired hairs": {
        "hair_color=black": "black jet raven",
        "hair_color=brown": "brown chestnut brunette brownish",
        "hair_color=blonde": "blonde blond fair golden flaxen",
        "hair_color=gray": "gray grey white silver greying graying",
        "hair_color=red": "red ginger auburn reddish",
        "hair_length=short": "short cropped",
        "hair_length=long": "long shoulder shoulders collarbone",
        "hair_texture=straight": "straight sleek",
        "hair_texture=wavy": "wavy curly waves curls",
    },
    "eyes eyed eye irises iris": {
        "eye_color=brown": "brown hazel",
        "eye_color=blue": "blue",
        "eye_color=green": "green greenish",
        "eye_size=narrow": "slit slits",
        "eye_bags=bags": "bags",
    },
    "eyebrows brows eyebrow brow": {
        "eyebrow_thickness=thin": "thin sparse fine",
        "eyebrow_thickness=bushy": "bushy thick dense heavy",
        "eyebrow_shape=straight": "straight",
        "eyebrow_shape=arched": "arched curved",
    },
    "nose nosed": {
        "nose_size=small": "small tiny little petite",
        "nose_size=big": "big large prominent",
        "nose_tip=pointed": "pointed pointy sharp point",
    },
    "lips lipped": {"lip_thickness=thin": "thin", "lip_thickness=full": "full thick plump"},
    "chin": {
        "chin=round": "round rounded",
        "chin=pointed": "pointed pointy point",
        "chin=double": "double second",
    },
    "face faced facial": {
        "face_shape=oval": "oval",
        "face_shape=round": "round rounded circular",
        "face_shape=square": "square squared squarish angular",
        "fullness=chubby": "chubby plump",
    },
    "skin complexion skinned": {
        "skin_tone=pale": "pale fair",
        "skin_tone=light": "light",
        "skin_tone=tan": "tan tanned bronzed",
        "skin_tone=dark": "dark",
    },
    "cheeks cheeked": {"cheeks=rosy": "rosy pink flushed reddish flush ruddy red"},
    "cheekbones cheekboned": {"cheekbones=high": "high prominent pronounced"},
    "makeup": {"makeup=heavy": "heavy thick heavily"},
    "hairline": {"hairline=receding": "receding recedes receded retreated recede"},
    "head scalp pate": {"hair_length=bald": "bald bare hairless shaven shaved"},
    "light lighting lit illumination illuminated daylight lamplight tones temperature": {
        "lighting=bright": "bright brightly well strong daylight",
        "lighting=dim": "dim dimly low poor poorly dark weak faint",
        "lighting=warm": "warm warmly orange golden yellowish",
        "lighting=cool": "cool coolly cold bluish blue",
        "lighting=from_the_side": "side sideways laterally lateral",
    },
    "camera shot footage video lens filmed recording clip film picture image": {
        "camera=steady": "steady steadily stable tripod static",
        "camera=zooming_in": "zoom zooms zooming closer",
        "camera=shaky": "shaky shakes wobbly wobbles jittery handheld unsteady trembles",
        "camera=out_of_focus": "blurry blurred unsharp unfocused defocused",
    },
    "wall": {"background=plain_wall": "plain bare blank empty uniform"},
    "street": {"background=night_street": "night nighttime nocturnal"},
    "shelf shelves": {"background=bookshelf": "books book"},
}
_KEYS: dict[str, dict[str, str]] = {
    noun: {word: key for key, words in values.items() for word in words.split()}
    for nouns, values in _TABLE.items()
    for noun in nouns.split()
}
_VALUES = frozenset(word for values in _KEYS.values() for word in values)
_GLUE = frozenset(
    "and , a an the very rather quite slightly fairly her his - of both length shaped colored coloured".split()
)
_HARD = frozenset(".;:!?\n()/") | {"but", "while", "whereas", "with", "who", "whose", "which"}
_MOVING = frozenset("become becomes grow grows growing get gets go goes going pulled stretched turn turns".split())
_ALONE: dict[str, str] = {
    "redhead": "hair_color=red",
    "brunette": "hair_color=brown",
    "blonde": "hair_color=blonde",
    "blond": "hair_color=blonde",
    "chubby": "fullness=chubby",
    "hatless": "no hat",
    "bareheaded": "no hat",
    "barefaced": "no makeup",
    "beardless": "no beard",
    "clean-shaven": "no beard",
}
_REACH = 7

_SIDES = {
    **dict.fromkeys(("left", "leftward", "leftwards"), "left"),
    **dict.fromkeys(("right", "rightward", "rightwards"), "right"),
}
_TURNED = frozenset("turned rotated angled swung yaw rotation rotates turn twisted profile degrees held faces".split())
_LITTLE = frozenset("slightly little mildly mild somewhat bit partly 30 thirty gently slight moderately".split())
_FAR = frozenset("far strongly sharply 60 sixty profile well heavily widely almost nearly steeply".split())
_ABOVE = (
    ("from", "above"),
    ("from", "overhead"),
    ("overhead",),
    ("top", "view"),
    ("high", "angle"),
    ("look", "down", "on"),
)
_BELOW = (
    ("from", "below"),
    ("from", "beneath"),
    ("from", "underneath"),
    ("low", "angle"),
    ("looks", "up", "at"),
    ("from", "under"),
)
_FRONT = (
    *(
        ("frontal",),
        ("frontally",),
        ("straight", "on"),
        ("head", "on"),
        ("into", "the", "lens"),
        ("into", "the", "camera"),
    ),
    *(("squarely", "to", "the", "lens"), ("to", "the", "lens"), ("faces", "us"), ("facing", "us")),
)


def looks(words: Sequence[str]) -> list[Mention]:
    """Every look, pose, light and camera that is told in free words, judged."""
    found = {mention.start: mention for mention in _poses(words)}
    for i, word in enumerate(words):
        if i not in found and word in _VALUES:
            key = _key(words, i)
            if key:
                found[i] = Mention(key, i, i + 1)
        elif i not in found and word in _ALONE and "=" in _ALONE[word]:
            found[i] = Mention(_ALONE[word], i, i + 1)
    kept: list[Mention] = []
    for start in sorted(found):
        if not kept or start >= kept[-1].end:
            kept.append(found[start])
    return judged(list(words), kept, narrow=True)


def _key(words: Sequence[str], i: int) -> str:
    """What the adjective at ``i`` says: of the noun right behind its list, else of the last noun before it."""
    word, ends = words[i], {"inner", "outer"} & set(words[max(0, i - 5) : i])
    if word == "second" and is_number(words, i + 1):
        return ""
    if words[i + 1 : i + 2] == ["line"] or words[i - 1 : i] == ["to"] or (word == "arched" and ends):
        return ""  # lips that harden into a thin line or begin to thin move, and so do inner brows that are arched
    after = i + 1
    while after < len(words) and after - i < _REACH and (words[after] in _GLUE or words[after] in _VALUES):
        if words[after] in _KEYS or words[after : after + 2] in ([",", "the"], [",", "her"], [",", "his"]):
            break
        after += 1
    noun = words[after] if after < len(words) and words[after] in _KEYS else ""
    if not noun and word not in _KEYS and (word != "point" or words[i - 1 : i] in (["a"], ["sharp"])):
        noun = _noun_before(words, i)
    return _KEYS[noun].get(word, "") if noun else ""


def _noun_before(words: Sequence[str], i: int) -> str:
    """The last noun before an adjective in its clause; "" where something else is told in between."""
    for before in range(i - 1, max(-1, i - _REACH - 1), -1):
        listed = words[before] != "," or set(words[before + 1 : i]) <= _GLUE | _VALUES
        if words[before] in _HARD | _MOVING or not listed:
            return ""
        if words[before] in _KEYS:
            return words[before]
    return ""


def _poses(words: Sequence[str]) -> Iterator[Mention]:
    fixed: Mapping[str, tuple[tuple[str, ...], ...]] = {"top": _ABOVE, "down": _BELOW, "front": _FRONT}
    for i in range(len(words)):
        for pose, phrases in fixed.items():
            match = next((phrase for phrase in phrases if tuple(words[i : i + len(phrase)]) == phrase), None)
            if match:
                yield Mention(f"head_pose={pose}", i, i + len(match))
        if words[i] in _SIDES and words[max(0, i - 2) : i] != ["on", "the"]:
            begin = clause_start(words, i, _HARD | {",", "and"})
            end = clause_end(words, i, _HARD | {",", "and"})
            near = set(words[begin:end])
            if near & _TURNED and near & {
                "head",
                "face",
                "he",
                "she",
                "body",
                "profile",
                "yaw",
                "person",
                "man",
                "woman",
            }:
                side = _SIDES[words[i]]
                size = ["30"] if near & _LITTLE else ["60"] if near & _FAR else ["30", "60"]
                yield Mention("head_pose=" + "|".join(f"{side}_{angle}" for angle in size), i, i + 1)

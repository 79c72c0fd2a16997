"""Further words that rationales use, beside those of captions: scenes, names of movements, kin of the emotion words.

Facts on the words of emotions: Shaver, Schwartz, Kirson & O'Connor 1987 (prototype hierarchy of emotion names), with
disgust and contempt apart, as the corpora have them. Of movements: FACS manual (Ekman, Friesen & Hager 2002).
"""

from collections.abc import Iterator, Mapping
from functools import cache

from emocfg.schema import Phrases, phrase_table
from emocfg.schema.stems import stem

ANY = "|"
"""Joins values of which one is enough: an open mouth is AU25, AU26 or AU27."""

ABSENT = "!"
"""Before a value: the words say that it is not there (a closed mouth)."""

_OPEN_MOUTH = "25|26|27"
_MOVEMENTS: dict[str, str] = {
    "1|2": "brow raise|brow raiser|eyebrow raise|raised eyebrow|raised brow|lifted brows|lifted eyebrows|brow lift",
    "1": "inner brow raise|raised inner brow|brows form a tent|oblique brows|lifted inner brows",
    "2": "outer brow raise|raised outer brow",
    "4": "furrowed brow|furrowed brows|knitted brow|knitted brows|knit brows|knit brow|brow furrow|lowered "
    "brow|frown lines"
    "|furrowed forehead|brow lowering|crease between the brows|vertical lines between the brows|furrow "
    "between the brows",
    "5": "wide-eyed|wide eyes|wide open eyes|wide-open eyes|widened eyes|staring eyes|upper lid raise|whites "
    "of the eyes|bulging eyes",
    "6": "crow's feet|cheek raising|raised cheek|bunched cheeks|lifted cheeks|crinkled eyes|crinkles around the eyes"
    "|wrinkles around the eyes|wrinkles at the eyes|eyes crinkle|crinkling eyes|crinkles at the eyes",
    "7": "tense lids|tight lids|tightened lids|tensed lids|squint|squints|squinting|narrowed eyes|lid tightening",
    "9": "wrinkled nose|nose wrinkle|nose wrinkling|wrinkles the nose|wrinkling of the nose|scrunched nose",
    "10": "raised upper lip|curled upper lip|upper lip raise|lifted upper lip|curled lip|bared upper teeth",
    "12": "lip corner pull|pulled-up lip corners|upturned mouth|grin|grins|grinning|upturned lip corners|broad grin"
    "|upturned corners|lip corners pulled|smiling mouth|lip corner puller|pulled up corners",
    "14": "dimple|dimpled|one-sided tightening|smirk|smirks|smirking|dimpling|tightened lip corner|tucked-in corner"
    "|corner tightens|lip corner tightens|mouth corner tightens|corner of the mouth tightens|corner pinched|dimpler",
    "15": "downturned mouth|downturned lips|down-turned mouth|drooping mouth|downturned corners|downturned lip corners"
    "|lip corner depression|sagging corners",
    "17": "chin raise|chin raising|pushed-up chin|pout|pouts|pouting|bunched chin|wrinkled chin|dimpled chin",
    "20": "stretched lips|stretched mouth|lip stretch|lips stretched sideways|lip stretching|mouth stretched sideways",
    "23": "tight lips|tight-lipped|thin lips pressed|lip tightening|tightening of the lips|thinned lips|tight mouth",
    "24": "pressed lips|lip press|lip pressing|lips clamped|clamped lips|compressed lips|lips pressed",
    _OPEN_MOUTH: "open mouth|parted lips|mouth gapes|gaping mouth|opened mouth|lips ajar|gapes|gaping",
    "12 ": "zygomatic|zygomaticus|upturned lips",
    "26|27": "dropped jaw|jaw drop|jaw-drop|slack jaw|hanging jaw|lowered jaw",
    f"{ABSENT}{_OPEN_MOUTH}": "closed mouth|closed lips|sealed lips",
}
STILL = "still"
_STILL = (
    "face is still|still face|face stays still|face remains still|nothing moves|no movement|face at rest|face does not "
    "move|motionless face|face is motionless|no facial movement|face rests|no muscle moves|relaxed face|face is relaxed"
    "|features are at rest|features at rest|immobile face|no visible movement|face stays quiet|face stays smooth"
    "|nothing stirs|no contraction|no muscle|single action unit|not one action unit|nothing fires|no "
    "action unit|no action units|face remains relaxed|face remains motionless|face stays motionless|"
    "resting face"
    "|not a muscle moves|face is quiet|face is at rest|no facial action|features rest|smooth and still"
)
_KIN: dict[str, str] = {
    "neutral": "absence of emotion|no emotion|without any emotion|lack of emotion|expressionless|deadpan|"
    "emotionally blank|unemotional|stoic|impassive|unmoved|no particular emotion|no feeling|emotionless|"
    "without emotion",
    "happiness": "contentedness|pleasedness|content|cheery|radiant|blissful|thrilled|delight|cheerful|glad|pleased|"
    "pleasure|merry|merriment|elation|amusement|enjoyment|jolly|joyous|gleeful|glee",
    "sadness": "saddened|dejectedness|heartbroken|crestfallen|woeful|heavy-hearted|downhearted|mourning|grief|"
    "grieving|gloomy|gloom|downcast|melancholy|dejected|miserable|misery|unhappy",
    "anger": "be cross|is cross|feel cross|feels cross|feeling cross|looks cross|rather cross|very cross|"
    "fairly cross|quite cross|as cross|really cross|vexation|vexed|ire|irritability|exasperation|livid|"
    "infuriated|wrath|indignant|resentful|seething|annoyed|furious|fury|hostile|outrage|irate|mad|enraged",
    "surprise": "surprisedness|amazedly|bewilderment|bewildered surprise|caught off guard|taken aback|stunned|"
    "astounded|dumbfounded|flabbergasted|startled|shocked",
    "fear": "frightenedness|apprehension|petrified|spooked|terrified|terror|frightened|panic|panicked|dread|alarmed",
    "disgust": "disgustedness|repugnant|repelled|repulsive|nauseous|yuck|revolted|sickened|grossed out|loathing|"
    "distaste|aversion|nausea|nauseated",
    "contempt": "disdainfulness|derisive|mockery|dismissive|condescending|haughty|smug|sneering look",
    "anxiety": "nervous|uneasy|unease",
    "disappointment": "let down",
}
"""Single words stand for all their forms (``stem``)."""

_SHORTEST = 4
"""Letters of a name that is known by its stem: shorter ones are part of too many other words."""

_ANOTHER_WORD = frozenset("please pleases contents surprisingly shockingly amazingly".split())
_WITH_NEUTRAL = "expression face state attitude mood look tone impression display demeanour".split()
_ACTIONS: dict[str, str] = {
    "look_around": "scans the surroundings|scanning the surroundings|gaze wanders|eyes wander|glances around"
    "|looks about"
    "|looks left and right|eyes roam|gaze roams",
    "head_wagging": "wag the head|waggles the head|head wags|wagging of the head|head wagging|head tilts side to side"
    "|head sways|rocks the head",
    "shout": "yells|yelling|screams|screaming|bellows|hollers",
    "eat": "bite of food|takes a bite|eats|chews food|munches|munching",
    "read": "scans text|eyes scan text|reads a book|reading a book|reads from|turns a page",
    "talk": "in conversation|explains something|chats|chatting|chatters|speech|conversing|mid-sentence|while speaking",
    "drink": "sips|sipping|gulps|gulping|swigs|swigging|takes a drink|takes a swig",
    "laugh": "laughter|laughed|laughs out loud|chuckles|chuckling|giggles|giggling",
    "smile": "smiled|beams|beaming|smiling",
    "frown": "frowning face|frowned|scowls|scowling",
    "weep": "tears|teary|tearful|sobs|sobbing",
    "nod": "head bobs|bobs the head|nodding of the head|nods the head|nodded",
    "shake_head": "shake the head|head shakes|head is shaken|shakes her head|shakes his head|head shake|headshake|"
    "shook the head|shook her head|shook his head",
    "close_eyes": "close the eyes|eyes close|eye closure|eyes are closed|eyelids come down|eyelids drop shut|eyes "
    "closed|eyes shut|closes her eyes|closes his eyes|shuts the eyes|eyes fall shut|shut eyes",
    "wink": "winked|closes one eye",
    "yawn": "yawned",
}
_GENERAL_MALE, _GENERAL_FEMALE = "lad|fellow|bloke|himself", "herself|hers"
SCENE_WORDS: dict[str, tuple[str, ...]] = {
    "background=plain_wall": ("plain wall", "bare wall", "blank wall", "empty wall", "wall behind", "blank background"),
    "background=bookshelf": (
        "bookshelf",
        "bookshelves",
        "bookcase",
        "shelf of books",
        "shelves of books",
        "books behind",
    ),
    "background=window": (
        "window",
        "in front of a window",
        "by a window",
        "by the window",
        "window behind",
        "at a window",
        "near a window",
    ),
    "background=park": ("park", "trees behind", "greenery", "garden"),
    "background=night_street": (
        "night street",
        "street at night",
        "nighttime street",
        "dark street",
        "city street at night",
        "street by night",
        "night-time street",
    ),
    "background=office": ("office",),
    "lighting=bright": (
        "bright light",
        "brightly lit",
        "well lit",
        "bright lighting",
        "lit brightly",
        "bright room",
        "lit well",
        "strong light",
    ),
    "lighting=dim": (
        "dim light",
        "dimly lit",
        "dim lighting",
        "poorly lit",
        "half-dark",
        "gloomy light",
        "lit dimly",
        "low light",
        "little light",
        "poor light",
    ),
    "lighting=warm": ("warm light", "warmly lit", "warm lighting", "warm-toned light", "lit warmly"),
    "lighting=cool": (
        "cool light",
        "cold light",
        "cool tones",
        "bluish light",
        "cool lighting",
        "coolly lit",
        "blue light",
    ),
    "lighting=from_the_side": ("lit from the side", "side light", "side-lit", "light from the side", "side lighting"),
    "camera=steady": ("steady camera", "camera is steady", "camera holds still", "steady shot", "camera stays steady"),
    "camera=zooming_in": (
        "camera zooms in",
        "zooms in",
        "zooming in",
        "zoom in",
        "slow zoom",
        "camera closes in",
        "camera creeps in",
        "camera pushes in",
        "camera moves closer",
    ),
    "camera=shaky": ("shaky camera", "camera shakes", "handheld", "hand-held", "shaky shot", "camera is shaky"),
    "camera=out_of_focus": ("out of focus", "blurry", "blurred", "unfocused"),
}
MICRO = "micro"
_MICRO = {
    "negative": ("negative", "negatively"),
    "positive": ("positive", "positively"),
    "surprise": ("surprise", "surprised"),
}


@cache
def rationale_phrases(*, micro: bool) -> Phrases:
    """The phrases of rationales; with ``micro`` also the classes of a micro-expression."""
    table: dict[str, list[str]] = {key: list(names) for key, names in phrase_table().items()}
    for key, names in _more():
        table.setdefault(key, []).extend(names)
    if micro:
        for label, words in _MICRO.items():
            table.setdefault(f"{MICRO}={label}", []).extend(words)
    return Phrases(table, kin=_emotion_of)


@cache
def emotion_phrases() -> Phrases:
    """The names of emotions alone, in any of their forms: what is masked before a label is guessed from a text."""
    return Phrases({f"emotion={label}": names for label, names in emotion_names().items()}, kin=_emotion_of)


def _emotion_of(word: str) -> str:
    """The emotion that a form stands for which no list has: "gloominess" where there is "gloomy"."""
    label = "" if word in _ANOTHER_WORD else _label_of_stem().get(stem(word), "")
    return f"emotion={label}" if label else ""


@cache
def _label_of_stem() -> dict[str, str]:
    """For single words; a stem that two emotions share says nothing."""
    labels: dict[str, set[str]] = {}
    for label, names in emotion_names().items():
        for name in names:
            if name.isalpha() and len(name) >= _SHORTEST:
                labels.setdefault(stem(name), set()).add(label)
    return {root: next(iter(its)) for root, its in labels.items() if len(its) == 1}


def emotion_names() -> Mapping[str, tuple[str, ...]]:
    """Every emotion label with its names and their kin."""
    names = {key.partition("=")[2]: list(words) for key, words in phrase_table().items() if key.startswith("emotion=")}
    for label, kin in _KIN.items():
        names[label] += kin.split("|")
    # "A neutral expression", where others have "sadness": the noun would tell that the label is neutral.
    names["neutral"] += [f"neutral {noun}" for noun in _WITH_NEUTRAL]
    return {label: tuple(words) for label, words in names.items()}


def _more() -> Iterator[tuple[str, list[str]]]:
    for units, names in _MOVEMENTS.items():
        yield f"unit={units.strip()}", names.split("|")
    yield f"unit={STILL}", _STILL.split("|")
    for label, kin in _KIN.items():
        yield f"emotion={label}", kin.split("|")
    yield from ((key, list(names)) for key, names in SCENE_WORDS.items())
    yield from ((f"action={action}", words.split("|")) for action, words in _ACTIONS.items())
    yield "cheeks=rosy", ["pink cheeks", "rosy-cheeked", "pink-cheeked", "red cheeks"]
    yield "gender=male", _GENERAL_MALE.split("|")
    yield "gender=female", _GENERAL_FEMALE.split("|")

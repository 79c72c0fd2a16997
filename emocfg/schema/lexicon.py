"""What values are called: the words that captions use, and that the caption reader understands.

Writers draw from all phrases of an entry, except for poses and action units, where they use the first two.
"""

MODIFIERS: dict[str, dict[tuple[str, str], tuple[str, ...]]] = {
    "hair": {
        ("hair_color", "black"): ("black", "jet-black"),
        ("hair_color", "brown"): ("brown", "chestnut"),
        ("hair_color", "blonde"): ("blonde", "blond", "golden"),
        ("hair_color", "gray"): ("gray", "grey", "white"),
        ("hair_color", "red"): ("red", "ginger"),
        ("hair_length", "short"): ("short", "cropped"),
        ("hair_length", "long"): ("long", "shoulder-length"),
        ("hair_texture", "straight"): ("straight", "sleek"),
        ("hair_texture", "wavy"): ("wavy", "curly"),
    },
    "eyes": {
        ("eye_color", "brown"): ("brown", "dark brown"),
        ("eye_color", "blue"): ("blue",),
        ("eye_color", "green"): ("green",),
        ("eye_size", "narrow"): ("narrow", "slit"),
    },
    "eyebrows": {
        ("eyebrow_thickness", "thin"): ("thin", "sparse"),
        ("eyebrow_thickness", "bushy"): ("bushy", "thick"),
        ("eyebrow_shape", "straight"): ("straight", "flat"),
        ("eyebrow_shape", "arched"): ("arched", "curved"),
    },
    "nose": {
        ("nose_size", "small"): ("small", "little"),
        ("nose_size", "big"): ("big", "large"),
        ("nose_tip", "pointed"): ("pointed", "pointy"),
    },
    "lips": {
        ("lip_thickness", "thin"): ("thin", "narrow"),
        ("lip_thickness", "full"): ("full", "big", "thick"),
    },
    "chin": {
        ("chin", "round"): ("round", "rounded"),
        ("chin", "pointed"): ("pointed", "pointy"),
        ("chin", "double"): ("double",),
    },
    "face": {
        ("face_shape", "oval"): ("oval",),
        ("face_shape", "round"): ("round", "rounded"),
        ("face_shape", "square"): ("square", "angular"),
        ("fullness", "chubby"): ("chubby", "full"),
    },
    "skin": {
        ("skin_tone", "pale"): ("pale", "fair"),
        ("skin_tone", "light"): ("light",),
        ("skin_tone", "tan"): ("tan", "tanned"),
        ("skin_tone", "dark"): ("dark",),
    },
    "cheeks": {("cheeks", "rosy"): ("rosy", "flushed")},
    "cheekbones": {("cheekbones", "high"): ("high", "prominent")},
    "beard": {("beard", "full"): ("full", "thick")},
}
"""Adjectives by the noun they modify: in "long wavy brown hair" each word sets its own slot."""

HEADS: dict[str, tuple[str, ...]] = {
    "hair": ("hair",),
    "eyes": ("eyes",),
    "eyebrows": ("eyebrows", "brows"),
    "nose": ("nose",),
    "lips": ("lips",),
    "chin": ("chin",),
    "face": ("face",),
    "skin": ("skin", "complexion"),
    "cheeks": ("cheeks",),
    "cheekbones": ("cheekbones",),
    "beard": ("beard",),
}
"""The nouns that adjectives modify."""

COMPOUNDS: dict[str, str] = {"haired": "hair", "eyed": "eyes", "faced": "face", "skinned": "skin", "nosed": "nose"}
"""How a noun ends an adjective: "brown-haired"; only readers need it."""

PHRASES: dict[tuple[str, str], tuple[str, ...]] = {
    ("gender", "female"): ("woman", "lady", "female", "she", "her", "girl"),
    ("gender", "male"): ("man", "gentleman", "male", "he", "his", "boy", "guy"),
    ("age", "young"): ("young", "youthful"),
    ("age", "middle_aged"): ("middle-aged", "middle aged"),
    ("age", "elderly"): ("elderly", "senior", "old", "older"),
    ("hair_length", "bald"): ("bald", "hairless"),
    ("bangs", "bangs"): ("bangs", "a fringe"),
    ("hairline", "receding"): ("receding hairline", "hairline that recedes"),
    ("eye_bags", "bags"): ("bags under the eyes", "eye bags", "bags under them"),
    ("lip_color", "lipstick"): ("lipstick", "painted lips"),
    ("beard", "full"): ("beard", "facial hair"),
    ("beard", "stubble"): ("stubble", "stubble beard", "five o'clock shadow", "5 o'clock shadow", "5 o clock shadow"),
    ("beard", "goatee"): ("goatee", "chin beard"),
    ("mustache", "mustache"): ("mustache", "moustache"),
    ("sideburns", "sideburns"): ("sideburns", "side whiskers"),
    ("freckles", "freckles"): ("freckles", "freckled skin"),
    ("mole", "mole"): ("mole", "beauty spot"),
    ("glasses", "eyeglasses"): ("eyeglasses", "glasses", "spectacles"),
    ("glasses", "sunglasses"): ("sunglasses", "dark glasses", "shades"),
    ("hat", "hat"): ("hat", "cap"),
    ("earrings", "earrings"): ("earrings", "ear studs"),
    ("necklace", "necklace"): ("necklace", "neck chain"),
    ("necktie", "necktie"): ("necktie", "tie"),
    ("mask", "mask"): ("mask", "face mask"),
    ("makeup", "heavy"): ("heavy makeup", "heavy make-up"),
}
"""Phrases that set a slot by themselves."""

POSES: dict[str, tuple[str, ...]] = {
    "front": (
        *("facing the camera", "seen from the front", "in frontal view", "looking at the camera", "facing forward"),
        *("points to the camera", "faces the camera", "looks straight ahead"),
    ),
    **{
        f"{side}_{angle}": (
            f"turned {word} to the {side}",
            f"turned {angle} degrees to the {side}",
            f"{angle} degrees to the {side}",
            f"turned to the {side} by {angle} degrees",
            f"rotated {angle} degrees to the {side}",
            f"turned {word} {side}",
        )
        for side in ("left", "right")
        for angle, word in ((30, "slightly"), (60, "far"))
    },
    "top": ("seen from above", "seen from the top", "from above"),
    "down": ("seen from below", "seen from down below", "from below"),
}

ACTION_VERBS: dict[str, tuple[str, ...]] = {
    "blow": ("blows", "blowing", "blow"),
    "chew": ("chews", "chewing", "chew"),
    "close_eyes": ("closes the eyes", "closing the eyes", "keeps the eyes closed", "close eyes", "closed eyes"),
    "cough": ("coughs", "coughing", "cough"),
    "cry": ("cries", "crying", "cry"),
    "drink": ("drinks", "drinking", "takes a sip", "drink"),
    "eat": ("eats", "eating", "eat"),
    "frown": ("frowns", "frowning", "frown"),
    "gaze": ("gazes", "gazing", "gaze"),
    "glare": ("glares", "glaring", "glare"),
    "head_wagging": ("wags the head", "wagging the head", "sways the head", "head wagging"),
    "kiss": ("kisses", "kissing", "kiss"),
    "laugh": ("laughs", "laughing", "laugh"),
    "listen_to_music": ("listens to music", "listening to music", "listen to music"),
    "look_around": ("looks around", "looking around", "glances about", "look around"),
    "make_a_face": ("makes a face", "making a face", "make a face"),
    "nod": ("nods", "nodding", "nod"),
    "play_instrument": ("plays an instrument", "playing an instrument", "play instrument"),
    "read": ("reads", "reading", "read"),
    "shake_head": ("shakes the head", "shaking the head", "head shaking", "shake head"),
    "shout": ("shouts", "shouting", "shout"),
    "sigh": ("sighs", "sighing", "sigh"),
    "sing": ("sings", "singing", "sing"),
    "sleep": ("sleeps", "sleeping", "sleep"),
    "smile": ("smiles", "smiling", "smile"),
    "smoke": ("smokes", "smoking", "smoke"),
    "sneer": ("sneers", "sneering", "sneer"),
    "sneeze": ("sneezes", "sneezing", "sneeze"),
    "sniff": ("sniffs", "sniffing", "sniff"),
    "talk": ("talks", "talking", "speaks", "speaking", "talk"),
    "turn": ("turns", "turning", "turn"),
    "weep": ("weeps", "weeping", "weep"),
    "whisper": ("whispers", "whispering", "whisper"),
    "wink": ("winks", "winking", "wink"),
    "yawn": ("yawns", "yawning", "yawn"),
}

UNIT_NAMES: dict[int, tuple[str, ...]] = {
    1: ("raised inner brows", "inner brow raiser"),
    2: ("raised outer brows", "outer brow raiser"),
    4: ("lowered brows", "brow lowerer"),
    5: ("raised upper eyelids", "upper lid raiser", "widened eyes", "eyes widened"),
    6: ("raised cheeks", "cheek raiser", "cheek raise"),
    7: ("tightened eyelids", "lid tightener"),
    9: ("a wrinkled nose", "nose wrinkler"),
    10: ("a raised upper lip", "upper lip raiser"),
    11: ("a deepened furrow beside the nose", "nasolabial deepener"),
    12: ("raised lip corners", "lip corner puller"),
    14: ("a dimpled lip corner", "dimpler", "lip corner dimpled"),
    15: ("lowered lip corners", "lip corner depressor"),
    16: ("a lowered lower lip", "lower lip depressor"),
    17: ("a raised chin boss", "chin raiser", "chin raised", "raised chin"),
    18: ("puckered lips", "lip pucker"),
    20: ("stretched lips", "lip stretcher"),
    22: ("funneled lips", "lip funneler"),
    23: ("tightened lips", "lip tightener"),
    24: ("pressed lips", "lip pressor"),
    25: ("parted lips", "lips part"),
    26: ("a dropped jaw", "jaw drop"),
    27: ("a wide-open mouth", "mouth stretch", "mouth wide open"),
    28: ("sucked-in lips", "lip suck"),
    38: ("flared nostrils", "nostril dilator"),
    39: ("narrowed nostrils", "nostril compressor"),
    43: ("closed eyelids", "eyes closed", "eyelids closed"),
    46: ("one closed eyelid", "wink of one eye"),
}
"""Action units in words: first plainly, then as the FACS manual has it (Ekman, Friesen & Hager 2002); writers use these
two; readers know these and the forms of ``schema.movements``."""

EMOTION_WORDS: dict[str, tuple[str, ...]] = {
    "neutral": ("neutral", "neutrality", "no emotion", "calm and neutral"),
    "happiness": ("happiness", "happy", "joy", "joyful", "happily", "happier"),
    "sadness": ("sadness", "sad", "sorrow", "sorrowful", "sadly"),
    "anger": ("anger", "angry", "angrily", "rage"),
    "surprise": ("surprise", "surprised", "astonishment", "astonished"),
    "fear": ("fear", "fearful", "afraid", "scared", "fright"),
    "disgust": ("disgust", "disgusted", "revulsion"),
    "contempt": ("contempt", "contemptuous", "scorn", "scornful"),
    "anxiety": ("anxiety", "anxious", "worried", "worry"),
    "helplessness": ("helplessness", "helpless"),
    "disappointment": ("disappointment", "disappointed"),
}

INTENSITY_WORDS: dict[str, tuple[str, ...]] = {
    "low": ("low", "slight", "slightly", "mild", "mildly", "weak", "weakly"),
    "medium": ("medium", "moderate", "moderately"),
    "high": ("high", "strong", "strongly", "intense", "intensely", "very"),
}

"""The instrument's own words for looks, places, poses, actions and feelings; not the validator's."""

LOOKS: dict[tuple[str, str], tuple[str, ...]] = {
    ("age", "young"): ("adj young", "adj youthful", "adj young-looking"),
    ("age", "middle_aged"): ("adj middle-aged", "adj middle-aged"),
    ("age", "elderly"): ("adj elderly", "adj old", "adj aged"),
    ("hair_length", "bald"): ("adj bald", "adj bald-headed", "with a bald head"),
    ("hair_length", "short"): ("hair short", "hair short-cut", "hair cropped"),
    ("hair_length", "long"): ("hair long", "with hair down to the shoulders", "hair long"),
    ("hair_texture", "straight"): ("hair straight", "hair smooth straight"),
    ("hair_texture", "wavy"): ("hair wavy", "hair gently waved"),
    ("hair_color", "black"): ("hair black", "hair jet-black", "adj black-haired"),
    ("hair_color", "brown"): ("hair brown", "hair chestnut-brown", "adj brown-haired"),
    ("hair_color", "blonde"): ("hair blond", "hair golden blond", "adj fair-haired"),
    ("hair_color", "gray"): ("hair grey", "hair silver-grey", "adj grey-haired"),
    ("hair_color", "red"): ("hair red", "hair ginger", "adj red-haired"),
    ("bangs", "bangs"): ("with a fringe", "with bangs", "with a fringe over the forehead"),
    ("hairline", "receding"): ("with a receding hairline", "with a hairline that has moved back"),
    ("eye_color", "brown"): ("adj brown-eyed", "with brown eyes"),
    ("eye_color", "blue"): ("adj blue-eyed", "with blue eyes"),
    ("eye_color", "green"): ("adj green-eyed", "with green eyes"),
    ("eye_size", "narrow"): ("with small, narrow eyes", "with naturally narrow eyes"),
    ("eye_bags", "bags"): ("with bags under the eyes", "with puffy skin below the eyes"),
    ("eyebrow_thickness", "thin"): ("with thin eyebrows", "with pencil-thin eyebrows"),
    ("eyebrow_thickness", "bushy"): ("with bushy eyebrows", "with thick eyebrows"),
    ("nose_size", "small"): ("with a small nose", "with a little nose"),
    ("nose_size", "big"): ("with a big nose", "with a large nose"),
    ("nose_tip", "pointed"): ("with a pointed nose", "with a pointy nose"),
    ("lip_thickness", "full"): ("with full lips", "with fleshy lips"),
    ("lip_color", "lipstick"): ("wear lipstick", "with lipstick on"),
    ("chin", "pointed"): ("with a pointed chin", "with a pointy chin"),
    ("chin", "double"): ("with a double chin", "with a double chin"),
    ("face_shape", "oval"): ("adj oval-faced", "with an oval face"),
    ("face_shape", "round"): ("adj round-faced", "with a round face"),
    ("face_shape", "square"): ("adj square-faced", "with a square face", "with a square-cut face"),
    ("fullness", "chubby"): ("adj chubby", "adj plump-faced"),
    ("cheekbones", "high"): ("with high cheekbones", "with cheekbones set high"),
    ("skin_tone", "pale"): ("adj pale-skinned", "with pale skin", "with a pale complexion"),
    ("skin_tone", "light"): ("adj light-skinned", "with light skin"),
    ("skin_tone", "tan"): ("with tanned skin", "with a tan"),
    ("skin_tone", "dark"): ("adj dark-skinned", "with dark skin", "with a dark complexion"),
    ("cheeks", "rosy"): ("adj rosy-cheeked", "with rosy cheeks", "with pink cheeks"),
    ("beard", "stubble"): ("with a stubbly chin", "with stubble", "adj stubbly"),
    ("beard", "goatee"): ("with a goatee", "with a goatee beard"),
    ("beard", "full"): ("adj bearded", "with a full beard", "with a bushy full beard"),
    ("mustache", "mustache"): ("with a moustache", "adj moustached"),
    ("sideburns", "sideburns"): ("with sideburns", "with long sideburns"),
    ("freckles", "freckles"): ("adj freckled", "with freckles", "adj freckle-faced"),
    ("mole", "mole"): ("with a mole", "with a mole on the face"),
    ("glasses", "eyeglasses"): ("wear eyeglasses", "wear spectacles", "wear glasses", "adj bespectacled"),
    ("glasses", "sunglasses"): ("wear sunglasses", "wear dark sunglasses", "wear shades"),
    ("hat", "hat"): ("wear a hat", "with a hat on"),
    ("earrings", "earrings"): ("wear earrings", "wear a pair of earrings"),
    ("necklace", "necklace"): ("wear a necklace", "with a necklace"),
    ("necktie", "necktie"): ("wear a tie", "wear a necktie"),
    ("mask", "mask"): ("wear a face mask", "wear a mask"),
    ("makeup", "heavy"): ("wear heavy make-up", "with a lot of make-up on"),
}
"""(slot, value) to wordings; the first word says how it is said: before the noun, among the hair words, had or worn."""

DENIABLE: dict[str, tuple[str, str, str]] = {
    "glasses": ("eyeglasses", "glasses", "glasses"),
    "hat": ("hat", "hat", "a hat"),
    "earrings": ("earrings", "earrings", "earrings"),
    "necklace": ("necklace", "necklace", "a necklace"),
    "necktie": ("necktie", "tie", "a tie"),
    "mask": ("mask", "face mask", "a face mask"),
    "mustache": ("mustache", "moustache", "a moustache"),
    "freckles": ("freckles", "freckles", "freckles"),
    "bangs": ("bangs", "fringe", "a fringe"),
}
"""Slot to the value that may be denied where the slot is ``none``, its noun after "no", and after "without"."""

PLACES: dict[tuple[str, str], tuple[str, ...]] = {
    ("background", "park"): ("in a park", "out in a park", "in a green park"),
    ("background", "night_street"): ("on a street at night", "in a street by night", "on a city street at night"),
    ("background", "bookshelf"): ("in front of a bookshelf", "before shelves full of books", "in front of a bookcase"),
    ("background", "window"): ("by a window", "in front of a window", "beside a window"),
    ("background", "plain_wall"): ("against a plain wall", "in front of a bare wall", "before a blank wall"),
    ("lighting", "warm"): ("in warm light", "under a warm glow", "warmly lit"),
    ("lighting", "bright"): ("in bright light", "brightly lit", "well lit and bright"),
    ("lighting", "cool"): ("in cool light", "under cool, bluish light", "coolly lit"),
    ("lighting", "from_the_side"): ("lit from the side", "with light falling from one side"),
    ("lighting", "dim"): ("in dim light", "dimly lit", "in low light"),
    ("camera", "steady"): ("filmed with a steady camera", "shot by a camera that holds still"),
    ("camera", "shaky"): ("filmed with a shaky camera", "shot by a wobbling hand-held camera"),
    ("camera", "zooming_in"): ("with the camera zooming in", "while the camera zooms in"),
    ("camera", "out_of_focus"): ("shot out of focus", "in a blurry, unfocused picture"),
    ("head_pose", "front"): ("facing the camera", "turned straight to the camera", "seen from the front"),
    ("head_pose", "left_30"): ("with the head turned slightly to the left", "turned about 30 degrees to the left"),
    ("head_pose", "left_60"): ("with the head turned far to the left", "turned some 60 degrees to the left"),
    ("head_pose", "right_30"): ("with the head turned slightly to the right", "turned about 30 degrees to the right"),
    ("head_pose", "right_60"): ("with the head turned far to the right", "turned some 60 degrees to the right"),
    ("head_pose", "top"): ("seen from above", "filmed from above"),
    ("head_pose", "down"): ("seen from below", "filmed from below"),
}
"""(slot, value) of the scene, or the pose of the head, to wordings that follow the person."""

ACTIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "frown": (("frowns", "frown", "frown"), ("scowls", "scowl", "scowl")),
    "talk": (("talks", "talk", "talking"), ("speaks", "speak", "speech"), ("is talking", "talk", "talking")),
    "nod": (("nods", "nod", "nod"), ("gives a nod", "nod", "nod")),
    "shake_head": (("shakes {his} head", "shake {his} head", "head shake"),),
    "close_eyes": (("closes {his} eyes", "close {his} eyes", "closing of the eyes"),),
    "read": (("reads", "read", "reading"), ("is reading something", "read anything", "reading")),
    "yawn": (("yawns", "yawn", "yawn"), ("lets out a yawn", "yawn", "yawn")),
    "smile": (("smiles", "smile", "smile"), ("gives a smile", "smile", "smile")),
    "wink": (("winks", "wink", "wink"), ("gives a wink", "wink", "wink")),
    "look_around": (("looks around", "look around", "look around"), ("glances around", "look around", "glance around")),
    "head_wagging": (("wags {his} head", "wag {his} head", "wagging of the head"),),
    "drink": (("drinks", "drink", "drinking"), ("takes a drink", "drink anything", "drink")),
    "eat": (("eats", "eat", "eating"), ("is eating something", "eat anything", "eating")),
    "smoke": (("smokes a cigarette", "smoke", "smoking"),),
    "sing": (("sings", "sing", "singing"), ("sings a song", "sing", "singing")),
    "laugh": (("laughs", "laugh", "laugh"), ("laughs out loud", "laugh", "laugh")),
    "cough": (("coughs", "cough", "cough"),),
    "sneeze": (("sneezes", "sneeze", "sneeze"),),
    "play_instrument": (("plays an instrument", "play an instrument", "playing"),),
    "listen_to_music": (("listens to music", "listen to music", "listening"),),
}
"""Action to (what is done, after "does not", as a noun)."""

FELT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "happiness": (("happiness", "happiness", "joy", "delight"), ("happy", "happy", "joyful", "delighted")),
    "sadness": (("sadness", "sadness", "sorrow", "unhappiness"), ("sad", "sad", "sorrowful", "unhappy")),
    "anger": (("anger", "anger"), ("angry", "angry")),
    "surprise": (
        ("surprise", "surprise", "astonishment", "amazement"),
        ("surprised", "surprised", "astonished", "amazed"),
    ),
    "fear": (("fear", "fear", "fright"), ("afraid", "frightened", "scared", "fearful")),
    "disgust": (("disgust", "disgust", "revulsion", "repulsion"), ("disgusted", "disgusted", "revolted", "repelled")),
    "contempt": (("contempt", "contempt", "scorn", "disdain"), ("contemptuous", "scornful", "disdainful")),
    "neutral": (("a neutral state", "a neutral mood"), ("neutral", "emotionally neutral")),
}
"""Label to (nouns, adjectives)."""

STRENGTH: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "low": (("slight", "mild", "faint"), ("slightly", "mildly", "a little")),
    "medium": (("moderate", "middling"), ("moderately", "moderately")),
    "high": (("intense", "strong", "powerful"), ("very", "extremely", "intensely")),
}
"""Intensity to words (before the noun, before the adjective)."""

FLASHES: dict[str, tuple[str, ...]] = {
    "negative": ("a negative micro-expression", "a micro-expression of the negative class"),
    "positive": ("a positive micro-expression", "a micro-expression of the positive class"),
    "surprise": ("a micro-expression of surprise", "a micro-expression of the surprise class"),
}
"""The class of a micro-expression as a noun."""

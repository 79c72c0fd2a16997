"""Words that answers use for labels, beside those of the lexicon and of the rationales' vocabulary."""

FEELINGS: dict[str, str] = {
    "happiness": "happiest|delighted|overjoyed|ecstatic|elated|joyousness|cheerfulness|gladness|exuberant|jubilant|"
    "amused|contentment|euphoric|euphoria|bliss|beaming with joy|gleeful|in high spirits|rejoicing",
    "sadness": "sadder|saddest|sorrowfulness|mournful|grief-stricken|grieved|despondent|despondency|melancholic|"
    "forlorn|unhappiness|sombre|somber|glum|dejection|doleful|blue mood|broken-hearted",
    "anger": "angrier|angriest|irritated|irritation|irate|angered|raging|enraged|annoyance|indignation|"
    "resentment|hostility|aggressive anger|fuming|pissed off|cross expression|incensed|aggravated|"
    "infuriation",
    "surprise": "surprising|amazed|amazement|astonish|astound|startle|shock|stupefied|thunderstruck|speechless "
    "with surprise|unexpected surprise",
    "fear": "fearfulness|frightened|scare|horrified|horror|terrified|afraid|panicky|fright|frighten|scary fear|"
    "dreadful fear|petrification",
    "disgust": "disgusting|repulsed|repulsion|revolting|revulsed|loathe|abhorrence|queasy|sickened|gross-out|"
    "repugnance|grossed out",
    "contempt": "disdain|disdainful|scornfully|contemptuously|derision|sneering contempt|condescension|"
    "superciliousness|supercilious",
    "anxiety": "anxiously|anxiousness|nervousness|nervously|worries|worriedly|worrying|apprehensive|"
    "apprehensiveness|jittery|jitters|on edge|uneasiness|fretful|restless worry",
    "helplessness": "helplessly|powerless|powerlessness|helpless resignation",
    "disappointment": "disappoint|disappointing|disappointedly|letdown|let-down|feels let down|disillusioned",
    "neutral": "emotionally neutral|neutrally|no strong emotion|no clear emotion|no particular emotion|no "
    "discernible emotion|no visible emotion|poker face|blank expression|unexpressive|no obvious emotion|no "
    "emotions|indifferent expression|neither positive nor negative|neither negative nor positive",
    "repression": "repressed|suppression|suppressed|repressing|suppressing|represses|being suppressed",
    "others": "other|none of the other classes",
}

_POSITIVE = "positive|positively|positivity|favorable|favourable|upbeat|optimistic"
_NEGATIVE = "negative|negatively|negativity|unfavorable|unfavourable|pessimistic"
SENTIMENTS: dict[str, str] = {
    "positive": _POSITIVE,
    "negative": _NEGATIVE,
    "neutral": "no emotion|calm and neutral|neutral|neutrally|neutrality|neither positive nor negative|"
    "neither negative nor positive",
}
MORE = (
    "very|strongly|highly|extremely|strong|intense|intensely|overwhelmingly|deeply|exceedingly|hugely|"
    "enormously|exceptionally|super|utterly|profoundly|most highly|really very|heavily|markedly|emphatically|"
    "tremendously|decidedly very|severely|high|extreme"
)
LESS = (
    "tiny bit|a tiny bit|smidge|ever so slightly|just barely|little bit|slightly|somewhat|mildly|"
    "weakly|slight|mild|weak|a bit|a little|faintly|marginally|a touch|a tad|vaguely|lightly|mild-to-weak|"
    "subtly|low|faint|a little bit|a shade|only just"
)

LEVELS: dict[str, str] = {
    "low": "low|tiny|weaker|slight|slightly|mild|mildly|weak|weakly|faint|faintly|subtle|subtly|light|lightly|"
    "a bit|a little|minimal|minimally|barely noticeable|small|somewhat|a touch of|a hint of|a trace of|"
    "lowest|weakest|low-intensity|gentle|gently",
    "medium": "medium|moderate|moderately|middle|mid|average|intermediate|middling|fairly|medium-intensity|of "
    "middle strength|mid-level|normal intensity|normal",
    "high": "high|strong|strongly|intense|intensely|very|extremely|extreme|highly|severe|severely|maximum|"
    "maximal|overwhelming|overwhelmingly|deep|deeply|profound|profoundly|full|great|greatly|utterly|"
    "powerful|powerfully|strongest|highest|high-intensity|peak|exceedingly|incredibly|tremendously|"
    "immensely",
}

ACTIONS: dict[str, str] = {
    "blow": "blew|blown|puffs out air|blowing out|blows out",
    "chew": "chewed|chews gum",
    "close_eyes": "eyes closed|closes her eyes|closes his eyes|closed her eyes|closed his eyes|closing her eyes|"
    "closing his eyes|shuts the eyes|shut eyes|eyes shut|eyes are closed|eye closure|closing eyes|close "
    "the eyes|eyes are shut|closed the eyes|shutting the eyes|closes eyes|with eyes closed",
    "cough": "coughed",
    "cry": "cried|crying",
    "drink": "drank|sips|sipping|sip|takes a drink|gulps|drinks",
    "eat": "ate|eaten|munches|munching|takes a bite",
    "frown": "frowned|scowl|scowls|scowling|knits the brows|furrows the brow",
    "gaze": "gazed|stares|staring|stare",
    "glare": "glared",
    "head_wagging": "wag the head|head-wagging|wagging head|wag head|head wag|wags head|bobs the head from side to "
    "side|sways head",
    "kiss": "kissed",
    "laugh": "laughed|laughter|chuckles|chuckling|giggles|giggling|cracks up|burst out laughing|bursts into laughter",
    "listen_to_music": "music is listened to|listened to music|music listening|listens to a song|listening to a song|"
    "listening to some music",
    "look_around": "looked around|looking about|looks about|glances around|glancing around|looking round|looks round|"
    "scans the room|scanning the room",
    "make_a_face": "made a face|makes faces|making faces|pulls a face|pulling a face|grimaces|grimacing|grimace|pulls "
    "a funny face|makes a funny face",
    "nod": "nodded|nods the head|head nod",
    "play_instrument": "play an instrument|play the instrument|plays the guitar|playing the guitar|plays the piano|"
    "playing the piano|playing guitar|playing piano|plays guitar|plays piano|played an instrument|plays "
    "the violin|playing the violin|plays violin|playing violin|plays the drums|playing the drums|playing "
    "the flute|plays the flute|instrument playing|plays a musical instrument|playing a musical instrument|"
    "strums a guitar|strumming a guitar|playing instrument|plays instrument",
    "read": "reads aloud|reads a book|reading a book",
    "shake_head": "shook the head|shakes head|shaking head|shaking his head|shaking her head|headshake|head shake|"
    "shook his head|shook her head|shake the head",
    "shout": "shouted|yells|yelling|yell|yelled|screams|screaming|scream|screamed|bellows|hollers|hollering|bellowing",
    "sigh": "sighed|lets out a sigh",
    "sing": "sang|sung|singer singing",
    "sleep": "slept|asleep|dozes|dozing|napping|snoozing",
    "smile": "smiled|grins|grinning|grin|beams|beaming|smiley face|grinned",
    "smoke": "smoked|puffs on a cigarette|lights a cigarette|puffing on a cigarette|drags on a cigarette",
    "sneer": "sneered|smirks|smirking",
    "sneeze": "sneezed",
    "sniff": "sniffed|sniffles|sniffling",
    "talk": "talked|spoke|chats|chatting|converses|conversing|is speaking|speak|speaks to|speech",
    "turn": "turned around|turns around|turned away|turns away|turning around|turn around",
    "weep": "wept|sobs|sobbing|sob|in tears|sheds tears|shedding tears|sobbed",
    "whisper": "whispered|murmurs softly|whispering",
    "wink": "winked|closes one eye",
    "yawn": "yawned",
}

LOOKS: dict[str, str] = {
    "blurry": "blurred|blur|out of focus|unfocused",
    "male": "man|gentleman|guy|boy|a man|masculine person",
    "young": "youthful|young adult|a young person",
    "chubby": "plump|chubby face|overweight|round-cheeked",
    "pale_skin": "pale|fair skin|fair-skinned|pale complexion|pale-skinned|light complexion",
    "rosy_cheeks": "blushing cheeks|flushed cheeks|red cheeks|pink cheeks",
    "receding_hairline": "receding hair line|hairline is receding",
    "bald": "bald-headed|baldness|bald head|hairless head",
    "bangs": "fringe|hair in bangs",
    "black_hair": "black-haired|hair is black|jet-black hair|dark black hair",
    "blonde_hair": "blond hair|blonde|blond|blonde-haired|blond-haired|fair-haired|hair is blonde|hair is blond|"
    "golden hair",
    "gray_hair": "grey hair|gray-haired|grey-haired|white hair|silver hair|hair is gray|hair is grey",
    "brown_hair": "brown-haired|brunette|hair is brown|chestnut hair",
    "straight_hair": "straight-haired|hair is straight",
    "wavy_hair": "wavy-haired|hair is wavy|curly hair|curly-haired",
    "long_hair": "long-haired|hair is long",
    "arched_eyebrows": "arched brows|eyebrows are arched",
    "bushy_eyebrows": "bushy brows|thick eyebrows|thick brows|eyebrows are bushy",
    "bags_under_eyes": "bags under the eyes|eye bags|eyebags|bags beneath the eyes|under-eye bags",
    "eyeglasses": "glasses|spectacles|wearing glasses|wearing eyeglasses|specs|bespectacled|wears glasses|wears "
    "eyeglasses",
    "sunglasses": "shades|dark glasses|wearing sunglasses|wears sunglasses",
    "big_nose": "large nose|nose is big|big-nosed",
    "pointy_nose": "pointed nose|nose is pointy|sharp nose",
    "high_cheekbones": "prominent cheekbones|cheekbones are high",
    "big_lips": "full lips|thick lips|plump lips|large lips",
    "double_chin": "chin is double",
    "no_beard": "beardless|clean-shaven|clean shaven|no facial hair|does not have a beard|doesn't have a beard|"
    "without a beard|no beards|without beard|has no beard",
    "5_o_clock_shadow": "five o'clock shadow|5 o'clock shadow|stubble|five o clock shadow|stubbly|five-o'clock shadow|"
    "stubbled",
    "goatee": "goatee beard|chin beard",
    "mustache": "moustache|moustached|mustached",
    "heavy_makeup": "heavy make-up|heavy make up|lots of makeup|a lot of makeup|heavily made up|heavily made-up|thick "
    "makeup",
    "wearing_earrings": "earrings|earring|ear studs|wears earrings",
    "wearing_hat": "hat|cap|wears a hat|wearing a hat|beanie|wearing a cap",
    "wearing_lipstick": "lipstick|wears lipstick|painted lips",
    "wearing_necklace": "necklace|wears a necklace|wearing a necklace|neck chain",
    "wearing_necktie": "necktie|wears a tie|wearing a tie|tie|wears a necktie|wearing a necktie",
    "wearing_mask": "mask|face mask|wears a mask|wearing a mask|facemask",
}

EXCLUSIVE: dict[str, frozenset[str]] = {
    "bald": frozenset(("wavy_hair", "straight_hair", "long_hair", "bangs")),
    "no_beard": frozenset(("goatee",)),
}
"""Looks that cannot both be of one person."""

_PEOPLE = (
    "person people persons man men woman women individual individuals identity identities girl boy guy "
    "face actor actress subject lady human speaker"
).split()
IDENTITY: dict[str, tuple[str, ...]] = {
    "same": (
        *(f"same {who}" for who in _PEOPLE),
        *(
            "one and the same",
            "identical person",
            "identical people",
            "identical individuals",
            "identities match",
            "faces match",
            "a match",
            "is a match",
            "same one",
            "identity is the same",
            "identities are the same",
        ),
    ),
    "different": (
        *(f"different {who}" for who in (*_PEOPLE, "actors", "faces", "subjects", "girls", "boys", "guys")),
        *(f"distinct {who}" for who in _PEOPLE),
        *(
            "another person",
            "another man",
            "another woman",
            "someone else",
            "somebody else",
            "no match",
            "not a match",
            "not identical",
            "unrelated people",
            "separate people",
            "separate individuals",
            "identities do not match",
            "identities differ",
            "faces do not match",
            "different from each other",
        ),
    ),
}

MOVEMENTS: dict[str, str] = {
    "AU1": "inner brows rise|inner brow rises|inner brow raising|inner brow raise|inner eyebrow raise|inner "
    "eyebrow raiser|inner brows up|inner ends of the brows rise|inner brow lift",
    "AU2": "outer brows rise|outer brow rises|outer brow raising|outer brow raise|outer eyebrow raise|outer "
    "eyebrow raiser|outer brow lift",
    "AU1+AU2": "brows rise|eyebrows rise|brows go up|eyebrows go up|brows shoot up|eyebrows shoot up|both brows "
    "rise|raised brows|outer and inner brows rise|inner and outer brows rise|outer and the inner brows "
    "rise|inner and the outer brows rise|outer and inner brows both rise|inner and outer brows raised|"
    "outer and inner brows raised",
    "AU4": "brow lowering|furrowed brow|furrowed brows|brow furrow|brow furrower|brows pulled together|"
    "eyebrow lowerer|brows drawn together|knitted brows|brow is lowered|brows come down",
    "AU6": "cheek raising|cheeks rise|cheek rises|cheeks are lifted|cheeks pushed up",
    "AU7": "lid tightening|lids tight|lids tightened|tight lids|eyelid tightener",
    "AU10": "upper lip raising|upper lip rises|upper lip is raised|upper lip raise|upper-lip raiser",
    "AU12": "lip corners pulled up|lip corner pull|lip corners rise|mouth corners rise|lip corners up|"
    "lip-corner puller|lip corner pulling|corners of the mouth go up|corners of the mouth rise",
    "AU15": "lip corners pulled down|lip corners drop|lip corners go down|mouth corners drop|lip-corner "
    "depressor|lip corner depressing|lip corners down|corners of the mouth go down|corners of the mouth "
    "drop",
    "AU23": "lip tightening|lips are tight|tight lips",
    "AU24": "lip pressing|lip press|lip presser|lips are pressed together|lips pressed together|lips pressed|"
    "pressing the lips",
    "AU25": "lips parted|lips are parted|lips parting|lip part|lip parting|lips apart|lips are apart|parting "
    "of the lips|mouth slightly open",
    "AU26": "jaw dropped|jaw drops|jaw dropping|jaw is dropped|jaw-drop|dropping jaw|jaw lowered",
}

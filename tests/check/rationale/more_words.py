"""Looks, places, poses, actions and feelings for the third half of the instrument, ``more``; worded apart from both."""

LOOKS: dict[tuple[str, str], tuple[str, ...]] = {
    ("age", "young"): ("is in the prime of youth", "is of a youthful age", "is a young adult by looks"),
    ("age", "middle_aged"): ("is in middle age", "is somewhere in midlife", "is of middle years"),
    ("age", "elderly"): ("is advanced in years", "is of senior age", "is well on in years"),
    ("hair_length", "bald"): ("has no hair left on the scalp", "is hairless on top", "own scalp is bald"),
    ("hair_length", "short"): ("own hair is cut short", "has a short haircut", "own hair is kept close to the head"),
    ("hair_length", "long"): ("own hair is long", "has hair falling past the shoulders", "has a long mane of hair"),
    ("hair_texture", "straight"): ("own hair is straight", "has hair without any curl", "has sleek straight hair"),
    ("hair_texture", "wavy"): ("own hair is wavy", "has hair that falls in waves", "has waves in {his} hair"),
    ("hair_color", "black"): ("own hair is black", "has hair the colour of coal", "has raven hair"),
    ("hair_color", "brown"): ("own hair is brown", "is a brunette type", "has hazelnut-coloured hair"),
    ("hair_color", "blonde"): ("own hair is blonde", "has light yellow hair", "has flaxen hair"),
    ("hair_color", "gray"): ("own hair is gray", "has hair gone gray", "has silvery hair"),
    ("hair_color", "red"): ("own hair is reddish", "is a redhead", "has copper-red hair"),
    ("bangs", "bangs"): (
        "has bangs covering part of the forehead",
        "own forehead is half hidden by bangs",
        "has hair cut in a fringe in front",
    ),
    ("hairline", "receding"): (
        "own hairline is receding",
        "has hair retreating at the temples",
        "has a hairline that recedes",
    ),
    ("eye_color", "brown"): ("own eyes are brown", "has eyes of a brown colour", "has brown irises"),
    ("eye_color", "blue"): ("own eyes are blue", "has eyes of a blue colour", "has blue irises"),
    ("eye_color", "green"): ("own eyes are green", "has eyes of a green colour", "has green irises"),
    ("eye_size", "narrow"): (
        "own eyes are narrow by build",
        "has eyes like narrow slits",
        "has small narrow eyes",
    ),
    ("eye_bags", "bags"): ("has eye bags", "has pouches beneath the eyes", "own lower lids are baggy"),
    ("eyebrow_thickness", "thin"): ("own eyebrows are thin", "has sparse brows", "has brows plucked to a thin line"),
    ("eyebrow_thickness", "bushy"): ("own eyebrows are bushy", "has dense heavy brows", "has brows of thick growth"),
    ("nose_size", "small"): ("own nose is small", "has a petite nose", "has a nose of small size"),
    ("nose_size", "big"): ("own nose is big", "has a sizeable nose", "has a nose of large size"),
    ("nose_tip", "pointed"): ("own nose is pointed", "has a sharp nose tip", "has a nose tapering to a point"),
    ("lip_thickness", "full"): ("own lips are full", "has plump lips", "has voluminous lips"),
    ("lip_color", "lipstick"): ("own lips are painted with lipstick", "wears lipstick", "has lipstick applied"),
    ("chin", "pointed"): ("own chin is pointed", "has a sharp chin", "has a chin tapering to a point"),
    ("chin", "double"): ("has a second chin under the first", "own chin is double", "has a doubled chin"),
    ("face_shape", "oval"): ("own face is oval", "has an oval-shaped face", "has an oval facial outline"),
    ("face_shape", "round"): ("own face is round", "has a circular face shape", "has a rounded facial outline"),
    ("face_shape", "square"): ("own face is square", "has a square-shaped face", "has a square facial outline"),
    ("fullness", "chubby"): ("own face is chubby", "has a fleshy face", "is plump in the face"),
    ("cheekbones", "high"): ("own cheekbones are high", "has prominent high cheekbones", "has cheekbones high up"),
    ("skin_tone", "pale"): ("own skin is pale", "is pale of complexion", "has a pallid skin tone"),
    ("skin_tone", "light"): ("own skin is light", "is light of complexion", "has a light skin tone"),
    ("skin_tone", "tan"): ("own skin is tan", "is sun-tanned", "has a tan complexion"),
    ("skin_tone", "dark"): ("own skin is dark", "is dark of complexion", "has a dark skin tone"),
    ("cheeks", "rosy"): ("own cheeks are rosy", "has cheeks with a red flush", "has a rosy tint on the cheeks"),
    ("beard", "stubble"): ("has a few days of stubble", "is stubbled", "own jaw is covered in stubble"),
    ("beard", "goatee"): ("sports a goatee", "has a goatee on the chin", "has a small chin beard (goatee)"),
    ("beard", "full"): ("sports a full beard", "has a beard all over the jaw", "is fully bearded"),
    ("mustache", "mustache"): ("sports a mustache", "has a mustache", "has hair grown above the upper lip (mustache)"),
    ("sideburns", "sideburns"): (
        "sports sideburns",
        "has whiskers down the sides of the face (sideburns)",
        "has sideburns grown out",
    ),
    ("freckles", "freckles"): ("has a freckled face", "own skin is dotted with freckles", "has freckles all over"),
    ("mole", "mole"): ("has a mole on {his} skin", "has a visible mole", "has a dark mole mark on the face"),
    ("glasses", "eyeglasses"): ("wears a pair of glasses", "has prescription glasses on", "sports eyeglasses"),
    ("glasses", "sunglasses"): ("wears a pair of sunglasses", "has tinted sunglasses on", "sports sunglasses"),
    ("hat", "hat"): ("wears a hat on the head", "sports a hat", "own head is covered by a hat"),
    ("earrings", "earrings"): ("has earrings in {his} ears", "sports earrings", "own ears are adorned with earrings"),
    ("necklace", "necklace"): (
        "has a necklace around {his} neck",
        "sports a necklace",
        "own neck is adorned with a necklace",
    ),
    ("necktie", "necktie"): ("has a necktie around {his} collar", "sports a tie", "wears a knotted tie"),
    ("mask", "mask"): ("wears a mask over the face", "has a face mask on", "own face is partly covered by a mask"),
    ("makeup", "heavy"): ("is heavily made up", "has heavy makeup on", "wears makeup in heavy amounts"),
}
"""(slot, value) to wordings: a predicate of the person, or after "own" one of a part of the person."""

LACKS: dict[str, tuple[str, ...]] = {
    "glasses": ("wears no glasses", "has no eyewear on", "is without spectacles"),
    "hat": ("is hatless", "wears no hat", "is without headgear"),
    "earrings": ("wears no earrings", "has nothing dangling from the ears (no earrings)", "is without earrings"),
    "necklace": ("wears no necklace", "has no necklace on", "is without a necklace"),
    "necktie": ("is tieless", "wears no necktie", "has no tie on"),
    "mask": ("is unmasked", "wears no mask", "has no mask covering the face"),
    "mustache": ("has no mustache", "is without a mustache", "has nothing grown above the lip (no mustache)"),
    "freckles": ("has no freckles", "is free of freckles", "is unfreckled"),
    "bangs": ("has no bangs", "is without bangs", "has no fringe in front"),
}
"""Slot to predicates that deny it."""

SCENES: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("background", "park"): (
        ("the location is a park", "park"),
        ("behind {him} there are the lawns and trees of a park", "outdoors, park"),
        ("the place is a public park", "public park"),
    ),
    ("background", "night_street"): (
        ("the location is a street after dark", "street after dark"),
        ("behind {him} lies a street at nighttime", "nighttime street"),
        ("it is night and this is a street", "street, night"),
    ),
    ("background", "bookshelf"): (
        ("behind {him} there is a bookshelf", "bookshelf behind"),
        ("the backdrop consists of bookshelves", "bookshelf backdrop"),
        ("shelves with books fill the background", "background of bookshelves"),
    ),
    ("background", "window"): (
        ("behind {him} there is a window", "window behind"),
        ("the backdrop is a window", "window backdrop"),
        ("a window can be made out in the background", "window in the background"),
    ),
    ("background", "plain_wall"): (
        ("behind {him} there is only a plain wall", "plain wall behind"),
        ("the backdrop is a wall with nothing on it", "empty wall"),
        ("an undecorated wall makes up the background", "undecorated wall"),
    ),
    ("lighting", "warm"): (
        ("the light is warm", "warm lighting"),
        ("the illumination has a warm tint", "warm tint"),
        ("warm tones dominate the lighting", "light: warm tones"),
    ),
    ("lighting", "bright"): (
        ("the light is bright", "bright lighting"),
        ("the illumination is strong and bright", "bright illumination"),
        ("the picture is lit brightly", "light: bright"),
    ),
    ("lighting", "cool"): (
        ("the light is cool", "cool lighting"),
        ("the illumination has a cool tint", "cool tint"),
        ("cold bluish tones dominate the lighting", "light: cool tones"),
    ),
    ("lighting", "from_the_side"): (
        ("the light comes from the side", "side lighting"),
        ("the illumination is lateral", "lateral light"),
        ("the light source stands off to one side", "light: from one side"),
    ),
    ("lighting", "dim"): (
        ("the light is dim", "dim lighting"),
        ("there is little light", "little light"),
        ("the scene is rather dark", "light: dim"),
    ),
    ("camera", "steady"): (
        ("the camera is steady", "steady camera"),
        ("the camera does not shake", "stable camera"),
        ("the shot is stable", "stable shot"),
    ),
    ("camera", "shaky"): (
        ("the camera shakes", "shaky camera"),
        ("the camera is unsteady", "unsteady camera"),
        ("the shot trembles", "trembling shot"),
    ),
    ("camera", "zooming_in"): (
        ("the camera zooms in", "zoom-in"),
        ("the shot gets closer by zooming in", "camera zooming closer"),
        ("a zoom brings the face nearer", "zoom towards the face"),
    ),
    ("camera", "out_of_focus"): (
        ("the picture is out of focus", "out-of-focus picture"),
        ("the image is blurred", "blurred image"),
        ("the camera has lost its focus", "camera unfocused"),
    ),
    ("head_pose", "front"): (
        ("{he} looks into the camera frontally", "frontal pose"),
        ("{his} head is oriented to the front", "head frontal"),
        ("{his} pose is frontal", "pose: front view"),
    ),
    ("head_pose", "left_30"): (
        ("{his} head is rotated 30 degrees left", "head 30° left"),
        ("{his} head is a little averted to the left", "head slightly left"),
        ("{he} has the head in a three-quarter turn to the left (about 30°)", "three-quarter left, 30°"),
    ),
    ("head_pose", "left_60"): (
        ("{his} head is rotated 60 degrees left", "head 60° left"),
        ("{his} head is strongly averted to the left", "head strongly left"),
        ("{he} has the head in a near-profile to the left (about 60°)", "near-profile left, 60°"),
    ),
    ("head_pose", "right_30"): (
        ("{his} head is rotated 30 degrees right", "head 30° right"),
        ("{his} head is a little averted to the right", "head slightly right"),
        ("{he} has the head in a three-quarter turn to the right (about 30°)", "three-quarter right, 30°"),
    ),
    ("head_pose", "right_60"): (
        ("{his} head is rotated 60 degrees right", "head 60° right"),
        ("{his} head is strongly averted to the right", "head strongly right"),
        ("{he} has the head in a near-profile to the right (about 60°)", "near-profile right, 60°"),
    ),
    ("head_pose", "top"): (
        ("the camera looks down on {him} from above", "high camera angle"),
        ("{he} is recorded from overhead", "view from overhead"),
        ("the viewpoint is above {him}", "top view"),
    ),
    ("head_pose", "down"): (
        ("the camera looks up at {him} from below", "low camera angle"),
        ("{he} is recorded from underneath", "view from underneath"),
        ("the viewpoint is below {him}", "bottom view"),
    ),
}
"""(slot, value) of the scene, or the pose of the head, to (clause, tag)."""

ACTIONS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "frown": (
        ("makes a frown", "make a frown", "making a frown", "frowning"),
        ("pulls a frowning face", "pull a frowning face", "pulling a frowning face", "frowning face"),
        ("puts on a frown", "put on a frown", "putting on a frown", "frown on the face"),
    ),
    "talk": (
        ("says something", "say anything", "saying something", "utterance"),
        ("is in the middle of speaking", "utter a word", "speaking", "speaking"),
        ("utters some words", "utter any words", "uttering words", "talk"),
    ),
    "nod": (
        ("moves {his} head up and down in a nod", "nod {his} head", "nodding", "nodding"),
        ("nods in agreement", "nod in agreement", "nodding in agreement", "nod of agreement"),
        ("makes a nodding movement", "make a nodding movement", "making a nodding movement", "nodding movement"),
    ),
    "shake_head": (
        ("moves {his} head from side to side as for no", "shake the head", "shaking the head", "headshake"),
        ("is shaking {his} head", "give a headshake", "shaking {his} head", "shaking of the head"),
        ("makes a headshake", "make a headshake", "making a headshake", "side-to-side headshake"),
    ),
    "close_eyes": (
        ("shuts {his} eyes", "shut {his} eyes", "shutting {his} eyes", "shutting of the eyes"),
        ("lets {his} eyelids fall shut", "let {his} eyelids fall shut", "letting the eyelids fall shut", "eye closure"),
        ("has {his} eyes shut", "have {his} eyes shut", "keeping {his} eyes shut", "closure of the eyes"),
    ),
    "read": (
        ("is busy reading", "do any reading", "being busy reading", "reading activity"),
        ("reads some text", "read any text", "reading some text", "reading of a text"),
        ("is immersed in reading", "engage in reading", "engaging in reading", "perusal of a text"),
    ),
    "yawn": (
        ("has to yawn", "have to yawn", "yawning", "yawning"),
        ("makes a yawn", "make a yawn", "making a yawn", "tired yawn"),
        ("is yawning", "produce a yawn", "producing a yawn", "yawning movement"),
    ),
    "smile": (
        ("puts on a smile", "put on a smile", "putting on a smile", "smiling"),
        ("is smiling", "show a smile", "smiling", "smile on the face"),
        ("shows a smile", "break into a smile", "breaking into a smile", "smile shown"),
    ),
    "wink": (
        ("shuts one eye in a wink", "shut one eye in a wink", "winking", "winking"),
        ("makes a wink", "make a wink", "making a wink", "one-eyed wink"),
        ("is winking", "wink with an eye", "winking with an eye", "winking of an eye"),
    ),
    "look_around": (
        ("lets {his} gaze wander about", "let {his} gaze wander about", "looking about", "looking about"),
        ("looks about the place", "look about the place", "looking about the place", "wandering of the gaze"),
        ("surveys the surroundings", "survey the surroundings", "surveying the surroundings", "look about"),
    ),
    "head_wagging": (
        ("is wagging {his} head", "wag the head", "wagging {his} head", "head wagging"),
        ("rocks {his} head to and fro", "rock {his} head to and fro", "rocking {his} head", "rocking of the head"),
        ("makes head-wagging movements", "make head-wagging movements", "wagging the head", "head-wag"),
    ),
    "drink": (
        ("has a drink", "have a drink", "having a drink", "taking of a drink"),
        ("sips from a drink", "sip from a drink", "sipping from a drink", "sip"),
        ("is drinking", "do any drinking", "drinking", "act of drinking"),
    ),
    "eat": (
        ("has a bite to eat", "have a bite to eat", "having a bite to eat", "act of eating"),
        ("consumes some food", "consume any food", "consuming food", "consumption of food"),
        ("is busy eating", "take any food", "eating some food", "eating of food"),
    ),
    "smoke": (
        ("has a smoke", "have a smoke", "having a smoke", "act of smoking"),
        ("is smoking", "do any smoking", "smoking", "smoking of a cigarette"),
        ("puffs on a cigarette", "puff on a cigarette", "puffing on a cigarette", "puff on a cigarette"),
    ),
    "sing": (
        ("is singing", "do any singing", "singing", "act of singing"),
        ("performs a song", "perform a song", "performing a song", "song"),
        ("sings something", "sing anything", "singing something", "vocal performance"),
    ),
    "laugh": (
        ("bursts into laughter", "burst into laughter", "bursting into laughter", "laughter"),
        ("has a laugh", "have a laugh", "having a laugh", "laughing"),
        ("is laughing", "do any laughing", "laughing", "act of laughing"),
    ),
    "cough": (
        ("has to cough", "have to cough", "coughing", "coughing"),
        ("lets out a cough", "let out a cough", "letting out a cough", "coughing sound"),
        ("is coughing", "do any coughing", "giving a cough", "act of coughing"),
    ),
    "sneeze": (
        ("has to sneeze", "have to sneeze", "sneezing", "sneezing"),
        ("lets out a sneeze", "let out a sneeze", "letting out a sneeze", "act of sneezing"),
        ("is sneezing", "do any sneezing", "giving a sneeze", "sneezing fit"),
    ),
    "play_instrument": (
        ("makes music on an instrument", "make music on an instrument", "playing music", "making of music"),
        (
            "is playing a musical instrument",
            "play a musical instrument",
            "playing a musical instrument",
            "music-making",
        ),
        ("performs on an instrument", "perform on an instrument", "performing on an instrument", "musical performance"),
    ),
    "listen_to_music": (
        ("is listening to some music", "listen to any music", "listening to some music", "listening to music"),
        ("has music playing to listen to", "have music playing to listen to", "hearing music", "hearing of music"),
        ("takes in some music by ear", "take in any music", "taking in some music", "act of listening to music"),
    ),
}
"""Action to (finite, after "does not", in -ing, as a noun without article)."""

FELT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "happiness": (
        ("cheerfulness", "gladness", "joyfulness", "enjoyment"),
        ("glad", "cheerful", "full of joy", "in a happy mood"),
    ),
    "sadness": (
        ("melancholy", "dejection", "feelings of sadness", "gloominess"),
        ("downcast", "dejected", "gloomy", "saddened"),
    ),
    "anger": (("angriness", "feelings of anger", "ire", "vexation"), ("angered", "irate", "mad with anger", "cross")),
    "surprise": (
        ("startled surprise", "bewildered surprise", "feelings of surprise"),
        ("taken aback", "caught by surprise", "startled"),
    ),
    "fear": (
        ("fearfulness", "fearful feelings", "feelings of fear", "dread"),
        ("full of fear", "in fear", "alarmed", "filled with dread"),
    ),
    "disgust": (
        ("repugnance", "disgusted feelings", "feelings of disgust", "distaste"),
        ("grossed out", "full of disgust", "sickened", "repulsed"),
    ),
    "contempt": (
        ("contemptuousness", "disdainfulness", "feelings of contempt", "derision"),
        ("full of contempt", "derisive", "filled with disdain"),
    ),
    "neutral": (
        ("neutrality", "absence of emotion", "emotional neutrality", "no particular emotion (neutral)"),
        ("without any emotion", "in a neutral state", "unemotional", "neutral in affect"),
    ),
}
"""Label to (nouns without article, predicates)."""

STRENGTH: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "low": (
        ("{0} of low intensity", "a low level of {0}", "{0} (intensity: low)", "a touch of {0}", "{0}, weakly felt"),
        ("a bit {0}", "{0} to a small degree", "{0} (low intensity)", "only weakly {0}"),
    ),
    "medium": (
        ("{0} of medium intensity", "a medium level of {0}", "{0} (intensity: medium)", "a fair amount of {0}"),
        ("fairly {0}", "{0} to a medium degree", "{0} (medium intensity)", "reasonably {0}"),
    ),
    "high": (
        ("{0} of high intensity", "a high level of {0}", "{0} (intensity: high)", "a great deal of {0}"),
        ("highly {0}", "{0} to a high degree", "{0} (high intensity)", "exceedingly {0}"),
    ),
}
"""Intensity to frames (of the noun, of the predicate)."""

FLASHES: dict[str, tuple[str, ...]] = {
    "negative": (
        "a fleeting micro-expression with negative valence",
        "a brief negative expression (micro)",
        "a microexpression, class negative",
    ),
    "positive": (
        "a fleeting micro-expression with positive valence",
        "a brief positive expression (micro)",
        "a microexpression, class positive",
    ),
    "surprise": (
        "a fleeting micro-expression in which surprise shows",
        "a brief expression of surprise (micro)",
        "a microexpression, class surprise",
    ),
}
"""The class of a micro-expression."""

NOUNS: dict[str, tuple[str, ...]] = {
    "male": ("guy", "male individual", "fellow", "male subject", "male person"),
    "female": ("female individual", "female subject", "female participant", "female person"),
    "": ("individual", "participant", "subject"),
}
"""What a person is called, by gender."""

WHERE: tuple[str, ...] = ("the {0} at {1}", "the {1}-hand {0}", "the {0} on the {1} side", "the {0} to the {1}")
"""A person told from the other by place."""

COUNTS: dict[str, tuple[str, ...]] = {
    "1": (
        "no other person is visible",
        "the shot contains a single person",
        "nobody accompanies {him}",
        "head count: one",
    ),
    "2": ("the shot contains two people", "{he} has company of one other person", "head count: two"),
    "3": ("the shot contains three people", "{he} has company of two others", "head count: three"),
}
"""How many people there are."""

COMPANY: tuple[str, ...] = (
    "next to {him} one finds {who}",
    "the other one in the shot is {who}",
    "the company consists of {who}",
    "{he} shares the frame with {who}",
)
"""The other person brought in."""

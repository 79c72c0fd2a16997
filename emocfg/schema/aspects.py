"""What an observation can be of. Some aspects become part of a clip's affective tree, others stay facts beside it."""

LABELS = ("emotion", "intensity", "sentiment", "micro", "head_pose", "relation")
"""Aspects whose native label has a canonical one, by the cited maps, in the tree."""

OBSERVED: dict[str, str] = {
    "emotion": "the emotion shown",
    "intensity": "how strong it is",
    "sentiment": "negative, neutral or positive, or a score of it",
    "micro": "the class of a micro-expression",
    "head_pose": "where the head points",
    "relation": "the relation of two people",
    "unit": "a facial action unit",
    "action": "an action, a label of action-35",
    "appearance": "an appearance label, of appearance-40",
    "onset": "when an expression begins: the owner's frame; the value is seconds in the clip",
    "apex": "when it is strongest, likewise",
    "offset": "when it ends, likewise",
    "duration": "how long it lasts, as the owner states it; the value is seconds",
    "valence": "how pleasant, on the owner's scale",
    "arousal": "how activated, on the owner's scale",
    "emotion_intended": "the emotion an actor was told to show",
    "emotion_voice": "the emotion heard by those who had the voice alone",
    "emotion_face": "the emotion seen by those who had the face alone",
    "emotion_other": "a second label of the owner's: a self-report, an objective class, an emotion outside the tree",
    "emotion_score": "how strong one of several emotions is, on the owner's scale",
    "expression_type": "macro- or micro-expression",
    "sentiment_text": "the sentiment of the words alone",
    "sentiment_audio": "the sentiment of the voice alone",
    "sentiment_video": "the sentiment of the silent video",
    "sentiment_word": "the owner's word for the sentiment score",
    "text": "what is said",
    "description": "what the owner's annotators wrote of the clip",
    "quality": "the owner's mark on the clip's quality",
    "light": "the owner's label of the light",
    "detail": "a detail of the face that no slot has",
    "box": "where the face is in the owner's video",
}
"""Every aspect but the slots of a person or a scene, which are aspects of their own."""

FACTS = frozenset(OBSERVED) - {*LABELS, "unit", "action", "appearance"}
"""Aspects that no part of a tree stands for; they are kept beside it."""

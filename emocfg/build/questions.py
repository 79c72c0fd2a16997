"""How each task is asked: several phrasings per task. The choice depends on the row's seed, never on the answer."""

from random import Random

QUESTIONS: dict[str, tuple[str, ...]] = {
    "appearance": (
        "Which of these appearance attributes does {who} have?",
        "Select every attribute that describes how {who} looks.",
        "Which of the listed features can be seen on {who}?",
    ),
    "appearance_caption": (
        "Describe how {who} looks.",
        "Write a caption of the appearance of {who}: face, hair and accessories.",
        "What does {who} look like?",
    ),
    "action": (
        "Which of these actions does {who} perform?",
        "Select everything that {who} does in this clip.",
        "Which of the listed actions can be seen?",
    ),
    "action_caption": (
        "Describe what {who} does.",
        "Write a caption of the actions and the head pose of {who}.",
        "What is {who} doing, and how is the head turned to the camera?",
    ),
    "identity": (
        "Do the two videos show the same person?",
        "Is the person in the first video the one in the second?",
        "Same person or different people: which is it?",
    ),
    "head_pose": (
        "What is the head pose of {who}? Top is a view from above, down one from below.",
        "How is the head of {who} turned to the camera? Top stands for seen from above, down for seen from below.",
        "Choose the head pose of {who} (top: seen from above, down: seen from below).",
    ),
    "emotion_single": (
        "Which emotion does {who} show?",
        "What does {who} feel in this clip?",
        "Choose the emotion that {who} expresses.",
    ),
    "emotion_multi": (
        "Which emotions does {who} show? There may be one or several.",
        "Select every emotion that {who} expresses.",
        "Which of these emotions can be seen on {who}?",
    ),
    "emotion_fine": (
        "Which emotion does {who} show, and how strongly?",
        "Choose the emotion and the intensity that {who} expresses.",
        "What does {who} feel, at which level of intensity?",
    ),
    "sentiment": (
        "What is the sentiment of {who}?",
        "Is what {who} expresses negative, neutral or positive?",
        "Choose the sentiment that {who} conveys.",
    ),
    "sentiment_fine": (
        "How negative or positive is what {who} expresses?",
        "Choose the degree of sentiment that {who} conveys.",
        "Where on the scale of sentiment is {who}?",
    ),
    "micro_expression": (
        "The clip holds a brief involuntary movement of the face. Of which class is the micro-expression?",
        "Which class of micro-expression flashes over the face of {who}?",
        "Classify the micro-expression in this clip.",
    ),
    "action_units": (
        "Which of these facial action units are active on {who}?",
        "Select every FACS action unit that {who} shows.",
        "Code the face of {who}: which of the listed action units occur?",
    ),
    "emotion_caption": (
        "Describe the emotion of {who} and the movements of the face that show it.",
        "Write a caption of what {who} feels, how strongly, and how the face shows it.",
        "What does {who} feel, and which facial movements tell?",
    ),
    "conversation": (
        "{lines}\nWhich emotion does {who} show in the last line?",
        "{lines}\nWhat does {who} feel while saying the last line?",
        "{lines}\nChoose the emotion of {who} in the last line of the dialogue.",
    ),
    "relation": (
        "How do the two people relate to each other?",
        "What is the emotional relationship of the two people in this scene?",
        "Choose the relation that the two people show to each other.",
    ),
    "open_attribute": (
        "Describe the {topic} of {who}.",
        "What can you say about the {topic} of {who}?",
        "How would you describe the {topic} of {who}?",
    ),
    "video_caption": (
        "Describe this video in detail: the scene, each person's appearance, actions and emotion, light and camera.",
        "Write a detailed caption of this video.",
        "What happens in this video? Go from the scene to the people, what they do and what they feel.",
    ),
    "rationale": (
        "What does {who} feel? Give the evidence first, then the conclusion.",
        "Which emotion does {who} show, and why? Reason from attributes over facial movements to the emotion.",
        "Explain step by step what the face of {who} expresses.",
    ),
}

ASPECT_QUESTIONS: dict[str, tuple[str, ...]] = {
    "background": ("What is in the background?", "Where does this take place?"),
    "lighting": ("How is the scene lit?", "What is the lighting like?"),
    "camera": ("How is the camera operated?", "What does the camera do?"),
    "people": ("How many people can be seen?", "How many people are in the video?"),
    "expression_time": (
        "When does the expression of {who} begin and end?",
        "From when to when does {who} show the expression?",
    ),
}
"""Questions on single aspects of a caption, for the ``qa`` config."""


def ask(bank: tuple[str, ...], draws: Random, **words: str) -> str:
    """One phrasing of a bank, filled in."""
    text = draws.choice(bank).format(**words)
    return text[:1].upper() + text[1:]

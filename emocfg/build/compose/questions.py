"""How each task is asked: several phrasings per task. The choice depends on the row's seed, never on the answer."""

from random import Random

QUESTIONS: dict[str, tuple[str, ...]] = {
    "appearance": (
        "Which of these appearance attributes does {who} have?",
        "Select every attribute that describes how {who} looks.",
        "Which of the listed features can be seen on {who}?",
        "Look at {who}: which of these attributes hold?",
        "From the list, choose all that fits the appearance of {who}.",
        "Tick everything that is true of the looks of {who}.",
    ),
    "appearance_caption": (
        "Describe how {who} looks.",
        "Write a caption of the appearance of {who}: face, hair and accessories.",
        "What does {who} look like?",
        "Give a short description of the looks of {who}.",
        "How would you describe {who} to somebody who cannot see the video?",
    ),
    "action": (
        "Which of these actions does {who} perform?",
        "Select everything that {who} does in this clip.",
        "Which of the listed actions can be seen?",
        "From the list, choose all the actions of {who}.",
        "What does {who} do in the video? Choose all that apply.",
    ),
    "action_caption": (
        "Describe what {who} does.",
        "Write a caption of the actions and the head pose of {who}.",
        "What is {who} doing, and how is the head turned to the camera?",
        "Say in one or two sentences what {who} does and where the head points.",
        "Which actions of {who} can be seen, and from which side is the face shown?",
    ),
    "identity": (
        "Do the two videos show the same person?",
        "Is the person in the first video the one in the second?",
        "Same person or different people: which is it?",
        "Compare the two videos: is it one person or two?",
        "Who is in these videos: twice the same person, or different people?",
    ),
    "head_pose": (
        "What is the head pose of {who}? Top is a view from above, down one from below.",
        "How is the head of {who} turned to the camera? Top stands for seen from above, down for seen from below.",
        "Choose the head pose of {who} (top: seen from above, down: seen from below).",
        "From which side does the camera see the head of {who}? Top means from above, down from below.",
        "Which of these views of the head of {who} does the clip show (top: from above, down: from below)?",
    ),
    "emotion_single": (
        "Which emotion does {who} show?",
        "What does {who} feel in this clip?",
        "Choose the emotion that {who} expresses.",
        "Which of these emotions fits {who} best?",
        "How does {who} feel here?",
        "Name the emotion on the face of {who}.",
    ),
    "emotion_multi": (
        "Which emotions does {who} show? There may be one or several.",
        "Select every emotion that {who} expresses.",
        "Which of these emotions can be seen on {who}?",
        "What does {who} feel? Choose all that apply.",
        "Mark each emotion in the list that {who} shows.",
    ),
    "emotion_fine": (
        "Which emotion does {who} show, and how strongly?",
        "Choose the emotion and the intensity that {who} expresses.",
        "What does {who} feel, at which level of intensity?",
        "Name the emotion of {who} together with its strength.",
        "Which emotion is it, and to what degree does {who} show it?",
    ),
    "sentiment": (
        "What is the sentiment of {who}?",
        "Is what {who} expresses negative, neutral or positive?",
        "Choose the sentiment that {who} conveys.",
        "Which polarity does what {who} expresses have?",
        "Does {who} come across as negative, neutral or positive?",
    ),
    "sentiment_fine": (
        "How negative or positive is what {who} expresses?",
        "Choose the degree of sentiment that {who} conveys.",
        "Where on the scale of sentiment is {who}?",
        "To what degree is the sentiment of {who} negative or positive?",
        "Rate the sentiment that {who} conveys.",
    ),
    "micro_expression": (
        "The clip holds a brief involuntary movement of the face. Of which class is the micro-expression?",
        "Which class of micro-expression flashes over the face of {who}?",
        "Classify the micro-expression in this clip.",
        "For a moment the face of {who} gives something away. Which class of micro-expression is it?",
        "To which class does the micro-expression of {who} belong?",
    ),
    "action_units": (
        "Which of these facial action units are active on {who}?",
        "Select every FACS action unit that {who} shows.",
        "Code the face of {who}: which of the listed action units occur?",
        "Which action units would a FACS coder note for {who}?",
        "Choose all action units that can be seen in the face of {who}.",
    ),
    "emotion_caption": (
        "Describe the emotion of {who} and the movements of the face that show it.",
        "Write a caption of what {who} feels, how strongly, and how the face shows it.",
        "What does {who} feel, and which facial movements tell?",
        "Say in a few sentences which emotion {who} shows and by what the face shows it.",
        "How does {who} feel? Describe the expression as well.",
    ),
    "conversation": (
        "{lines}\nWhich emotion does {who} show in the last line?",
        "{lines}\nWhat does {who} feel while saying the last line?",
        "{lines}\nChoose the emotion of {who} in the last line of the dialogue.",
        "{lines}\nHow does {who} feel at the end of this exchange?",
        "{lines}\nWith which emotion does {who} speak the last line?",
    ),
    "relation": (
        "How do the two people relate to each other?",
        "What is the emotional relationship of the two people in this scene?",
        "Choose the relation that the two people show to each other.",
        "Which of these words fits how the two people relate?",
        "What is the relation between the two people like?",
    ),
    "open_attribute": (
        "Describe the {topic} of {who}.",
        "What can you say about the {topic} of {who}?",
        "How would you describe the {topic} of {who}?",
        "Tell me about the {topic} of {who}.",
        "Look at the {topic} of {who}: what can be seen?",
    ),
    "video_caption": (
        "Describe this video in detail: the scene, each person's appearance, actions and emotion, light and camera.",
        "Write a detailed caption of this video.",
        "What happens in this video? Go from the scene to the people, what they do and what they feel.",
        "Give a full description of the clip, with the times of the expressions where you can.",
        "Tell in detail what is seen here: place, people, actions, feelings, camera and light.",
    ),
    "rationale": (
        "What does {who} feel? Give the evidence first, then the conclusion.",
        "Which emotion does {who} show, and why? Reason from attributes over facial movements to the emotion.",
        "Explain step by step what the face of {who} expresses.",
        "How can one tell what {who} feels? End with the emotion.",
        "Collect what can be seen of {who}, and conclude which emotion it is.",
        "Which observations lead to the emotion of {who}, and which emotion is it?",
    ),
}

RATIONALE_QUESTIONS: dict[str, tuple[str, ...]] = {
    "micro": (
        "Which class of micro-expression does {who} show, and why? Give the evidence first.",
        "Explain step by step which micro-expression flashes over the face of {who}.",
        "What moves in the face of {who}, when, and which class of micro-expression is it?",
        "Which movements decide the class of this micro-expression? End with the class.",
        "Classify the micro-expression of {who} and say what it is recognised by.",
    ),
    "words": (
        "{lines}\nWhich emotion do the words of {who} in the last line express? Quote the evidence, then conclude.",
        "{lines}\nGoing by what is said, what does {who} feel in the last line, and why?",
        "{lines}\nExplain from the dialogue which emotion {who} shows in the last line.",
        "{lines}\nWhat do these lines tell about the feelings of {who} at the end? Reason from the words.",
        "{lines}\nWhich emotion goes with the last line of {who}? Give the words that tell, then the emotion.",
    ),
    "caption": (
        "Describe {who} so that the description explains the feeling: looks, actions, face, then the emotion.",
        "Write a caption of {who} that gives its reasons: what is seen first, what it means last.",
        "Caption {who} step by step, from the scene and the looks over the face to what it all amounts to.",
        "Give a caption that shows by its evidence what {who} feels.",
        "Describe in order the looks of {who}, the actions, the face, and what follows from them.",
    ),
    "micro_caption": (
        "Describe {who} and what moves in the face, and conclude which class of micro-expression it is.",
        "Write a caption of {who} that gives the evidence for the class of the micro-expression.",
        "Caption the brief movement in the face of {who} and say last of which class it is.",
        "Give a caption that shows by its evidence which micro-expression {who} has.",
        "Describe in order what can be seen of {who}, and end with the class of the micro-expression.",
    ),
}
"""How rationales are asked where the question of the task does not fit: micro-expressions, words alone, captions."""


def ask(bank: tuple[str, ...], draws: Random, **words: str) -> str:
    """One phrasing of a bank, filled in."""
    text = draws.choice(bank).format(**words)
    return text[:1].upper() + text[1:]

"""How single aspects of a clip are asked, alone or as the turns of a conversation; never depending on the answer."""

ASPECT_QUESTIONS: dict[str, tuple[str, ...]] = {
    "background": (
        "What is in the background?",
        "Where does this take place?",
        "What can be seen behind the people?",
        "Describe the place of the scene.",
        "Which background does the video have?",
    ),
    "lighting": (
        "How is the scene lit?",
        "What is the lighting like?",
        "Describe the light.",
        "Which kind of light falls on the scene?",
        "What can be said of the light in this video?",
    ),
    "camera": (
        "How is the camera operated?",
        "What does the camera do?",
        "Describe the camera work.",
        "What is the camera like in this clip?",
        "How was this filmed?",
    ),
    "people": (
        "How many people can be seen?",
        "How many people are in the video?",
        "Count the people in this clip.",
        "What is the number of people in the scene?",
        "How many persons does the video show?",
    ),
    "expression_time": (
        "When does the expression of {who} begin and end?",
        "From when to when does {who} show the expression?",
        "At which times does the expression of {who} start and stop?",
        "Between which moments can the expression of {who} be seen?",
        "Give the start and the end of the expression of {who} in seconds.",
    ),
    "pose": (
        "Where does the face of {who} point?",
        "How does {who} face the camera?",
        "Describe how the head of {who} is turned.",
        "From where is {who} seen?",
        "Which view of the head of {who} is this?",
    ),
    "doing": (
        "What does {who} do?",
        "Which actions does {who} perform?",
        "Say what {who} is doing.",
        "What can {who} be seen doing?",
        "Describe the actions of {who} in a few words.",
    ),
    "movements": (
        "Which movements can be seen in the face of {who}?",
        "How does the face of {who} move?",
        "Which action units does the face of {who} show, and when?",
        "What moves in the face of {who}?",
        "Describe the facial movements of {who} with their times.",
    ),
    "feeling": (
        "What does {who} feel?",
        "Which emotion does {who} show?",
        "Describe the emotion of {who} in a few words.",
        "Which feeling can be read off {who}?",
        "How does {who} feel?",
    ),
    "micro_class": (
        "Which class of micro-expression is it?",
        "Of which class is the micro-expression of {who}?",
        "What kind of micro-expression does {who} show?",
        "How is this micro-expression classified?",
        "Name the class of the micro-expression.",
    ),
    "speaker": (
        "{lines}\nWho speaks last, and what is said?",
        "{lines}\nWhat is the last line, and whose is it?",
        "{lines}\nQuote the last line with its speaker.",
        "{lines}\nWhich words end this exchange, and who says them?",
        "{lines}\nRepeat the last line and name who says it.",
    ),
}
"""Questions on single aspects of a clip, for the ``qa`` config."""

FOLLOW_UPS: dict[str, tuple[str, ...]] = {
    "doing": (
        "And what does {who} do?",
        "Which actions of {who} can be seen besides?",
        "Next, the actions: what does {who} do?",
        "Go on: what is {who} doing?",
        "Now say what {who} does.",
    ),
    "movements": (
        "And how does the face of {who} move?",
        "Now look at the face of {who}: what moves, and when?",
        "Next, the face: which movements can be seen on {who}?",
        "Go on to the expression of {who}: what moves in the face?",
        "What can be seen to move in the face of {who}?",
    ),
    "feeling": (
        "Taking all of that together, what does {who} feel?",
        "So which emotion does {who} show?",
        "What follows from this for the emotion of {who}?",
        "Given what you said, how does {who} feel?",
        "Which emotion of {who} do these observations add up to?",
    ),
    "feeling_said": (
        "What does {who} feel while saying that?",
        "Which emotion do these words of {who} express?",
        "Given this line, how does {who} feel?",
        "What does that tell about the emotion of {who}?",
        "So which emotion goes with what {who} says?",
    ),
    "micro_class": (
        "So which class of micro-expression is it?",
        "Given what moves, of which class is the micro-expression of {who}?",
        "What follows from this for the class of the micro-expression?",
        "Which class of micro-expression do these observations add up to?",
        "How would you classify the micro-expression of {who} then?",
    ),
    "sentiment": (
        "Is that negative, neutral or positive?",
        "And which sentiment does {who} convey with it?",
        "Would you call what {who} expresses negative, neutral or positive?",
        "What is the sentiment of {who} then?",
        "Which polarity does that have: negative, neutral or positive?",
    ),
}
"""Questions that follow on an earlier answer."""

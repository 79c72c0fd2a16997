"""From a clip and its tree to instruction rows: questions, answers, captions, conversations and rationales.

``rows`` composes a clip; ``wording`` puts trees into English.
"""

"""emocfg: what the Emo-CFG data is and how it is made.

Start with ``emocfg.schema`` (the words), then ``emocfg.build`` (how rows are made). Nothing heavy is imported here.
"""

__version__ = "0.1.0"

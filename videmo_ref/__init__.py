"""Floor 8: the reference training and reasoning of VidEmo. Not written yet: curriculum SFT and tree-RL come here."""

"""Floor 8: the reference training and reasoning of VidEmo."""

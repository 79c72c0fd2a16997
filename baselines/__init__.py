"""Floor 7: the floors and reference points of every table. One file each; nothing is executed at import.

``chance``, ``majority`` and ``blind`` say what a number is worth without looking; ``oracle`` and ``noisy_oracle`` know
the truth and test the instruments, never a model.
"""

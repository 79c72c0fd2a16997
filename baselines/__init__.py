"""Floor 7: the floors and reference points of every table. Nothing is executed at import.

``chance``, ``majority`` and ``blind`` say what a number is worth without looking; ``single_frame`` and ``probe`` what
simple looks are worth; ``oracle`` and ``noisy_oracle`` know the truth and test the instruments, never a model.
"""

"""A copy of MELD in the owners' layout."""

from pathlib import Path

from emocfg.sources.meld import COLUMNS
from tests.sources.scans import touch, write

ROW = '1,"Hi, you.",Joey,joy,positive,{dialogue},{utterance},8,21,"00:16:16,059","00:16:21,731"'


def make(root: Path) -> Path:
    """Two utterances in each split, with the same dialogue id; one video has no annotation."""
    for split, folder in (
        ("train", "train_splits"),
        ("dev", "dev_splits_complete"),
        ("test", "output_repeated_splits_test"),
    ):
        rows = [ROW.format(dialogue=0, utterance=number) for number in range(2)]
        write(root / f"{split}_sent_emo.csv", "\r\n".join([",".join(COLUMNS), *rows, ""]))
        touch(root, f"{folder}/dia0_utt0.mp4", f"{folder}/dia0_utt1.mp4")
    touch(root, "dev_splits_complete/dia66_utt9.mp4")
    return root

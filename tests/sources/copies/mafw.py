"""A copy of MAFW in the owners' layout: two sets of five folds, and the sheets with every dirty value they have."""

from pathlib import Path

from tests.sources.scans import touch, write, write_xlsx

EMOTIONS = "anger disgust fear happiness neutral sadness surprise contempt anxiety helplessness disappointment".split()
SINGLE = dict(enumerate([*EMOTIONS[:9], "anger"], start=1))
"""Single label of videos 1 to 10; video 11 has votes alone, video 12 a compound label that is in no fold."""

COMPOUND = {**SINGLE, 1: "anger_disgust", 4: "happiness_surprise_contempt"}
CAPTIONS = {
    1: ("一个男人对着面前的人激动地说话。", "A man speaks excitedly to the man in front of him."),
    2: ("一个女人转过头去。", 'A woman turns her head away. "No."'),
}


def fold_of(kind: str, number: int) -> int:
    """The fold whose test list holds a video: video 2 is in fold 1 of one set and in fold 5 of the other."""
    return 5 if kind == "compound" and number == 2 else (number - 1) // 2 + 1


def code(name: str) -> int:
    """The owners' code of an emotion."""
    return EMOTIONS.index(name) + 1


def make(root: Path) -> Path:
    """Ten videos in both sets, lists with CRLF, captions in GB18030, a mark of 0.93 in the column of marks."""
    for kind, labels in (("single", SINGLE), ("compound", COMPOUND)):
        for fold in range(1, 6):
            for part in ("train", "test"):
                chosen = {n: label for n, label in labels.items() if (fold_of(kind, n) == fold) == (part == "test")}
                home = f"Train & Test Set/{kind}/{{}}/set_{fold}/{part}.txt"
                lines = [f"{n:05d}.mp4 {label}" for n, label in chosen.items()]
                write(root / home.format("no_caption"), "".join(f"{line}\r\n" for line in lines))
                told = ["\t".join((f"{n:05d}.mp4", chosen[n], *CAPTIONS[n])) for n in CAPTIONS if n in chosen]
                write(root / home.format("with_caption"), "".join(f"{line}\r\n" for line in told), "gb18030")
    votes = {n: [7 if name in COMPOUND[n].split("_") else 0 for name in EMOTIONS] for n in COMPOUND}
    marks = {1: -1, 2: 0.93}
    rows = [[f"{n:05d}.mp4", marks.get(n), *votes.get(n, [1] * 11)] for n in range(1, 13)]
    write_xlsx(root / "Labels/annotation.xlsx", [["clip", "invalid", *EMOTIONS], *rows])
    single = [[*row, code(SINGLE[n])] for n, row in enumerate(rows[:10], start=1)]
    write_xlsx(root / "Labels/single-set.xlsx", [["clip", "invalid", *EMOTIONS, "single_label"], *single])
    several = {n: ",".join(str(code(part)) for part in label.split("_")) for n, label in COMPOUND.items()}
    multi = [[*rows[n - 1], text] for n, text in {**several, 12: "9,10"}.items() if "," in text]
    write_xlsx(root / "Labels/multi-set.xlsx", [["clip", "invalid", *EMOTIONS, "multi_label"], *multi])
    write_xlsx(root / "Labels/descriptive_text.xlsx", [[f"{n:05d}.mp4", *texts] for n, texts in CAPTIONS.items()])
    write(root / "Labels(auto)/gender.txt", "00001: 1\n00003: 0\n")
    touch(root, *(f"data/clips/{n:05d}.mp4" for n in range(1, 13)))
    return root

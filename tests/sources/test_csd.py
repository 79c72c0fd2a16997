"""Sequences of the CMU-MultimodalSDK: plain numbers of this very file, or a typed error that names file and video."""

from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from emocfg.core import EmoCfgError
from emocfg.sources.readers import Files
from emocfg.sources.readers.csd import read_csd
from tests.sources.copies.mosi import write_sequence

NAME = "labels.csd"


def test_numbers_come_back_in_the_order_of_the_file(tmp_path: Path) -> None:
    labels = {"b": ([[1 / 3, -2], [0, 2.6]], [[9.0, 10.5], [1.0, 2.0]]), "a": ([[3, -0.1]], [[-0.5, 1.0]])}
    write_sequence(tmp_path / NAME, "All Labels", labels)
    rows = list(read_csd(Files(tmp_path), NAME, 2))
    assert [(row.video, row.row, row.start, row.end) for row in rows] == [
        ("a", 0, -0.5, 1.0),
        ("b", 0, 9.0, 10.5),
        ("b", 1, 1.0, 2.0),
    ]
    assert [row.values for row in rows] == [("3.0", "-0.1"), ("0.33333334", "-2.0"), ("0.0", "2.6")]
    assert rows[1].where == "labels.csd:b[0]"
    write_sequence(tmp_path / NAME, "Opinion Segment Labels", labels, "f8")
    assert list(read_csd(Files(tmp_path), NAME, 2))[1].values == ("0.3333333333333333", "-2.0")


def place(book: h5py.File) -> h5py.Group:
    return book.create_group("All Labels/data/v")


def intact(group: h5py.Group, *names: str) -> None:
    for name in names:
        group[name] = np.zeros((2, 2), "f4")


def external_group(book: h5py.File) -> None:
    book.create_group("All Labels/data")["v"] = h5py.ExternalLink("other.h5", "/All Labels/data/v")


def external_set(book: h5py.File) -> None:
    group = place(book)
    intact(group, "intervals")
    group["features"] = h5py.ExternalLink("other.h5", "/All Labels/data/v/features")


def external_root(book: h5py.File) -> None:
    book["All Labels"] = h5py.ExternalLink("other.h5", "/All Labels")


def soft(book: h5py.File) -> None:
    group = place(book)
    intact(group, "intervals")
    group["features"] = h5py.SoftLink("/All Labels/data/v/intervals")


def stored_elsewhere(book: h5py.File) -> None:
    group = place(book)
    intact(group, "intervals")
    secret = Path(book.filename).with_name("secret.bin")
    secret.write_bytes(bytes(16))
    group.create_dataset("features", (2, 2), "f4", external=[(str(secret), 0, 16)])


def virtual(book: h5py.File) -> None:
    group = place(book)
    intact(group, "intervals")
    layout = h5py.VirtualLayout((2, 2), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "/All Labels/data/v/features", (2, 2))
    group.create_virtual_dataset("features", layout)


def objects(book: h5py.File) -> None:
    group = place(book)
    intact(group, "intervals")
    group.create_dataset("features", (2, 2), h5py.vlen_dtype(np.dtype("f4")))


def words(book: h5py.File) -> None:
    group = place(book)
    intact(group, "intervals")
    group["features"] = np.array([[b"a", b"b"]] * 2)


def narrow(book: h5py.File) -> None:
    group = place(book)
    intact(group, "intervals")
    group["features"] = np.zeros((2, 1), "f4")


def flat(book: h5py.File) -> None:
    group = place(book)
    intact(group, "features")
    group["intervals"] = np.zeros(4, "f8")


def scalar(book: h5py.File) -> None:
    group = place(book)
    intact(group, "features")
    group["intervals"] = 1.0


def uneven(book: h5py.File) -> None:
    group = place(book)
    intact(group, "features")
    group["intervals"] = np.zeros((3, 2), "f8")


def without_intervals(book: h5py.File) -> None:
    intact(place(book), "features")


def bomb(book: h5py.File) -> None:
    group = place(book)
    intact(group, "intervals")
    group.create_dataset("features", (10**9, 2), "f4", chunks=(1000, 2), compression="gzip")


def large_block(book: h5py.File) -> None:
    group = place(book)
    intact(group, "intervals")
    group.create_dataset("features", (2, 2), "f4", maxshape=(None, 2), chunks=(10**8, 2), compression="gzip")


def two_groups(book: h5py.File) -> None:
    intact(place(book), "features", "intervals")
    book.create_group("More Labels")


def no_data(book: h5py.File) -> None:
    book.create_group("All Labels/metadata")


def data_is_numbers(book: h5py.File) -> None:
    intact(book.create_group("All Labels"), "data")


def group_of_groups(book: h5py.File) -> None:
    place(book).create_group("features")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        *((spoil, "E101") for spoil in (external_group, external_set, external_root, soft, stored_elsewhere, virtual)),
        (objects, "E306"),
        *((spoil, "E301") for spoil in (words, narrow, flat, scalar, uneven, without_intervals, bomb, large_block)),
        *((spoil, "E301") for spoil in (two_groups, no_data, data_is_numbers, group_of_groups)),
    ],
)
def test_what_is_not_plain_numbers_of_this_file_is_refused(
    tmp_path: Path, spoil: Callable[[h5py.File], None], code: str
) -> None:
    with h5py.File(tmp_path / "other.h5", "w") as other:
        intact(place(other), "features", "intervals")
    with h5py.File(tmp_path / NAME, "w") as book:
        spoil(book)
    with pytest.raises(EmoCfgError, match=rf"{code}[\s\S]*labels\.csd"):
        list(read_csd(Files(tmp_path), NAME, 2))


def test_no_link_is_followed_to_find_out_that_it_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link's target may be a device or a pipe: the name alone must do."""
    with h5py.File(tmp_path / NAME, "w") as book:
        external_set(book)
    opened: list[object] = []
    take = h5py.Group.__getitem__

    def noted(group: h5py.Group, name: str) -> object:
        opened.append(name)
        return take(group, name)

    monkeypatch.setattr(h5py.Group, "__getitem__", noted)
    with pytest.raises(EmoCfgError, match="E101"):
        list(read_csd(Files(tmp_path), NAME, 2))
    assert opened and "features" not in opened


@pytest.mark.parametrize("content", [b"", b"\x89HDF\r\n\x1a\n and then nothing", b"PK\x03\x04"])
def test_a_file_that_is_no_hdf5(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(EmoCfgError, match=r"E301[\s\S]*labels.csd"):
        list(read_csd(Files(tmp_path), NAME, 2))


def test_a_damaged_file_gives_rows_or_a_typed_error(tmp_path: Path) -> None:
    labels = {f"v{n}": ([[n / 7, 1]] * 3, [[n, n + 1]] * 3) for n in range(4)}
    write_sequence(tmp_path / NAME, "All Labels", labels)
    whole = (tmp_path / NAME).read_bytes()
    draws = np.random.default_rng(0)
    refused = 0
    for _ in range(60):
        spoilt = bytearray(whole)
        for at in draws.integers(0, len(whole), 20):
            spoilt[at] = draws.integers(0, 256)
        (tmp_path / NAME).write_bytes(bytes(spoilt))
        try:
            assert len(list(read_csd(Files(tmp_path), NAME, 2))) <= 12
        except EmoCfgError as problem:
            refused += 1
            assert problem.code in ("E301", "E101", "E306") and problem.where.startswith(NAME)
    assert refused

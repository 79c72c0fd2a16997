"""Labels in file names: fields that each have their own codes."""

from collections.abc import Mapping, Sequence

from emocfg.core import EmoCfgError


def read_fields(stem: str, separator: str, fields: Sequence[tuple[str, Mapping[str, str]]], *, where: str) -> list[str]:
    """The fields of a name, as written.

    Args:
        stem: the name without its suffix.
        separator: between the fields.
        fields: the name of each field and what its codes mean, in order.
        where: the file.

    Raises:
        EmoCfgError: E302 for another number of fields, or a code that a field does not have; it names file and field.

    >>> read_fields("01-06", "-", [("modality", {"01": "video"}), ("emotion", {"06": "fearful"})], where="01-06.mp4")
    ['01', '06']
    """
    codes = stem.split(separator)
    if len(codes) != len(fields):
        what = f"{len(codes)} fields instead of {len(fields)}"
        names = separator.join(name for name, _ in fields)
        raise EmoCfgError("E302", what, where=where, fix=f"the owner's names are {names}")
    for code, (name, table) in zip(codes, fields, strict=True):
        if code not in table:
            known = ", ".join(f"{key} {meaning}" for key, meaning in list(table.items())[:12])
            raise EmoCfgError("E302", f"field {name} is {code[:40]!r}", where=where, fix=f"{name}: {known}")
    return codes

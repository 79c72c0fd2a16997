"""Answers in JSON: the schemas that are asked for, and what a model wrote read against them.

Servers that enforce schemas (vLLM, the large vendors) send one bare object. Others wrap it in a fence or in talk; it
is found there too, but nothing is repaired and nothing is guessed.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from emocfg.core import EmoCfgError, canonical

from .request import Reply
from .wire import MAX_TEXT

_OBJECT_START = re.compile(r'\{\s*["}]')
_THOUGHT_END = "</think>"
_SHOWN = 120
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_KEYWORDS = frozenset(
    "type enum properties required additionalProperties items minItems maxItems minimum maximum description".split()
)


def object_of(properties: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of an object with exactly these properties, in the form that servers accept as strict.

    >>> canonical.dumps(object_of({"verdict": {"enum": ["pass", "fail"]}}))
    '{"additionalProperties":false,"properties":{"verdict":{"enum":["pass","fail"]}},"required":["verdict"],"type":"object"}'
    """
    return {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}


def read_json(reply: Reply, schema: str, *, sole: bool = False) -> dict[str, Any]:
    """The JSON object in a model's answer, which must follow the schema.

    What stands before a closing ``</think>`` is left out. The answer may hold the same object more than once, but not
    two different ones that follow the schema, and no broken one.

    Args:
        reply: the answer.
        schema: canonical JSON of a schema for an object; see :func:`problem_of` for what it may use.
        sole: True if no other object may stand beside it, not even one that does not follow the schema or the same
            one again: for answers that hostile text may have got into.

    Raises:
        EmoCfgError: E801 with what is wrong: no object, a broken or ambiguous one, or one against the schema.
    """
    rules = canonical.loads(schema, where="the schema")
    fitting: dict[str, dict[str, Any]] = {}
    found = 0
    wrong = "there is no JSON object in it"
    try:
        for found, value in enumerate(_objects(reply.text), start=1):  # noqa: B007 - read behind the loop
            wrong = problem_of(value, rules)
            if not wrong:
                fitting[canonical.dumps(value)] = value
    except EmoCfgError as problem:
        fitting, wrong = {}, problem.what
    if sole and found > 1:
        wrong = f"it holds {found} objects"
    elif len(fitting) == 1:
        return next(iter(fitting.values()))
    elif fitting:
        wrong = f"it holds {len(fitting)} different answers"
    elif reply.finish == "length":
        wrong = f"it was cut off at the allowed number of tokens; {wrong}"
    raise EmoCfgError(
        "E801",
        f"the answer is not as asked: {wrong[:200]}",
        where=f"{reply.model or 'the model'}: {reply.text[:_SHOWN]!r}",
        fix="use a server that enforces JSON schemas, a larger model, or more tokens",
    )


def problem_of(value: object, schema: dict[str, Any], place: str = "$") -> str:
    """What is wrong with a JSON value, "" if it follows the schema.

    The subset of JSON Schema that is understood: ``type`` (a name or a list of them), ``enum`` of plain values,
    ``properties``, ``required``, ``additionalProperties`` (true or false), ``items`` (one schema), ``minItems``,
    ``maxItems``, ``minimum``, ``maximum``, and ``description``. They mean what they mean there.

    Raises:
        ValueError: the schema uses something else; it is ours, so that is a bug.

    >>> problem_of({"score": 7}, {"properties": {"score": {"maximum": 5}}})
    '$.score is more than 5'
    """
    if unknown := schema.keys() - _KEYWORDS:
        raise ValueError(f"a schema with {', '.join(sorted(unknown))} cannot be checked")
    return (
        _type_problem(value, schema, place)
        or _object_problem(value, schema, place)
        or _array_problem(value, schema, place)
        or _number_problem(value, schema, place)
    )


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects that stand in a text, the outermost ones, in order; E303 at the first broken one."""
    if len(text) > MAX_TEXT:
        raise EmoCfgError("E303", f"longer than {MAX_TEXT} characters", where="the answer", fix="allow fewer tokens")
    position, decoder = text.rfind(_THOUGHT_END) + 1, json.JSONDecoder()
    while start := _OBJECT_START.search(text, position):
        try:
            _, position = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError) as problem:
            what = f"the JSON from character {start.start()} on is broken: {problem}"
            raise EmoCfgError("E303", what, where="the answer", fix="ask again") from problem
        yield canonical.loads(text[start.start() : position], where="the answer")


def _type_problem(value: object, schema: dict[str, Any], place: str) -> str:
    names = schema.get("type", [])
    names = [names] if isinstance(names, str) else names
    if names and not any(_is(value, name) for name in names):
        return f"{place} is not of type {' or '.join(names)}"
    if "enum" in schema and not any(_same(value, choice) for choice in schema["enum"]):
        shown = ", ".join(map(canonical.dumps, schema["enum"]))
        return f"{place} is {canonical.dumps(value)[:40]}, not one of {shown}"
    return ""


def _is(value: object, name: str) -> bool:
    if name == "integer":
        return _is(value, "number") and value == int(value)  # type: ignore[call-overload]
    return isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def _same(value: object, choice: object) -> bool:
    return isinstance(value, bool) == isinstance(choice, bool) and value == choice


def _object_problem(value: object, schema: dict[str, Any], place: str) -> str:
    if not isinstance(value, dict):
        return ""
    properties = schema.get("properties", {})
    if missing := [name for name in schema.get("required", []) if name not in value]:
        return f"{place} has no {missing[0]}"
    if not schema.get("additionalProperties", True) and (extra := sorted(value.keys() - properties)):
        return f"{place} has {extra[0][:40]!r}, which was not asked for"
    found = (problem_of(value[k], rule, f"{place}.{k}") for k, rule in properties.items() if k in value)
    return next(filter(None, found), "")


def _array_problem(value: object, schema: dict[str, Any], place: str) -> str:
    if not isinstance(value, list):
        return ""
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        return f"{place} has {len(value)} items"
    found = (problem_of(item, schema.get("items", {}), f"{place}[{i}]") for i, item in enumerate(value))
    return next(filter(None, found), "")


def _number_problem(value: object, schema: dict[str, Any], place: str) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    if value < schema.get("minimum", value):
        return f"{place} is less than {schema['minimum']}"
    if value > schema.get("maximum", value):
        return f"{place} is more than {schema['maximum']}"
    return ""

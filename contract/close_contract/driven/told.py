"""Compares what a client tells with what it was answered."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from close_contract import json_values
from close_contract.document import Contract, Operation, Schema

_SHOWN: Final = 80
_ABSENT: Final = object()


def lies(contract: Contract, operation: Operation, told: Any, truth: Any) -> Iterator[str]:
    """Yield in which members of the contract a value differs from the answer that it comes from.

    Members that the contract does not have may be told or not. Moments may be written in another way,
    exact to the microsecond.
    """
    schema = contract.resolved(operation.answer or {})
    page = schema.get("properties", {}).get("data")
    if page is None:
        yield from _object(contract, schema, told, truth, "")
        return
    answered = json_values.items(json_values.members(truth).get("data"))
    items = json_values.items(told)
    if not isinstance(told, list) or len(items) != len(answered):
        yield f"{len(items) if isinstance(told, list) else 'no'} items told, {len(answered)} answered"
        return
    item_schema = contract.resolved(page["items"])
    for n, (one, other) in enumerate(zip(items, answered, strict=True)):
        yield from _object(contract, item_schema, one, other, f"{n}/")


def same(told: Any, truth: Any) -> bool:
    """Tell whether two JSON values say the same; moments may be written differently."""
    if isinstance(told, bool) or isinstance(truth, bool):
        return told is truth
    if isinstance(told, str) and isinstance(truth, str):
        return told == truth or _moment(told, truth)
    if isinstance(told, dict) and isinstance(truth, dict):
        one, other = json_values.members(told), json_values.members(truth)
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(told, list) and isinstance(truth, list):
        ones, others = json_values.items(told), json_values.items(truth)
        return len(ones) == len(others) and all(map(same, ones, others))
    return bool(told == truth)


def _object(contract: Contract, schema: Schema, told: Any, truth: Any, place: str) -> Iterator[str]:
    if not isinstance(told, dict) or not isinstance(truth, dict):
        if not same(told, truth):
            yield f"{place or 'value'}: {_short(told)} told, {_short(truth)} answered"
        return
    one, other = json_values.members(told), json_values.members(truth)
    members: Mapping[str, Schema] = schema.get("properties", {})
    for name, member in members.items():
        if name.startswith("__"):
            continue
        yield from _member(contract, member, (one, other), name, place)


def _member(
    contract: Contract,
    schema: Schema,
    pair: tuple[Mapping[str, Any], Mapping[str, Any]],
    name: str,
    place: str,
) -> Iterator[str]:
    told, truth = (side.get(name, _ABSENT) for side in pair)
    where = f"{place}{name}"
    if truth is _ABSENT:
        if told is not _ABSENT and told is not None:
            yield f"{where}: {_short(told)} told, which was not answered"
        return
    if told is _ABSENT:
        if truth is not None:
            yield f"{where}: not told, {_short(truth)} answered"
        return
    schema = contract.resolved(schema)
    inner = contract.resolved(schema.get("items", {}))
    if "properties" in schema:
        yield from _object(contract, schema, told, truth, f"{where}/")
    elif "properties" in inner and isinstance(told, list) and isinstance(truth, list):
        ones, others = json_values.items(told), json_values.items(truth)
        if len(ones) != len(others):
            yield f"{where}: {len(ones)} items told, {len(others)} answered"
            return
        for n, (each, its) in enumerate(zip(ones, others, strict=True)):
            yield from _object(contract, inner, each, its, f"{where}/{n}/")
    elif not same(told, truth):
        yield f"{where}: {_short(told)} told, {_short(truth)} answered"


def _moment(told: str, truth: str) -> bool:
    try:
        one, other = datetime.fromisoformat(told), datetime.fromisoformat(truth)
    except ValueError:
        return False
    return (one.tzinfo is None) == (other.tzinfo is None) and one == other


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."

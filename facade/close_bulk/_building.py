"""Generated models, made in the cheapest way that gives the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from close_bulk import _contract
from close_bulk._json import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from close_bulk._contract import Schema

_CHOICES: Final = ("oneOf", "anyOf", "allOf")
_CONVERTED: Final = ("date-time", "date", "uuid", "binary")


def builder(model: type[Any], schema: Schema) -> Callable[[dict[str, Any]], Any]:
    """Give what makes a generated model of a JSON object.

    Where the contract gives no member a form of its own, such as that of a date, the object's members are
    the arguments of the constructor. That takes a quarter of the time of `from_dict`, which a list of many
    thousand items feels.

    Args:
        model: The generated class.
        schema: What the contract says about it.
    """
    from_dict: Callable[[dict[str, Any]], Any] = cast("Any", model).from_dict
    members: dict[str, Schema] = _contract.resolve(schema).get("properties", {})
    names = [field.name for field in cast("Any", model).__attrs_attrs__ if field.init]

    def checked(document: dict[str, Any]) -> Any:
        check_containers(schema, document)
        return from_dict(document)

    if set(names) != set(members) or not all(map(_is_kept, members.values())):
        return checked

    def build(document: dict[str, Any]) -> Any:
        try:
            return model(**document)
        except TypeError:
            # A member is missing, or one that the contract does not know is there.
            return checked(document)

    return build


def check_containers(schema: Schema, value: object) -> None:
    """Refuse what is no list or no object where the contract has one.

    The generated code would take an empty text for an empty list. A null is left to it.

    Raises:
        TypeError: It names the member.
    """
    _check_containers(schema, value, "it")


def _check_containers(schema: Schema, value: object, name: str) -> None:
    schema = _contract.resolve(schema)
    kind = schema.get("type")
    if value is None:
        return
    if kind == "array":
        if not isinstance(value, list):
            raise TypeError(f"{name} is {show(value)}, which is no list")
        for item in cast("list[object]", value):
            _check_containers(schema.get("items", {}), item, name)
    elif kind == "object":
        if not isinstance(value, dict):
            raise TypeError(f"{name} is {show(value)}, which is no object")
        members = cast("dict[str, object]", value)
        for member, said in schema.get("properties", {}).items():
            _check_containers(said, members.get(member), member)


def _is_kept(schema: Schema) -> bool:
    """Tell whether the generated code keeps a value as JSON has it."""
    schema = _contract.resolve(schema)
    parts = [part for name in _CHOICES for part in schema.get(name, ())]
    parts += [schema["items"]] if "items" in schema else []
    kinds = schema.get("type", ())
    return (
        "object" not in kinds
        and "properties" not in schema
        and schema.get("format") not in _CONVERTED
        and all(map(_is_kept, parts))
    )

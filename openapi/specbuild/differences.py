"""What differs between two schemas on one level: types, values, bounds, members, choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from specbuild.changes import Note, arrival, marks, usual_effect
from specbuild.shapes import canonical
from specbuild.wording import brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specbuild.changes import Action, Effect
    from specbuild.documents import Json
    from specbuild.matching import Branch
    from specbuild.shapes import Shape, Union
    from specbuild.shaping import Shapes

_LOWER: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_KINDS: Final = {"format": "format", "pattern": "pattern"}


def note(kind: str, action: Action, name: str = "", **said: Any) -> Note:
    """Make a note with the effect that its kind usually has."""
    effect = said.pop("effect", usual_effect(kind, action))
    return Note(kind=kind, action=action, name=name, effect=effect, **said)


def aside_notes(old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[Note]:
    """Note what came, went or changed beside the values: the default, and being deprecated."""
    if bool(old.get("deprecated")) != bool(new.get("deprecated")):
        yield note("deprecated", arrival(new=bool(new.get("deprecated"))))
    yield from plain_notes("default", _only(old, "default"), _only(new, "default"))


def _only(found: Mapping[str, Json], key: str) -> dict[str, Json]:
    return {"": found[key]} if key in found else {}


def plain_notes(kind: str, old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[Note]:
    """Note what came, went or changed among named plain values."""
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            yield note(kind, "added", key, new=new[key])
        elif key not in new:
            yield note(kind, "removed", key, old=old[key])
        elif canonical(old[key]) != canonical(new[key]):
            effect = _moved(key, old[key], new[key]) if kind == "bound" else "other"
            yield note(kind, "changed", key, old=old[key], new=new[key], effect=effect)


def _moved(key: str, old: Json, new: Json) -> Effect:
    if not isinstance(old, int | float) or not isinstance(new, int | float):
        return "other"
    return "narrower" if (new > old) == (key in _LOWER) else "wider"


def facet_notes(old: Mapping[str, Json], new: Mapping[str, Json]) -> Iterator[Note]:
    """Note the keywords with plain values that came, went or changed."""
    for key in sorted(old.keys() | new.keys()):
        kind = "bound" if key in (*_LOWER, *_UPPER) else _KINDS.get(key, "keyword")
        yield from plain_notes(
            kind,
            {k: v for k, v in old.items() if k == key},
            {k: v for k, v in new.items() if k == key},
        )


def type_notes(old: Shape, new: Shape) -> Iterator[Note]:
    """Note a change of type, with what it does: an integer is a number too."""
    if old.types == new.types and old.anything == new.anything:
        return
    lost, won = _beyond(old, new), _beyond(new, old)
    effect: Effect = "other" if lost and won else "narrower" if lost else "wider"
    yield note("type", "changed", old=brief(old), new=brief(new), effect=effect)


def _beyond(one: Shape, other: Shape) -> bool:
    """Tell whether ``one`` has a type that ``other`` has not; no type is every type."""
    if one.types is None or other.types is None:
        return one.anything or other.types is not None
    return any(
        name not in other.types and not (name == "integer" and "number" in other.types)
        for name in one.types
    )


def value_notes(old: Shape, new: Shape) -> Iterator[Note]:
    """Note the values that came and went, or the whole list of them."""
    if old.values is not None and new.values is not None:
        for key in sorted(old.values.keys() - new.values):
            yield note("value", "removed", old=old.values[key])
        for key in sorted(new.values.keys() - old.values):
            yield note("value", "added", new=new.values[key])
    elif old.values is not None:
        yield note("values", "removed", old=list(old.values.values()))
    elif new.values is not None:
        yield note("values", "added", new=list(new.values.values()))


def member_notes(old: Shape, new: Shape, before: Shapes, after: Shapes) -> Iterator[Note]:
    """Note properties and requirements that came and went, and whether other members may come."""
    gone, came = old.properties.keys() - new.properties, new.properties.keys() - old.properties
    for name in sorted(gone):
        said = marks(required=name in old.required - new.required)
        what = brief(before.of(old.properties[name]))
        yield note("property", "removed", name, old=what, marks=said)
    for name in sorted(came):
        said = marks(required=name in new.required - old.required, closed=old.closed)
        what = brief(after.of(new.properties[name]))
        yield note("property", "added", name, new=what, marks=said)
    # A property that comes or goes takes its requirement along.
    for name in sorted(new.required - old.required - came):
        yield note("required", "added", path=name)
    for name in sorted(old.required - new.required - gone):
        yield note("required", "removed", path=name)
    if old.closed != new.closed:
        yield note("other members", arrival(new=old.closed))


def choice_notes(old: Union, new: Union) -> Iterator[Note]:
    """Note what happened to the property that tells the branches apart."""
    yield from plain_notes("discriminator", _discriminator(old), _discriminator(new))


def _discriminator(union: Union) -> dict[str, Json]:
    return {} if union.property_name is None else {"": union.property_name}


def tag_notes(old: Branch, new: Branch) -> Iterator[Note]:
    """Note the discriminator's values for one branch, where both documents have some."""
    if old.named and new.named:
        for tag in sorted(new.named - old.named):
            yield note("discriminator value", "added", tag)
        for tag in sorted(old.named - new.named):
            yield note("discriminator value", "removed", tag)

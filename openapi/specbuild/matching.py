"""Which branch of a choice became which: nothing but their likeness tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from specbuild.errors import SpecError
from specbuild.shapes import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specbuild.references import Schema
    from specbuild.shapes import Shape, Union
    from specbuild.shaping import Shapes

_ALIKE: Final = 0.5
"""How much two branches must share to be taken for one that changed."""

_MOST: Final = 100_000
"""So many pairs of branches are looked at: the vendor's largest choice has a few dozen branches."""


class Branch:
    """One branch of a choice and what it is recognised by."""

    def __init__(self, schema: Schema, union: Union, shapes: Shapes) -> None:
        self.schema = schema
        peeled = shapes.references.peel(schema)
        self.ref = peeled.ref
        self.shape = shapes.of(schema)
        self.types = shapes.types(self.shape)
        named = {tag for tag, ref in union.tags.items() if self.ref in (ref, _pointer(ref))}
        self.named = frozenset(named)
        self.tags = {**_tags(self.shape, shapes), **_named_tag(union, self.named)}
        self.features = _features(self.shape, self.tags)

    @property
    def label(self) -> str:
        """What a reader tells the branch from the others by."""
        if self.tags:
            return ", ".join(f"{name}={value}" for name, value in sorted(self.tags.items()))
        if self.ref:
            return self.ref.rsplit("/", 1)[-1]
        return " or ".join(sorted(self.shape.types or ())) or "any"

    @property
    def key(self) -> str:
        """An order of branches that does not depend on the order in which they are written."""
        return "\n".join(sorted(self.features))


def _pointer(name: str) -> str:
    # A discriminator may map to a bare component name.
    return f"#/components/schemas/{name}"


def _named_tag(union: Union, named: frozenset[str]) -> dict[str, str]:
    if union.property_name is None or len(named) != 1:
        return {}
    return {union.property_name: next(iter(named))}


def _tags(shape: Shape, shapes: Shapes) -> dict[str, str]:
    """Give the required members that have one fixed value."""
    tags: dict[str, str] = {}
    for name in shape.required & shape.properties.keys():
        values = shapes.of(shape.properties[name]).values
        if values is not None and len(values) == 1:
            tags[name] = str(next(iter(values.values())))
    return tags


def _features(shape: Shape, tags: dict[str, str]) -> frozenset[str]:
    return frozenset(
        {f"type {name}" for name in shape.types or ("any",)}
        | {f"value {value}" for value in shape.values or ()}
        | {f"property {name}" for name in shape.properties}
        | {f"required {name}" for name in shape.required}
        | {f"tag {name} {value}" for name, value in tags.items()}
        | {f"facet {name} {canonical(value)}" for name, value in shape.facets.items()}
        | {f"inner {name}" for name in shape.inner}
    )


def likeness(old: Branch, new: Branch) -> float:
    """Tell how sure it is that ``old`` became ``new``: 0 for not at all."""
    shared = old.tags.keys() & new.tags.keys()
    if any(old.tags[name] != new.tags[name] for name in shared):
        return 0
    alike = len(old.features & new.features) / (len(old.features | new.features) or 1)
    same_name = old.ref is not None and old.ref == new.ref
    if shared or same_name or alike == 1:
        return 1 + alike + same_name / 10
    return alike if alike >= _ALIKE else 0


def is_open(branch: Branch, among: Sequence[Branch]) -> bool:
    """Tell whether another branch takes whatever this one's type holds."""
    types = branch.types
    return any(
        other is not branch
        and other.shape.bare
        and not other.shape.unions
        and (other.shape.types is None or (types is not None and other.shape.types >= types))
        for other in among
    )


def pairs(
    old: Sequence[Branch], new: Sequence[Branch]
) -> tuple[list[tuple[Branch, Branch]], list[Branch], list[Branch]]:
    """Pair the branches, surest first; return the pairs, those gone and those that came.

    Raises:
        SpecError: There are too many of them.
    """
    if len(old) * len(new) > _MOST:
        raise SpecError(f"a choice of {len(old)} and one of {len(new)} are too large to compare")
    scored = [
        (-likeness(a, b), sorted((a.key, b.key)), i, j)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
        if likeness(a, b)
    ]
    mine: dict[int, int] = {}
    for _, _, i, j in sorted(scored):
        if i not in mine and j not in mine.values():
            mine[i] = j
    return (
        [(old[i], new[j]) for i, j in sorted(mine.items())],
        [branch for i, branch in enumerate(old) if i not in mine],
        [branch for j, branch in enumerate(new) if j not in mine.values()],
    )

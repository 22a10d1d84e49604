"""From a path to the operations that the contract has for it."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias
from urllib.parse import unquote

from attrs import frozen

from close_contract.traffic.compiled import Compiled

Methods: TypeAlias = Mapping[str, Compiled]


@frozen
class Route:
    """What a path leads to: operations by method, and what stands in the place of `{id}`."""

    template: str
    methods: Methods
    values: Mapping[str, str]


class Router:
    """Finds operations by path; a parameter of a template is a whole step."""

    def __init__(self, operations: Iterable[Compiled]) -> None:
        self._methods: dict[str, dict[str, Compiled]] = {}
        for each in operations:
            methods = self._methods.setdefault(each.operation.path, {})
            methods[each.operation.method] = each
        # Literal steps come first, so that /x/known/ is not taken for /x/{id}/.
        self._steps: dict[int, list[tuple[str, list[str]]]] = {}
        for template in sorted(self._methods, key=lambda each: each.count("{")):
            steps = template.split("/")
            self._steps.setdefault(len(steps), []).append((template, steps))

    @property
    def templates(self) -> list[str]:
        """The paths of the contract."""
        return [*self._methods]

    def find(self, path: str) -> Route | None:
        """Return the route of a path below the base path, percent-encoded; None if there is none."""
        steps = path.split("/")
        for template, expected in self._steps.get(len(steps), ()):
            values = _values(expected, steps)
            if values is not None:
                return Route(template, self._methods[template], values)
        return None


def _values(expected: list[str], steps: list[str]) -> Mapping[str, str] | None:
    values: dict[str, str] = {}
    for name, step in zip(expected, steps, strict=True):
        if name.startswith("{") and step:
            values[name.strip("{}")] = unquote(step)
        elif name != step:
            return None
    return values

"""The signatures that `help()` and IDEs show of methods that take fields, and of asynchronous twins."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, get_overloads, get_type_hints


class _LeftOut:
    """The default of a field that may be left out, as `help()` shows it."""

    def __repr__(self) -> str:
        return "..."


@cache
def _keywords(*fields: type) -> tuple[inspect.Parameter, ...]:
    """Give the fields as parameters, the required ones first."""
    required = {name for kind in fields for name in kind.__required_keys__}  # type: ignore[attr-defined]
    keywords = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=annotation,
            default=inspect.Parameter.empty if name in required else _LeftOut(),
        )
        for kind in fields
        for name, annotation in get_type_hints(kind).items()
    ]
    return tuple(sorted(keywords, key=lambda parameter: parameter.name not in required))


Method = TypeVar("Method", bound=Callable[..., Any])


def _given(method: Callable[..., Any]) -> Any:
    """Give what a method gives, which a method that says `Any` leaves to its last overload, the widest."""
    said = method.__annotations__["return"]
    overloads = get_overloads(method) if said == "Any" else ()
    return overloads[-1].__annotations__["return"] if overloads else said


def takes(*fields: type) -> Callable[[Method], Method]:
    """Show the fields in `help()` and in the signature, as keyword arguments.

    They are taken as ``**fields`` so that a call with missing and misspelt ones is answered by one error
    that names them all, not by Python's, which knows only the first kind.
    """

    def decorate(method: Method) -> Method:
        own = inspect.signature(method)
        positional = [
            p for p in own.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD
        ]
        method.__signature__ = own.replace(  # type: ignore[attr-defined]
            parameters=[*positional, *_keywords(*fields)], return_annotation=_given(method)
        )
        return method

    return decorate


def like(twin: Callable[..., Any]) -> Callable[[Method], Method]:
    """Give an asynchronous method the documentation and the parameters of its synchronous twin."""

    def decorate(method: Method) -> Method:
        method.__doc__ = twin.__doc__
        signature = inspect.signature(twin)
        own = inspect.signature(method)
        method.__signature__ = signature.replace(return_annotation=own.return_annotation)  # type: ignore[attr-defined]
        return method

    return decorate

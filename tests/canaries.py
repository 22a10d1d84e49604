"""Secrets that no text may hold, in every form in which they travel."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from traceback import walk_tb
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any
from urllib.parse import quote_plus

KEY = "canary+key/1"
TOKEN = "canary+token/2"
SECRET = "canary+secret/3"
REFRESH = "canary+refresh/4"
NEXT_ACCESS = "canary+access/5"
NEXT_REFRESH = "canary+refresh/6"


def canaries(*others: str) -> list[str]:
    """Give the secrets, and others that a test came by, in every form."""
    return [*_KNOWN, *_forms(others)]


def _forms(secrets: Iterable[str]) -> Iterator[str]:
    for secret in secrets:
        yield secret
        yield quote_plus(secret)
        # As HTTP Basic has it.
        yield base64.b64encode(f"{secret}:".encode()).decode().rstrip("=")


_KNOWN = tuple(_forms((KEY, TOKEN, SECRET, REFRESH, NEXT_ACCESS, NEXT_REFRESH)))


def leaks(text: str | bytes, *others: str) -> list[str]:
    """Give the secrets that a text holds."""
    data = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    return [canary for canary in canaries(*others) if canary.encode() in data]


def led_to(error: BaseException) -> Iterator[BaseException]:
    """Give an exception and everything that led to it."""
    left: list[BaseException | None] = [error]
    known: set[int] = set()
    while left:
        one = left.pop()
        if one is not None and id(one) not in known:
            known.add(id(one))
            left += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]
            yield one


def exposed(error: BaseException, deepest: int = 7) -> list[str]:
    """Give what an exception, and all that led to it, shows of secrets: in its text, and in variables.

    Looks at the variables of every frame but those of the tests, and far into what they refer to.
    """
    found: list[str] = []
    for one in led_to(error):
        found += [f"{one!r}: {leak}" for leak in leaks(repr(one) + repr(vars(one)))]
        for frame, line in walk_tb(one.__traceback__):
            code = frame.f_code
            if "/tests/" not in code.co_filename:
                place = f"{code.co_filename}:{line} {code.co_name}"
                found += [f"{place}: {leak}" for leak in _shown(frame.f_locals, deepest)]
    return found


def _shown(variables: object, deepest: int) -> Iterator[str]:
    """Give the secrets in what can be reached from variables, without calling anything but `repr`."""
    level: list[Any] = [variables]
    known: dict[int, Any] = {}
    for _ in range(deepest):
        reached: list[Any] = []
        for value in level:
            if id(value) not in known:
                known[id(value)] = value
                with suppress(Exception):
                    yield from leaks(repr(value))
                reached += _parts(value)
        level = reached


def _parts(value: Any) -> list[Any]:
    if isinstance(value, str | type | ModuleType | FunctionType | BuiltinFunctionType):
        return []
    if isinstance(value, bytes | bytearray | memoryview):
        return [bytes(value).decode("latin-1")]
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return [*value]
    slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
    held = [getattr(value, name, None) for name in slots]
    return [*held, *getattr(value, "__dict__", {}).values(), getattr(value, "__self__", None)]

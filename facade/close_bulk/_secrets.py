"""Secrets, kept out of everything that is printed: reprs, pickles, tracebacks with variables."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from inspect import CO_GENERATOR
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, NoReturn, cast

from close_bulk._json import text

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


class Secret:
    """A text that no repr, log or traceback shows."""

    __slots__ = ("reveal",)

    def __init__(self, text: object) -> None:
        self.reveal: Callable[[], Any] = lambda: text

    @classmethod
    def of(cls, text: object) -> Secret | None:
        """Wrap a text that may be missing."""
        return None if text is None else cls(text)

    def stripped(self) -> Secret:
        """Drop white space around it, such as the newline of a file."""
        given = text(self.reveal())
        return self if given is None else Secret(given.strip())

    def __repr__(self) -> str:
        return "<secret>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("secrets are not pickled: make the client where it is used")


@contextmanager
def covered() -> Generator[None]:
    """Let an exception show where it came from, and none of the variables there.

    For whatever works with a secret in the clear: Ctrl-C and a cancelled task can end it anywhere, also deep
    in the HTTP library, and tools print the variables of every frame that they pass through.
    """
    before = sys.exception()
    try:
        yield
    except BaseException as error:
        _clear(error, before)
        raise


def _clear(error: BaseException, before: BaseException | None) -> None:
    """Clear the frames of an exception, and of all that led to it since the one that was there before."""
    known = {id(before)}
    left: list[BaseException | None] = [error]
    while left:
        one = left.pop()
        if one is None or id(one) in known:
            continue
        known.add(id(one))
        for frame, _ in walk_tb(one.__traceback__):
            # Those that are still running stay as they are. A generator of the caller's that raised an
            # earlier exception may have gone on since, and clearing would end it.
            if one is error or not frame.f_code.co_flags & CO_GENERATOR:
                with suppress(RuntimeError):
                    frame.clear()
        left += [one.__cause__, one.__context__]
        if isinstance(one, BaseExceptionGroup):
            left += cast("BaseExceptionGroup[BaseException]", one).exceptions

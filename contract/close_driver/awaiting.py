"""Lets calls be made with `AsyncClose` as if it were `Close`: whatever has to be awaited is."""

import asyncio
from collections.abc import AsyncIterable
from inspect import isawaitable
from typing import Any


class Awaited:
    """Stands for an object of `AsyncClose`; calls of its methods return when they are done."""

    def __init__(self, awaited: Any, runner: asyncio.Runner) -> None:
        self._awaited = awaited
        self._runner = runner

    def __getattr__(self, name: str) -> Any:
        """Return a part of the client, or a method of it."""
        return self._settled(getattr(self._awaited, name))

    def __call__(self, *positional: Any, **named: Any) -> Any:
        """Call it and await what it returns; a list is read to its end."""
        result = self._awaited(*positional, **named)
        if isawaitable(result):
            result = self._runner.run(_value(result))
        if hasattr(result, "__aiter__"):
            return self._runner.run(_items(result))
        return self._settled(result)

    def _settled(self, value: Any) -> Any:
        is_client = type(value).__module__.startswith("close_bulk.") and not callable(value)
        is_awaited = callable(value) or (is_client and "Async" in type(value).__name__)
        return Awaited(value, self._runner) if is_awaited else value


async def _value(result: Any) -> Any:
    return await result


async def _items(listing: AsyncIterable[Any]) -> list[Any]:
    return [item async for item in listing]

"""Modules that are imported when something of them is first used.

A program that makes one call should not pay for lists, previews and tables; nor for what the standard
library has for rare cases.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module until something of it is used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)

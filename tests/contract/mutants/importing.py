"""Importing the emulator with one of its modules changed."""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import CodeType, ModuleType
from typing import Final

from attrs import frozen

_STANDING: Final = (
    "close_emulator",
    "contract.furniture",
    "contract.wrong",
    "contract.mutants.furnished",
    "contract.mutants.trial",
)
"""The emulator, and what of the tests stands on it."""


@frozen
class Changed(MetaPathFinder, Loader):
    """Finds one module, whose code is this instead of what its file has."""

    name: str
    code: CodeType

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find the module, and leave all others to whoever comes next."""
        return spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        exec(self.code, module.__dict__)  # noqa: S102 - the emulator's own source


def forget() -> None:
    """Let whoever imports the emulator, or what stands on it, read it anew."""
    for known in [*sys.modules]:
        if known.startswith(_STANDING):
            del sys.modules[known]


def change(name: str, code: CodeType) -> None:
    """Let this process import a module of the emulator changed."""
    forget()
    sys.meta_path.insert(0, Changed(name, code))

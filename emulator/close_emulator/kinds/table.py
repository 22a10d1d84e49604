"""The one table of kinds."""

from collections.abc import Mapping
from typing import Any, Final

from close_emulator.kinds.deletes import DELETE
from close_emulator.kinds.edits import EDIT
from close_emulator.kinds.emails import EMAIL
from close_emulator.kinds.kind import Kind
from close_emulator.kinds.sequence_subscriptions import SEQUENCE_SUBSCRIPTION

KINDS: Final[Mapping[str, Kind[Any]]] = {
    kind.name: kind for kind in (EMAIL, EDIT, DELETE, SEQUENCE_SUBSCRIPTION)
}

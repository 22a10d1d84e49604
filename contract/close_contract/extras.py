"""What to install where a package of an extra is missing; it needs none of them itself."""

from collections.abc import Collection
from typing import Final

EXTRAS: Final = {
    "click": "cli",
    "rich": "cli",
    "h11": "contract",
    "harfile": "contract",
    "jsonschema_rs": "contract",
    "schemathesis": "contract",
    "yaml": "contract",
}
"""The extra that has a package, by the name that is imported."""


def missing(error: ModuleNotFoundError, who: str, extras: Collection[str]) -> str:
    """Return what to do about a missing package, empty if no extra has it.

    `who` needs all of these `extras`.
    """
    name = (error.name or "").partition(".")[0]
    if name not in EXTRAS:
        return ""
    named = f"extra{'' if len(extras) == 1 else 's'} {' and '.join(extras)}"
    return (
        f"{who} needs {name}: install close-bulk with its {named}, "
        f'in a clone pip install ".[{",".join(extras)}]"'
    )

"""Items as flat rows, and rows as a small table for notebooks."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, Final, cast

from close_bulk._json import offers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = dict[str, Any]

_LONGEST: Final = 60


def rows(items: Iterable[Any]) -> list[Row]:
    """Make rows that all have the same columns, in the order in which they first appear.

    Args:
        items: What has a `to_row`, generated models, or plain mappings.
    """
    found = [_row(item) for item in items]
    columns = dict.fromkeys(name for row in found for name in row)
    return [{name: row.get(name) for name in columns} for row in found]


def _row(item: Any) -> Row:
    members: Row
    if isinstance(item, dict):
        members = cast("Row", item)
    else:
        members = item.to_row() if offers(item, "to_row") else item.to_dict()
    return {name: _cell(value) for name, value in members.items()}


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def html(caption: str, rows: Sequence[Row]) -> str:
    """Make an HTML table; whatever the service or a customer wrote is text in it, never markup."""
    head = "".join(f"<th>{escape(name)}</th>" for name in (rows[0] if rows else ()))
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(_short(value))}</td>' for value in row.values())}</tr>"
        for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."

"""Changes of a document, one a row, each with the lines that tell of it."""

from typing import Any

from spec.changes import answers, operations, rare, requests

CASES: list[Any] = [*operations.CASES, *requests.CASES, *answers.CASES, *rare.CASES]

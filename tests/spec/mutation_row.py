"""How a row about a mutation is written, and what several of them lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from spec.mutations import Document

POST = "POST /bulk_action/sequence_subscription/"
ANSWER = f"{POST} response 200: "
AS_DIFF = ("as diff",)


def safe(text: str) -> str:
    """Write the line of a change that breaks nobody."""
    return f"{text} (callers: no, parsers: no)"


def breaks_callers(text: str) -> str:
    """Write the line of a change that breaks those who send."""
    return f"{text} (callers: yes, parsers: no)"


def breaks_parsers(text: str) -> str:
    """Write the line of a change that breaks those who read."""
    return f"{text} (callers: no, parsers: yes)"


@frozen
class Row:
    """One mutation, and everything that it should lead to."""

    name: str
    mutate: Callable[[Document], object]
    base: Literal["page", "whole"] = "page"
    """Which of the vendor's documents is mutated."""
    applied: tuple[str, ...] = ()
    """The actions that become applied and were idle without the mutation; and so on."""
    idle: tuple[str, ...] = ()
    needless: tuple[str, ...] = ()
    homeless: tuple[str, ...] = ()
    conflicting: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """What makes the contract unsound although no action notices."""
    diff: tuple[str, ...] = ()
    """What `make spec-diff` prints of it: systematic defects are undone first."""
    written: tuple[str, ...] | None = AS_DIFF
    """What the diff of the documents as they are written says, if it is something else."""

    @property
    def statuses(self) -> dict[str, str]:
        """Which actions have another status than without the mutation, and which."""
        return {
            name: status
            for status in ("applied", "idle", "needless", "homeless", "conflicting")
            for name in getattr(self, status)
        }


FIRST = "`action_type`, `calls_assigned_to`, `contact_preference`, `created_by`"
ON_THE_OPERATION = (
    "20-bulk-sequence-subscriptions.yaml: a typed, required request body",
    "20-bulk-sequence-subscriptions.yaml: what the created bulk action leads to",
    "20-bulk-sequence-subscriptions.yaml: list",
    "40-requests.yaml: reassign",
    "40-requests.yaml: whom calls go to",
    "40-requests.yaml: selection and confirmation",
    "40-requests.yaml: s_query is required",
    "40-requests.yaml: nothing beside the known fields",
    "50-responses.yaml: closed enums of the answer go",
    "50-responses.yaml: open enums",
    "50-responses.yaml: query and sort of the answer go",
    "60-errors.yaml: untyped refusals go",
    "60-errors.yaml: refusals of every operation",
    "81-parameters.yaml: time zone of what was there before",
    "82-answers.yaml: refusals of the added operations",
    "82-answers.yaml: what is left of the rate limit, in answers",
)
NEWER = (
    "GET /newer_0/{id}/",
    "DELETE /newer_1/{id}/",
    "GET /newer_1/{id}/",
    "DELETE /newer_2/{id}/",
    "GET /newer_2/{id}/",
    "DELETE /newer_3/{id}/",
    "GET /newer_3/{id}/",
    "DELETE /newer_4/{id}/",
    "GET /newer_4/{id}/",
    "DELETE /newer_5/{id}/",
    "GET /newer_5/{id}/",
    "DELETE /newer_6/{id}/",
    "GET /newer_6/{id}/",
    "DELETE /sequence_subscription/{id}/",
    "POST /thing_46/",
    "POST /thing_47/",
)
ON_THE_ANSWER = (
    "40-requests.yaml: reassign",
    "40-requests.yaml: whom calls go to",
    "40-requests.yaml: selection and confirmation",
    "40-requests.yaml: s_query is required",
    "40-requests.yaml: nothing beside the known fields",
    "50-responses.yaml: closed enums of the answer go",
    "50-responses.yaml: open enums",
    "50-responses.yaml: query and sort of the answer go",
    "60-errors.yaml: untyped refusals go",
    "82-answers.yaml: refusals of the added operations",
)
ON_REASSIGN = (
    "40-requests.yaml: reassign",
    "40-requests.yaml: whom calls go to",
    "40-requests.yaml: selection and confirmation",
    "40-requests.yaml: s_query is required",
    "40-requests.yaml: nothing beside the known fields",
)

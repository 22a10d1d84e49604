"""The fields of each request, as type checkers and `help()` see them.

A test holds that they are those of the contract. (No postponed annotations here: they would hide
`NotRequired` from `TypedDict`.)
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict, TypeVar, get_type_hints

from close_bulk._selection import Selection

ContactPreference = Literal["lead", "contact"]


class _CommonFields(TypedDict):
    s_query: Selection
    results_limit: NotRequired[int | None]
    sort: NotRequired[Sequence[Mapping[str, Any]]]
    send_done_email: NotRequired[bool]


class _SenderFields(TypedDict):
    sender_account_id: str
    sender_name: str
    sender_email: str
    calls_assigned_to: NotRequired[Sequence[str] | None]
    from_phone_number_id: NotRequired[str | None]


class SubscribeFields(_CommonFields, _SenderFields):
    """Fields of a subscribe request."""

    sequence_id: str
    contact_preference: ContactPreference


class SequenceFields(_CommonFields):
    """Fields of a pause, resume or resume_finished request."""

    sequence_id: NotRequired[str]


class ReassignFields(_CommonFields, _SenderFields):
    """Fields of a reassign request."""

    sequence_id: NotRequired[str]


class SubscriptionFilters(TypedDict, total=False):
    """Filters of the list of sequence subscriptions; at least one is needed."""

    sequence_id: str
    contact_id: str
    lead_id: str


class _LeftOut:
    """The default of a field that may be left out, as `help()` shows it."""

    def __repr__(self) -> str:
        return "..."


Method = TypeVar("Method", bound=Callable[..., Any])


def takes(fields: type) -> Callable[[Method], Method]:
    """Show the fields in `help()` and in the signature, as keyword arguments.

    They are taken as ``**fields`` so that a call with missing and misspelt ones is answered by one error
    that names them all, not by Python's, which knows only the first kind.
    """

    def decorate(method: Method) -> Method:
        required: frozenset[str] = fields.__required_keys__  # type: ignore[attr-defined]
        own = inspect.signature(method)
        positional = [
            p for p in own.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD
        ]
        keywords = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                annotation=annotation,
                default=inspect.Parameter.empty if name in required else _LeftOut(),
            )
            for name, annotation in get_type_hints(fields).items()
        ]
        keywords.sort(key=lambda parameter: parameter.name not in required)
        method.__signature__ = own.replace(parameters=positional + keywords)  # type: ignore[attr-defined]
        return method

    return decorate


def like(twin: Callable[..., Any]) -> Callable[[Method], Method]:
    """Give an asynchronous method the documentation and the parameters of its synchronous twin."""

    def decorate(method: Method) -> Method:
        method.__doc__ = twin.__doc__
        signature = inspect.signature(twin)
        own = inspect.signature(method)
        method.__signature__ = signature.replace(return_annotation=own.return_annotation)  # type: ignore[attr-defined]
        return method

    return decorate

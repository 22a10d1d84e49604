"""Every error that leaves this package, by kind.

All of them are a `CloseError`, and their text says what is wrong and what to do about it. None of them
holds the API key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from close_bulk._actions import ActionState


@frozen
class Problem:
    """One thing that is wrong with a request that was not sent."""

    field: str
    """The wire's name of the field."""
    kind: Literal["missing", "forbidden", "invalid"]
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


@frozen
class RequestSummary:
    """What was sent: enough to look for it, nothing secret. The body stays out of the repr."""

    method: str
    path: str
    body: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class CloseError(Exception):
    """Base of all errors of this package."""

    def __reduce__(self) -> tuple[Callable[..., CloseError], tuple[Any, ...]]:
        # Exceptions with keyword arguments do not survive a process pool without this.
        return _rebuild, (type(self), self.args, self.__dict__)


def _rebuild(kind: type[CloseError], args: tuple[Any, ...], state: dict[str, Any]) -> CloseError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ConfigurationError(CloseError):
    """The client cannot be used as it was set up: API key, base URL, time limits."""


class InvalidRequest(CloseError):
    """The arguments break a rule of the contract; nothing was sent."""

    def __init__(self, headline: str, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        """Everything that is wrong, not only the first."""
        listing = "\n".join(f"- {problem}" for problem in problems)
        super().__init__(f"{headline}:\n{listing}")

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the fields that are required and were not given."""
        return self._named("missing")

    @property
    def forbidden(self) -> tuple[str, ...]:
        """Names of the fields that were given and do not belong to this action."""
        return self._named("forbidden")

    @property
    def invalid(self) -> tuple[str, ...]:
        """Names of the fields whose values are wrong."""
        return self._named("invalid")

    def _named(self, kind: str) -> tuple[str, ...]:
        return tuple(problem.field for problem in self.problems if problem.kind == kind)


class CallError(CloseError):
    """A request was not answered with what it asked for."""

    def __init__(self, what: str, *, request: RequestSummary, advice: str = "") -> None:
        self.what = what
        """What happened, without what to do about it."""
        self.request = request
        super().__init__(f"{what}; {advice}" if advice else what)


class TransportError(CallError):
    """No usable answer came: no connection, a broken one, or none in time."""

    def __init__(self, what: str, *, request: RequestSummary, sent: bool, advice: str = "") -> None:
        self.sent = sent
        """False only if the connection shows that the server cannot have had the whole request."""
        super().__init__(what, request=request, advice=advice)


class CallTimeout(TransportError):
    """The answer was not complete within the time limit."""


class BadResponse(CallError):
    """The answer says success, and its body is not what the contract describes."""

    def __init__(self, what: str, *, request: RequestSummary, status: int, body: bytes) -> None:
        self.status = status
        self.body = body
        """The body as received, at most 16 MiB."""
        super().__init__(what, request=request)


class ApiError(CallError):
    """The service refused the request.

    Subclasses name the statuses that a caller treats differently; any other status that is not a
    success, a redirect included, is an `ApiError` itself.
    """

    advice = "see the vendor's page on HTTP response codes"

    def __init__(
        self,
        what: str,
        *,
        status: int,
        request: RequestSummary,
        request_id: str | None = None,
        errors: tuple[str, ...] = (),
        field_errors: Mapping[str, Any] | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.status = status
        self.request_id = request_id
        """The service's own id of the request, where it sent one: quote it to the vendor's support."""
        self.errors = errors
        self.field_errors = dict(field_errors or {})
        """What is wrong, by field; the values are the service's, mostly strings."""
        self.retry_after = retry_after
        """Seconds after which the service will take requests again, where it says so."""
        wait = "" if retry_after is None else f" (it asks to be left alone for {retry_after:g} s)"
        super().__init__(what, request=request, advice=self.advice + wait)


class BadRequest(ApiError):
    """400: the request is not valid; `errors` and `field_errors` say why."""

    advice = "mend what the service names"


class Unauthorized(ApiError):
    """401: the API key is not valid."""

    advice = "check the API key: it may be mistyped, deleted, or of another organization"


class PlanLimit(ApiError):
    """402: the organization's plan does not include this."""

    advice = "ask an administrator of the organization about its plan"


class Forbidden(ApiError):
    """403: the user behind the API key may not do this."""

    advice = "use the key of a user who has the permission"


class NotFound(ApiError):
    """404: there is no such object, or not for this user."""

    advice = "check the id, the organization of the API key, and that the base URL ends in /api/v1"


class RateLimited(ApiError):
    """429: a rate limit is used up, and waiting for it would have taken too long."""

    advice = "slow down"


class ServerError(ApiError):
    """5xx: the service failed."""

    advice = "try again later"


class OutcomeUnknown(CloseError):
    """A request that starts or changes something may or may not have taken effect.

    It was not sent again, because a second one could reach customers twice. Look before you repeat it:
    the text says where. `__cause__` is the error that left the outcome open.
    """

    def __init__(
        self, message: str, *, request: RequestSummary, action_id: str | None = None
    ) -> None:
        self.request = request
        self.action_id = action_id
        """The id of the bulk action, where it did start and could only not be read."""
        super().__init__(message)


class ActionError(CloseError):
    """Waiting for a bulk action ended without its end; `action` is the handle, to go on with."""

    def __init__(self, message: str, *, action: ActionState) -> None:
        self.action = action
        super().__init__(message)


class ActionFailed(ActionError):
    """The bulk action ended with status `error`."""


class ActionStalled(ActionError):
    """The bulk action has not moved for longer than the limit; it may be paused."""


class WaitTimeout(ActionError):
    """The time limit of the wait is over; the bulk action goes on without us."""

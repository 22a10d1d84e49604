"""Every error that leaves this package, by kind.

All of them are a `CloseError`, and their text says what is wrong and what to do about it. No text, repr
or pickle of them holds an API key or a token.

Two kinds of error are not ours: Python's own `TypeError` for a call that a signature does not allow (too many
positional arguments, a keyword that it does not have; where it takes fields, unknown ones are an
`InvalidRequest`), and what a caller's own callback, hook, transport or clock raises, which passes through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from close_api_client.models import SequenceStep
    from close_bulk._actions import ActionState
    from close_bulk._oauth import OAuthTokens
    from close_bulk._previewing import Preview
    from close_bulk._resources.report import Report


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


_Error = TypeVar("_Error", bound=CloseError)


def _rebuild(kind: type[_Error], args: tuple[Any, ...], state: dict[str, Any]) -> _Error:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ConfigurationError(CloseError):
    """The client cannot be used as it was set up: API key, base URL, time limits."""


class SignInError(CloseError):
    """The OAuth tokens could not be renewed, and the call was not sent; the text says what to do.

    The client asks no second time: the refresh token is used up, or may be.
    """


class TokensNotStored(SignInError):
    """The OAuth tokens were renewed, and `on_refresh` failed to store the new ones; `__cause__` says why.

    `tokens` has them (an `OAuthTokens`; None in a pickled copy). The client keeps them too: its next call
    begins by calling `on_refresh` with them again.
    """

    def __init__(self, message: str, *, tokens: OAuthTokens) -> None:
        self.tokens: OAuthTokens | None = tokens
        super().__init__(message)

    def __reduce__(self) -> tuple[Callable[..., CloseError], tuple[Any, ...]]:
        return _rebuild, (type(self), self.args, {**self.__dict__, "tokens": None})


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


class CountDiffers(CloseError):
    """A bulk action would touch more or fewer leads than the caller expects; nothing was started."""

    def __init__(self, *, expected: int, preview: Preview, was_shown: bool = False) -> None:
        self.expected = expected
        """Leads that the caller expects it to touch, or that the preview showed which was to be started."""
        self.found = preview.count
        """Leads that it would touch."""
        self.preview = preview
        """What it would do, with some of the leads."""
        found = "1 lead" if self.found == 1 else f"{self.found} leads"
        told, do = f"the expected {expected}", "mend the selection or the expectation"
        if was_shown:
            told, do = f"{expected} as previewed", "make a new preview, to start what that shows"
        super().__init__(
            f"{preview.request} was not sent: it would touch {found}, not {told}; look at the "
            f"preview of this error, and {do}"
        )


class CallError(CloseError):
    """A request was not answered with what it asked for."""

    def __init__(
        self, what: str, *, request: RequestSummary, advice: str = "", request_id: str | None = None
    ) -> None:
        self.what = what
        """What happened, without what to do about it."""
        self.request = request
        self.request_id = request_id
        """The service's own id of the request, where it sent one: quote it to the vendor's support."""
        super().__init__(f"{what}; {advice}" if advice else what)


class TransportError(CallError):
    """No usable answer came: no connection, a broken one, or none in time."""

    def __init__(
        self,
        what: str,
        *,
        request: RequestSummary,
        sent: bool,
        advice: str = "",
        request_id: str | None = None,
    ) -> None:
        self.sent = sent
        """False only if the connection shows that the server cannot have had the whole request."""
        super().__init__(what, request=request, advice=advice, request_id=request_id)


class CallTimeout(TransportError):
    """The answer was not complete within the time limit."""

    queued: bool = False
    """Whether all that time no connection of the client was free, so that nothing was sent."""


class BadResponse(CallError):
    """The answer says success, and its body is not what the contract describes."""

    def __init__(
        self,
        what: str,
        *,
        request: RequestSummary,
        status: int,
        body: bytes,
        advice: str = "",
        request_id: str | None = None,
    ) -> None:
        self.status = status
        self.body = body
        """The body as received, at most 16 MiB."""
        super().__init__(what, request=request, advice=advice, request_id=request_id)


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
        advice: str | None = None,
    ) -> None:
        self.status = status
        self.errors = errors
        self.field_errors = dict(field_errors or {})
        """What is wrong, by field; the values are the service's, mostly strings."""
        self.retry_after = retry_after
        """Seconds after which the service will take requests again, where it says so."""
        wait = "" if retry_after is None else f" (it asks to be left alone for {retry_after:g} s)"
        advice = self.advice if advice is None else advice
        super().__init__(what, request=request, advice=advice + wait, request_id=request_id)

    def advising(self, advice: str) -> Self:
        """Give the same error with another advice, from who knows what the request was for.

        Args:
            advice: What to do about it.
        """
        message = f"{self.what}; {advice}"
        return _rebuild(type(self), (message,), self.__dict__)


class BadRequest(ApiError):
    """400: the request is not valid; `errors` and `field_errors` say why."""

    advice = "mend what the service names"


class Unauthorized(ApiError):
    """401: the service does not know the API key or the token."""

    advice = "check the API key or the token that the client signs in with"


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
    """429: a rate limit is used up, and waiting for it would have taken too long, or was in vain.

    One client keeps the limits by itself, however many threads share it. Others that use the same key, or the
    same organization, it does not know of.
    """

    advice = (
        "share one client among threads, and raise max_retries where other clients use up the limit too; or "
        "come back later"
    )


class ServerError(ApiError):
    """5xx: the service failed; 501 says that it does not offer what was asked."""

    advice = "try again later"


class OutcomeUnknown(CloseError):
    """A request that starts or changes something may or may not have taken effect.

    It was not sent again, because a second one could reach customers twice. Look before you repeat it:
    the text says where. `__cause__` is the error that left the outcome open.
    """

    def __init__(
        self,
        message: str,
        *,
        request: RequestSummary,
        action_id: str | None = None,
        request_id: str | None = None,
    ) -> None:
        self.request = request
        self.request_id = request_id
        """The service's own id of the request, where an answer came and had one."""
        self.action_id = action_id
        """The id of what was started or made, where it was and could only not be read."""
        super().__init__(message)


class StepsWouldBeRemoved(CloseError):
    """A new list of a sequence's steps leaves some out, which would remove them; nothing was changed.

    The text names them and says how to keep them, and how to remove them on purpose.
    """

    def __init__(self, message: str, *, steps: tuple[SequenceStep, ...]) -> None:
        self.steps = steps
        """The steps that would be removed, as models of the generated client."""
        super().__init__(message)


class ChangesFailed(CloseError):
    """Some of the subscriptions that were to be changed are not, or may not be."""

    def __init__(self, message: str, *, report: Report) -> None:
        self.report = report
        """What became of each of them."""
        super().__init__(message)


class ListChanged(CloseError):
    """A list changed so much while it was read that the place in it was lost; nothing was left out so far."""

    def __init__(self, *, given: int) -> None:
        self.given = given
        """How many items were given."""
        super().__init__(
            f"the list changed so much while it was read that the place after the first {given} items cannot "
            "be found again: read it anew while less is going on. To change or remove what it holds, read it "
            "to the end first, as list(...) does, and then go through what was read"
        )


class SkipLimit(CloseError):
    """The list is longer than the service counts; what lies before its limit was given."""

    def __init__(self, *, skip: int, given: int, refusal: BadRequest) -> None:
        self.skip = skip
        """The `_skip` that was refused."""
        self.given = given
        """How many items were given."""
        self.refusal = refusal
        super().__init__(
            f"{refusal.request}: the list goes on, but the service does not count as far as {skip}; {given} "
            f"items were given. {_way_on(refusal.request.path)}"
        )


def _way_on(path: str) -> str:
    """Say how to have the rest of a list that the service does not count to the end of."""
    if path.startswith("/bulk_action/"):
        kind = path.split("/")[2]
        return (
            f"close.events.list(object_type='bulk_action.{kind}', action='created') has those of the last 30 "
            "days; close.bulk.get() takes the object_id of each"
        )
    if path.startswith("/sequence_subscription/"):
        return "Ask for narrower lists, for instance one per contact_id or lead_id, and read each"
    return "There is no filter for less: what lies behind is read by its id only"


class SearchLimit(CloseError):
    """More leads match than one search gives; those that it gives were given."""

    def __init__(self, *, given: int, total: int) -> None:
        self.given = given
        self.total = total
        """Leads that match, as the service counts them."""
        super().__init__(
            f"{total} leads match, and a search gives no more than {given}: divide the selection, for "
            f"instance by ranges of date_created, and search each part; or say results_limit={given}"
        )


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

"""A small client that does everything right, and clients that are wrong in one way each.

They run in this process: what makes calls with a client need not be another program.
"""

import http.client
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import define, evolve, field, frozen

from close_contract.document import contract, operations
from close_contract.driven.call import Call, Customs, Verdict, plainest
from close_contract.driven.driver import Outcome
from close_contract.judge import Judge
from close_contract.traffic.messages import Request, Response
from close_contract.traffic.violation import Side

JUDGE: Final = Judge()
CUSTOMS: Final = Customs(contract(), JUDGE)
TIMEOUT: Final = 2.0
_LIMIT: Final = 100


class Lost(Exception):
    """No usable answer came."""


def failed(name: str, *, own: bool = True, left_open: bool = False, text: str = "") -> Outcome:
    """Return an error."""
    return Outcome("error", name=name, own=own, open=left_open, text=text, line=text)


def told(value: Any) -> Outcome:
    """Return a value as it would come through a pipe."""
    line = json.dumps(value)
    return Outcome("value", value=json.loads(line), line=line)


@define
class Client:
    """Sends the plainest request for a call, once, and believes only answers that conform."""

    base_url: str
    timeout: float = TIMEOUT
    call: Call = field(init=False)

    def operations(self) -> frozenset[str]:
        """Return that it has calls for everything but searches."""
        return frozenset(each.id for each in operations().values()) - {"search_data"}

    def ask(self, call: Call) -> Outcome:
        """Make a call."""
        self.call = call
        if not self._takes(call):
            return failed("InvalidRequest")
        request = plainest(call)
        try:
            return self._answer(request, self._exchange(request))
        except Lost as lost:
            return failed("Lost", left_open=call.changes, text=str(lost))

    def _takes(self, call: Call) -> bool:
        return CUSTOMS.call(call.operation, call.arguments).verdict is Verdict.VALID

    def _exchange(self, request: Request) -> Response:
        return self.send(request)

    def _answer(self, request: Request, response: Response) -> Outcome:
        if 400 <= response.status < 500:
            is_open = self.call.changes and response.status in (408, 409, 425)
            return failed("Refused", left_open=is_open)
        found = JUDGE.exchange(request, response)
        is_odd = any(each.side is Side.ANSWER for each in found)
        if response.status >= 300 or response.status < 200 or is_odd:
            return failed("Unreadable", left_open=self.call.changes)
        return self._value(response)

    def _value(self, response: Response) -> Outcome:
        if self.call.operation.answer is None:
            return told(None)
        body = json.loads(response.content())
        return told(self._whole(body) if "data" in body else body)

    def _whole(self, page: dict[str, Any]) -> list[Any]:
        """Return the items of a list, all pages of it.

        Raises:
            Lost: it does not end.
        """
        items = [*page["data"]]
        while page.get("has_more") or page.get("cursor_next"):
            query = (
                {"_skip": len(items)} if "has_more" in page else {"_cursor": page["cursor_next"]}
            )
            further = evolve(self.call, arguments={**self.call.arguments, **query})
            page = json.loads(self.send(plainest(further)).body)
            if items[-1:] == page["data"][-1:]:
                raise Lost("the list does not end")
            items += page["data"]
        return items

    def send(self, request: Request) -> Response:
        """Send a request over a connection of its own.

        Raises:
            Lost: no answer came.
        """
        url = urlsplit(self.base_url)
        connection = http.client.HTTPConnection(str(url.hostname), url.port, timeout=self.timeout)
        try:
            connection.request(
                request.method, request.target, request.body or None, dict(request.headers)
            )
            response = connection.getresponse()
            pairs = tuple((name, value) for name, value in response.getheaders())
            return Response(response.status, pairs, response.read())
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Lost(f"{type(error).__name__}: {error}") from None
        finally:
            connection.close()


class Dropping(Client):
    """Forgets a field that was asked for."""

    def _exchange(self, request: Request) -> Response:
        body = json.loads(request.body)
        body.pop("results_limit", None)
        return super()._exchange(evolve(request, body=json.dumps(body).encode()))


class SendingNull(Client):
    """Sends null for what was left out."""

    def _exchange(self, request: Request) -> Response:
        body = {"send_done_email": None, **json.loads(request.body)}
        return super()._exchange(evolve(request, body=json.dumps(body).encode()))


class Inventing(Client):
    """Sets a default that nobody asked for."""

    def _exchange(self, request: Request) -> Response:
        body = {"send_done_email": False, **json.loads(request.body)}
        return super()._exchange(evolve(request, body=json.dumps(body).encode()))


class Resending(Client):
    """Sends a start again after a 503."""

    def _exchange(self, request: Request) -> Response:
        response = super()._exchange(request)
        return self.send(request) if response.status == 503 else response


class Insisting(Client):
    """Sends a start again when its answer is lost."""

    def _exchange(self, request: Request) -> Response:
        with suppress(Lost):
            return super()._exchange(request)
        return self.send(request)


class Believing(Client):
    """Takes any 200 for a success, HTML included, and tells what was asked for."""

    def _answer(self, request: Request, response: Response) -> Outcome:
        outcome = super()._answer(request, response)
        is_believed = response.status == 200 and outcome.open
        return told({"id": "x", **self.call.arguments}) if is_believed else outcome


class Swapping(Client):
    """Tells how many leads there are for how many are done, and the other way round."""

    def _value(self, response: Response) -> Outcome:
        body = json.loads(response.body)
        done, total = body["n_leads_processed"], body["n_leads"]
        return told({**body, "n_leads_processed": total, "n_leads": done})


class Shortening(Client):
    """Keeps no more than forty characters of a text."""

    def _value(self, response: Response) -> Outcome:
        body = json.loads(response.body)
        texts = {name: text[:40] for name, text in body.items() if isinstance(text, str)}
        return told({**body, **texts})


class Zoning(Client):
    """Takes moments without an offset for moments in UTC, and says so."""

    def _value(self, response: Response) -> Outcome:
        body = json.loads(response.body)
        return told({**body, "date_created": f"{body['date_created']}+00:00"})


class Crashing(Client):
    """Knows only today's values of an enumeration."""

    def _answer(self, request: Request, response: Response) -> Outcome:
        if b'"brand_new"' in response.body:
            return failed("ValueError", own=False, text="'brand_new' is not a valid Status")
        return super()._answer(request, response)


class Hanging(Client):
    """Waits for ever when nothing comes."""

    def ask(self, call: Call) -> Outcome:
        """Make a call."""
        outcome = super().ask(call)
        return Outcome("hung", text="had not come back") if "imeout" in outcome.text else outcome


class Certain(Client):
    """Says that nothing was done when the answer is lost."""

    def ask(self, call: Call) -> Outcome:
        """Make a call."""
        return evolve(super().ask(call), open=False)


class Careless(Client):
    """Sends whatever it is told."""

    def _takes(self, call: Call) -> bool:
        try:
            plainest(call).target.encode("ascii")
        except ValueError:
            return False
        return True


class Silent(Client):
    """Never sends anything, and is content."""

    def ask(self, call: Call) -> Outcome:
        """Make no call."""
        del call
        return told(None)


class Timid(Client):
    """Refuses a value that the contract knows."""

    def _takes(self, call: Call) -> bool:
        return super()._takes(call) and call.arguments.get("action_type") != "reassign"


class Strict(Client):
    """Takes no answer that has a member more than is known."""

    def _value(self, response: Response) -> Outcome:
        is_new = "brand_new" in json.loads(response.body)
        return failed("Unreadable") if is_new else super()._value(response)


class Forgetful(Client):
    """Leaves out of a list what lies beyond its first page."""

    def _whole(self, page: dict[str, Any]) -> list[Any]:
        return [*page["data"]]


class Defaulting(Client):
    """Makes up zero where the answer says nothing."""

    def _answer(self, request: Request, response: Response) -> Outcome:
        with suppress(ValueError, AttributeError):
            body = json.loads(response.body)
            if response.status == 200 and "n_leads_processed" not in body and body.get("id"):
                return told({**body, "n_leads_processed": 0})
        return super()._answer(request, response)


class Meddling(Client):
    """Resumes a bulk action whenever it reads one."""

    def _exchange(self, request: Request) -> Response:
        change = json.dumps({"status": "resuming"}).encode()
        pair = ("content-type", "application/json")
        self.send(evolve(request, method="PUT", body=change, headers=(*request.headers, pair)))
        return super()._exchange(request)


class Anxious(Client):
    """Says of a refusal that something may have been done."""

    def _answer(self, request: Request, response: Response) -> Outcome:
        outcome = super()._answer(request, response)
        return evolve(outcome, open=True) if response.status == 403 else outcome


class Talkative(Client):
    """Shows in its errors how it has signed in."""

    def _answer(self, request: Request, response: Response) -> Outcome:
        outcome = super()._answer(request, response)
        is_error = outcome.kind == "error"
        return evolve(outcome, line=str(request.headers)) if is_error else outcome


class Doubling(Client):
    """Asks twice, to be sure."""

    def _exchange(self, request: Request) -> Response:
        self.send(request)
        return super()._exchange(request)


class Gullible(Client):
    """Takes whatever object comes for the one that was asked for."""

    def _answer(self, request: Request, response: Response) -> Outcome:
        with suppress(ValueError, KeyError, TypeError):
            body = json.loads(response.body)
            if response.status == 200 and isinstance(body["id"], str):
                return told(body)
        return super()._answer(request, response)


class Following(Client):
    """Follows a redirect and takes what is there for the answer."""

    def _answer(self, request: Request, response: Response) -> Outcome:
        place = dict(response.headers).get("location")
        if place and response.status < 400:
            return told(
                json.loads(self.send(evolve(request, method="GET", target=place, body=b"")).body)
            )
        return super()._answer(request, response)


class Mistaken(Client):
    """Reads another object than the one that was asked for."""

    def _exchange(self, request: Request) -> Response:
        return super()._exchange(evolve(request, target=f"{request.target.rstrip('/')}2/"))


class Elsewhere(Client):
    """Asks for another path than the contract's."""

    def _exchange(self, request: Request) -> Response:
        return super()._exchange(evolve(request, target=request.target.rstrip("/")))


@frozen
class Wrong:
    """A wrong client, an operation that shows it, and the rule that finds it."""

    make: Callable[[str], Client]
    operation: str
    rule: str


_START: Final = "create_bulk_sequence_subscription"
_GET: Final = "get_bulk_email"

WRONG: Final = (
    Wrong(Dropping, _START, "says_what_was_asked"),
    Wrong(SendingNull, _START, "sends_what_is_allowed"),
    Wrong(Inventing, _START, "says_what_was_asked"),
    Wrong(Resending, "create_bulk_delete", "never_twice"),
    Wrong(Insisting, "create_sequence_subscription", "never_twice"),
    Wrong(Believing, "create_bulk_delete", "confirmed_success"),
    Wrong(Swapping, _GET, "tells_what_was_answered"),
    Wrong(Shortening, _GET, "tells_what_was_answered"),
    Wrong(Zoning, "get_sequence", "tells_what_was_answered"),
    Wrong(Crashing, _GET, "own_errors"),
    Wrong(Hanging, "get_me", "comes_back"),
    Wrong(Certain, "update_sequence_subscription", "open_outcomes"),
    Wrong(Careless, _START, "sends_what_is_allowed"),
    Wrong(Silent, _START, "sends_valid_calls"),
    Wrong(Silent, "get_me", "exercised"),
    Wrong(Timid, _START, "sends_valid_calls"),
    Wrong(Strict, "get_saved_search", "reads_what_conforms"),
    Wrong(Forgetful, "list_sequences", "tells_what_was_answered"),
    Wrong(Defaulting, _GET, "tells_what_was_answered"),
    Wrong(Meddling, _GET, "only_reads_beside"),
    Wrong(Anxious, "delete_sequence", "clear_refusals"),
    Wrong(Talkative, _GET, "keeps_secrets"),
    Wrong(Doubling, "get_me", "asks_once"),
    Wrong(Gullible, "get_sequence", "about_what_was_asked"),
    Wrong(Following, "update_sequence_subscription", "confirmed_success"),
    Wrong(Mistaken, "get_sequence", "says_what_was_asked"),
    Wrong(Elsewhere, "get_me", "sends_what_is_allowed"),
)

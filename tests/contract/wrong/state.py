"""Servers that forget what was written, or write something else."""

import json
from typing import Any, Final

from attrs import define, evolve, field

from close_emulator import Request, Response
from contract.wrong.faults import Fault, Members, asked, drop, members, put, reply
from contract.wrong.wrong import wrong

NOT_FOUND: Final = {"error": "Not Found"}
SEQUENCE: Final = "GET /sequence/[^/]+/"
SEQUENCES: Final = "GET /sequence/"
SUBSCRIPTION: Final = "GET /sequence_subscription/[^/]+/"
SUBSCRIPTIONS: Final = "GET /sequence_subscription/"
BULK_PUT: Final = "PUT /bulk_action/.*"
EVENTS: Final = "GET /event/"


@define
class Forgetful:
    """Hides what was created from lists, or from anybody who asks for it."""

    listed: bool = True
    found: bool = True
    _created: set[str] = field(factory=set[str], init=False)

    def response(self, request: Request, response: Response) -> Response:
        """Hide what was created."""
        shown = members(response.body)
        if shown is None or response.status not in {200, 201}:
            return response
        if request.method == "POST":
            self._created.add(str(shown.get("id")))
        elif request.method == "GET" and isinstance(shown.get("data"), list) and not self.listed:
            kept = [each for each in shown["data"] if each.get("id") not in self._created]
            return evolve(response, body=json.dumps({**shown, "data": kept}).encode())
        elif request.method == "GET" and shown.get("id") in self._created and not self.found:
            return reply(404, NOT_FOUND)(request, response)
        return response


@define
class Unchanging:
    """Answers a change as if it was made, and shows what was there before to whoever reads."""

    names: tuple[str, ...]
    _before: dict[str, Members] = field(factory=dict[str, Members], init=False)

    def response(self, request: Request, response: Response) -> Response:
        """Show what was at first."""
        shown = members(response.body)
        if shown is None or response.status not in {200, 201} or request.method == "PUT":
            return response
        if isinstance(shown.get("data"), list):
            shown = {**shown, "data": [self._as_first(each) for each in shown["data"]]}
        else:
            shown = self._as_first(shown)
        return evolve(response, body=json.dumps(shown).encode())

    def _as_first(self, shown: Members) -> Members:
        first = self._before.setdefault(str(shown.get("id")), shown)
        return {**shown, **{name: first[name] for name in self.names if name in first}}


@define
class Overdone:
    """Does to every bulk action what is asked of one: shows all of them as paused."""

    _paused: bool = field(default=False, init=False)

    def response(self, request: Request, response: Response) -> Response:
        """Show actions as paused after one was."""
        shown = members(response.body)
        if shown is None or response.status != 200:
            return response
        if request.method == "PUT":
            self._paused = members(request.body) == {"status": "paused"}
        elif self._paused and isinstance(shown.get("data"), list):
            every = [{**each, "status": "paused"} for each in shown["data"]]
            return evolve(response, body=json.dumps({**shown, "data": every}).encode())
        return response


@define
class Reviving:
    """Lets what is done or has failed be paused."""

    _revived: set[str] = field(factory=set[str], init=False)

    def response(self, request: Request, response: Response) -> Response:
        """Show what was paused after its end as paused."""
        if request.method == "PUT" and response.status == 400:
            self._revived.add(request.path)
        shown = members(response.body)
        if request.method == "GET" and request.path in self._revived and shown:
            return evolve(response, body=json.dumps({**shown, "status": "paused"}).encode())
        return response


def _keeps_deleted() -> Fault:
    return Fault(to="DELETE .*", request=lambda request: evolve(request, method="GET"))


def _misses_fields(shown: Members) -> Members:
    return {**shown, "changed_fields": []}


def _previous_is_new(shown: Members) -> Members:
    return {**shown, "previous_data": shown.get("data") or {}}


def _keeps_data(shown: Members) -> Members:
    return {**shown, "data": shown.get("data") or {"name": "Renamed"}}


def _without_actions(*words: str) -> Fault:
    def change(shown: Members) -> Members:
        if "data" not in shown:
            return shown
        return {
            **shown,
            "data": [each for each in shown["data"] if each.get("action") not in words],
        }

    return Fault(to=EVENTS, answer=change)


def _counts(change: Any) -> Fault:
    name = "subscription_counts_by_status"
    return Fault(
        to=SEQUENCE,
        answer=lambda shown: {**shown, name: change(shown[name])} if name in shown else shown,
    )


def _takes_all_steps(body: Members) -> Members:
    return (
        drop("steps")(body)
        if "steps" in body and len(body) > 1
        else {**drop("steps")(body), "status": "active"}
        if "steps" in body
        else body
    )


def _replaces(body: Members) -> Members:
    return {"timezone": "UTC", **body}


def _ignores(*names: str) -> Any:
    """Ignore some members of a change, and change something harmless if nothing is left."""

    def change(body: Members) -> Members:
        return drop(*names)(body) or {"name": "Contract test"}

    return change


def _any_status(body: Members) -> Members:
    return {**body, "status": "active"} if "status" in body else body


def _twice() -> Fault:
    first: list[Response] = []

    def change(_: Request, response: Response) -> Response:
        if response.status == 201:
            first.append(response)
        return first[-1] if response.status == 400 and first else response

    return Fault(to="POST /sequence_subscription/", response=change)


def _other_kinds() -> Fault:
    """List bulk emails among the bulk edits, too."""
    created: list[Members] = []

    def change(request: Request, response: Response) -> Response:
        shown = members(response.body)
        if shown is None or response.status != 200:
            return response
        if asked(request) == "POST /bulk_action/email/":
            created.append(shown)
        if asked(request) == "GET /bulk_action/edit/":
            return evolve(
                response, body=json.dumps({**shown, "data": [*shown["data"], *created]}).encode()
            )
        return response

    return Fault(to=".* /bulk_action/.*", response=change)


STATE: Final = (
    wrong(
        "forgets bulk actions",
        "bulk_readback",
        "bulk_readback",
        lambda _: Fault(to=".* /bulk_action/.*", response=Forgetful(found=False).response),
    ),
    wrong(
        "forgets them in between",
        "positive_data_acceptance",
        "stateful",
        lambda _: Fault(to=".* /bulk_action/.*", response=Forgetful(found=False).response),
        "create_bulk_sequence_subscription",
        "get_bulk_sequence_subscription",
    ),
    wrong(
        "does not list bulk actions",
        "bulk_readback",
        "bulk_readback",
        lambda _: Fault(to=".* /bulk_action/.*", response=Forgetful(listed=False).response),
    ),
    wrong("lists them among others", "bulk_readback", "bulk_readback", lambda _: _other_kinds()),
    wrong(
        "loses the preference",
        "bulk_readback",
        "bulk_readback",
        Fault(to="GET /bulk_action/.*", each=put(contact_preference=None)),
    ),
    wrong(
        "loses the query",
        "bulk_readback",
        "bulk_readback",
        Fault(to="GET /bulk_action/.*", each=put(s_query={})),
    ),
    wrong(
        "pauses in words only",
        "bulk_life",
        "bulk_life",
        lambda _: Fault(to=".* /bulk_action/.*", response=Unchanging(("status",)).response),
    ),
    wrong(
        "never pauses",
        "bulk_life",
        "bulk_life",
        Fault(to=BULK_PUT, response=reply(400, {"errors": [], "field-errors": {}})),
    ),
    wrong("never resumes", "bulk_life", "bulk_life", Fault(to=BULK_PUT, body=put(status="paused"))),
    wrong(
        "pauses all at once",
        "bulk_life",
        "bulk_life",
        lambda _: Fault(to=".* /bulk_action/.*", response=Overdone().response),
    ),
    wrong(
        "pauses what is done",
        "bulk_end",
        "bulk_end",
        lambda _: Fault(to=".* /bulk_action/.*", response=Reviving().response),
    ),
    wrong("keeps deleted sequences", "sequence_life", "sequence_life", _keeps_deleted()),
    wrong(
        "keeps deleted subscriptions", "subscription_life", "subscription_life", _keeps_deleted()
    ),
    wrong(
        "cannot delete",
        "sequence_life",
        "sequence_life",
        Fault(to="DELETE .*", response=reply(404, NOT_FOUND)),
    ),
    wrong(
        "does not rename",
        "echo",
        "sequence_life",
        Fault(to="PUT /sequence/.*", body=_ignores("name")),
    ),
    wrong(
        "renames in words only",
        "sequence_life",
        "sequence_life",
        lambda _: Fault(to=".* /sequence/.*", response=Unchanging(("name",)).response),
    ),
    wrong(
        "resets what is not sent",
        "sequence_life",
        "sequence_life",
        Fault(to="PUT /sequence/.*", body=_replaces),
    ),
    wrong(
        "keeps steps",
        "sequence_life",
        "sequence_life",
        Fault(to="PUT /sequence/.*", body=_ignores("steps")),
    ),
    wrong(
        "pauses no sequence",
        "echo",
        "sequence_life",
        Fault(to="PUT /sequence/.*", body=_any_status),
    ),
    wrong(
        "does not list sequences",
        "sequence_life",
        "sequence_life",
        lambda _: Fault(to=".* /sequence/.*", response=Forgetful(listed=False).response),
    ),
    wrong(
        "loses steps",
        "sequence_life",
        "sequence_life",
        Fault(to=SEQUENCE, answer=lambda shown: {**shown, "steps": shown.get("steps", [])[:1]}),
    ),
    wrong("subscribes twice", "subscription_life", "subscription_life", lambda _: _twice()),
    wrong(
        "does not list subscriptions",
        "subscription_life",
        "subscription_life",
        lambda _: Fault(
            to=".* /sequence_subscription/.*", response=Forgetful(listed=False).response
        ),
    ),
    wrong(
        "finds no subscription",
        "subscription_life",
        "subscription_life",
        lambda _: Fault(
            to=".* /sequence_subscription/.*", response=Forgetful(found=False).response
        ),
    ),
    wrong(
        "pauses no subscription",
        "echo",
        "subscription_life",
        Fault(to="PUT /sequence_subscription/.*", body=_any_status),
    ),
    wrong(
        "changes subscriptions in words only",
        "subscription_life",
        "subscription_life",
        lambda _: Fault(
            to=".* /sequence_subscription/.*", response=Unchanging(("status",)).response
        ),
    ),
    wrong(
        "shows another lead",
        "subscription_life",
        "subscription_life",
        Fault(to=SUBSCRIPTION, each=put(lead_id="lead_other")),
    ),
    wrong(
        "counts no active ones",
        "subscription_counts",
        "subscription_life",
        _counts(lambda counts: {**counts, "active": 0}),
    ),
    wrong(
        "counts all as active",
        "subscription_counts",
        "subscription_life",
        _counts(lambda counts: {"active": sum(counts.values())}),
    ),
    wrong(
        "counts one too many",
        "subscription_counts",
        "subscription_counts",
        _counts(lambda counts: {**counts, "goal": counts["goal"] + 1}),
    ),
    wrong("logs no creation", "bulk_events", "bulk_events", _without_actions("created")),
    wrong("logs no deletion", "sequence_events", "sequence_events", _without_actions("deleted")),
    wrong("logs no change", "sequence_events", "sequence_events", _without_actions("updated")),
    wrong(
        "names no changed fields",
        "sequence_events",
        "sequence_events",
        Fault(to=EVENTS, each=_misses_fields),
    ),
    wrong(
        "takes after for before",
        "sequence_events",
        "sequence_events",
        Fault(to=EVENTS, each=_previous_is_new),
    ),
    wrong(
        "logs the data of what is deleted",
        "sequence_events",
        "sequence_events",
        Fault(to=EVENTS, each=_keeps_data),
    ),
    wrong(
        "does nothing in bulk",
        "bulk_effects",
        "bulk_effects",
        lambda _: Fault(
            to="POST /bulk_action/sequence_subscription/",
            body=put(action_type="resume_finished"),
            answer=lambda shown: shown,
        ),
    ),
    wrong(
        "resumes nothing in bulk",
        "bulk_effects",
        "bulk_effects",
        Fault(
            to=SUBSCRIPTION,
            each=lambda shown: (
                put(status="paused")(shown) if shown.get("status") == "active" else shown
            ),
        ),
    ),
    wrong(
        "edits nothing in bulk",
        "bulk_edits",
        "bulk_edits",
        Fault(to="POST /data/search/", each=put(status_id=f"stat_{'0' * 40}")),
    ),
    wrong(
        "counts a lead twice",
        "bulk_effects",
        "bulk_effects",
        Fault(to="GET /bulk_action/.*", each=put(n_leads=2, n_leads_processed=2)),
    ),
)

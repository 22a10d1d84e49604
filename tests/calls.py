"""Calls of everything public: right ones, against an emulator, and what can be wrong with them."""

import datetime as dt
import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, Literal, get_args, get_origin

from attrs import define, field

import close_bulk
from canaries import KEY, REFRESH, SECRET, TOKEN
from close_bulk import ALL_LEADS, CloseError, OAuth, contact, lead, query, smart_view
from close_emulator import Emulator, Immediate
from close_emulator.pace import Pace
from kit import ACME, Make, World, make_world
from surface import Callee

MOST_ITEMS = 50
BY_DATE = {"type": "regular_field", "object_type": "lead", "field_name": "date_created"}
SIGN_INS = ("api_key", "token", "oauth")


@define
class Scene:
    """A furnished emulator and a client of it, of either kind."""

    make: Make
    sign_in: str = "api_key"
    pace: Pace = field(factory=Immediate)
    world: World = field(init=False)
    secrets: list[str] = field(factory=list[str])
    """What signs in, beside the canaries."""
    close: Any = field(init=False)
    rights: dict[str, list[Any]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Furnish it."""
        self.world = make_world(self.pace, acme=2, others=1)
        emulator = self.world.emulator
        self.close = self.open(**self._signs_in(emulator))
        lead_id = next(iter(emulator.organization.leads))
        contact_id = emulator.organization.leads[lead_id].contacts[0].id
        subscription = emulator.add_subscription(
            contact_id, self.world.sequence_id, sender_account_id=self.world.sender_account_id
        )
        self.rights = _rights(self.world, lead_id, contact_id, subscription.id)
        self.rights["Bulk.id"] = [_action(self).id]

    def _signs_in(self, emulator: Emulator) -> dict[str, Any]:
        emulator.add_api_key(KEY)
        if self.sign_in == "api_key":
            return {"api_key": KEY}
        if self.sign_in == "token":
            emulator.add_token(TOKEN)
            return {"api_key": None, "token": TOKEN}
        refresh_token = emulator.add_oauth_grant(client_id="app", client_secret=SECRET)
        self.secrets.append(refresh_token)
        oauth = OAuth(
            client_id="app",
            client_secret=SECRET,
            refresh_token=refresh_token,
            on_refresh=lambda new: self.secrets.extend([new.access_token, new.refresh_token]),
        )
        return {"api_key": None, "oauth": oauth}

    def open(self, **settings: Any) -> Any:
        """Make a client."""
        given = {"api_key": KEY, "transport": self.world.transport, "clock": self.world.clock}
        return self.make(**{**given, **settings})

    def rights_of(self, callee: Callee, parameter: inspect.Parameter) -> list[Any]:
        """Give values that are right for a parameter."""
        owner = callee.owner.__name__ if callee.owner else ""
        for name in (f"{callee}.{parameter.name}", f"{owner}.{parameter.name}", parameter.name):
            if name in self.rights:
                return self.rights[name]
        return by_type(parameter.annotation)

    def target(self, callee: Callee) -> Callable[..., Any]:
        """Give what is called."""
        if callee.owner is None:
            return callee.function
        if callee.name == "__init__":
            return self.open if callee.owner is close_bulk.Close else callee.owner
        subject = SUBJECTS.get(str(callee), SUBJECTS[callee.owner.__name__])(self)
        return getattr(subject, callee.name)  # type: ignore[no-any-return]


def by_type(annotation: Any) -> list[Any]:
    """Give right values of a type that says all that there is to say."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    several = [value for each in get_args(annotation) for value in by_type(each)]
    simple: dict[Any, list[Any]] = {bool: [False, True], int: [1], str: ["x"], type(None): [None]}
    return simple.get(annotation, several)


def _rights(world: World, lead_id: str, contact_id: str, sub_id: str) -> dict[str, list[Any]]:
    emulator = world.emulator
    of_lead = emulator.add_custom_field("Tier")
    of_contact = emulator.add_custom_field("Role", object_type="contact")
    of_both = emulator.add_custom_field("Source", object_type="shared")
    new = emulator.add_lead("Initech", contacts=[("C", "c@initech.example")]).contacts[0].id
    view = emulator.add_smart_view("ACME", dict[str, Any](ACME))
    at = dt.datetime(2026, 3, 31, tzinfo=dt.UTC)
    return {
        "s_query": [ALL_LEADS, ACME, lead("name").exists(), smart_view(view)],
        "query": [ACME, lead("name").exists()],
        "queries": [ACME, lead("name").exists()],
        "Query.other": [ACME, lead("name").exists()],
        "Field.other": [lead("name"), contact("name")],
        "other": [None],
        "ObjectType.value": [lead_id],
        "id": [view],
        "sequence_id": [world.sequence_id],
        "Sequences.id": [world.sequence_id],
        "Subscriptions.id": [sub_id],
        "subscriptions": [sub_id, [sub_id], iter([sub_id])],
        "lead_id": [lead_id],
        "contact_id": [contact_id],
        "Subscriptions.create.contact_id": [new],
        "user_id": ["user_1"],
        "sender_account_id": [world.sender_account_id],
        "email_account_id": [world.sender_account_id, None],
        "sender_email": ["john@salesteam.example"],
        "contact_email": ["a@acmeinc0.example"],
        "calls_assigned_to": [["user_1"]],
        "template_id": [emulator.add_email_template("Hello")],
        "lead_status_id": [emulator.add_lead_status("New")],
        "custom_field_id": [of_lead],
        "Bulk.set_contact_custom_field.custom_field_id": [of_contact],
        "Bulk.clear_contact_custom_field.custom_field_id": [of_contact],
        "Bulk.set_global_custom_field.custom_field_id": [of_both],
        "Bulk.clear_global_custom_field.custom_field_id": [of_both],
        "custom_field_name": ["Tier"],
        "custom_field_value": ["Gold", 1.5, True],
        "custom_field_values": [["Gold", 1]],
        "results_limit": [1, None],
        "expect": [4],
        "sort": [[{"direction": "asc", "field": BY_DATE}]],
        "Bulk.start.fields": [{"s_query": ALL_LEADS}],
        "Bulk.start.action_type": ["pause", "resume", "subscribe"],
        "Leads.fields": [["id"]],
        "fields": [["id"], None],
        "n": [1, 5],
        "timezone": ["Europe/Riga"],
        "schedule": [{"ranges": [{"weekday": 1, "start": "09:00", "end": "16:59"}]}, None],
        "steps": [[{"step_type": "call", "delay": 60}]],
        "remove_steps": [()],
        "on_progress": [None, len_of],
        "on_request": [None, len_of],
        "on_response": [None, len_of],
        "on_refresh": [len_of],
        "timeout": [30.0, 1],
        "stall": [900.0, None],
        "poll": [1.0, None],
        "tz_offset": [-4, 5.5, None],
        "api_key": [KEY],
        "client_id": ["app"],
        "client_secret": [SECRET],
        "refresh_token": [REFRESH],
        "access_token": [TOKEN, None],
        "Close.__init__.token": [None],
        "Close.__init__.oauth": [None],
        "base_url": ["https://api.close.example/api/v1", None],
        "token_url": ["https://api.close.example/oauth2/token/", None],
        "http_client": [None],
        "transport": [world.transport],
        "clock": [world.clock],
        "expires_at": [1.8e9, None],
        "object_type": ["lead"],
        "date_updated__gt": [at],
        "moment": [at, "2026-03-31T12:00:00Z"],
        "Moment.moment": [{"type": "now"}],
        "period": ["today", at.date()],
        **{name: [at.date(), at, query.now] for name in ("bound", "gte", "lt", "before")},
        **{name: [at.date()] for name in ("gt", "lte", "on_or_after")},
        "low": [1, at],
        "high": [7, query.now],
        "related": ["contact", contact],
        "ObjectType.name": ["lead"],
        "ObjectType.query": [contact("title").exists()],
    }


def len_of(_: object) -> int:
    """Be a callback."""
    return 0


def _action(scene: Scene) -> Any:
    return scene.close.bulk.pause(s_query=ALL_LEADS)


def _report(scene: Scene) -> Any:
    return scene.close.subscriptions.pause(scene.rights["Subscriptions.id"])


NEEDED = {
    "ago": ("days",),
    "from_now": ("weeks",),
    "Bulk.start": ("fields",),
    "Sequences.update": ("name",),
    "Subscriptions.list": ("lead_id",),
    "Subscriptions.update": ("status",),
    "Field.within": ("gte",),
}
"""Parameters of which a right call needs some, though each may be left out."""


UNSERVED = ("activity", "opportunity", "custom_object")
"""Kinds of custom field that the emulator does not keep, which it says with a 501."""


def needed(callee: Callee) -> tuple[str, ...]:
    """Name the parameters of a call that has nothing but what it needs."""
    if "custom_field" in callee.name:
        value = ("custom_field_value",) if callee.name.startswith("set") else ()
        return ("s_query", "custom_field_id", *value)
    required = (
        p.name for p in callee.parameters if p.default is p.empty and p.kind is not p.VAR_KEYWORD
    )
    return (*required, *NEEDED.get(str(callee), ()))


SUBJECTS: dict[str, Callable[[Scene], Any]] = {
    "Close": lambda scene: scene.close,
    "Bulk": lambda scene: scene.close.bulk,
    "Leads": lambda scene: scene.close.leads,
    "Sequences": lambda scene: scene.close.sequences,
    "Subscriptions": lambda scene: scene.close.subscriptions,
    "SmartViews": lambda scene: scene.close.smart_views,
    "Events": lambda scene: scene.close.events,
    "BulkAction": _action,
    "BulkAction.resume": lambda scene: _action(scene).pause(),
    "Listing": lambda scene: scene.close.subscriptions.list(lead_id=scene.rights["lead_id"][0]),
    "Preview": lambda scene: scene.close.bulk.pause(s_query=ALL_LEADS, dry_run=True),
    "Progress": lambda scene: next(iter(_action(scene).watch())),
    "Report": _report,
    "ReportRow": lambda scene: _report(scene).rows[0],
    "RequestSummary": lambda _: close_bulk.RequestSummary("GET", "/me/"),
    "Response": lambda _: close_bulk.Response(
        close_bulk.RequestSummary("GET", "/me/"), 200, {}, b"", 0
    ),
    "Problem": lambda _: close_bulk.Problem("id", "missing", "missing"),
    "OAuthTokens": lambda _: None,
    "Query": lambda _: lead("name").exists(),
    "Field": lambda _: lead("name"),
    "ObjectType": lambda _: lead,
    "Moment": lambda _: query.now,
}
"""Of each class whose methods are called, an object."""


def used(value: Any) -> str:
    """Do with a result what everybody does: look at it, read it to its end. Gives what was seen."""
    seen = f"{value!r} {value}"
    if seen.startswith(("Close(", "AsyncClose(")):
        with suppress(CloseError):
            seen += repr(value.me())
    elif isinstance(value, Iterator) or seen.startswith(("<Listing", "<AsyncListing")):
        seen += "".join(map(repr, islice(value, MOST_ITEMS)))
    return seen

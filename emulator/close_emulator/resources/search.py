"""/data/search/: leads and contacts by an Advanced Filtering query, in pages or only counted.

Documented: the parameters, `count`, at most 10,000 objects for one walk. Observed: the cursor's
life of 30 seconds and the answer after it, 200 as the greatest `_limit`.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from attrs import evolve

from close_emulator import views
from close_emulator.call import Call
from close_emulator.forms import Form, body_fields, or_none
from close_emulator.listing import DEFAULT_LIMIT, MAX_LIMIT
from close_emulator.moments import read_zone
from close_emulator.place import Place
from close_emulator.query import compile_query
from close_emulator.records import Contact, Lead
from close_emulator.refusals import invalid
from close_emulator.scope import Scope
from close_emulator.selection import Selection, read_sort
from close_emulator.wire import Json
from close_emulator.world import Walk, World

CURSOR_LIFE: Final = timedelta(seconds=30)
MAX_WALK: Final = 10_000
SELECTS: Final = ("lead", "contact")


def search(world: World, call: Call) -> Json:
    """One page of what the query matches: types and ids, and the fields named in `_fields`."""
    scope = Scope(SELECTS, world.organization, world.now, read_zone(call.tz_offset))
    given = body_fields(call.body)
    wanted = _form(scope).read(given)
    asked: Json = [
        given["query"].value,
        given["sort"].value if "sort" in given else [],
        wanted.get("results_limit"),
    ]
    _forget_expired(world)
    cursor: str | None = wanted.get("cursor")
    walk = _begin(world, wanted, asked) if cursor is None else _resume(world, cursor, asked)
    size = wanted.get("_limit", DEFAULT_LIMIT)
    fields = wanted.get("_fields", {})
    answer: dict[str, Json] = {
        "data": [_shown(record, fields) for record in _records(world, walk.left[:size])],
        "cursor": _keep(world, evolve(walk, left=walk.left[size:], since=world.now)),
    }
    if wanted.get("include_counts"):
        answer["count"] = {"limited": walk.limited, "total": walk.total}
    return answer


def _form(scope: Scope) -> Form:
    return Form(
        {
            "query": lambda place: compile_query(place, scope),
            "sort": lambda place: read_sort(place, scope),
            "results_limit": or_none(lambda place: place.whole(0)),
            "include_counts": Place.flag,
            "cursor": or_none(Place.string),
            "_limit": lambda place: place.whole(1, MAX_LIMIT),
            "_fields": _names_by_type,
        },
        ("query",),
    )


def _names_by_type(place: Place) -> Mapping[str, frozenset[str]]:
    return {
        object_type: frozenset(name.string() for name in names.items())
        for object_type, names in place.members().items()
    }


def _begin(world: World, wanted: Mapping[str, Any], asked: Json) -> Walk:
    selection = Selection(wanted["query"], wanted.get("sort", ()))
    organization = world.organization
    everyone: list[Lead | Contact] = [
        *organization.leads.values(),
        *organization.contacts.values(),
    ]
    found = selection.of(everyone)
    ids = tuple(record.id for record in found)
    limited = ids[: wanted.get("results_limit")]
    return Walk(asked, limited[:MAX_WALK], len(limited), len(ids), world.now)


def _forget_expired(world: World) -> None:
    oldest = world.now - CURSOR_LIFE
    world.walks = {cursor: walk for cursor, walk in world.walks.items() if walk.since >= oldest}


def _resume(world: World, cursor: str, asked: Json) -> Walk:
    if cursor not in world.walks:
        raise invalid({"cursor": "Expired cursor"})
    walk = world.walks[cursor]
    if walk.asked != asked:
        problem = "This cursor belongs to a search with another query, sort or results_limit."
        raise invalid({"cursor": problem})
    return walk


def _keep(world: World, walk: Walk) -> str | None:
    if not walk.left:
        return None
    cursor = world.ids.new("cursor")
    world.walks[cursor] = walk
    return cursor


def _records(world: World, ids: Iterable[str]) -> Iterable[Lead | Contact]:
    """Find the records that are still there: one may have been deleted since the walk began."""
    organization = world.organization
    for record_id in ids:
        record = organization.leads.get(record_id) or organization.contacts.get(record_id)
        if record is not None:
            yield record


def _shown(record: Lead | Contact, fields: Mapping[str, frozenset[str]]) -> dict[str, Json]:
    names = fields.get(record.object_type, frozenset()) | {"id"}
    full = views.lead(record) if isinstance(record, Lead) else views.contact(record)
    shown = {name: value for name, value in full.items() if name in names}
    return {"__object_type": record.object_type, **shown}

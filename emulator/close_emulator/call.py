"""A request that has found its handler: signed in, routed, its body parsed."""

from attrs import frozen

from close_emulator.wire import Json, Pairs


@frozen
class Call:
    """What a handler gets: the id of the path (empty without one), the query, the body."""

    id: str
    query: Pairs
    body: Json

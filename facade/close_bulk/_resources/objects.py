"""One object of the service: read, made, changed, deleted; each flow written once for every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from attrs import frozen

from close_bulk import _contract, _rules
from close_bulk._bodies import Verbatim, as_model, as_nothing
from close_bulk._effects import Call, Flow
from close_bulk._endpoints import Endpoint
from close_bulk._json import show
from close_bulk._making import Making, about_another, make
from close_bulk.errors import (
    BadResponse,
    CloseError,
    InvalidRequest,
    NotFound,
    OutcomeUnknown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from close_api_client.models import SavedSearch, Sequence, SequenceSubscription

Item = TypeVar("Item")


@frozen
class Kind(Generic[Item]):
    """A kind of object, by the contract's name."""

    name: str
    home: str
    """Where the facade offers it."""
    look: str = ""
    """How to find one that may or may not have been made."""

    @property
    def noun(self) -> str:
        """The name in words."""
        return self.name.replace("_", " ")

    @property
    def all(self) -> str:
        """The path of all of them."""
        return f"/{self.name}/"

    @property
    def one(self) -> str:
        """The path of one of them."""
        return f"/{self.name}/{{id}}/"


SEQUENCE: Final[Kind[Sequence]] = Kind(
    "sequence",
    "close.sequences",
    look="close.sequences.list() has it if it was; compare name and date_created",
)
SUBSCRIPTION: Final[Kind[SequenceSubscription]] = Kind(
    "sequence_subscription",
    "close.subscriptions",
    look="close.subscriptions.list(contact_id=...) has it if it was",
)
SMART_VIEW: Final[Kind[SavedSearch]] = Kind("saved_search", "close.smart_views")


def get(kind: Kind[Item], id: object, needed: tuple[str, ...] = ()) -> Flow[Item]:
    """Read one object.

    Args:
        kind: What it is.
        id: Which one.
        needed: Members that it has to have, for whoever needs more than any object of the kind has.
    """
    wanted = _rules.check_id(id, "get", kind.one)
    endpoint = Endpoint("get", kind.one)
    call = Call(
        operation=endpoint.operation,
        read=as_model(endpoint, needed),
        arguments={"id": wanted},
        repeatable=True,
        objection=lambda answer: about_another(answer, wanted),
    )
    answer: Item = yield call
    return answer


def create(kind: Kind[Item], fields: Mapping[str, Any]) -> Flow[Item]:
    """Make one object, once."""
    endpoint = Endpoint("post", kind.all)
    body = _rules.check_object(f"the new {kind.noun}", endpoint.body, fields)
    making = Making(
        endpoint=endpoint,
        is_id=lambda value: _is_id(kind, value),
        read=lambda made: get(kind, made),
        home=kind.home,
        did="make",
        look=kind.look,
    )
    return make(making, body)


def update(kind: Kind[Item], id: object, fields: Mapping[str, Any]) -> Flow[Item]:
    """Change one object, once; where the answer was lost, one look may still tell that it is changed."""
    wanted = _rules.check_id(id, "put", kind.one)
    endpoint = Endpoint("put", kind.one)
    body = check_change(kind, fields)
    call = Call(
        operation=endpoint.operation,
        read=as_model(endpoint),
        arguments={"id": wanted, "body": Verbatim(body)},
        repeatable=False,
        objection=lambda answer: about_another(answer, wanted) or _not_as_asked(answer, body),
        look=f"{kind.home}.get({wanted!r}) tells how it is now",
    )
    try:
        answer: Item = yield call
    except OutcomeUnknown as unknown:
        lost = unknown
    else:
        return answer
    try:
        now = yield from get(kind, wanted)
    except CloseError:
        raise lost from lost.__cause__
    if not _shows(now, body, lost):
        raise lost
    return now


def delete(kind: Kind[Any], id: object) -> Flow[None]:
    """Delete one object, once; where the answer was lost, one look may still tell that it is gone."""
    wanted = _rules.check_id(id, "delete", kind.one)
    call = Call(
        operation=Endpoint("delete", kind.one).operation,
        read=as_nothing,
        arguments={"id": wanted},
        repeatable=False,
        look=f"{kind.home}.get({wanted!r}) raises NotFound if it is gone",
    )
    try:
        yield call
    except OutcomeUnknown as unknown:
        lost = unknown
    else:
        return
    try:
        yield from get(kind, wanted)
    except NotFound:
        return
    except CloseError:
        raise lost from lost.__cause__
    raise lost


def check_change(
    kind: Kind[Any], fields: Mapping[str, Any], required: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Check what is to be changed, and give it as plain JSON.

    Args:
        kind: What it is a change of.
        fields: By the wire's names.
        required: Names of fields that are needed here, though the contract lets them be left out.

    Raises:
        InvalidRequest: Names every missing, forbidden and invalid field.
    """
    schema = _contract.resolve(Endpoint("put", kind.one).body)
    subject = f"the change of the {kind.noun}"
    return _rules.check_object(subject, {**schema, "required": required}, fields)


def _not_as_asked(answer: Any, body: Mapping[str, Any]) -> str | None:
    """Object to an answer that shows another status or id than asked.

    Names and addresses may come back in another spelling; what they belong to may not.
    """
    shown = answer.to_dict()
    for name, wanted in body.items():
        exact = name == "status" or name.endswith("_id")
        if exact and shown.get(name) != wanted:
            return f"its {name} is {show(shown.get(name))}, not {show(wanted)}"
    return None


def _shows(now: Any, body: Mapping[str, Any], lost: OutcomeUnknown) -> bool:
    """Tell whether an object that was read after a lost answer is as it was to be.

    Texts can be compared; of steps and schedules, which the service completes, only an answer that said
    success, and could not be read, tells.
    """
    texts = {name: value for name, value in body.items() if isinstance(value, str)}
    if any(getattr(now, name, None) != value for name, value in texts.items()):
        return False
    return len(texts) == len(body) or isinstance(lost.__cause__, BadResponse)


def _is_id(kind: Kind[Any], value: object) -> bool:
    try:
        _rules.check_id(value, "get", kind.one)
    except InvalidRequest:
        return False
    return True

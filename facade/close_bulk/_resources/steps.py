"""The steps of a sequence: what a change would remove is told before it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from close_api_client.types import UNSET
from close_bulk import _rules
from close_bulk._json import NotJsonError, plain, show
from close_bulk._resources.objects import SEQUENCE, check_change, get, update
from close_bulk.errors import InvalidRequest, Problem, StepsWouldBeRemoved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from close_api_client.models import Sequence, SequenceStep
    from close_bulk._effects import Flow

_SUBJECT = "the change of the sequence"


def change(id: object, fields: Mapping[str, Any], remove_steps: object) -> Flow[Sequence]:
    """Change a sequence; where the steps are to change, read first which of them would go."""
    wanted = _rules.check_id(id, "put", SEQUENCE.one)
    to_go = _ids(remove_steps)
    if to_go and "steps" not in fields:
        raise _refused("remove_steps", "says what a list of `steps` may leave out; give that too")
    body = check_change(SEQUENCE, fields)
    if "steps" in body:
        kept = _kept(body["steps"])
        now = yield from get(SEQUENCE, wanted, needed=("steps",))
        _compare(wanted, cast("list[SequenceStep]", now.steps), kept, to_go)
    return (yield from update(SEQUENCE, wanted, body))


def _ids(given: object) -> list[str]:
    if isinstance(given, str):
        raise _refused("remove_steps", f"{show(given)} is one id; give a list of them")
    try:
        ids: list[str] = plain(list(cast("Iterable[Any]", given)))
    except NotJsonError as error:
        raise _refused("remove_steps", str(error)) from None
    except Exception as error:
        # It is none, or one of the caller's own that fails.
        raise _refused("remove_steps", f"{show(given)} is not a list of step ids") from error
    return ids


def _kept(steps: list[Mapping[str, Any]]) -> list[str]:
    kept: list[str] = [step["id"] for step in steps if "id" in step]
    twice = next((step for step in kept if kept.count(step) > 1), None)
    if twice:
        raise _refused("steps", f"{twice} is in it more than once")
    return kept


def _compare(wanted: str, present: list[SequenceStep], kept: list[str], to_go: list[str]) -> None:
    """Refuse a list that names unknown steps, or that would remove others than those that may go."""
    known = [step.id for step in present]
    has = f"{wanted} has {', '.join(known) or 'none'}"
    for name, ids in (("steps", kept), ("remove_steps", to_go)):
        unknown = [one for one in ids if one not in known]
        if unknown:
            raise _refused(name, f"{show(unknown[0])} is no step of this sequence: {has}")
    both = [one for one in to_go if one in kept]
    if both:
        raise _refused("remove_steps", f"{both[0]} is to stay, by `steps`, and to go")
    lost = tuple(step for step in present if step.id not in kept and step.id not in to_go)
    if lost:
        ids = [*to_go, *(step.id for step in lost)]
        listing = "\n".join(f"- {_described(step)}" for step in lost)
        message = (
            f"{_SUBJECT} was not sent: `steps` is the whole list, and these steps of {wanted} are not in "
            f"it, so that they would be removed:\n{listing}\nAdd {{'id': ...}} of each that is to stay; to "
            f"remove the others, name them: remove_steps={ids}"
        )
        raise StepsWouldBeRemoved(message, steps=lost)


def _described(step: SequenceStep) -> str:
    said = {
        "{}": step.step_type,
        "after {} s": step.delay,
        "template {}": step.email_template_id or step.sms_template_id,
    }
    told = [form.format(value) for form, value in said.items() if value not in (None, UNSET)]
    return f"{step.id}: {', '.join(told) or 'nothing is known of it'}"


def _refused(field: str, message: str) -> InvalidRequest:
    return InvalidRequest(f"{_SUBJECT} was not sent", (Problem(field, "invalid", message),))

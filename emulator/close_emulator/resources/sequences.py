"""/sequence/: sequences and their steps.

Documented: what is sent is changed, except that steps which are not in a sent list are removed;
only a single sequence has its subscriptions counted. That subscriptions go with their sequence is
unknown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from attrs import evolve

from close_emulator import enrolment, views
from close_emulator.call import EMPTY, Answer, Call
from close_emulator.effects import Stage
from close_emulator.events import Subject
from close_emulator.forms import body_fields
from close_emulator.listing import PAGE, page, read_query
from close_emulator.organization import Organization
from close_emulator.records import Sequence, SequenceStep
from close_emulator.refusals import invalid, plain
from close_emulator.sequence_form import CREATE, UPDATE, new_step
from close_emulator.wire import Json
from close_emulator.world import World

_STATUSES: Final = ("active", "error", "finished", "goal", "paused")


def list_all(world: World, call: Call) -> Json:
    """Return the sequences, oldest first."""
    parameters = read_query(call.query, PAGE)
    sequences = list(world.organization.sequences.values())
    return page(parameters, sequences, partial(views.sequence, world.organization))


def create(world: World, call: Call) -> Json:
    """Add a sequence, which is active at once."""
    values = CREATE.read(body_fields(call.body))
    steps = [new_step(world.stage, step) for step in values.pop("steps")]
    user_id = world.organization.user.id
    sequence = Sequence(
        id=world.ids.new("seq"),
        steps=steps,
        created_by_id=user_id,
        updated_by_id=user_id,
        date_created=world.now,
        date_updated=world.now,
        **values,
    )
    world.organization.sequences[sequence.id] = sequence
    shown = views.sequence(world.organization, sequence)
    world.events.add(world.now, "created", _subject(sequence), data=lambda: shown)
    return shown


def fetch(world: World, call: Call) -> Json:
    """One sequence, with its subscriptions counted."""
    return _counted(world.organization, _find(world, call))


def update(world: World, call: Call) -> Json:
    """Change what is sent; a list of steps replaces the old one, except for the ids it keeps."""
    sequence = _find(world, call)
    values = UPDATE.read(body_fields(call.body))
    if not values:
        raise invalid({}, "Nothing to change was sent.")
    before = views.sequence(world.organization, sequence)
    if "steps" in values:
        values["steps"] = _merged(world.stage, sequence, values["steps"])
    for name, value in values.items():
        setattr(sequence, name, value)
    _note_update(world, sequence, before)
    enrolment.wake(world.stage, sequence)
    return _counted(world.organization, sequence)


def delete(world: World, call: Call) -> Answer:
    """Delete a sequence, and with it its subscriptions."""
    sequence = _find(world, call)
    for subscription in world.organization.subscriptions_of(sequence.id):
        enrolment.end(world.stage, subscription, by=world.organization.user.id)
    del world.organization.sequences[sequence.id]
    world.events.add(world.now, "deleted", _subject(sequence))
    return EMPTY


def _find(world: World, call: Call) -> Sequence:
    sequence = world.organization.sequences.get(call.id)
    if sequence is None:
        raise plain(HTTPStatus.NOT_FOUND, "Not Found")
    return sequence


def _counted(organization: Organization, sequence: Sequence) -> dict[str, Json]:
    counts = Counter(each.status for each in organization.subscriptions_of(sequence.id))
    return {
        **views.sequence(organization, sequence),
        "subscription_counts_by_status": {status: counts[status] for status in _STATUSES},
    }


def _merged(
    stage: Stage, sequence: Sequence, sent: Iterable[Mapping[str, Any]]
) -> list[SequenceStep]:
    """Return the steps that a sequence shall have: old ones by their ids, others new.

    Raises:
        Refusal: 400, an id is none of this sequence's steps or comes twice.
    """
    left = {step.id: step for step in sequence.steps}
    merged: list[SequenceStep] = []
    for n, values in enumerate(sent):
        if "id" not in values:
            merged.append(new_step(stage, values))
        elif values["id"] in left:
            merged.append(_changed(stage, left.pop(values["id"]), values))
        else:
            problem = f"[{n}].id: The sequence has no such step, or it is here twice."
            raise invalid({"steps": problem})
    return merged


def _changed(stage: Stage, step: SequenceStep, values: Mapping[str, Any]) -> SequenceStep:
    changed = evolve(step, **values)
    if changed == step:
        return step
    return evolve(changed, updated_by_id=stage.organization.user.id, date_updated=stage.now)


def _note_update(world: World, sequence: Sequence, before: Mapping[str, Json]) -> None:
    after = views.sequence(world.organization, sequence)
    previous = {name: before[name] for name in before if before[name] != after[name]}
    if previous:
        sequence.updated_by_id = world.organization.user.id
        sequence.date_updated = world.now
        shown = views.sequence(world.organization, sequence)
        subject = _subject(sequence)
        world.events.add(world.now, "updated", subject, data=lambda: shown, previous=previous)


def _subject(sequence: Sequence) -> Subject:
    return Subject("sequence", sequence.id)

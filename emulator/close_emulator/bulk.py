"""The life of a bulk action: created, loading, processing, done, with pauses in between.

It is the same for all kinds. The statuses are the vendor's; how long each lasts is decided by a
`pace`. Writing `paused` and `resuming` and the limit of seven days are documented; what else is
refused, and how, is inferred.
"""

from copy import copy
from datetime import timedelta
from functools import partial
from typing import Final

from close_emulator import views
from close_emulator.bulk_form import SELECTS
from close_emulator.bulk_records import BulkAction
from close_emulator.effects import Effect, Stage
from close_emulator.events import Origin, Subject
from close_emulator.kinds.table import KINDS
from close_emulator.organization import Organization
from close_emulator.pace import CREATED, Pace
from close_emulator.place import Place
from close_emulator.refusals import invalid
from close_emulator.scope import Scope
from close_emulator.selection import compile_selection
from close_emulator.wire import Json

RUNNING: Final = frozenset({"created", "loading", "processing", "resuming"})
FINAL: Final = frozenset({"done", "error"})
RESUMABLE_FOR: Final = timedelta(days=7)


def view(organization: Organization, action: BulkAction) -> dict[str, Json]:
    """Return a bulk action as it looks on the wire, with the keys of its kind."""
    return views.bulk_action(organization, action, KINDS[action.kind].answer(action.request))


def advance(action: BulkAction, work: float, pace: Pace, stage: Stage) -> None:
    """Grant a running action some more work and let it do what that work allows."""
    if action.status not in RUNNING:
        return
    paid = min(work, action.owed)
    action.owed -= paid
    action.work += work - paid
    if not action.owed:
        _move(action, pace.position(action.work), stage)


def _move(action: BulkAction, position: float, stage: Stage) -> None:
    if position == CREATED:
        return
    before = action.status, action.n_leads_processed
    if position >= 0:
        effect = KINDS[action.kind].effect(action.request)
        plan = action.plan if action.plan is not None else _load(action, effect, stage)
        _process(action, effect, plan, position, stage)
        action.status = "done" if action.n_leads_processed == len(plan) else "processing"
    else:
        action.status = "loading"
    if before != (action.status, action.n_leads_processed):
        done = action.status == "done"
        by_itself = Origin(user_id=action.created_by)
        note(action, stage, "completed" if done else "updated", by_itself)


def _load(action: BulkAction, effect: Effect, stage: Stage) -> list[tuple[str, ...]]:
    """Take the snapshot: which leads, and which objects of each of them."""
    organization, request = stage.organization, action.request
    scope = Scope(SELECTS, organization, stage.now, action.zone)
    selection = compile_selection(Place(request.s_query), Place(request.sort), scope)
    leads = selection.of(organization.leads.values())[: request.results_limit]
    action.plan = [tuple(effect.concerns(organization, lead)) for lead in leads]
    action.n_leads, action.n_objects = len(action.plan), sum(map(len, action.plan))
    return action.plan


def _process(
    action: BulkAction,
    effect: Effect,
    plan: list[tuple[str, ...]],
    position: float,
    stage: Stage,
) -> None:
    for objects in plan[action.n_leads_processed : int(min(position, len(plan)))]:
        for object_id in objects:
            effect.apply(stage, action, object_id)
        action.n_leads_processed += 1
        action.n_objects_processed += len(objects)


def pause(action: BulkAction, stage: Stage) -> None:
    """Stop a running action where it is; pausing a paused one changes nothing (inferred).

    Raises:
        Refusal: 400, the action is done or has failed.
    """
    if action.status in FINAL:
        raise invalid({"status": f"A bulk action that is {action.status} cannot be paused."})
    if action.status != "paused":
        action.status = "paused"
        action.paused_at = stage.now
        note(action, stage, "paused")


def resume(action: BulkAction, pace: Pace, stage: Stage) -> None:
    """Let a paused action go on, for seven days after it was paused and no longer.

    Raises:
        Refusal: 400, the action is not paused, or has been for more than seven days.
    """
    if action.status != "paused" or action.paused_at is None:
        raise invalid({"status": f"Only a paused bulk action resumes; it is {action.status}."})
    if stage.now - action.paused_at > RESUMABLE_FOR:
        raise invalid({"status": "This bulk action was paused more than 7 days ago."})
    action.status = "resuming"
    action.owed = pace.resuming
    action.paused_at = None
    note(action, stage, "updated")


def fail(action: BulkAction, stage: Stage) -> None:
    """End an action with status `error`, as a fault on the server would."""
    action.status = "error"
    note(action, stage, "updated")


def note(action: BulkAction, stage: Stage, event: str, origin: Origin | None = None) -> None:
    """Date and log that an action was `created`, `updated`, `paused` or `completed`.

    Every change of a bulk action comes through here. The actions of events are documented;
    that a failure is an update is inferred.
    """
    action.date_updated = stage.now
    stage.events.add(
        stage.now,
        event,
        Subject(f"bulk_action.{action.kind}", action.id),
        data=partial(view, stage.organization, copy(action)),
        origin=origin,
    )

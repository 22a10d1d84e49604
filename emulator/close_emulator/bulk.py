"""The life of a bulk action: created, loading, processing, done, with pauses in between.

The statuses are the vendor's; how long each lasts is decided by a `pace`. Writing `paused` and
`resuming` and the limit of seven days are documented; what else is refused, and how, is inferred.
"""

from datetime import timedelta
from typing import Final

from close_emulator.effects import EFFECTS, Stage
from close_emulator.pace import CREATED, Pace
from close_emulator.place import Place
from close_emulator.query import Scope
from close_emulator.records import BulkAction
from close_emulator.refusals import invalid
from close_emulator.selection import compile_selection

RUNNING: Final = frozenset({"created", "loading", "processing", "resuming"})
FINAL: Final = frozenset({"done", "error"})
RESUMABLE_FOR: Final = timedelta(days=7)
SELECTS: Final = ("lead",)


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
        plan = action.plan if action.plan is not None else _load(action, stage)
        _process(action, plan, position, stage)
        action.status = "done" if action.n_leads_processed == len(plan) else "processing"
    else:
        action.status = "loading"
    if before != (action.status, action.n_leads_processed):
        action.date_updated = stage.now


def _load(action: BulkAction, stage: Stage) -> list[tuple[str, ...]]:
    """Take the snapshot: which leads, and which of their contacts or subscriptions."""
    organization, request = stage.organization, action.request
    scope = Scope(SELECTS, organization.custom_fields)
    selection = compile_selection(Place(request.s_query), Place(request.sort), scope)
    leads = selection.of(organization.leads.values())[: request.results_limit]
    concerns = EFFECTS[request.action_type].concerns
    action.plan = [tuple(concerns(organization, action, lead)) for lead in leads]
    action.n_leads, action.n_objects = len(action.plan), sum(map(len, action.plan))
    return action.plan


def _process(
    action: BulkAction, plan: list[tuple[str, ...]], position: float, stage: Stage
) -> None:
    apply = EFFECTS[action.request.action_type].apply
    for objects in plan[action.n_leads_processed : int(min(position, len(plan)))]:
        for object_id in objects:
            apply(stage, action, object_id)
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
        action.paused_at = action.date_updated = stage.now


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
    action.date_updated = stage.now


def fail(action: BulkAction, stage: Stage) -> None:
    """End an action with status `error`, as a fault on the server would."""
    action.status = "error"
    action.date_updated = stage.now

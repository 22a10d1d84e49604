"""What requests for sequences may and must say.

Required fields, and that a template's id and not its name is given, were observed on live calls;
the members of a step and of a schedule follow the vendor's examples.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from close_emulator.effects import Stage
from close_emulator.forms import Form, Reader, id_of, one_of, or_none
from close_emulator.place import Place
from close_emulator.records import SequenceStep
from close_emulator.wire import Json

_TIME: Final = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")

_STEP: Final[Mapping[str, Reader]] = {
    "step_type": Place.text,
    "delay": lambda place: place.whole(0),
    "required": Place.flag,
    "email_template_id": or_none(id_of("tmpl")),
    "sms_template_id": or_none(Place.text),
    "threading": or_none(Place.text),
}
_STEP_CHANGE: Final[Mapping[str, Reader]] = {"id": id_of("seqstep"), **_STEP}


def _step(readers: Mapping[str, Reader]) -> Reader:
    def read(place: Place) -> dict[str, Any]:
        given = place.only(*readers)
        if not given:
            place.refuse("A step may not be empty.")
        return {name: readers[name](value) for name, value in given.items()}

    return read


def _time(place: Place) -> str:
    """Return `HH:MM:SS`; requests may leave the seconds out (observed)."""
    match = _TIME.fullmatch(place.string())
    if match is None:
        place.refuse("Input should be a time such as 09:00.")
    return match[0] if match[1] else f"{match[0]}:00"


def _range(place: Place) -> dict[str, Json]:
    place.only("weekday", "start", "end")
    return {
        "weekday": place.member("weekday").whole(1, 7),
        "start": _time(place.member("start")),
        "end": _time(place.member("end")),
    }


def _schedule(place: Place) -> dict[str, Json]:
    place.only("ranges")
    return {"ranges": [_range(item) for item in place.member("ranges").items()]}


def _all(read: Reader) -> Reader:
    return lambda place: [read(item) for item in place.items()]


def _some(read: Reader) -> Reader:
    return lambda place: [read(item) for item in place.some()]


_COMMON: Final[Mapping[str, Reader]] = {
    "name": Place.text,
    "timezone": Place.text,
    "schedule": or_none(_schedule),
}
STEPS: Final = Form({"steps": _all(_step(_STEP))})
"""The steps of a sequence that a test furnishes; there may be none."""
CREATE: Final = Form({**_COMMON, "steps": _some(_step(_STEP))}, ("name", "timezone", "steps"))
UPDATE: Final = Form(
    {**_COMMON, "status": one_of("active", "paused"), "steps": _some(_step(_STEP_CHANGE))}
)


def new_step(stage: Stage, values: Mapping[str, Any]) -> SequenceStep:
    """Return a step of these values; without a type it is an e-mail (inferred)."""
    user_id = stage.organization.user.id
    return SequenceStep(
        id=stage.ids.new("seqstep"),
        created_by_id=user_id,
        updated_by_id=user_id,
        date_created=stage.now,
        date_updated=stage.now,
        **values,
    )

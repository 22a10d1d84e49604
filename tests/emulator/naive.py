"""Advanced Filtering once more, as plainly as can be: what the emulator is held against.

Objects are plain dictionaries, local times are naive datetimes, nothing is compiled.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from attrs import define

Thing = dict[str, Any]
PARENTS = {
    "contact_email": "emails",
    "contact_phone": "phones",
    "contact_url": "urls",
    "sequence_subscription": "subscriptions",
}


@define
class Naive:
    """A user who looks through everything by hand: who it is, when, and how far from UTC."""

    leads: list[Thing]
    user_id: str
    now: datetime
    hours: float

    def finds(self, query: Thing) -> set[str]:
        """The ids of the leads and contacts that match."""
        contacts = [contact for lead in self.leads for contact in lead["contacts"]]
        return {thing["id"] for thing in [*self.leads, *contacts] if self.holds(query, thing)}

    def holds(self, query: Thing, thing: Thing) -> bool:
        """Whether a thing matches."""
        holds = getattr(self, f"_query_{query['type']}")
        return bool(holds(query, thing) != query.get("negate", False))

    def _query_and(self, query: Thing, thing: Thing) -> bool:
        return not [each for each in query["queries"] if not self.holds(each, thing)]

    def _query_or(self, query: Thing, thing: Thing) -> bool:
        return len([each for each in query["queries"] if self.holds(each, thing)]) > 0

    def _query_id(self, query: Thing, thing: Thing) -> bool:
        return "id" in thing and query["value"] == thing["id"]

    def _query_object_type(self, query: Thing, thing: Thing) -> bool:
        return bool(query["object_type"] == thing["of"])

    def _query_text(self, query: Thing, thing: Thing) -> bool:
        own = [*(thing.get(name) for name in thing["texts"]), *thing.get("custom", {}).values()]
        return any(self._any(query, value) for value in own)

    def _query_field_condition(self, query: Thing, thing: Thing) -> bool:
        return self._any(query["condition"], self._value(query["field"], thing))

    def _query_has_related(self, query: Thing, thing: Thing) -> bool:
        if thing["of"] != query["this_object_type"]:
            return False
        others = self._related(thing, query["related_object_type"])
        return len([other for other in others if self.holds(query["related_query"], other)]) > 0

    def _related(self, thing: Thing, other: str) -> list[Thing]:
        if other == "lead":
            return [lead for lead in self.leads if thing in lead["contacts"]]
        contacts: list[Thing] = thing["contacts"] if thing["of"] == "lead" else [thing]
        if other == "contact":
            return contacts
        if other == "address":
            addresses: list[Thing] = thing["addresses"]
            return addresses
        return [each for contact in contacts for each in contact[PARENTS[other]]]

    def _value(self, field: Thing, thing: Thing) -> Any:
        if field["type"] == "custom_field":
            return thing.get("custom", {}).get(field["custom_field_id"])
        return thing.get(field["field_name"]) if thing["of"] == field["object_type"] else None

    def _any(self, condition: Thing, value: Any) -> bool:
        values = value if isinstance(value, list) else [] if value is None else [value]
        meets = getattr(self, f"_{condition['type']}")
        return any(meets(condition, each) for each in values)

    def _exists(self, _: Thing, __: Any) -> bool:
        return True

    def _boolean(self, condition: Thing, value: Any) -> bool:
        return isinstance(value, bool) and bool(value == condition["value"])

    def _current_user(self, _: Thing, value: Any) -> bool:
        return bool(value == self.user_id)

    def _term(self, condition: Thing, value: Any) -> bool:
        return value in condition["values"]

    def _reference(self, condition: Thing, value: Any) -> bool:
        return value in condition["object_ids"]

    def _text(self, condition: Thing, value: Any) -> bool:
        return isinstance(value, str) and _has_words(condition, value)

    def _number_range(self, condition: Thing, value: Any) -> bool:
        return not isinstance(value, bool | str) and all(
            _compares(value, sign, condition[key])
            for key, sign in [("gt", ">"), ("gte", ">="), ("lt", "<"), ("lte", "<=")]
            if condition.get(key) is not None
        )

    def _moment_range(self, condition: Thing, value: Any) -> bool:
        when = self._local(value)
        bounds = [("on_or_after", ">="), ("gte", ">="), ("before", "<"), ("lt", "<")]
        return when is not None and all(
            _compares(when, sign, self.moment(condition[key]))
            for key, sign in bounds
            if condition.get(key) is not None
        )

    def _local(self, value: Any) -> datetime | None:
        """A value as a naive time where the user is; a bare date is there already."""
        if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\d", value):
            return None
        if len(value) == len("2024-01-01"):
            return datetime.fromisoformat(value)
        return datetime.fromisoformat(value).replace(tzinfo=None) + timedelta(hours=self.hours)

    def moment(self, node: Thing) -> datetime:
        """What a node means, as a naive time where the user is."""
        now = self.now.replace(tzinfo=None) + timedelta(hours=self.hours)
        if node["type"] == "now":
            return now
        if node["type"] == "fixed_utc":
            return datetime.fromisoformat(node["value"]) + timedelta(hours=self.hours)
        if node["type"] == "fixed_local_date":
            return _day_end(datetime.fromisoformat(node["value"]), node["which"])
        if node["type"] == "start_end_of_predefined_relative_period":
            days = ["yesterday", "today", "tomorrow"].index(node["range"]) - 1
            return _day_end(now + timedelta(days=days), node["which"])
        offset, step = node["offset"], 1 if node["direction"] == "future" else -1
        month = now
        for _ in range(offset.get("years", 0) * 12 + offset.get("months", 0)):
            month = month.replace(day=1) + timedelta(days=31 if step > 0 else -1)
        while month.day < now.day and (month + timedelta(days=1)).month == month.month:
            month += timedelta(days=1)
        while month.day > now.day:
            month -= timedelta(days=1)
        rest = ("weeks", "days", "hours", "minutes", "seconds")
        distance = timedelta(**{unit: offset.get(unit, 0) for unit in rest})
        moment = month + step * distance
        if "which_day_end" not in node or any(offset.get(unit) for unit in rest[2:]):
            return moment
        return _day_end(moment, node["which_day_end"])


def _day_end(moment: datetime, which: str) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight if which == "start" else midnight + timedelta(days=1)


def _compares(value: Any, sign: str, limit: Any) -> bool:
    if sign[0] == ">":
        return bool(value > limit or (value == limit and sign == ">="))
    return bool(value < limit or (value == limit and sign == "<="))


def _has_words(condition: Thing, text: str) -> bool:
    needle, haystack = (
        f" {re.sub('[^0-9a-zé]+', ' ', part.lower()).strip()} "
        for part in (condition["value"], text)
    )
    if condition["mode"] == "phrase":
        return needle in haystack
    return all(f" {word} " in haystack for word in needle.split())

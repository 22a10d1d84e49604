"""What queries are written with: object types, their fields, and what can be asked of a field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, final

from attrs import field, frozen

from close_bulk._json import show
from close_bulk._queries import grammar, nodes, ranges, text
from close_bulk._queries.trees import NAMED, type_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from close_bulk._queries.nodes import Query
    from close_bulk._queries.ranges import Bound
    from close_bulk.errors import InvalidRequest


def _type_name(name: object) -> str:
    given = grammar.as_json("the object type", name)
    if given in NAMED:
        return str(given)  # without reading the contract, while modules are imported
    schema = "RegularSearchField"
    node = {"type": "regular_field", "object_type": given, "field_name": "id"}
    checked: str = grammar.checked("the object type", schema, node)["object_type"]
    return checked


@final
@frozen(repr=False)
class ObjectType:
    """A type of object whose fields can be asked about, as `lead` and `contact`.

    Calling it gives a field: `lead("name")`. Its text is Python that makes it again.

    Args:
        name: The vendor's name of the type.

    Raises:
        InvalidRequest: It is no string, or empty.
    """

    name: str = field(converter=_type_name)
    """The vendor's name of the type."""

    def __call__(self, field_name: str) -> Field:
        """Give a field by the vendor's name of it (documented).

        Args:
            field_name: The name. There are too many to be checked here.

        Raises:
            InvalidRequest: The name is no string, or empty.
        """
        node = {"type": "regular_field", "object_type": self.name, "field_name": field_name}
        checked = grammar.checked(f"{self!r}(...)", "RegularSearchField", node)
        return Field(self.name, checked["field_name"], custom=False)

    def custom(self, custom_field_id: str) -> Field:
        """Give a custom field of these objects by its id (documented).

        Args:
            custom_field_id: The id, `cf_...`.

        Raises:
            InvalidRequest: It is no id of a custom field.
        """
        return _custom(self.name, f"{self!r}.custom", custom_field_id)

    def id(self, value: str) -> Query:
        """Ask for the one object of that id (documented).

        Several are `any_of(*map(lead.id, ids))`.

        Args:
            value: The id, such as `lead_...`.

        Raises:
            InvalidRequest: It is the id of another kind of object, or none.
        """
        what = f"{self!r}.id"
        given = grammar.as_json(what, value)
        query = nodes.made(what, {"type": "id", "value": given}, self.name)
        if message := grammar.wrong_id(self.name, given):
            raise grammar.invalid(what, "value", message)
        return query

    def every(self) -> Query:
        """Ask for every object of this type (documented for leads and contacts).

        Raises:
            InvalidRequest: The type is another one.
        """
        node = {"type": "object_type", "object_type": self.name}
        return nodes.made(f"{self!r}.every", node, self.name)

    def has(self, query: Query | Mapping[str, Any]) -> Query:
        """Ask for objects with a related object that a query matches (documented).

        `lead.has(contact("title").has_words("CEO"))` is every lead with a contact who is a CEO.

        Args:
            query: It says itself what it is about; for one that does not, there is `has_related`.

        Raises:
            InvalidRequest: What it is about cannot be told, or it is no query.
        """
        asked = nodes.as_query(query)
        about = asked.tree.about
        if len(about) != 1:
            message = f"what it is about cannot be told; write {self!r}.has_related('contact', ...)"
            raise grammar.invalid(f"{self!r}.has", "related_object_type", message)
        return nodes.related(self.name, next(iter(about)), asked)

    def has_related(self, related: str | ObjectType, query: Query | Mapping[str, Any]) -> Query:
        """Ask for objects with a related object of a type that a query matches.

        Documented for contacts, leads and the email addresses, phone numbers, URLs and addresses of contacts;
        Close's own application also asks about others (observed).

        Args:
            related: The type of the related object, or the vendor's name of it.
            query: What the related object has to meet.

        Raises:
            InvalidRequest: The query is about objects of another type, or is none.
        """
        other = related if isinstance(related, ObjectType) else ObjectType(related)
        return nodes.related(self.name, other.name, nodes.as_query(query))

    def __repr__(self) -> str:
        return type_name(self.name)


@final
@frozen(eq=False, repr=False)
class Field:
    """A field, of which a query asks something. What can be asked of which field, the service decides.

    `==` compares fields, and makes no query: with anything else than a field it is refused.
    """

    _about: str | None
    _name: str
    _custom: bool = field(alias="custom", kw_only=True)

    def has_words(self, value: str) -> Query:
        """Ask for all words of a text, whole and in any order (documented: mode `full_words`).

        Args:
            value: The words.

        Raises:
            InvalidRequest: It is no text, or empty.
        """
        return self._ask("has_words", {"type": "text", "mode": "full_words", "value": value})

    def has_phrase(self, value: str) -> Query:
        """Ask for the words of a text next to each other in their order (documented: mode `phrase`).

        Args:
            value: The words.

        Raises:
            InvalidRequest: It is no text, or empty.
        """
        return self._ask("has_phrase", {"type": "text", "mode": "phrase", "value": value})

    def is_in(self, *values: str) -> Query:
        """Ask for exactly one of the values (documented: `term`).

        Args:
            values: Texts, such as ids and the listed values of a custom field.

        Raises:
            InvalidRequest: There is none, or one is no string or empty.
        """
        self._unpacked("is_in", "values", values)
        return self._ask("is_in", {"type": "term", "values": values})

    def refers_to(self, *object_ids: str, reference_type: str) -> Query:
        """Ask for a reference to one of the objects (documented: `reference`).

        Args:
            object_ids: Their ids; for kinds of object that the contract knows, they have to be of that kind.
            reference_type: The vendor's name of what is referred to, such as `user`, `sequence` or
                `status.lead`.

        Raises:
            InvalidRequest: There is no id, or one is of another kind.
        """
        self._unpacked("refers_to", "object_ids", object_ids)
        what = f"{self!r}.refers_to"
        kind, ids = grammar.as_json(what, [reference_type, object_ids])
        condition = {"type": "reference", "reference_type": kind, "object_ids": ids}
        query = self._ask("refers_to", condition)
        for index, each in enumerate(ids):
            if message := grammar.wrong_id(kind, each):
                raise grammar.invalid(what, f"object_ids[{index}]", message)
        return query

    def exists(self) -> Query:
        """Ask for any value at all (documented)."""
        return self._ask("exists", {"type": "exists"})

    def is_true(self) -> Query:
        """Ask for true (documented: `boolean`)."""
        return self._ask("is_true", {"type": "boolean", "value": True})

    def is_false(self) -> Query:
        """Ask for false, which is not the same as no value (documented: `boolean`)."""
        return self._ask("is_false", {"type": "boolean", "value": False})

    def is_me(self) -> Query:
        """Ask for the user whose key or token the request has (documented: `current_user`)."""
        return self._ask("is_me", {"type": "current_user"})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Field):
            raise self._compared("==", other)
        return self._key() == other._key()

    def __ne__(self, other: object) -> bool:
        if not isinstance(other, Field):
            raise self._compared("!=", other)
        return self._key() != other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __gt__(self, bound: Bound) -> Query:
        return self._compare(">", bound)

    def __ge__(self, bound: Bound) -> Query:
        return self._compare(">=", bound)

    def __lt__(self, bound: Bound) -> Query:
        return self._compare("<", bound)

    def __le__(self, bound: Bound) -> Query:
        return self._compare("<=", bound)

    def between(self, low: Bound, high: Bound) -> Query:
        """Ask for a value from one bound to another.

        With numbers and with days, both belong to the range; a point in time that ends it does not, as the
        vendor's ranges have no such bound. Numbers are documented, moments observed.

        Args:
            low: A number, a date, a datetime with a time zone, or a moment.
            high: The same, and of the same kind.

        Raises:
            InvalidRequest: The bounds are not of one kind, or nothing is between them.
        """
        return self._ask("between", ranges.between(f"{self!r}.between", low, high))

    def within(
        self,
        *,
        gt: Bound | None = None,
        gte: Bound | None = None,
        lt: Bound | None = None,
        lte: Bound | None = None,
        on_or_after: Bound | None = None,
        before: Bound | None = None,
    ) -> Query:
        """Ask for a value within bounds, by the vendor's names of them.

        Args:
            gt: More than this number, or after this day.
            gte: This number, day or moment, or more.
            lt: Less than this number, or before this day or moment.
            lte: This number or day, or less.
            on_or_after: This day or moment, or later.
            before: Before this day or moment.

        Raises:
            InvalidRequest: There is no bound, they are not of one kind, or one cannot be said.
        """
        bounds = {
            "gt": gt,
            "gte": gte,
            "lt": lt,
            "lte": lte,
            "on_or_after": on_or_after,
            "before": before,
        }
        given = {name: bound for name, bound in bounds.items() if bound is not None}
        return self._ask("within", ranges.within(f"{self!r}.within", given))

    def ascending(self) -> dict[str, Any]:
        """Give a term of `sort`: the smallest, the oldest, the first of the alphabet first (documented)."""
        return {"direction": "asc", "field": self._node()}

    def descending(self) -> dict[str, Any]:
        """Give a term of `sort`: the largest, the newest, the last of the alphabet first (documented).

        The newest leads come first with `sort=[lead("date_created").descending()]`.
        """
        return {"direction": "desc", "field": self._node()}

    def __repr__(self) -> str:
        return text.field(self._about, self._name, custom=self._custom)

    def _key(self) -> tuple[object, ...]:
        return self._about, self._name, self._custom

    def _compared(self, operator: str, value: object) -> InvalidRequest:
        """Say how to ask what somebody asks by == or !=, which would be True or False and no query."""
        no = "" if operator == "==" else "~"
        given, this = show(value), f"{no}{self!r}"
        if value is None:
            way = f"{'' if no else '~'}{self!r}.exists()"
        elif isinstance(value, bool):
            way = f"{this}.is_{str(value).lower()}()"
        elif isinstance(value, int | float | date):
            way = f"{this}.between({given}, {given})"
        else:
            way = f"{this}.is_in({given}) for the exact value, {this}.has_words({given}) for words"
        message = f"{operator} compares fields and makes no query; write {way}"
        return grammar.invalid(f"{self!r} {operator} {given}", "value", message)

    def _compare(self, operator: str, bound: Bound) -> Query:
        what = f"{self!r} {operator} {show(bound)}"
        return self._made(what, ranges.compared(what, operator, bound))

    def _ask(self, method: str, condition: dict[str, Any]) -> Query:
        return self._made(f"{self!r}.{method}", condition)

    def _made(self, what: str, condition: dict[str, Any]) -> Query:
        node = {"type": "field_condition", "field": self._node(), "condition": condition}
        about = () if self._about is None else (self._about,)
        return nodes.made(what, node, *about)

    def _node(self) -> dict[str, Any]:
        if self._custom:
            return {"type": "custom_field", "custom_field_id": self._name}
        return {"type": "regular_field", "object_type": self._about, "field_name": self._name}

    def _unpacked(self, method: str, name: str, values: tuple[object, ...]) -> None:
        if any(isinstance(value, list | tuple | set | frozenset) for value in values):
            message = f"{show(values[0])} is no string; write {method}(*values) for a list of them"
            raise grammar.invalid(f"{self!r}.{method}", name, message)


def _custom(about: str | None, what: str, custom_field_id: object) -> Field:
    node = {"type": "custom_field", "custom_field_id": custom_field_id}
    checked = grammar.checked(what, "CustomSearchField", node)
    return Field(about, checked["custom_field_id"], custom=True)


def custom(custom_field_id: str) -> Field:
    """Give a custom field of the objects that the query is about, whichever they are.

    Args:
        custom_field_id: The id, `cf_...`.

    Raises:
        InvalidRequest: It is no id of a custom field.
    """
    return _custom(None, "custom", custom_field_id)


def objects(name: str) -> ObjectType:
    """Give an object type by the vendor's name (observed).

    Args:
        name: The name, for instance `activity.email`.

    Raises:
        InvalidRequest: It is no string, or empty.
    """
    return ObjectType(name)


lead = ObjectType("lead")
"""Leads (documented)."""
contact = ObjectType("contact")
"""The contacts of leads (documented)."""
contact_email = ObjectType("contact_email")
"""The email addresses of contacts (documented)."""
contact_phone = ObjectType("contact_phone")
"""The phone numbers of contacts (documented)."""
contact_url = ObjectType("contact_url")
"""The URLs of contacts (documented)."""
address = ObjectType("address")
"""The addresses of leads (documented)."""
sequence_subscription = ObjectType("sequence_subscription")
"""The subscriptions of contacts to sequences (observed)."""
opportunity = ObjectType("opportunity")
"""The opportunities of leads (observed)."""

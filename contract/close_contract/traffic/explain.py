"""From the errors of a validator to problems that name one field and one rule each.

Where alternatives are allowed, the errors of one of them are told: of the one that the
discriminator names, or else of the one that fits best.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from attrs import frozen
from jsonschema_rs import ValidationError, ValidationErrorKind

from close_contract.document import Schema
from close_contract.traffic import wire_rules
from close_contract.traffic.compiled import Checker, Schemas, escaped, place_of
from close_contract.traffic.violation import Problem

_SHOWN: Final = 120


@frozen
class Subject:
    """What an object is by its discriminator, such as `subscribe`, and how deep it lies."""

    name: str
    depth: int

    def of(self, error: ValidationError) -> str:
        """Return the name if an error is about this object itself and not about one within it."""
        return self.name if len(error.instance_path) == self.depth else ""


_NOBODY: Final = Subject("", -1)


@frozen
class Explainer:
    """Explains why the JSON of a body does not fit."""

    schemas: Schemas

    def problems(self, checker: Checker, value: Any) -> Iterator[Problem]:
        """Yield all that is wrong with a value."""
        if checker.validator.is_valid(value):
            return
        for error in checker.validator.iter_errors(value):
            yield from self._explained(error, _NOBODY)

    def _explained(self, error: ValidationError, subject: Subject) -> Iterator[Problem]:
        match error.kind:
            case ValidationErrorKind.OneOfNotValid(context) | ValidationErrorKind.AnyOf(context):
                yield from self._alternatives(error, context, subject)
            case ValidationErrorKind.Required(name):
                whose = subject.of(error)
                sentence = f"{whose} requires {name}" if whose else f"{name} is missing"
                yield self._problem(wire_rules.MISSING_FIELD, error, sentence, name)
            case ValidationErrorKind.AdditionalProperties(names):
                for name in names:
                    sentence = self._unknown(error, name, subject.of(error))
                    yield self._problem(wire_rules.UNKNOWN_FIELD, error, sentence, name)
            case _:
                yield self._of_value(error)

    def _of_value(self, error: ValidationError) -> Problem:
        name = str(error.instance_path[-1]) if error.instance_path else "the body"
        if error.instance is None:
            sentence = f"{name} is null; leave it out, or give it a value"
            return self._problem(wire_rules.NULL_FIELD, error, sentence)
        match error.kind:
            case ValidationErrorKind.Enum(options):
                sentence = f"{name} is one of {_listed(options)}, not {_short(error.instance)}"
                return self._problem(wire_rules.UNKNOWN_VALUE, error, sentence)
            case ValidationErrorKind.Constant(expected):
                sentence = f"{name} is {_short(expected)}, not {_short(error.instance)}"
                return self._problem(wire_rules.UNKNOWN_VALUE, error, sentence)
            case ValidationErrorKind.Type():
                sentence = f"{name}: {_cut(error.message)}"
                return self._problem(wire_rules.ILL_TYPED_FIELD, error, sentence)
            case _:
                sentence = f"{name}: {_cut(error.message)}"
                return self._problem(wire_rules.INVALID_FIELD, error, sentence)

    def _alternatives(
        self, error: ValidationError, context: Sequence[Sequence[ValidationError]], subject: Subject
    ) -> Iterator[Problem]:
        clause = place_of(error.absolute_keyword_location)
        schema = self.schemas.find(clause.rpartition("/")[0])[1]
        discriminator = schema.get("discriminator")
        chosen = _best(context, error.instance_path)
        if discriminator is not None and isinstance(error.instance, dict):
            name, known = discriminator["propertyName"], discriminator["mapping"]
            given = error.instance.get(name)
            if not isinstance(given, str) or given not in known:
                yield self._undecided(error, error.instance, name, [*known])
                return
            chosen = _named(schema, known[given], context)
            subject = Subject(given, len(error.instance_path))
        for each in chosen:
            yield from self._explained(each, subject)

    def _undecided(
        self, error: ValidationError, value: Mapping[str, Any], name: str, known: list[str]
    ) -> Problem:
        if name not in value:
            sentence = f"{name} is missing; it is one of {_listed(known)}"
            return self._problem(wire_rules.MISSING_FIELD, error, sentence, name)
        given = value[name]
        if given is None:
            sentence = f"{name} is null; it is one of {_listed(known)}"
            return self._problem(wire_rules.NULL_FIELD, error, sentence, name)
        sentence = f"{name} is one of {_listed(known)}, not {_short(given)}"
        return self._problem(wire_rules.UNKNOWN_VALUE, error, sentence, name)

    def _unknown(self, error: ValidationError, name: str, subject: str) -> str:
        clause = place_of(error.absolute_keyword_location)
        known = self.schemas.find(clause.rpartition("/")[0])[1].get("properties", {})
        given: Any = error.instance
        close = get_close_matches(name, [each for each in known if each not in given], n=1)
        hint = f"; is {close[0]} meant?" if close else ""
        return f"{_short(name)} is no field of {subject or 'this object'}{hint}"

    def _problem(
        self, rule: wire_rules.WireRule, error: ValidationError, sentence: str, *below: str
    ) -> Problem:
        steps = [*error.instance_path, *below]
        where = "".join(f"/{escaped(str(step))}" for step in steps)
        clause = place_of(error.absolute_keyword_location)
        return Problem(rule, f"body{where}", sentence, clause)


def _named(
    schema: Schema, target: str, context: Sequence[Sequence[ValidationError]]
) -> Sequence[ValidationError]:
    forms = schema.get("oneOf") or schema["anyOf"]
    return context[[form.get("$ref") for form in forms].index(target)]


def _best(
    context: Sequence[Sequence[ValidationError]], path: Sequence[str | int]
) -> Sequence[ValidationError]:
    """Return the errors of the alternative that is not of another type and has the fewest."""

    def misfit(errors: Sequence[ValidationError]) -> tuple[bool, int]:
        other = any(
            isinstance(each.kind, ValidationErrorKind.Type) and each.instance_path == path
            for each in errors
        )
        return other, len(errors)

    return min(context, key=misfit)


def _listed(options: Any) -> str:
    return ", ".join(map(str, options))


def _short(value: Any) -> str:
    return _cut(repr(value))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."

"""Judges a request: path, method, sign-in, parameters, body."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from attrs import evolve, frozen

from close_contract.rules import NOTHING
from close_contract.traffic import moments, strict_json, wire_rules
from close_contract.traffic.compiled import JSON, Compiled, Parameter, Schemas
from close_contract.traffic.explain import Explainer
from close_contract.traffic.messages import Request, media_type
from close_contract.traffic.privacy import is_secret
from close_contract.traffic.router import Route, Router
from close_contract.traffic.sign_in import sign_in_problems
from close_contract.traffic.violation import Problem

OUTSIDE: Final = frozenset({"/oauth2/token/", "/oauth2/revoke/", "/oauth2/authorize/"})
"""Paths that the vendor documents and the contract does not describe; they are not judged."""

_OVERRIDE: Final = "x-http-method-override"
_SHOWN: Final = 60


@frozen
class Verdict:
    """What a request asks for and what is wrong with it.

    `operation` is None if it asks for nothing that the contract has, so that no answer can be
    judged; `asked` is the request as the server understands it, `sent` the JSON of its body
    (NOTHING without any), `id` what stands in its path (empty without one).
    """

    label: str
    operation: Compiled | None
    asked: Request
    problems: tuple[Problem, ...] = ()
    sent: Any = NOTHING
    id: str = ""


class RequestJudge:
    """Judges requests to the operations below a base path; `sign_in` says whether that is judged."""

    def __init__(self, schemas: Schemas, router: Router, base_path: str, *, sign_in: bool) -> None:
        self._explainer = Explainer(schemas)
        self._router = router
        self._base_path = base_path
        self._sign_in = sign_in

    def judge(self, request: Request) -> Verdict:
        """Return all that is wrong with a request."""
        label = f"{request.method} {request.path[:200]}"
        if request.path in OUTSIDE:
            return Verdict(label, None, request)
        problems = [*self._of_sign_in(request)]
        asked = _understood(request)
        route = self._routed(asked.path, problems)
        if route is None:
            return Verdict(label, None, asked, tuple(problems))
        known = route.methods.get(asked.method)
        if known is None:
            allowed = ", ".join(sorted(route.methods))
            sentence = f"{route.template} knows {allowed} and no {asked.method[:_SHOWN]}"
            clause = next(iter(route.methods.values())).clause.rpartition("/")[0]
            problems.append(Problem(wire_rules.UNKNOWN_METHOD, "method", sentence, clause))
            return Verdict(f"{asked.method} {route.template}", None, asked, tuple(problems))
        problems += self._of_parameters(known, route.values, asked)
        problems += _of_framing(known, asked)
        sent = self._sent(known, asked, problems)
        label, object_id = known.operation.label, route.values.get("id", "")
        return Verdict(label, known, asked, tuple(problems), sent, object_id)

    def _of_sign_in(self, request: Request) -> Iterator[Problem]:
        if self._sign_in:
            yield from sign_in_problems(request.header("authorization"))
        for name, value in _pairs(request.query):
            if is_secret(name, value):
                sentence = "a key, a token or a password is in the URL; send it as Authorization"
                yield Problem(
                    wire_rules.KEY_IN_URL, f"query/{name[:_SHOWN]}", sentence, "#/security"
                )

    def _routed(self, path: str, problems: list[Problem]) -> Route | None:
        """Return the route that is meant; a wrong slash is a problem and leads there all the same."""
        resource = path.removeprefix(self._base_path)
        if not path.startswith(f"{self._base_path}/"):
            sentence = f"{path[:_SHOWN]} is not below {self._base_path}/"
            problems.append(Problem(wire_rules.UNKNOWN_PATH, "path", sentence, "#/servers"))
            return None
        route = self._router.find(resource)
        if route is not None:
            return route
        single = "/".join(["", *filter(None, resource.split("/")), ""])
        meant = self._router.find(single)
        if meant is None:
            sentence = f"the contract has no {resource[:_SHOWN]}{self._hint(single)}"
            problems.append(Problem(wire_rules.UNKNOWN_PATH, "path", sentence, "#/paths"))
        if meant is not None and "//" in resource:
            sentence = f"there are two slashes in a row in {path[:_SHOWN]}"
            problems.append(Problem(wire_rules.DOUBLE_SLASH, "path", sentence, "#/paths"))
        if meant is not None and not resource.endswith("/"):
            sentence = f"{path[:_SHOWN]} does not end with a slash"
            problems.append(Problem(wire_rules.MISSING_SLASH, "path", sentence, "#/paths"))
        return meant

    def _hint(self, resource: str) -> str:
        close = get_close_matches(resource, self._router.templates, n=1, cutoff=0.8)
        return f"; is {close[0]} meant?" if close else ""

    def _of_parameters(
        self, known: Compiled, in_path: Mapping[str, str], asked: Request
    ) -> Iterator[Problem]:
        for name, value in in_path.items():
            parameter = known.parameters["path", name]
            if not parameter.fits(value):
                yield _ill(parameter, value, wire_rules.PATH_PARAMETER)
        pairs = _pairs(asked.query)
        for name, value in pairs:
            yield from _of_parameter(known, name, value)
        for name, times in Counter(name for name, _ in pairs).items():
            if times > 1 and ("query", name) in known.parameters:
                sentence = f"{name} is there {times} times"
                clause = known.parameters["query", name].checker.clause
                yield Problem(wire_rules.REPEATED_PARAMETER, f"query/{name}", sentence, clause)
        yield from _of_filters(known, {name for name, _ in pairs})
        for parameter in known.parameters.values():
            for value in asked.header(parameter.name) if parameter.place == "header" else ():
                if not parameter.fits(value):
                    yield _ill(parameter, value, wire_rules.ILL_PARAMETER)

    def _sent(self, known: Compiled, asked: Request, problems: list[Problem]) -> Any:
        """Return the JSON of a body, NOTHING if it has none, and add what is wrong with it."""
        if known.body is None or not asked.body:
            return NOTHING
        clause = f"{known.clause}/requestBody"
        try:
            parsed = strict_json.parse(asked.body)
        except ValueError as error:
            # A form that is declared as one has one fault, not two.
            if media_type(asked.headers) == JSON:
                sentence = f"the body {error}"
                problems.append(Problem(wire_rules.INVALID_JSON, "body", sentence, clause))
            return NOTHING
        for name in parsed.repeated:
            sentence = f"{name[:_SHOWN]} is there twice in one object"
            problems.append(Problem(wire_rules.DUPLICATE_KEY, "body", sentence, clause))
        problems += self._explainer.problems(known.body, parsed.value)
        problems += moments.in_body(parsed.value)
        return parsed.value


def _of_framing(known: Compiled, asked: Request) -> Iterator[Problem]:
    """Yield what is wrong with a body before it is read: that it is there, or not, and its type."""
    clause = f"{known.clause}/requestBody"
    declared = media_type(asked.headers)
    if known.body is None and asked.body:
        sentence = f"{known.operation.label} takes no body"
        yield Problem(wire_rules.UNEXPECTED_BODY, "body", sentence, known.clause)
    elif known.body is not None and not asked.body:
        sentence = f"{known.operation.label} takes a JSON body, and there is none"
        yield Problem(wire_rules.MISSING_BODY, "body", sentence, clause)
    elif known.body is not None and declared != JSON:
        sentence = f"the body is declared as {declared[:_SHOWN] or 'nothing'}, not as {JSON}"
        yield Problem(wire_rules.CONTENT_TYPE, "header/content-type", sentence, clause)


def _understood(request: Request) -> Request:
    """Return the GET that a POST stands for whose query was too long for a URL (documented)."""
    override = request.header(_OVERRIDE)
    if request.method != "POST" or [each.upper() for each in override] != ["GET"]:
        return request
    try:
        params: Any = strict_json.parse(request.body).value["_params"].items()
    except (ValueError, LookupError, TypeError, AttributeError):
        return request
    query = "&".join(filter(None, (request.query, urlencode([*params]))))
    return evolve(request, method="GET", target=f"{request.path}?{query}", body=b"")


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _of_parameter(known: Compiled, name: str, value: str) -> Iterator[Problem]:
    parameter = known.parameters.get(("query", name))
    if parameter is None:
        if not is_secret(name, value):
            yield _unknown(known, name)
        return
    if parameter.fits(value):
        yield from moments.in_query(name, value, parameter.checker.clause)
    else:
        yield _ill(parameter, value, wire_rules.ILL_PARAMETER)


def _unknown(known: Compiled, name: str) -> Problem:
    names = [each for place, each in known.parameters if place == "query"]
    listed = ", ".join(names) or "none"
    close = get_close_matches(name, names, n=1)
    hint = f"is {close[0]} meant?" if close else f"it knows {listed}"
    sentence = f"{known.operation.label} knows no {name[:_SHOWN]!r}; {hint}"
    clause = f"{known.clause}/parameters" if known.parameters else known.clause
    return Problem(wire_rules.UNKNOWN_PARAMETER, f"query/{name[:_SHOWN]}", sentence, clause)


def _ill(parameter: Parameter, value: str, rule: wire_rules.WireRule) -> Problem:
    bounds = {
        name: bound
        for name, bound in parameter.schema.items()
        if name not in {"description", "default"}
    }
    sentence = f"{parameter.name} is {value[:_SHOWN]!r}, which does not fit {bounds}"
    where = "path" if parameter.place == "path" else f"{parameter.place}/{parameter.name}"
    return Problem(rule, where, sentence, parameter.checker.clause)


def _of_filters(known: Compiled, given: set[str]) -> Iterator[Problem]:
    filters = known.operation.at_least_one_of
    if filters and given.isdisjoint(filters):
        sentence = f"none of {', '.join(filters)} is given; at least one is required"
        clause = f"{known.clause}/x-at-least-one-of"
        yield Problem(wire_rules.MISSING_FILTER, "query", sentence, clause)

"""The generated client against the contract: nothing is lost between the two."""

import importlib
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest

import close_api_client.models
from close_api_client import Client
from spec.inventory import OPERATIONS, REFUSALS, json_content, reachable, resolved
from specbuild import build

CONTRACT = build.build().document
SCHEMAS: dict[str, Any] = CONTRACT["components"]["schemas"]
OBJECTS = sorted(name for name, schema in SCHEMAS.items() if schema.get("properties"))
REQUESTS = sorted(
    name
    for name in SCHEMAS
    if any(
        SCHEMAS[name] is schema
        for each in OPERATIONS.values()
        if each.body
        for schema in reachable(CONTRACT, {"$ref": f"#/components/schemas/{each.body}"})
    )
)


class Body:
    """Stands for every model of a body: the module under test only asks it for its members."""

    def to_dict(self) -> dict[str, Any]:
        """Return no member."""
        return {}


def model(component: str) -> Any:
    """Return the generated class of a component."""
    return getattr(close_api_client.models, component)


def python_name(member: str) -> str:
    """Return what the generator calls a member, without the underscores that it adds or drops."""
    return member.replace("-", "_").strip("_")


def module(name: str) -> Any:
    """Import the generated module of an operation."""
    return importlib.import_module(f"close_api_client.api.{OPERATIONS[name].tag}.{name}")


def answered(name: str, status: int, content: dict[str, Any]) -> Any:
    """Return what an operation makes of an answer."""
    transport = httpx.MockTransport(lambda _: httpx.Response(status, **content))
    client = Client(base_url="https://close.example", httpx_args={"transport": transport})
    arguments: dict[str, Any] = {"id": "x_1"} if "{id}" in OPERATIONS[name].path else {}
    if OPERATIONS[name].body:
        arguments["body"] = Body()
    with client:
        return module(name).sync_detailed(client=client, **arguments)


@pytest.mark.parametrize("component", OBJECTS)
def test_a_model_has_all_members(component: str) -> None:
    """No property is lost, as happens beside a oneOf, and none is added."""
    fields = {field.name.strip("_") for field in attrs.fields(model(component))}
    assert fields - {"additional_properties"} == {
        python_name(each) for each in SCHEMAS[component]["properties"]
    }


@pytest.mark.parametrize("component", [each for each in OBJECTS if each in REQUESTS])
def test_a_model_demands_what_the_contract_demands(component: str) -> None:
    """A required member without a constant is a required argument, and nothing else is."""
    demanded = {
        field.name.strip("_")
        for field in attrs.fields(model(component))
        if field.default is attrs.NOTHING and field.init
    }
    assert demanded == {
        python_name(each)
        for each in SCHEMAS[component].get("required", ())
        if "default" not in SCHEMAS[component]["properties"][each]
    }


@pytest.mark.parametrize("component", OBJECTS)
def test_a_model_that_answers_keeps_what_it_does_not_know(component: str) -> None:
    """Members beyond the contract are kept, unless the contract allows none."""
    keeps = "additional_properties" in {field.name for field in attrs.fields(model(component))}
    assert keeps == (SCHEMAS[component].get("additionalProperties", True) is not False)


@pytest.mark.parametrize("name", [each for each in OPERATIONS if OPERATIONS[each].answer])
def test_examples_of_an_answer_survive_the_models(name: str) -> None:
    """What was parsed is of the named class, and written again it has every key and value."""
    expected = OPERATIONS[name]
    answer = expected.of(CONTRACT)["responses"][expected.status]
    for example in json_content(answer)["examples"].values():
        response = answered(name, int(expected.status), {"json": example["value"]})
        assert type(response.parsed) is model(str(expected.answer))
        assert response.parsed.to_dict() == example["value"]


@pytest.mark.parametrize("name", [each for each in OPERATIONS if OPERATIONS[each].body])
def test_examples_of_a_request_survive_the_models(name: str) -> None:
    """Each is read by the class that its constant names, and written again as it was."""
    body = resolved(CONTRACT, {"$ref": f"#/components/schemas/{OPERATIONS[name].body}"})
    request = OPERATIONS[name].of(CONTRACT)["requestBody"]
    for example in json_content(request)["examples"].values():
        value, component = example["value"], str(OPERATIONS[name].body)
        if kinds := body.get("discriminator"):
            component = kinds["mapping"][value[kinds["propertyName"]]].rpartition("/")[2]
        assert model(component).from_dict(value).to_dict() == value


@pytest.mark.parametrize("name", [each for each in OPERATIONS if not OPERATIONS[each].answer])
@pytest.mark.parametrize("content", [{}, {"json": {}}, {"content": b"gone"}], ids=repr)
def test_a_deletion_is_known_by_its_status(name: str, content: dict[str, Any]) -> None:
    """Whatever the body is, it means nothing and breaks nothing."""
    response = answered(name, 200, content)
    assert (response.status_code, response.parsed) == (200, None)


@pytest.mark.parametrize("status", [*sorted(REFUSALS - {"5XX"}), "500", "503"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_every_documented_refusal_is_parsed(name: str, status: str) -> None:
    """No documented answer was dropped by the generator."""
    refusal = {"error": "No", "errors": ["No"], "field-errors": {"id": ["No"]}}
    response = answered(name, int(status), {"json": refusal})
    assert type(response.parsed) is model("ErrorBody")
    assert response.parsed.to_dict() == refusal


def test_every_operation_has_its_module_and_no_other_is_there() -> None:
    """Equal operationIds would overwrite each other in silence."""
    folder = Path(close_api_client.__file__).parent / "api"
    modules = {path.stem for path in folder.glob("*/*.py")} - {"__init__"}
    assert modules == OPERATIONS.keys()

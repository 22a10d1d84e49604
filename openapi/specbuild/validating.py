"""openapi-spec-validator, with the slow half of its work given to a faster library.

It judges every schema of a document by the meta-schema, in Python, which takes longer than all the
rest. jsonschema-rs does the same in a hundredth of the time; what it doubts is judged again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs
from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.validation.keywords import OpenAPIV31SchemaValidator

if TYPE_CHECKING:
    from collections.abc import Callable


class _FastSchemas(OpenAPIV31SchemaValidator):
    def _get_schema_checker(self, schema: Any, schema_value: Any) -> Callable[[Any], None]:
        thorough: Callable[[Any], None] = super()._get_schema_checker(schema, schema_value)

        def check(value: Any) -> None:
            if "$schema" in value or not jsonschema_rs.meta.is_valid(value):
                thorough(value)

        return check


class SpecValidator(OpenAPIV31SpecValidator):
    """Finds what `OpenAPIV31SpecValidator` finds."""

    keyword_validators = {**OpenAPIV31SpecValidator.keyword_validators, "schema": _FastSchemas}  # noqa: RUF012

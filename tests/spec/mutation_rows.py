"""What each mutation of the vendor's document leads to, in the report and in the diff.

Whoever changes an overlay may have to change the rows that name its actions: that is their use.
"""

from __future__ import annotations

from spec.mutation_row import (
    ANSWER,
    FIRST,
    NEWER,
    ON_REASSIGN,
    ON_THE_ANSWER,
    ON_THE_OPERATION,
    POST,
    Row,
    breaks_callers,
    breaks_parsers,
    safe,
)
from spec.mutations import (
    ACTION,
    PATH,
    REF,
    STRING,
    all_reversed,
    answer,
    created,
    in_answer,
    inline,
    json_of,
    move,
    needed,
    newer_export,
    parameter,
    paths_with_base,
    post,
    publish,
    removed_property,
    rename_component,
    renamed_property,
    renamed_value,
    schemas,
    sign_in,
    spell,
    typed_body,
    typed_refusal,
    values,
    wrap,
)

ROWS = (
    Row(
        "nothing",
        lambda _document: None,
    ),
    Row(
        "operation gone",
        lambda document: document["paths"][PATH].pop("post"),
        base="whole",
        homeless=ON_THE_OPERATION,
        diff=(breaks_callers(POST + ": is gone"),),
    ),
    Row(
        "path renamed",
        lambda document: move(document["paths"], PATH, "/bulk/subscriptions/"),
        base="whole",
        idle=("20-bulk-sequence-subscriptions.yaml: the vendor's list goes",),
        homeless=ON_THE_OPERATION,
        diff=(
            safe("GET /bulk/subscriptions/: is new"),
            safe("POST /bulk/subscriptions/: is new"),
            breaks_callers("GET /bulk_action/sequence_subscription/: is gone"),
            breaks_callers(POST + ": is gone"),
        ),
    ),
    Row(
        "operation published: list",
        publish(PATH, "get", {"type": "object"}),
        applied=("20-bulk-sequence-subscriptions.yaml: the vendor's list goes",),
        diff=(safe("GET /bulk_action/sequence_subscription/: is new"),),
    ),
    Row(
        "operation published: get",
        publish(f"{PATH}{{id}}/", "get", {"$ref": REF + ACTION}),
        applied=("20-bulk-sequence-subscriptions.yaml: the vendor's get goes",),
        diff=(safe("GET /bulk_action/sequence_subscription/{id}/: is new"),),
    ),
    Row(
        "operation published: pause",
        publish(f"{PATH}{{id}}/", "put", {"$ref": REF + ACTION}),
        conflicting=("20-bulk-sequence-subscriptions.yaml: change of status",),
        diff=(safe("PUT /bulk_action/sequence_subscription/{id}/: is new"),),
    ),
    Row(
        "operation published: search",
        publish("/data/search/", "post", {"type": "object"}),
        conflicting=("30-search.yaml: search",),
        diff=(safe("POST /data/search/: is new"),),
    ),
    Row(
        "operation published: one that we do not use",
        publish("/status/", "get", STRING),
        diff=(safe("GET /status/: is new"),),
    ),
    Row(
        "operation deprecated",
        lambda document: post(document).update(deprecated=True),
        diff=(safe(POST + ": is deprecated"),),
    ),
    Row(
        "unique operationId",
        lambda document: post(document).update(operationId="bulk_create"),
        written=(safe(POST + ": operationId `create` becomes `bulk_create`"),),
    ),
    Row(
        "another tag",
        lambda document: post(document).update(tags=["Bulk actions"]),
    ),
    Row(
        "prose",
        lambda document: post(document).update(description="Other words."),
    ),
    Row(
        "Authorization dropped",
        lambda document: post(document).pop("parameters"),
        written=(safe(POST + " parameter Authorization (header): is gone (required)"),),
    ),
    Row(
        "security added",
        sign_in,
        written=(
            safe(POST + " parameter Authorization (header): is gone (required)"),
            safe(POST + " sign-in: takes HTTP basic"),
            safe(POST + " sign-in: takes HTTP bearer"),
        ),
    ),
    Row(
        "base path in the paths",
        paths_with_base,
        written=(
            safe("API server: gains https://api.close.com"),
            breaks_callers("API server: loses https://api.close.com/api/v1"),
            safe("POST /api/v1/bulk_action/sequence_subscription/: is new"),
            breaks_callers(POST + ": is gone"),
        ),
    ),
    Row(
        "another order",
        all_reversed,
    ),
    Row(
        "newer export",
        newer_export,
        base="whole",
        diff=(*(safe(f"{name}: is new") for name in NEWER),),
        written=None,
    ),
    Row(
        "optional parameter",
        parameter(),
        diff=(safe(POST + " parameter p (query): is new"),),
    ),
    Row(
        "required parameter",
        parameter(required=True),
        diff=(breaks_callers(POST + " parameter p (query): is new (required)"),),
    ),
    Row(
        "parameter of ours",
        parameter(**{"name": "x-tz-offset", "in": "header"}),
        problems=("Duplicate parameter 'x-tz-offset'",),
        diff=(safe(POST + " parameter x-tz-offset (header): is new"),),
    ),
    Row(
        "body required",
        lambda document: post(document)["requestBody"].update(required=True),
        needless=("20-bulk-sequence-subscriptions.yaml: a typed, required request body",),
        diff=(breaks_callers(POST + " request: is required now"),),
    ),
    Row(
        "body typed",
        typed_body,
        conflicting=("20-bulk-sequence-subscriptions.yaml: a typed, required request body",),
        diff=(breaks_callers(POST + " request: type any becomes object with `action_type`"),),
    ),
    Row(
        "body gone",
        lambda document: post(document).pop("requestBody"),
        homeless=("20-bulk-sequence-subscriptions.yaml: a typed, required request body",),
        diff=(breaks_callers(POST + " request: loses its body"),),
    ),
    Row(
        "status of success",
        created,
        homeless=("20-bulk-sequence-subscriptions.yaml: what the created bulk action leads to",),
        diff=(breaks_parsers(ANSWER + "is gone"), breaks_parsers(POST + " response 201: is new")),
    ),
    Row(
        "status documented",
        lambda document: post(document)["responses"].update({"429": {"description": "Slow"}}),
        conflicting=("60-errors.yaml: refusals of every operation",),
        homeless=("82-answers.yaml: refusals of the added operations",),
        diff=(safe(POST + " response 429: is new"),),
    ),
    Row(
        "status gone",
        lambda document: post(document)["responses"].pop("404"),
        homeless=(
            "60-errors.yaml: untyped refusals go",
            "82-answers.yaml: refusals of the added operations",
        ),
        conflicting=("60-errors.yaml: refusals of every operation",),
        diff=(safe(POST + " response 404: is gone"),),
    ),
    Row(
        "refusal typed",
        typed_refusal,
        homeless=(
            "60-errors.yaml: untyped refusals go",
            "82-answers.yaml: refusals of the added operations",
        ),
        conflicting=("60-errors.yaml: refusals of every operation",),
        diff=(safe(POST + " response 400: type any becomes object"),),
    ),
    Row(
        "answer untyped",
        lambda document: post(document)["responses"]["200"].update(
            content=json_of({"type": "object"})
        ),
        homeless=ON_THE_ANSWER,
        conflicting=("60-errors.yaml: refusals of every operation",),
        diff=(breaks_parsers(ANSWER + f"type object with {FIRST} and 20 more becomes any"),),
        written=None,
    ),
    Row(
        "answer in another content type",
        lambda document: move(
            post(document)["responses"]["200"]["content"], "application/json", "text/csv"
        ),
        diff=(
            safe(ANSWER + "gains content type `text/csv`"),
            breaks_parsers(ANSWER + "loses content type `application/json`"),
        ),
    ),
    Row(
        "header documented",
        lambda document: post(document)["responses"]["200"].update(
            headers={"RateLimit": {"schema": STRING}}
        ),
        conflicting=("82-answers.yaml: what is left of the rate limit, in answers",),
        diff=(safe(POST + " response 200 header RateLimit: is new"),),
    ),
    Row(
        "enum value added",
        lambda document: values(document, "BulkActionStatus").append("expired"),
        diff=(breaks_parsers(ANSWER + "status gains value `expired`"),),
    ),
    Row(
        "enum value removed",
        lambda document: values(document, "BulkActionStatus").remove("resuming"),
        diff=(safe(ANSWER + "status loses value `resuming`"),),
    ),
    Row(
        "enum value removed that we build on",
        lambda document: values(document, "BulkSequenceSubscriptionActionType").remove("reassign"),
        homeless=ON_REASSIGN,
        diff=(safe(ANSWER + "action_type loses value `reassign`"),),
    ),
    Row(
        "enum value renamed",
        renamed_value,
        diff=(
            breaks_parsers(ANSWER + "contact_preference gains value `primary`"),
            safe(ANSWER + "contact_preference loses value `lead`"),
        ),
    ),
    Row(
        "enum inlined",
        inline,
        homeless=("50-responses.yaml: closed enums of the answer go",),
        conflicting=("50-responses.yaml: open enums",),
    ),
    Row(
        "enum opened",
        lambda document: answer(document)["status"]["oneOf"].append(STRING),
        diff=(breaks_parsers(ANSWER + "status gains alternative string"),),
    ),
    Row(
        "property added",
        lambda document: answer(document).update(new=STRING),
        diff=(safe(ANSWER + "gains property `new` (string)"),),
    ),
    Row(
        "property removed",
        removed_property,
        diff=(breaks_parsers(ANSWER + "loses property `query` (string or null, required)"),),
    ),
    Row(
        "property renamed",
        renamed_property,
        diff=(
            safe(ANSWER + "gains property `n_contacts` (integer or null, required)"),
            breaks_parsers(ANSWER + "loses property `n_objects` (integer or null, required)"),
        ),
    ),
    Row(
        "property not always there",
        lambda document: needed(document).remove("query"),
        diff=(breaks_parsers(ANSWER + "query may be left out now"),),
    ),
    Row(
        "property deprecated",
        in_answer("query", deprecated=True),
        diff=(safe(ANSWER + "query is deprecated"),),
    ),
    Row(
        "property typed",
        lambda document: answer(document).update(
            s_query={"type": "object", "properties": {"type": STRING}}
        ),
        homeless=("50-responses.yaml: query and sort of the answer go",),
        conflicting=("50-responses.yaml: free-form query and sort of the answer",),
        diff=(safe(ANSWER + "s_query gains property `type` (string)"),),
    ),
    Row(
        "property with a default",
        in_answer("send_done_email", default=True),
        diff=(safe(ANSWER + "send_done_email gains default `true`"),),
    ),
    Row(
        "property with a bound",
        in_answer("n_leads_processed", minimum=0),
        diff=(safe(ANSWER + "n_leads_processed gains minimum `0`"),),
    ),
    Row(
        "type changed",
        in_answer("id", type="integer"),
        diff=(breaks_parsers(ANSWER + "id type string becomes integer"),),
    ),
    Row(
        "type widened",
        in_answer("n_leads", type=["number", "null"]),
        diff=(breaks_parsers(ANSWER + "n_leads type integer or null becomes number or null"),),
    ),
    Row(
        "null added",
        in_answer("id", type=["string", "null"]),
        diff=(breaks_parsers(ANSWER + "id may be null now"),),
    ),
    Row(
        "null removed",
        in_answer("n_leads", type="integer"),
        diff=(safe(ANSWER + "n_leads may no longer be null"),),
    ),
    Row(
        "null spelled anyOf",
        spell("status", old="oneOf", new="anyOf"),
    ),
    Row(
        "null spelled oneOf",
        wrap("n_leads"),
    ),
    Row(
        "format gone",
        lambda document: answer(document)["date_created"].pop("format"),
        diff=(breaks_parsers(ANSWER + "date_created loses format `date-time`"),),
    ),
    Row(
        "format added",
        in_answer("sender_email", format="email"),
        diff=(safe(ANSWER + "sender_email gains format `email`"),),
    ),
    Row(
        "component renamed",
        lambda document: rename_component(document, "BulkActionStatus", "Status"),
        homeless=("50-responses.yaml: closed enums of the answer go",),
        conflicting=("50-responses.yaml: open enums",),
    ),
    Row(
        "component of the answer renamed",
        lambda document: rename_component(document, ACTION, "BulkSubscription"),
        homeless=(
            "50-responses.yaml: closed enums of the answer go",
            "50-responses.yaml: open enums",
            "50-responses.yaml: query and sort of the answer go",
        ),
    ),
    Row(
        "name of ours taken",
        lambda document: schemas(document).update(SubscribeRequest={"type": "object"}),
    ),
    Row(
        "name of ours taken by what is used",
        lambda document: rename_component(document, "BulkActionStatus", "SequenceId"),
        needless=("40-requests.yaml: query, sort and ids",),
        homeless=("50-responses.yaml: closed enums of the answer go",),
        conflicting=("50-responses.yaml: open enums",),
    ),
)

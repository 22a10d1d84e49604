"""Contains all the data models used in inputs/outputs; each is loaded when it is first used"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .and_query import AndQuery
    from .boolean_condition import BooleanCondition
    from .bulk_action_object_type import BulkActionObjectType
    from .bulk_action_status import BulkActionStatus
    from .bulk_action_status_change import BulkActionStatusChange
    from .bulk_action_status_change_status import BulkActionStatusChangeStatus
    from .bulk_delete_action import BulkDeleteAction
    from .bulk_delete_page import BulkDeletePage
    from .bulk_delete_request import BulkDeleteRequest
    from .bulk_edit_action import BulkEditAction
    from .bulk_edit_action_type import BulkEditActionType
    from .bulk_edit_page import BulkEditPage
    from .bulk_email_action import BulkEmailAction
    from .bulk_email_contact_preference import BulkEmailContactPreference
    from .bulk_email_page import BulkEmailPage
    from .bulk_email_request import BulkEmailRequest
    from .bulk_sequence_subscription_action import BulkSequenceSubscriptionAction
    from .bulk_sequence_subscription_action_type import BulkSequenceSubscriptionActionType
    from .bulk_sequence_subscription_contact_preference import BulkSequenceSubscriptionContactPreference
    from .bulk_sequence_subscription_page import BulkSequenceSubscriptionPage
    from .clear_activity_custom_field_request import ClearActivityCustomFieldRequest
    from .clear_contact_custom_field_request import ClearContactCustomFieldRequest
    from .clear_custom_field_request import ClearCustomFieldRequest
    from .clear_custom_object_custom_field_request import ClearCustomObjectCustomFieldRequest
    from .clear_global_custom_field_request import ClearGlobalCustomFieldRequest
    from .clear_opportunity_custom_field_request import ClearOpportunityCustomFieldRequest
    from .create_sequence_request import CreateSequenceRequest
    from .create_sequence_subscription_request import CreateSequenceSubscriptionRequest
    from .current_user_condition import CurrentUserCondition
    from .custom_field_operation import CustomFieldOperation
    from .custom_search_field import CustomSearchField
    from .error_body import ErrorBody
    from .error_body_field_errors import ErrorBodyFieldErrors
    from .event import Event
    from .event_page import EventPage
    from .exists_condition import ExistsCondition
    from .field_condition_query import FieldConditionQuery
    from .fixed_local_date_moment import FixedLocalDateMoment
    from .fixed_utc_moment import FixedUtcMoment
    from .has_related_query import HasRelatedQuery
    from .id_query import IdQuery
    from .me import Me
    from .me_organization import MeOrganization
    from .moment_direction import MomentDirection
    from .moment_edge import MomentEdge
    from .moment_offset import MomentOffset
    from .moment_range_condition import MomentRangeCondition
    from .now_moment import NowMoment
    from .number_range_condition import NumberRangeCondition
    from .object_type_query import ObjectTypeQuery
    from .offset_moment import OffsetMoment
    from .or_query import OrQuery
    from .pause_request import PauseRequest
    from .query_part import QueryPart
    from .reassign_request import ReassignRequest
    from .reference_condition import ReferenceCondition
    from .regular_search_field import RegularSearchField
    from .relative_period_moment import RelativePeriodMoment
    from .resume_finished_request import ResumeFinishedRequest
    from .resume_request import ResumeRequest
    from .saved_search import SavedSearch
    from .saved_search_type import SavedSearchType
    from .search_object_type import SearchObjectType
    from .search_related_type import SearchRelatedType
    from .search_request import SearchRequest
    from .search_request_fields import SearchRequestFields
    from .search_results import SearchResults
    from .search_results_count import SearchResultsCount
    from .search_results_data_item import SearchResultsDataItem
    from .search_sort import SearchSort
    from .sequence import Sequence
    from .sequence_page import SequencePage
    from .sequence_schedule_request import SequenceScheduleRequest
    from .sequence_schedule_request_ranges_item import SequenceScheduleRequestRangesItem
    from .sequence_status import SequenceStatus
    from .sequence_step import SequenceStep
    from .sequence_step_change import SequenceStepChange
    from .sequence_step_request import SequenceStepRequest
    from .sequence_step_threading import SequenceStepThreading
    from .sequence_step_type import SequenceStepType
    from .sequence_subscription import SequenceSubscription
    from .sequence_subscription_counts import SequenceSubscriptionCounts
    from .sequence_subscription_page import SequenceSubscriptionPage
    from .sequence_subscription_status import SequenceSubscriptionStatus
    from .sequence_subscription_status_change import SequenceSubscriptionStatusChange
    from .set_activity_custom_field_request import SetActivityCustomFieldRequest
    from .set_contact_custom_field_request import SetContactCustomFieldRequest
    from .set_custom_field_request import SetCustomFieldRequest
    from .set_custom_object_custom_field_request import SetCustomObjectCustomFieldRequest
    from .set_global_custom_field_request import SetGlobalCustomFieldRequest
    from .set_lead_status_request import SetLeadStatusRequest
    from .set_opportunity_custom_field_request import SetOpportunityCustomFieldRequest
    from .sort_direction import SortDirection
    from .sort_term import SortTerm
    from .structured_query import StructuredQuery
    from .subscribe_request import SubscribeRequest
    from .term_condition import TermCondition
    from .text_condition import TextCondition
    from .text_mode import TextMode
    from .text_query import TextQuery
    from .update_sequence_request import UpdateSequenceRequest
    from .update_sequence_subscription_request import UpdateSequenceSubscriptionRequest
else:
    _MODULES = {
        "AndQuery": "and_query",
        "BooleanCondition": "boolean_condition",
        "BulkActionObjectType": "bulk_action_object_type",
        "BulkActionStatus": "bulk_action_status",
        "BulkActionStatusChange": "bulk_action_status_change",
        "BulkActionStatusChangeStatus": "bulk_action_status_change_status",
        "BulkDeleteAction": "bulk_delete_action",
        "BulkDeletePage": "bulk_delete_page",
        "BulkDeleteRequest": "bulk_delete_request",
        "BulkEditAction": "bulk_edit_action",
        "BulkEditActionType": "bulk_edit_action_type",
        "BulkEditPage": "bulk_edit_page",
        "BulkEmailAction": "bulk_email_action",
        "BulkEmailContactPreference": "bulk_email_contact_preference",
        "BulkEmailPage": "bulk_email_page",
        "BulkEmailRequest": "bulk_email_request",
        "BulkSequenceSubscriptionAction": "bulk_sequence_subscription_action",
        "BulkSequenceSubscriptionActionType": "bulk_sequence_subscription_action_type",
        "BulkSequenceSubscriptionContactPreference": "bulk_sequence_subscription_contact_preference",
        "BulkSequenceSubscriptionPage": "bulk_sequence_subscription_page",
        "ClearActivityCustomFieldRequest": "clear_activity_custom_field_request",
        "ClearContactCustomFieldRequest": "clear_contact_custom_field_request",
        "ClearCustomFieldRequest": "clear_custom_field_request",
        "ClearCustomObjectCustomFieldRequest": "clear_custom_object_custom_field_request",
        "ClearGlobalCustomFieldRequest": "clear_global_custom_field_request",
        "ClearOpportunityCustomFieldRequest": "clear_opportunity_custom_field_request",
        "CreateSequenceRequest": "create_sequence_request",
        "CreateSequenceSubscriptionRequest": "create_sequence_subscription_request",
        "CurrentUserCondition": "current_user_condition",
        "CustomFieldOperation": "custom_field_operation",
        "CustomSearchField": "custom_search_field",
        "ErrorBody": "error_body",
        "ErrorBodyFieldErrors": "error_body_field_errors",
        "Event": "event",
        "EventPage": "event_page",
        "ExistsCondition": "exists_condition",
        "FieldConditionQuery": "field_condition_query",
        "FixedLocalDateMoment": "fixed_local_date_moment",
        "FixedUtcMoment": "fixed_utc_moment",
        "HasRelatedQuery": "has_related_query",
        "IdQuery": "id_query",
        "Me": "me",
        "MeOrganization": "me_organization",
        "MomentDirection": "moment_direction",
        "MomentEdge": "moment_edge",
        "MomentOffset": "moment_offset",
        "MomentRangeCondition": "moment_range_condition",
        "NowMoment": "now_moment",
        "NumberRangeCondition": "number_range_condition",
        "ObjectTypeQuery": "object_type_query",
        "OffsetMoment": "offset_moment",
        "OrQuery": "or_query",
        "PauseRequest": "pause_request",
        "QueryPart": "query_part",
        "ReassignRequest": "reassign_request",
        "ReferenceCondition": "reference_condition",
        "RegularSearchField": "regular_search_field",
        "RelativePeriodMoment": "relative_period_moment",
        "ResumeFinishedRequest": "resume_finished_request",
        "ResumeRequest": "resume_request",
        "SavedSearch": "saved_search",
        "SavedSearchType": "saved_search_type",
        "SearchObjectType": "search_object_type",
        "SearchRelatedType": "search_related_type",
        "SearchRequest": "search_request",
        "SearchRequestFields": "search_request_fields",
        "SearchResults": "search_results",
        "SearchResultsCount": "search_results_count",
        "SearchResultsDataItem": "search_results_data_item",
        "SearchSort": "search_sort",
        "Sequence": "sequence",
        "SequencePage": "sequence_page",
        "SequenceScheduleRequest": "sequence_schedule_request",
        "SequenceScheduleRequestRangesItem": "sequence_schedule_request_ranges_item",
        "SequenceStatus": "sequence_status",
        "SequenceStep": "sequence_step",
        "SequenceStepChange": "sequence_step_change",
        "SequenceStepRequest": "sequence_step_request",
        "SequenceStepThreading": "sequence_step_threading",
        "SequenceStepType": "sequence_step_type",
        "SequenceSubscription": "sequence_subscription",
        "SequenceSubscriptionCounts": "sequence_subscription_counts",
        "SequenceSubscriptionPage": "sequence_subscription_page",
        "SequenceSubscriptionStatus": "sequence_subscription_status",
        "SequenceSubscriptionStatusChange": "sequence_subscription_status_change",
        "SetActivityCustomFieldRequest": "set_activity_custom_field_request",
        "SetContactCustomFieldRequest": "set_contact_custom_field_request",
        "SetCustomFieldRequest": "set_custom_field_request",
        "SetCustomObjectCustomFieldRequest": "set_custom_object_custom_field_request",
        "SetGlobalCustomFieldRequest": "set_global_custom_field_request",
        "SetLeadStatusRequest": "set_lead_status_request",
        "SetOpportunityCustomFieldRequest": "set_opportunity_custom_field_request",
        "SortDirection": "sort_direction",
        "SortTerm": "sort_term",
        "StructuredQuery": "structured_query",
        "SubscribeRequest": "subscribe_request",
        "TermCondition": "term_condition",
        "TextCondition": "text_condition",
        "TextMode": "text_mode",
        "TextQuery": "text_query",
        "UpdateSequenceRequest": "update_sequence_request",
        "UpdateSequenceSubscriptionRequest": "update_sequence_subscription_request",
    }

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        globals()[name] = value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *_MODULES})


__all__ = (
    "AndQuery",
    "BooleanCondition",
    "BulkActionObjectType",
    "BulkActionStatus",
    "BulkActionStatusChange",
    "BulkActionStatusChangeStatus",
    "BulkDeleteAction",
    "BulkDeletePage",
    "BulkDeleteRequest",
    "BulkEditAction",
    "BulkEditActionType",
    "BulkEditPage",
    "BulkEmailAction",
    "BulkEmailContactPreference",
    "BulkEmailPage",
    "BulkEmailRequest",
    "BulkSequenceSubscriptionAction",
    "BulkSequenceSubscriptionActionType",
    "BulkSequenceSubscriptionContactPreference",
    "BulkSequenceSubscriptionPage",
    "ClearActivityCustomFieldRequest",
    "ClearContactCustomFieldRequest",
    "ClearCustomFieldRequest",
    "ClearCustomObjectCustomFieldRequest",
    "ClearGlobalCustomFieldRequest",
    "ClearOpportunityCustomFieldRequest",
    "CreateSequenceRequest",
    "CreateSequenceSubscriptionRequest",
    "CurrentUserCondition",
    "CustomFieldOperation",
    "CustomSearchField",
    "ErrorBody",
    "ErrorBodyFieldErrors",
    "Event",
    "EventPage",
    "ExistsCondition",
    "FieldConditionQuery",
    "FixedLocalDateMoment",
    "FixedUtcMoment",
    "HasRelatedQuery",
    "IdQuery",
    "Me",
    "MeOrganization",
    "MomentDirection",
    "MomentEdge",
    "MomentOffset",
    "MomentRangeCondition",
    "NowMoment",
    "NumberRangeCondition",
    "ObjectTypeQuery",
    "OffsetMoment",
    "OrQuery",
    "PauseRequest",
    "QueryPart",
    "ReassignRequest",
    "ReferenceCondition",
    "RegularSearchField",
    "RelativePeriodMoment",
    "ResumeFinishedRequest",
    "ResumeRequest",
    "SavedSearch",
    "SavedSearchType",
    "SearchObjectType",
    "SearchRelatedType",
    "SearchRequest",
    "SearchRequestFields",
    "SearchResults",
    "SearchResultsCount",
    "SearchResultsDataItem",
    "SearchSort",
    "Sequence",
    "SequencePage",
    "SequenceScheduleRequest",
    "SequenceScheduleRequestRangesItem",
    "SequenceStatus",
    "SequenceStep",
    "SequenceStepChange",
    "SequenceStepRequest",
    "SequenceStepThreading",
    "SequenceStepType",
    "SequenceSubscription",
    "SequenceSubscriptionCounts",
    "SequenceSubscriptionPage",
    "SequenceSubscriptionStatus",
    "SequenceSubscriptionStatusChange",
    "SetActivityCustomFieldRequest",
    "SetContactCustomFieldRequest",
    "SetCustomFieldRequest",
    "SetCustomObjectCustomFieldRequest",
    "SetGlobalCustomFieldRequest",
    "SetLeadStatusRequest",
    "SetOpportunityCustomFieldRequest",
    "SortDirection",
    "SortTerm",
    "StructuredQuery",
    "SubscribeRequest",
    "TermCondition",
    "TextCondition",
    "TextMode",
    "TextQuery",
    "UpdateSequenceRequest",
    "UpdateSequenceSubscriptionRequest",
)

"""Contains all the data models used in inputs/outputs"""

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
from .bulk_sequence_subscription_contact_preference import (
    BulkSequenceSubscriptionContactPreference,
)
from .bulk_sequence_subscription_page import BulkSequenceSubscriptionPage
from .clear_activity_custom_field_request import ClearActivityCustomFieldRequest
from .clear_contact_custom_field_request import ClearContactCustomFieldRequest
from .clear_custom_field_request import ClearCustomFieldRequest
from .clear_custom_object_custom_field_request import (
    ClearCustomObjectCustomFieldRequest,
)
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

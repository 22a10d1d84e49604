"""Contains all the data models used in inputs/outputs"""

from .bulk_action_status import BulkActionStatus
from .bulk_action_status_change import BulkActionStatusChange
from .bulk_action_status_change_status import BulkActionStatusChangeStatus
from .bulk_sequence_subscription_action import BulkSequenceSubscriptionAction
from .bulk_sequence_subscription_action_type import BulkSequenceSubscriptionActionType
from .bulk_sequence_subscription_contact_preference import (
    BulkSequenceSubscriptionContactPreference,
)
from .bulk_sequence_subscription_page import BulkSequenceSubscriptionPage
from .error_body import ErrorBody
from .error_body_field_errors import ErrorBodyFieldErrors
from .pause_request import PauseRequest
from .query_part import QueryPart
from .reassign_request import ReassignRequest
from .resume_finished_request import ResumeFinishedRequest
from .resume_request import ResumeRequest
from .search_request import SearchRequest
from .search_request_fields import SearchRequestFields
from .search_results import SearchResults
from .search_results_count import SearchResultsCount
from .search_results_data_item import SearchResultsDataItem
from .sequence_subscription import SequenceSubscription
from .sequence_subscription_page import SequenceSubscriptionPage
from .sort_term import SortTerm
from .structured_query import StructuredQuery
from .subscribe_request import SubscribeRequest

__all__ = (
    "BulkActionStatus",
    "BulkActionStatusChange",
    "BulkActionStatusChangeStatus",
    "BulkSequenceSubscriptionAction",
    "BulkSequenceSubscriptionActionType",
    "BulkSequenceSubscriptionContactPreference",
    "BulkSequenceSubscriptionPage",
    "ErrorBody",
    "ErrorBodyFieldErrors",
    "PauseRequest",
    "QueryPart",
    "ReassignRequest",
    "ResumeFinishedRequest",
    "ResumeRequest",
    "SearchRequest",
    "SearchRequestFields",
    "SearchResults",
    "SearchResultsCount",
    "SearchResultsDataItem",
    "SequenceSubscription",
    "SequenceSubscriptionPage",
    "SortTerm",
    "StructuredQuery",
    "SubscribeRequest",
)

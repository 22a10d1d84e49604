"""Names of a whole client: readable, stable, and kept by the generator as they are."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_python_client.strings import ClassName, PythonIdentifier

from specbuild.whole_names import Names, folder_name, operation_name, operation_names


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("get", "/lead/", "get_lead"),
        ("get", "/lead/{id}/", "get_lead_by_id"),
        ("put", "/bulk_action/sequence_subscription/{id}/", None),
        ("get", "/lead/{lead_id}/note/{id}/", "get_lead_by_lead_id_note_by_id"),
        ("post", "/data/search/", "post_data_search"),
        ("get", "/sendAs/{userID}/", "get_send_as_by_user_id"),
        ("get", "/report/{a}-{b}/v2.1/", "get_report_by_a_by_b_v2_1"),
        ("get", "/", "get_root"),
        ("get", "/日本/", "get_root"),
    ],
)
def test_operations_are_named_after_method_and_path(method: str, path: str, name: str) -> None:
    """What stands in the path, in its order, with `by` before a parameter."""
    expected = name or "put_bulk_action_sequence_subscription_by_id"
    assert operation_name(method, path) == expected


def test_names_that_meet_are_told_apart_by_their_paths() -> None:
    """Each of them gets a hash of its own, whatever else there is and in whatever order."""
    meeting = [("get", "/lead/{id}/"), ("get", "/lead/by_id/"), ("get", "/Lead/by-id/")]
    names = operation_names([*meeting, ("get", "/lead/")])
    assert names["get", "/lead/"] == "get_lead"
    assert len(set(names.values())) == 4
    assert all(name.startswith("get_lead_by_id_x") for name in list(names.values())[:3])
    assert operation_names(reversed(meeting)) == {place: names[place] for place in meeting}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/lead/{id}/", "lead"),
        ("/bulk_action/email/", "bulk_action"),
        ("/", "root"),
        ("/{id}/", "by_id"),
        ("/con/", "con_api"),
        ("/import/", "import_api"),
        ("/list/", "list_api"),
        ("/2fa/", "n2_fa"),
    ],
)
def test_folders_are_named_after_the_first_segment(path: str, name: str) -> None:
    """And never after a keyword, a builtin, or what Windows keeps for a device."""
    assert folder_name(path) == name


TEXTS = st.text(st.sampled_from(string.ascii_letters + string.digits + "_-. é{}"), max_size=120)


@given(st.lists(TEXTS, max_size=30))
def test_the_generator_keeps_class_names_and_gives_each_a_file(wanted: list[str]) -> None:
    """What is claimed is what the class is called, and no two files differ by case only."""
    names = Names()
    claimed = [names.claim(name) for name in wanted]
    assert [ClassName(name, "") for name in claimed] == claimed
    files = {PythonIdentifier(name, "").lower() for name in claimed}
    assert len(files) == len(claimed)
    assert all(len(name) < 200 for name in files)


@given(st.sets(TEXTS.map(lambda text: f"/{text}/"), max_size=30))
def test_the_generator_keeps_operation_names_and_folders(paths: set[str]) -> None:
    """And they are as many as the paths are."""
    names = operation_names(("get", path) for path in sorted(paths))
    assert len({name.lower() for name in names.values()}) == len(paths)
    for (_, path), name in names.items():
        assert PythonIdentifier(name, "") == name
        assert PythonIdentifier(folder_name(path), "tag") == folder_name(path)
        assert len(name) < 200

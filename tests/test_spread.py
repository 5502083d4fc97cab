"""Which tests go to one worker as a whole, and whose turn comes first."""

from __future__ import annotations

from tests.spread import place_of, unit_of


def test_a_file_stays_whole_and_the_browsers_files_stay_together():
    assert (
        unit_of("cmo/tests/test_actions.py::TestOne::test_a[b::c]") == "cmo/tests/test_actions.py"
    )
    files = ("tests/browser/test_tour.py::test_a", "tests/browser/test_phone.py::test_b")
    assert {unit_of(file) for file in files} == {"tests/browser"}


def test_what_takes_long_begins_and_the_kernels_short_files_end():
    first_to_last = (
        ("tests/end_to_end/test_stack.py::test_a", True),
        ("tests/browser/test_tour.py::test_a", False),
        ("tests/test_every_door.py::test_a", False),
        ("cmo/tests/test_actions.py::test_a", False),
        ("kernel/ids/test_ids.py::test_a", False),
    )
    assert [place_of(*one) for one in first_to_last] == [0, 1, 2, 3, 4]

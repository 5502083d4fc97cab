"""Bodies, methods, formats and parameters that the API does not take."""

import pytest

from kernel.doors.tests.asking import RUN, RUNS, code_of, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("{", "column"),
        ("nul", "no JSON"),
        ('{"a": NaN}', "NaN"),
        ('{"a": -Infinity}', "Infinity"),
        ('{"a": 1e999}', "too large"),
        ('{"a": ' + "1" * 5000 + "}", "too long"),
        ('{"a": 1, "a": 2}', "stands twice"),
        ("[" * 1000 + "]" * 1000, "deeper"),
        ("[" * 40 + "]" * 40, "deeper"),
        ("[" * 200_000, "deeper"),
        ('{"a": "\\u0000"}', "u0000"),
        ('{"\\u0000": 1}', "u0000"),
        ('{"a": "\\ud800"}', "surrogate"),
        (b'{"a": "\xff"}', "UTF-8"),
        ("\ufeff{}".encode(), "byte order mark"),
    ],
)
def test_a_body_that_is_no_plain_json_is_400(api, body, detail):
    response = send(api, RUN, body)
    assert code_of(response) == (400, "malformed_json")
    assert detail in response.json()["detail"]


def test_ten_megabytes_are_413_before_they_are_read(api):
    response = send(api, RUN, b'{"a": "' + b"x" * 10_000_000 + b'"}')
    assert code_of(response) == (413, "too_large")
    assert "1,048,576" in response.json()["detail"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/json"])
def test_another_content_type_is_415(api, kind):
    assert code_of(api.post(RUN, "{}", content_type=kind)) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", RUN), ("put", RUNS), ("options", RUNS), ("delete", "/api/v1/modules/")],
)
def test_another_method_is_405_and_names_the_allowed(api, method, path):
    response = getattr(api, method)(path)
    assert code_of(response) == (405, "method_not_allowed")
    assert response.headers["Allow"]


def test_another_format_is_406(api):
    assert code_of(api.get(RUNS, HTTP_ACCEPT="application/xml")) == (406, "not_acceptable")


def test_an_unknown_address_is_404(api):
    assert code_of(api.get("/api/v1/nothing/")) == (404, "not_found")
    assert code_of(api.get("/api/v1/cmo/nothing/")) == (404, "not_found")


@pytest.mark.parametrize(
    ("query", "named", "code"),
    [
        ("page=0", "page", "invalid_parameter"),
        ("page=-1", "page", "invalid_parameter"),
        ("page=1000000000", "page", "invalid_parameter"),
        ("page_size=0", "page_size", "invalid_parameter"),
        ("page_size=1000000000", "page_size", "invalid_parameter"),
        ("page_size=%D9%A3", "page_size", "invalid_parameter"),
        ("sort=name", "sort", "invalid_parameter"),
        ("status=lost", "status", "invalid_parameter"),
        ("colour=blue", "colour", "unknown_parameter"),
        ("module=%00", "module", "invalid_parameter"),
    ],
)
def test_a_wrong_parameter_is_400_and_is_named(api, query, named, code):
    response = api.get(f"{RUNS}?{query}")
    assert code_of(response) == (400, code)
    assert response.json()["errors"][0]["pointer"] == f"/{named}"
    assert named in response.json()["detail"]


@pytest.mark.parametrize("run_id", ["1", "' OR 1=1--", "%00", "x" * 10_000, "a" * 36])
def test_an_id_that_is_no_uuid_is_400(api, run_id):
    for path in (f"{RUNS}{run_id}/", f"{RUNS}{run_id}/events/"):
        assert code_of(api.get(path)) == (400, "invalid_uuid")
    assert code_of(send(api, f"{RUNS}{run_id}/cancel/", {})) == (400, "invalid_uuid")

"""Bad results over HTTP: refused in a dry run already, with the line and the mend."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cro.tests.test_whole_results import BAD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fault", BAD)
def test_the_api_refuses_it_too_in_a_dry_run_and_for_good(fault, cast):
    content, line, words = BAD[fault]
    client = Client()
    client.force_login(cast.alice)
    for dry_run, status in (("true", 200), ("false", 400)):
        file = SimpleUploadedFile("results.csv", content, "text/csv")
        body = {"kind": "cro/experiments", "file": file, "dry_run": dry_run}
        answer = client.post("/api/v1/imports/", body)
        assert answer.status_code == status
        assert words in json.dumps(answer.json(), ensure_ascii=False)
        assert str(line) in json.dumps(answer.json())

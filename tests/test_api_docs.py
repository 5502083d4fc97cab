"""What docs/ says of the API is what the code does."""

import re
from pathlib import Path

from django.conf import settings

from kernel.doors import idempotency, signatures, strict_json, tokens, webhooks
from kernel.errors import CODES

DOCS = Path(__file__).resolve().parent.parent / "docs"


def test_every_code_is_documented_as_it_is():
    rows = re.findall(
        r"^\| `(\w+)` \| (\d+) \| (.+) \| (.+) \|$", (DOCS / "errors.md").read_text(), re.M
    )
    told = {code: (int(status), title, remedy) for code, status, title, remedy in rows}
    assert told == {code: (c.status, c.title, c.remedy) for code, c in CODES.items()}


def test_the_numbers_on_the_api_page_are_those_of_the_code():
    text = " ".join((DOCS / "api.md").read_text().split())
    limits = settings.RATE_LIMITS
    assert limits["runs"] == (60, 60)
    assert "60 starts of agents" in text
    assert limits["writes"] == (300, 60)
    assert "300 writes" in text
    assert limits["reads"] == (1200, 60)
    assert "1,200 reads" in text
    assert (limits["login"], limits["login-person"]) == ((5, 60), (20, 60))
    assert "five logins a minute from one address, twenty from anywhere" in text
    assert settings.API_MAX_BODY == 1024 * 1024
    assert "at most 1 MiB" in text
    assert strict_json.MAX_DEPTH == 32
    assert "at most 32 levels" in text
    assert tokens.GRACE.total_seconds() == 10
    assert "within ten seconds" in text
    assert settings.SIMPLE_JWT["ACCESS_TOKEN_LIFETIME"].total_seconds() == 600
    assert "it lives ten minutes" in text
    assert idempotency.LIFE.total_seconds() == 24 * 3600
    assert "the first answer again for a day" in text
    assert webhooks.LARGEST == 256 * 1024
    assert "at most 256 kB" in text
    assert signatures.TOLERANCE == 300
    assert "differ by five minutes" in text

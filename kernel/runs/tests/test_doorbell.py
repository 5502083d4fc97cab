"""A doorbell that nobody answers holds nobody up."""

from __future__ import annotations

import threading
import time

import pytest

from kernel.runs import doorbell


class Broker:
    """Stands where the broker is: it takes, refuses, or does not answer."""

    def __init__(self) -> None:
        self.answer = threading.Event()
        self.taken: list[str] = []
        self.trouble: Exception | None = None
        self.hangs = False

    def send_task(self, task, arguments, **_):
        if self.hangs:
            self.answer.wait(10)
        if self.trouble:
            raise self.trouble
        self.taken.append(arguments[0])


@pytest.fixture
def broker(monkeypatch):
    made = Broker()
    monkeypatch.setattr(doorbell, "_sender", lambda: made)
    monkeypatch.setattr(doorbell, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(doorbell, "_silent_until", 0.0)
    yield made
    made.answer.set()


def test_it_rings(broker):
    assert doorbell.send("t", ["a"], "runs")
    assert broker.taken == ["a"]


def test_a_broker_that_does_not_answer_is_waited_for_no_longer_than_a_moment(broker):
    broker.hangs = True
    began = time.monotonic()
    assert not doorbell.send("t", ["a"], "runs")
    assert time.monotonic() - began < 2


def test_after_a_silence_nobody_waits_but_the_message_goes(broker):
    broker.hangs = True
    doorbell.send("t", ["a"], "runs")
    began = time.monotonic()
    assert not doorbell.send("t", ["b"], "runs")
    assert time.monotonic() - began < 0.05
    broker.answer.set()
    until(lambda: sorted(broker.taken) == ["a", "b"])
    broker.hangs = False
    assert doorbell.send("t", ["c"], "runs")


def test_a_broker_that_is_down_for_long_holds_few_threads(broker, monkeypatch):
    monkeypatch.setattr(doorbell, "_ringing", threading.BoundedSemaphore(2))
    broker.hangs = True
    for name in "abcd":
        doorbell.send("t", [name], "runs")
    broker.answer.set()
    until(lambda: len(broker.taken) == 2)


def test_what_a_broker_refuses_is_left_to_the_sweeper(broker):
    broker.trouble = OSError("down")
    assert not doorbell.send("t", ["a"], "runs")
    broker.trouble = None
    doorbell.send("t", ["b"], "runs")
    until(lambda: broker.taken == ["b"])
    assert doorbell.send("t", ["c"], "runs")


def until(condition):
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.01)

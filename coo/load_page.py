"""Load against capacity, for the screen Capacity: who has how much work in which week."""

from __future__ import annotations

from typing import Any

from coo.analysis.loads import Loaded
from coo.dashboard import Now
from coo.durations import hours_words, places
from coo.loads import NOBODY, WEEKS, Ahead, Person, ahead
from kernel.formats import Notation
from kernel.resources.addresses import with_query
from kernel.screens import charts

TASKS = "/coo/tasks/"
SHOWN = 40
HOUR = 3600
LEAST = 0.05


def page(now: Now, notes: Notation, first_weekday: int) -> dict[str, Any]:
    """Weeks and people, who has the least free hours first."""
    found = ahead(now.at, now.hours, first_weekday=first_weekday)
    people = found.people
    nobody = found.tasks_of(NOBODY)
    return {
        "weeks": [notes.day_range(week.first, week.last) for week in found.weeks],
        "people": [_person(one, found, notes) for one in people[:SHOWN]],
        "more_people": max(len(people) - SHOWN, 0),
        "nobody": len(nobody),
        "unestimated": sum(task.estimate_hours is None for task in found.tasks),
        "said": lede(people, notes),
    }


def lede(people: tuple[Person, ...], notes: Notation) -> str:
    """Who is over, or how much is free."""
    known = [one for one in people if one.capacity is not None]
    if not known:
        return ""
    over = [one for one in known if one.free < 0]
    if len(over) == 1:
        return f"{over[0].who} has {_hours(-over[0].free, notes)} too much in {WEEKS} weeks."
    if over:
        return f"{notes.count(len(over), 'person')} have more work than hours in {WEEKS} weeks."
    free = sum(one.free for one in known)
    return f"Nobody has more work than hours; {_hours(free, notes)} are free in {WEEKS} weeks."


def _person(person: Person, found: Ahead, notes: Notation) -> dict[str, Any]:
    tasks = found.tasks_of(person.who)
    column = "assignee" if any(task.assignee == person.who for task in tasks) else "team"
    url = with_query(TASKS, [(column, person.who), ("open", "true")]) if tasks else ""
    known = person.capacity is not None
    over = known and person.free < 0
    rest = ""
    if known:
        words = _hours(abs(person.free), notes)
        rest = f"{words} too much" if over else f"{words} free"
    return {
        "who": person.who,
        "tasks": notes.count(len(tasks), "open task"),
        "url": url,
        "cells": [_cell(one, notes) for one in person.weeks],
        "undated": _hours(person.undated, notes) if person.undated >= LEAST else "",
        "later": _hours(person.later, notes) if person.later >= LEAST else "",
        "unestimated": person.unestimated,
        "rest": rest,
        "tone": "bad" if over else "",
        "icon": "triangle-alert" if over else "",
    }


def _cell(one: Loaded, notes: Notation) -> dict[str, Any]:
    load = _number(one.load, notes)
    if one.capacity is None:
        return {"text": load, "of": "", "meter": ""}
    capacity = _number(one.capacity, notes)
    words = f"{load} of {capacity} work hours"
    return {
        "text": load,
        "of": capacity,
        "meter": charts.meter(one.load, one.capacity, words) if one.load or one.capacity else "",
    }


def _hours(hours: float, notes: Notation) -> str:
    return hours_words(hours * HOUR, notes)


def _number(hours: float, notes: Notation) -> str:
    return notes.number(hours, places(hours))

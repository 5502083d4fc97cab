"""Launches whose steps run beside each other, and jobs that belong to no process."""

from __future__ import annotations

import numpy as np

from coo.demo.company import Company, WorkspaceProfile
from coo.demo.floor import Floor, Job, Visit
from coo.demo.office import DAY, HOUR
from coo.demo.orders import MILLE, WORK_SPREAD, arrivals, waiting
from coo.demo.shapes import DemoProcess
from kernel.statistics.draws import Draws

LAUNCH_WAIT = 5 * HOUR
EVERY_DAYS = 43
LAST_DAYS = 8
JOB_WAIT = DAY
JOB_DUE = 15 * DAY
JOB_BESIDE = 6
JOB_BLOCKED_MILLE = 250
JOB_BLOCKED = 24 * HOUR
NOBODY_MILLE = 300


def launches(draws: Draws, floor: Floor, company: Company, profile: WorkspaceProfile) -> None:
    """Writes the launches, the last of which is under way."""
    steps = company.launch.steps
    shape = (profile.launches, len(steps))
    waits, works = waiting(draws, shape), draws.wobble(shape, WORK_SPREAD)
    for at in range(profile.launches):
        back = LAST_DAYS + EVERY_DAYS * (profile.launches - 1 - at)
        opened = floor.office.now - back * DAY + HOUR
        subject = company.launched[at % len(company.launched)]
        key = f"LAU-{profile.prefix}{at + 1:02}"
        ended: dict[str, int] = {}
        jobs = []
        for place, step in enumerate(steps):
            ready = max([ended[one] for one in step.depends_on], default=opened)
            start = ready + LAUNCH_WAIT * int(waits[at][place]) // MILLE
            ended[step.key] = start + int(step.likely * HOUR) * int(works[at][place]) // MILLE
            job = Job(
                f"{key}-{place + 1}",
                key,
                step.key,
                f"{step.name}: {subject}",
                company.team(step.role)[(at + place) % 2],
                step.role,
                "normal",
                step.likely,
                opened,
            )
            jobs.append((job, Visit(place, start, ended[step.key])))
        last = max(ended.values())
        done = floor.past(last)
        floor.processes.append(
            DemoProcess(
                key,
                company.launch.name,
                subject,
                "done" if done else "running",
                floor.office.at(opened),
                None,
                floor.office.at(last) if done else None,
            )
        )
        for job, visit in jobs:
            floor.task(job, [visit])


def jobs(
    draws: Draws, floor: Floor, company: Company, profile: WorkspaceProfile, count: int
) -> None:
    """Writes `count` jobs over the two years; whoever has time takes the open ones.

    They are done beside other work, and so take `JOB_BESIDE` times their hours.
    """
    opened = arrivals(draws, floor.office, count)
    waits, works = waiting(draws, (count,)), draws.wobble((count,), WORK_SPREAD)
    which = draws.below(np.full(count, len(company.jobs)))
    chances = draws.below(np.full((count, 3), MILLE))
    for at in range(count):
        title, team, hours = company.jobs[int(which[at])]
        start = int(opened[at]) + JOB_WAIT * int(waits[at]) // MILLE
        work = JOB_BESIDE * hours * HOUR * int(works[at]) // MILLE
        half = start + work // 2
        blocked = None
        if chances[at][0] < JOB_BLOCKED_MILLE:
            blocked = (half, half + JOB_BLOCKED)
            work += JOB_BLOCKED
        taken = floor.past(start) or chances[at][1] >= NOBODY_MILLE
        job = Job(
            f"JOB-{profile.prefix}{at + 1:03}",
            None,
            "",
            title,
            company.team(team)[at % 2] if taken else "",
            team,
            "high" if chances[at][2] < 100 else "normal" if chances[at][2] < 800 else "low",
            float(hours),
            int(opened[at]),
            int(opened[at]) + JOB_DUE,
        )
        floor.task(job, [Visit(0, start, start + work, blocked)])

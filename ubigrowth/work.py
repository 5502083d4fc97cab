"""The queues of work, and what is done by the clock whatever the tenants' schedules say."""

from kombu.entity import Exchange, Queue

EXCHANGE = "ubigrowth"
QUEUES = [
    Queue(name, Exchange(EXCHANGE, type="direct"), routing_key=name)
    for name in ("runs", "schedule")
]
SCHEDULE = {
    "tick": {
        "task": "kernel.runs.tick",
        "schedule": 60.0,
        "options": {"queue": "schedule", "expires": 60},
    },
    "sweep": {
        "task": "kernel.runs.sweep",
        "schedule": 10.0,
        "options": {"queue": "runs", "expires": 10},
    },
    "sweep-imports": {
        "task": "kernel.resources.sweep",
        "schedule": 60.0,
        "options": {"queue": "runs", "expires": 60},
    },
    "erase-imports": {
        "task": "kernel.resources.erase",
        "schedule": 3600.0,
        "options": {"queue": "runs", "expires": 3600},
    },
}

"""`manage.py cro_cron_experiment_watch`: look at experiments now, in every workspace or some."""

from kernel.runs.cron import CronCommand


class Command(CronCommand):
    help = "Checks what runs, and tells where an experiment needs somebody."
    job = "cro-cron-experiment-watch"

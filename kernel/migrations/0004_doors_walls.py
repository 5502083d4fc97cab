"""Walls and grants of the tables of kernel.doors."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_runs_walls")]

    operations = []

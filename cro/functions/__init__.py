"""The growth agents and schedules, one file a function."""

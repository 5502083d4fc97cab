"""What can go wrong on this machine, said in one line that names the mend."""


class LocalError(Exception):
    """The embedded server or the stack cannot start; the message says what to do."""

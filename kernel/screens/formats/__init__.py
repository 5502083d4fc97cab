from kernel.formats import *  # noqa: F403

"""The door for asynchronous web servers."""

import sys

from django.core.asgi import get_asgi_application

from kernel.local.environment import one_line_errors, prepare

with one_line_errors():
    prepare(sys.argv)
    application = get_asgi_application()
    from kernel.tenancy.checks import refuse_to_serve

    refuse_to_serve()

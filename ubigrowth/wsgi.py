"""The door for web servers."""

import sys

from django.core.wsgi import get_wsgi_application

from kernel.local.environment import one_line_errors, prepare

with one_line_errors():
    prepare(sys.argv)
    application = get_wsgi_application()
    from kernel.tenancy.checks import refuse_to_serve

    refuse_to_serve()

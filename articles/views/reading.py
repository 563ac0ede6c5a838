from collections.abc import Callable

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.disclaimers import Kind, View, carries


def reading(*kinds: Kind) -> Callable[[View], View]:
    """A view that only reads, and the disclaimers that its page must carry.

    GET and HEAD; 405 for the rest. As nothing is posted there is nothing for a CSRF token to
    protect, and its check would answer first.
    """

    def declare(view: View) -> View:
        return csrf_exempt(require_safe(carries(*kinds)(view)))

    return declare

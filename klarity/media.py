"""Pictures by their address, which is their content's hash: what it shows never changes."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

NAME = re.compile(r"images/([0-9a-f]{2})/\1[0-9a-f]{62}\.(webp)")
TYPES = {"webp": "image/webp"}
# RFC 8246: such a file need not be asked for again within the year.
CACHE_CONTROL = "public, max-age=31536000, immutable"


@csrf_exempt
@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """The file of that name. Raises Http404 unless `klarity.images` gave the name."""
    match = NAME.fullmatch(name)
    if not match or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=TYPES[match[2]])
    response["Cache-Control"] = CACHE_CONTROL
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""How fast copies go out: so many a second in all, and so many to one domain."""

import time
from collections.abc import Callable

from django.conf import settings

from klarity import rate_limit

PAUSE = 0.05


def is_kept() -> bool:
    """Whether there is a pace to keep to."""
    return bool(settings.NEWSLETTER_PER_SECOND or settings.NEWSLETTER_PER_DOMAIN_PER_SECOND)


def wait(address: str, until: float, before: Callable[[], None]) -> bool:
    """Wait until a copy may go to the address; False if `until` (`time.monotonic`) comes first.

    `before` is called before it waits. All workers share the count where Redis is; without it each
    process keeps to the pace by itself.
    """
    domain = address.rpartition("@")[2]
    limits = [
        (f"newsletter to {domain}", settings.NEWSLETTER_PER_DOMAIN_PER_SECOND),
        ("newsletter", settings.NEWSLETTER_PER_SECOND),
    ]
    for name, most in limits:
        while most and not rate_limit.hit(name, limit=f"{most}/second", network="all"):
            before()
            if time.monotonic() > until:
                return False
            time.sleep(PAUSE)
    return True

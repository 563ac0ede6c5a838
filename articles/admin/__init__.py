"""The admin, a file for each kind of thing. Django finds the registrations by importing this."""

from django.contrib import admin

from articles.admin import (
    article,
    disclaimer,
    enquiry,
    image,
    job,
    manuscript,
    missed_query,
    notice,
    people,
    policy,
    queue,
    record,
    source,
    staff,
    synonym_ring,
    word_lists,
)

__all__ = [
    "article",
    "disclaimer",
    "enquiry",
    "image",
    "job",
    "manuscript",
    "missed_query",
    "notice",
    "people",
    "policy",
    "queue",
    "record",
    "source",
    "staff",
    "synonym_ring",
    "word_lists",
]

admin.site.index_title = "Your desk"
# Articles are discarded or withdrawn, accounts erased, the record stays.
admin.site.disable_action("delete_selected")

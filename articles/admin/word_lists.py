"""What editors teach the checks: commercial sites, and words that are right."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from articles.admin.base import LibraryAdmin
from articles.admin.typed import Row, TypedForm
from articles.checks.source_mix import host
from articles.models import CommercialHost, KnownWord

LONGEST_ADDRESS = 2000
SCHEME = re.compile(r"^(?:[a-z]+:)?//", re.IGNORECASE)
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,9}[a-z][a-z0-9-]{0,61}[a-z0-9]")
# "co.uk" would stand for half of Britain's sites.
SHARED_ENDING = re.compile(r"(?:ac|co|com|edu|gov|ltd|me|net|nhs|org|plc|sch)\.[a-z]{2}")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


class CommercialHostForm(TypedForm[CommercialHost]):
    host = forms.CharField(
        max_length=LONGEST_ADDRESS,
        help_text="Such as example.com; the address of any page of it will do. Names below it,"
        " such as shop.example.com, are meant too.",
    )

    class Meta:
        model = CommercialHost
        fields = ["host"]

    def clean_host(self) -> str:
        """The name alone, in small letters, without `www.` and what follows it."""
        address = SCHEME.sub("", self.cleaned_data["host"])
        name = host(f"//{address}").rstrip(".")
        if not HOST.fullmatch(name):
            raise ValidationError("Give the name of a website, such as example.com.", "no-host")
        if SHARED_ENDING.fullmatch(name):
            raise ValidationError(f"All sorts of websites end in {name}: name one.", "shared")
        return name


class KnownWordForm(TypedForm[KnownWord]):
    class Meta:
        model = KnownWord
        fields = ["word"]
        help_texts = {"word": "One word; of a compound with a hyphen, each part by itself."}

    def clean_word(self) -> str:
        """In small letters, as the spelling check looks it up."""
        word: str = self.cleaned_data["word"].lower().replace("’", "'").removesuffix("'s")
        if not WORD.fullmatch(word):
            raise ValidationError("Give one word, of letters alone.", "no-word")
        return word


class ListAdmin(LibraryAdmin[Row]):
    """A list of the staff's own: nothing in the record points to its rows, so they may go."""

    def has_delete_permission(self, request: Any, obj: Row | None = None) -> bool:
        name = f"{self.opts.app_label}.delete_{self.opts.model_name}"
        return bool(request.user.has_perm(name))


@admin.register(CommercialHost)
class CommercialHostAdmin(ListAdmin[CommercialHost]):
    form = CommercialHostForm
    list_display = ["host"]
    search_fields = ["host"]


@admin.register(KnownWord)
class KnownWordAdmin(ListAdmin[KnownWord]):
    form = KnownWordForm
    list_display = ["word"]
    search_fields = ["word"]

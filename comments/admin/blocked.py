"""What moderators teach the screening: words and networks that only advertisers use."""

from ipaddress import ip_network
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.typed import Row, TypedForm
from articles.admin.word_lists import ListAdmin
from comments.models import BlockedNetwork, BlockedWord
from comments.models.blocked import validate_network
from comments.words import screening

SHORTEST_WORD = 3
# Whoever blocks more than this blocks half a country. The lengths are those of a prefix.
WIDEST = {4: 16, 6: 32}


class BlockedWordForm(TypedForm[BlockedWord]):
    class Meta:
        model = BlockedWord
        fields = ["word"]
        help_texts = {
            "word": "A reply with it is filed as spam. Give what only advertisers write, such as"
            " “online casino”; a word that patients use too would hide their replies."
        }

    def clean_word(self) -> str:
        """As the screening looks it up."""
        word = screening.normalised(self.cleaned_data["word"])
        if sum(letter.isalnum() for letter in word) < SHORTEST_WORD:
            message = f"Give at least {SHORTEST_WORD} letters, or it is found in every text."
            raise ValidationError(message, "too-short")
        return word


class BlockedNetworkForm(TypedForm[BlockedNetwork]):
    network = forms.CharField(
        max_length=49,
        help_text="Such as 192.0.2.0/24 or 2001:db8::/48, or one address. All that comes from it is"
        " filed as spam, whoever wrote it.",
    )

    class Meta:
        model = BlockedNetwork
        fields = ["network", "note"]
        help_texts = {"note": "Why, for your colleagues."}

    def clean_network(self) -> str:
        """The network in which an address lies, in its usual notation."""
        text = self.cleaned_data["network"].strip()
        try:
            network = ip_network(text, strict=False)
        except ValueError:
            validate_network(text)
            raise
        if network.prefixlen < WIDEST[network.version]:
            message = f"This is too wide: /{WIDEST[network.version]} is the widest."
            raise ValidationError(message, "too-wide")
        return str(network)


class BlockedAdmin(ListAdmin[Row]):
    """A list after a change of which replies that are there are not judged anew by themselves."""

    def save_model(self, request: HttpRequest, obj: Row, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._hint(request)

    def delete_model(self, request: HttpRequest, obj: Row) -> None:
        super().delete_model(request, obj)
        self._hint(request)

    def _hint(self, request: HttpRequest) -> None:
        message = (
            "Replies that are here already stay as they are. To judge them anew, tick them in"
            ' <a href="{}">the list</a> and choose “Screen again”.'
        )
        replies = reverse("admin:comments_comment_changelist")
        messages.info(request, format_html(message, replies))


@admin.register(BlockedWord)
class BlockedWordAdmin(BlockedAdmin[BlockedWord]):
    form = BlockedWordForm
    list_display = ["word"]
    search_fields = ["word"]


@admin.register(BlockedNetwork)
class BlockedNetworkAdmin(BlockedAdmin[BlockedNetwork]):
    form = BlockedNetworkForm
    list_display = ["network", "note", "blocked_at"]
    search_fields = ["network", "note"]

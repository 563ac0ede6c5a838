"""People who work here: invited by mail, and made nameless when they ask to be erased."""

import re
from collections.abc import Iterable
from itertools import chain, count
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from articles.findings import Finding, Refused
from articles.models import Author
from klarity import mail

LONGEST_STEM = 140


@transaction.atomic
def invite(
    *, email: str, first_name: str, last_name: str, groups: Iterable[Group], by: User
) -> User:
    """An account without a password, and a mail with the link to set one.

    Only superusers invite, for nobody may grant what they do not hold.
    Raises Refused: `not-allowed`, `email-taken`.
    """
    _only_superusers(by)
    if has_account(email):
        raise Refused([Finding("email-taken", "Somebody has an account with this address.")])
    user = User.objects.create_user(
        _free_username(email.partition("@")[0]),
        email,
        first_name=first_name,
        last_name=last_name,
        is_staff=True,
    )
    user.groups.set(groups)
    _send_invitation(user, by)
    return user


def invite_again(user: User, *, by: User) -> None:
    """Send the invitation anew to somebody who has not set a password yet.

    Raises Refused: `not-allowed`, `not-waiting`.
    """
    _only_superusers(by)
    if not is_waiting(user):
        message = "Only a person who has not set a password yet can be invited again."
        raise Refused([Finding("not-waiting", message)])
    _send_invitation(user, by)


@transaction.atomic
def anonymise(user: User, *, by: User) -> None:
    """Take the person out of their account; the row stays, for the record points to it.

    The new unusable password ends their sessions. What they signed in public (byline, reviewer's
    name) stays, and so does the link to it, on which the rule of two persons rests.
    Raises Refused: `not-allowed`, `oneself`, `last-superuser`.
    """
    _only_superusers(by)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == by.pk:
        raise Refused([Finding("oneself", "Ask another superuser to erase your account.")])
    if user.is_superuser and not _other_superusers(user):
        raise Refused([Finding("last-superuser", "This is the last superuser: it stays.")])
    user.username = _free_username(f"former-staff-{user.pk}", holder=user)
    user.first_name = user.last_name = user.email = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    _forget_in_log(user)


def has_account(email: str) -> bool:
    """Whether an account has this e-mail address, however it is written."""
    return User.objects.filter(email__iexact=email).exists()


def export(email: str) -> list[dict[str, Any]]:
    """Who the accounts with an address are. What they did for the library is its record, and
    `anonymise` takes their name off it."""
    accounts = User.objects.filter(email__iexact=email.strip()).exclude(email="").order_by("pk")
    return [
        {
            "username": user.username,
            "name": user.get_full_name(),
            "email": user.email,
            "groups": [group.name for group in user.groups.all()],
            "author pages": list(Author.objects.filter(user=user).values_list("slug", flat=True)),
            "is_active": user.is_active,
            "date_joined": user.date_joined.isoformat(),
            "last_login": user.last_login and user.last_login.isoformat(),
        }
        for user in accounts
    ]


def is_waiting(user: User) -> bool:
    """Whether the person was invited and has not set a password yet."""
    return user.is_active and not user.has_usable_password()


def password_link(user: User) -> str:
    """The address at which the person sets a password: good once, and for some days only."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return settings.SITE_URL + reverse("password_reset_confirm", args=[uid, token])


def days_to_answer() -> int:
    """For how many days such a link is good."""
    return settings.PASSWORD_RESET_TIMEOUT // 86_400


def _only_superusers(by: User) -> None:
    if not (by.is_active and by.is_superuser):
        raise Refused([Finding("not-allowed", "Only a superuser administers accounts.")])


def _other_superusers(user: User) -> bool:
    return User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()


def _free_username(wish: str, holder: User | None = None) -> str:
    stem = re.sub(r"[^\w.+-]", "", wish)[:LONGEST_STEM] or "person"
    others = User.objects.exclude(pk=holder.pk) if holder else User.objects.all()
    names = chain([stem], (f"{stem}{number}" for number in count(2)))
    return next(name for name in names if not others.filter(username__iexact=name).exists())


def _send_invitation(user: User, by: User) -> None:
    context = {
        "user": user,
        "by": by,
        "link": password_link(user),
        "days": days_to_answer(),
        "login": settings.SITE_URL + reverse("admin:login"),
    }
    mail.send("articles/email/invitation.txt", to=[user.email], context=context)


def _forget_in_log(user: User) -> None:
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    )
    entries.update(object_repr=user.username)

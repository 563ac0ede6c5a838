"""The staff: invited by mail, sign in with a password of their own, erased when they ask."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.test import Client
from django.urls import reverse

from articles import staff
from articles.findings import Refused
from articles.models import Author, Edition
from tests.articles.admin.browser import fields, messages, signed_in
from tests.factories import UserFactory

PASSWORD = "a-long-word-nobody-guesses-41"


def invite(by: User, email: str = "ann@example.org", **values: Any) -> User:
    """Invite somebody, a writer unless said otherwise."""
    values = {"first_name": "Ann", "last_name": "Example"} | values
    groups = Group.objects.filter(name="Writer")
    return staff.invite(email=email, groups=groups, by=by, **values)


def link_in(message: Any) -> str:
    """The path of the link that a mail holds."""
    found = re.search(r"http://[^/]+(/admin/password_reset/\S+)", message.body)
    assert found is not None
    return found[1]


def set_password(client: Client, link: str) -> Any:
    """Follow the link and choose a password."""
    form = client.get(link, follow=True)
    chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    return client.post(form.redirect_chain[-1][0], chosen, follow=True)


def sign_in(client: Client, username: str) -> bool:
    """Sign in on the admin's page; whether it let us in."""
    sent = {"username": username, "password": PASSWORD}
    client.post(reverse("admin:login"), sent)
    return client.get(reverse("admin:index")).status_code == 200


def test_invited_person_sets_a_password_and_signs_in(
    superuser: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        user = invite(superuser)
    assert (user.username, user.is_staff, user.is_superuser) == ("ann", True, False)
    assert not user.has_usable_password()
    assert [group.name for group in user.groups.all()] == ["Writer"]
    assert mail.outbox[0].to == ["ann@example.org"]
    client = Client()
    assert "password has been set" in set_password(client, link_in(mail.outbox[0])).content.decode()
    assert sign_in(client, "ann")
    assert client.get(reverse("admin:articles_article_changelist")).status_code == 200


def test_link_works_once(superuser: User, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite(superuser)
    link = link_in(mail.outbox[0])
    set_password(Client(), link)
    assert "invalid" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize(
    ("email", "username"),
    [
        ("Admin@elsewhere.org", "Admin2"),
        ("Ann.O'Hara+x@example.org", "Ann.OHara+x"),
        ("!#$@example.org", "person"),
        (f"{'x' * 200}@example.org", "x" * 140),
    ],
)
def test_username_is_made_of_the_address_and_free(
    superuser: User, email: str, username: str
) -> None:
    assert invite(superuser, email).username == username


def test_address_with_an_account_is_refused(superuser: User) -> None:
    invite(superuser)
    with pytest.raises(Refused) as refusal:
        invite(superuser, "ANN@example.org")
    assert refusal.value.codes == ["email-taken"]


def test_only_superusers_invite_and_erase(editor: User, writer: User) -> None:
    editor.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    editor = User.objects.get(pk=editor.pk)
    for verb in (
        lambda: invite(editor),
        lambda: staff.anonymise(writer, by=editor),
        lambda: staff.invite_again(writer, by=editor),
    ):
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.codes == ["not-allowed"]
    client = signed_in(editor)
    for name in ("changelist", "add"):
        assert client.get(reverse(f"admin:auth_user_{name}")).status_code == 403
    for name in ("change", "invite", "erase"):
        address = reverse(f"admin:auth_user_{name}", args=[writer.pk])
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    assert User.objects.filter(username="writer", is_active=True).exists()


def test_admin_invites_and_invites_again(
    superuser: User, django_capture_on_commit_callbacks: Any
) -> None:
    client, group = signed_in(superuser), Group.objects.get(name="Editor")
    sent = {"email": "eve@example.org", "first_name": "Eve", "last_name": "", "groups": [group.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("admin:auth_user_add"), sent, follow=True)
    assert "was added successfully" in messages(response)
    user = User.objects.get(email="eve@example.org")
    assert list(user.groups.all()) == [group]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:auth_user_invite", args=[user.pk]))
    assert len(mail.outbox) == 2
    set_password(Client(), link_in(mail.outbox[1]))
    response = client.post(reverse("admin:auth_user_invite", args=[user.pk]), follow=True)
    assert "has not set a password yet" in messages(response)


@pytest.mark.parametrize(
    "email", ["", "nonsense", "writer@example.org", "a\0@example.org", "a@b.org\nBcc: c@d.org"]
)
def test_bad_address_is_a_form_error(superuser: User, writer: User, email: str) -> None:
    response = signed_in(superuser).post(reverse("admin:auth_user_add"), {"email": email})
    assert response.status_code == 200
    assert "Please correct the error" in messages(response)
    assert User.objects.count() == 2


def test_forgotten_password_is_set_anew(
    writer: User, django_capture_on_commit_callbacks: Any
) -> None:
    writer.set_password("the-old-one-is-long-too")
    writer.save()
    client = Client()
    assert reverse("admin_password_reset") in client.get("/admin/login/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin_password_reset"), {"email": "writer@example.org"})
    assert mail.outbox[0].to == ["writer@example.org"]
    set_password(client, link_in(mail.outbox[0]))
    assert sign_in(client, "writer")


def test_reset_page_does_not_tell_who_has_an_account(writer: User) -> None:
    known = Client().post(reverse("admin_password_reset"), {"email": writer.email}, follow=True)
    unknown = Client().post(reverse("admin_password_reset"), {"email": "no@x.org"}, follow=True)
    assert known.content == unknown.content
    assert known.redirect_chain == unknown.redirect_chain


def test_link_leads_to_this_site_whatever_host_is_asked(
    writer: User, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    writer.set_password(PASSWORD)
    writer.save()
    address = reverse("admin_password_reset")
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(address, {"email": writer.email}, headers={"Host": "evil.example"})
    assert settings.SITE_URL in mail.outbox[0].body
    assert "evil.example" not in mail.outbox[0].body


def test_too_many_resets_from_one_network_are_refused(db: None) -> None:
    address = reverse("admin_password_reset")
    for _ in range(10):
        assert Client().post(address, {"email": "no@x.org"}).status_code == 302
    response = Client().post(address, {"email": "no@x.org"})
    assert "Too many requests" in response.content.decode()


def test_forged_reset_links_are_refused(db: None) -> None:
    for link in ("MQ/abc-def/", "%00/%00/", f"{'9' * 300}/x/"):
        response = Client().get(f"/admin/password_reset/{link}")
        assert response.status_code == 200
        assert "invalid" in response.content.decode()


def test_erased_account_names_nobody(superuser: User, edition: Edition, reviewer: User) -> None:
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(
        user=superuser,
        content_type=kind,
        object_id=str(reviewer.pk),
        object_repr="reviewer",
        action_flag=CHANGE,
    )
    theirs = signed_in(reviewer)
    assert theirs.get(reverse("admin:index")).status_code == 200
    staff.anonymise(reviewer, by=superuser)
    reviewer.refresh_from_db()
    assert reviewer.username == f"former-staff-{reviewer.pk}"
    assert (reviewer.first_name, reviewer.last_name, reviewer.email) == ("", "", "")
    assert (reviewer.is_active, reviewer.is_staff) == (False, False)
    assert not reviewer.has_usable_password()
    assert not reviewer.groups.exists()
    assert LogEntry.objects.get(object_id=str(reviewer.pk)).object_repr == reviewer.username
    assert theirs.get(reverse("admin:index")).status_code == 302


def test_what_was_signed_in_public_stays(superuser: User, edition: Edition, reviewer: User) -> None:
    staff.anonymise(reviewer, by=superuser)
    edition.refresh_from_db()
    assert edition.review.reviewer_name == "Dr Ada Example"
    assert Author.objects.get(slug="ada-example").user == reviewer


def test_nobody_erases_themselves_nor_the_last_superuser(superuser: User) -> None:
    with pytest.raises(Refused) as refusal:
        staff.anonymise(superuser, by=superuser)
    assert refusal.value.codes == ["oneself"]
    other = UserFactory(is_superuser=True)
    staff.anonymise(other, by=superuser)
    other.refresh_from_db()
    assert not other.is_superuser
    gone = User(pk=0, is_superuser=True, is_active=True)
    with pytest.raises(Refused) as refusal:
        staff.anonymise(superuser, by=gone)
    assert refusal.value.codes == ["last-superuser"]


def test_admin_asks_before_it_erases(superuser: User, writer: User) -> None:
    client, address = signed_in(superuser), reverse("admin:auth_user_erase", args=[writer.pk])
    assert "Name, user name" in client.get(address).content.decode()
    assert User.objects.get(pk=writer.pk).is_active
    assert client.put(address).status_code == 405
    assert client.get(reverse("admin:auth_user_erase", args=[987])).status_code == 404
    client.post(address, fields(client.get(address)))
    assert not User.objects.get(pk=writer.pk).is_active
    assert client.post(reverse("admin:auth_user_delete", args=[writer.pk])).status_code == 403

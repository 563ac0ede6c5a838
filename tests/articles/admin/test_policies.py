"""The policies are edited like any text: what is not accepted does not get in."""

from django.contrib.auth.models import User
from django.contrib.flatpages.models import FlatPage
from django.test import Client


def test_policy_is_cleaned_when_saved(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    page = FlatPage.objects.get(url="/terms/")
    values = {"url": page.url, "title": "Terms", "sites": ["1"]}
    values["content"] = '<p onclick="x()">Be kind.</p><script>alert(1)</script>'
    answer = client.post(f"/admin/flatpages/flatpage/{page.pk}/change/", values)
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.content == "<p>Be kind.</p>"
    assert "Be kind." in client.get("/terms/").content.decode()

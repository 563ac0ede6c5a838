"""Who may do what with issues."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from newsletter.models import Issue
from tests.articles.admin.browser import signed_in
from tests.factories import UserFactory
from tests.newsletter.admin.issue_desk import LIST, page, verb

TABLE = """
                   list page preview test draft save approve schedule send unschedule pause resume cancel  resend retry
Newsletter editor  yes  yes  yes     yes  yes   yes  yes     yes      yes  yes        yes   yes    yes    yes    yes
superuser          yes  yes  yes     yes  yes   yes  yes     yes      yes  yes        yes   yes    yes    yes    yes
Editor             no   no   no      no   no    no   no      no       no   no         no    no     no     no     no
Moderator          no   no   no      no   no    no   no      no       no   no         no    no     no     no     no
outsider           no   no   no      no   no    no   no      no       no   no         no    no     no     no     no
anonymous          no   no   no      no   no    no   no      no       no   no         no    no     no     no     no
"""  # noqa: E501 a table


HEAD, *LINES = TABLE.strip("\n").splitlines()


DEEDS = HEAD.split()


ROLES = {line[:19].strip(): dict(zip(DEEDS, line[19:].split(), strict=True)) for line in LINES}


def person(role: str) -> User | None:
    if role == "anonymous":
        return None
    if role == "superuser":
        return UserFactory(is_superuser=True)
    return UserFactory(groups=[] if role == "outsider" else [role])


@pytest.mark.parametrize("role", ROLES)
def test_pages_are_open_to_those_in_the_table(issue: Issue, role: str) -> None:
    user = person(role)
    client = signed_in(user) if user else Client()
    for deed, allowed in ROLES[role].items():
        if deed == "list":
            response = client.get(LIST)
        elif deed in {"page", "preview"}:
            response = client.get(page(issue) if deed == "page" else verb(issue, "preview"))
        elif deed == "draft":
            response = client.post(reverse("admin:newsletter_issue_draft", args=["weekly"]))
        else:
            response = client.post(page(issue) if deed == "save" else verb(issue, deed))
        expected = {200, 302} if allowed == "yes" else {403} if user else {302}
        assert response.status_code in expected, deed
        if not user:
            assert response["Location"].startswith("/admin/login/")
    if "yes" not in ROLES[role].values():
        assert vars(Issue.objects.get())["edited_at"] is None

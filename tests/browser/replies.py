"""Replies under an article of the sample library, for a moderator to decide on."""

from tests.browser.server import Site

ARTICLE = "can-exercise-help-with-low-mood"
BEGIN = """
from django.contrib.auth.models import User
from articles.models import Article
from comments import answering, moderation, reporting
from comments.models import Comment

article = Article.objects.get(slug="{slug}")
moderator = User.objects.get(username="moderator")

def reply(name, body, parent=None):
    email, network = name.lower() + "@example.org", "192.0.2.0/24"
    number = parent and parent.number
    made = moderation.submit(
        article, name=name, email=email, body=body, parent=number, network=network
    )
    print("reply", name, made.pk)
    return made
"""
ALL_KINDS = """
shown = moderation.approve(reply("Priya", "A walk every morning did it for me."), by=moderator)
moderation.approve(reply("Tom", "How long did it take?", shown), by=moderator)
answering.answer(shown, body="Thank you for telling us.", by=User.objects.get(username="editor"))
reported = moderation.approve(reply("Vic", "Stop your tablets, run instead."), by=moderator)
reporting.report(reported, reason="wrong", network="a", note="That is dangerous.")
reply("Ann", "Which kind of exercise is best?\\n\\nMy grandmother swears by gardening.")
reply("Bob", "Write to me: bob@example.org, or ring 07700 900123.", shown)
reply("Cleo", "Get rich quickly! See https://one.example and https://two.example today.")
worried = reply("Dee", "I do not want to go on any more. I am going to end my life tonight.")
Comment.objects.filter(pk=worried.pk).update(
    is_urgent=True,
    reasons=[dict(code="self-harm", message="It may speak of self-harm.", is_spam=False)],
)
"""


def of_all_kinds(site: Site) -> dict[str, int]:
    """Approved, reported, answered, private, urgent and plain ones: their keys by name."""
    return _made(site, ALL_KINDS)


def arrived(site: Site, *names: str) -> dict[str, int]:
    """Plain replies of these people, which wait: their keys by name."""
    return _made(site, "\n".join(f'reply("{name}", "I am {name}.")' for name in names))


def _made(site: Site, code: str) -> dict[str, int]:
    printed = site.manage("shell", "-v0", "-c", BEGIN.format(slug=ARTICLE) + code)
    lines = [line.split() for line in printed.splitlines() if line.startswith("reply ")]
    return {name: int(key) for _, name, key in lines}

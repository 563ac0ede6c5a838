"""`import_wordpress FILE --by USER --media FOLDER`: the former site into drafts, with a report."""

import json as json_format
from argparse import ArgumentParser
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles import former_site
from articles.findings import Refused
from articles.management.rows import row
from articles.models import Author, Topic
from articles.wordpress import export
from articles.wordpress.export import NoExport, Post, Site
from comments import former_site as former_replies

EVERY = 50
NEXT = "All of it is in drafts. Nothing is public before a medical reviewer has approved it."


@dataclass
class Report:
    """What became of an export; the lists name what somebody may want to look at."""

    posts: int = 0
    brought: int = 0
    here_before: int = 0
    not_kept: int = 0
    topics: int = 0
    authors: int = 0
    pictures: int = 0
    replies: int = 0
    replies_brought: int = 0
    replies_not_approved: int = 0
    not_replies: int = 0
    findings: int = 0
    others: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """For people."""
        return [
            f"{self.posts} posts: {self.brought} brought, {self.here_before} here before,"
            f" {len(self.refused)} refused, {self.not_kept} never on the site.",
            f"Made: {self.topics} topics, {self.authors} authors; {self.pictures} pictures found.",
            f"{self.replies} approved replies: {self.replies_brought} brought;"
            f" {self.replies_not_approved} others were not approved,"
            f" {self.not_replies} are notices of other sites.",
            f"{self.findings} findings of the editorial checks, on the desk beside each draft.",
            *(f"Not taken: {count} of type {name}" for name, count in self.others.items()),
            *_listed("Refused", self.refused),
            *_listed("Pictures that are missing", self.missing),
            *_listed("Without a place here", self.dropped),
            NEXT,
        ]


class Command(BaseCommand):
    help = (
        "Brings the posts of a WordPress export (WXR) into drafts, with their authors, categories,"
        " pictures and approved comments, and leads their former addresses to them. It can be run"
        " again: what was brought before stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="USER", help="who imports it")
        parser.add_argument(
            "--media", type=Path, metavar="FOLDER", help="a copy of the site's wp-content/uploads"
        )
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(
        self, *, file: Path, by: str, media: Path | None, json: bool, **options: Any
    ) -> None:
        user = row(User, "username", by)
        if media is not None and not media.is_dir():
            raise CommandError(f"There is no folder {media}.")
        before = Counter(topics=Topic.objects.count(), authors=Author.objects.count())
        try:
            report = self._bring_all(file, user, media)
        except NoExport as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        report.topics = Topic.objects.count() - before["topics"]
        report.authors = Author.objects.count() - before["authors"]
        self.stdout.write(
            json_format.dumps(asdict(report), ensure_ascii=False, indent=2)
            if json
            else "\n".join(report.lines())
        )

    def _bring_all(self, file: Path, by: User, media: Path | None) -> Report:
        site = export.site(file)
        report = Report(others=dict(site.others))
        for post in export.posts(file):
            report.posts += 1
            if post.status in former_site.NEVER_KEPT:
                report.not_kept += 1
            else:
                _bring(post, site, by, media, report)
            if report.posts % EVERY == 0:
                self.stderr.write(f"{report.posts} of {site.posts} posts")
        return report


def _bring(post: Post, site: Site, by: User, media: Path | None, report: Report) -> None:
    """One post with its replies: both or neither."""
    name = f"“{post.title or post.slug}” ({post.path or post.key})"
    try:
        with transaction.atomic():
            made = former_site.bring(post, site, by=by, media=media)
            replies = former_replies.bring(made.article, post.replies, host=site.host, by=by)
    except Refused as refused:
        report.refused.append(f"{name}: {refused}")
        return
    approved = sum(reply.is_approved for reply in post.replies)
    report.replies += approved
    report.replies_not_approved += len(post.replies) - approved
    report.not_replies += post.unread
    report.replies_brought += replies
    if made.reading is None:
        report.here_before += 1
        return
    report.brought += 1
    report.pictures += made.pictures
    report.findings += len(made.reading.findings)
    report.missing += [f"{name}: {each}" for each in made.missing]
    report.dropped += [f"{name}: {each}" for each in made.dropped]


def _listed(heading: str, lines: list[str]) -> list[str]:
    return [f"{heading}:", *(f"  {line}" for line in lines)] if lines else []

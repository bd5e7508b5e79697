"""A site is a folder of pages that is there as a whole, and never in the place of anything else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedupe.cli.folders import write_site
from dedupe.cli.program import Failure, program
from dedupe.pages import GENERATOR, Told, is_page, one_page, site
from dedupe.records import ChangeReport, StoredStory
from tests.pages.parsing import parse

POLICY = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"


def dedupe(*arguments: str) -> Result:
    return CliRunner().invoke(program, list(arguments))


def told(report: ChangeReport, *days: str) -> Iterator[Told]:
    """A story of one article a day."""
    for number, day in enumerate(days):
        first = report.story.revisions[0]
        article = replace(first.article.article, published_at=day or None, title=f"of {day}", modified_at=None)
        revision = replace(first, article=replace(first.article, article=article))
        story = StoredStory(id=f"{number:012x}", title=f"of {day or 'no day'}", revisions=(revision,))
        yield Told(report=ChangeReport(story=story, comparisons=()))


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def titles(page: str) -> list[str]:
    return [row.attributes["data-title"] for row in parse(page).having("data-title")]


def policy_of(page: str) -> str:
    (policy,) = (
        one.attributes["content"]
        for one in parse(page).named("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    return policy


# ---------------------------------------------------------------- the pages


def test_every_file_of_a_site_is_one_that_may_be_replaced(site: Path) -> None:
    assert all(is_page(path.relative_to(site).as_posix()) for path in site.rglob("*"))
    assert sum(path.suffix == ".html" for path in site.rglob("*")) > 80


def test_every_page_says_who_made_it_and_lets_nothing_in(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert GENERATOR in page
        assert policy_of(page) == f"{POLICY}; style-src 'self' file:; script-src 'self' file:"


def test_a_single_page_admits_only_its_own_style_and_script(report: ChangeReport) -> None:
    policy = policy_of(one_page(Told(report=report)))
    assert policy.startswith(f"{POLICY}; style-src 'sha256-")
    assert "self" not in policy
    assert "unsafe" not in policy


def test_the_latest_story_comes_first_and_undated_ones_last(report: ChangeReport) -> None:
    stories = list(told(report, "2031-05-04", "", "2031-06-01T10:00:00Z", "2031-05-09"))
    assert titles(dict(site(stories))["index.html"]) == [
        "of 2031-06-01T10:00:00Z",
        "of 2031-05-09",
        "of 2031-05-04",
        "of no day",
    ]
    kept = dict(site(stories, newest_first=False))["index.html"]
    assert titles(kept) == [one.report.story.title for one in stories]


def test_stories_are_told_one_at_a_time(report: ChangeReport) -> None:
    asked = []

    def stories() -> Iterator[Told]:
        for one in told(report, "2031-05-04", "2031-05-05"):
            asked.append(one.report.story.id)
            yield one

    pages = site(stories())
    while not next(pages)[0].startswith("stories/"):
        pass
    assert len(asked) == 1


def test_no_stories_make_a_site_that_says_so() -> None:
    pages = dict(site([]))
    assert sorted(pages) == ["index.html", "script.js", "style.css"]
    assert "No story has changed." in pages["index.html"]


def test_the_same_store_makes_the_same_site(newsroom: Path, site: Path, tmp_path: Path) -> None:
    assert dedupe("report", "--db", str(newsroom), "-o", f"{tmp_path / 'again'}/").exit_code == 0
    assert files_of(tmp_path / "again") == files_of(site)


# ---------------------------------------------------------------- the folder


@pytest.mark.parametrize("output", ["new/", "empty", "deep/er/"])
def test_a_folder_gets_a_site(newsroom: Path, tmp_path: Path, output: str) -> None:
    (tmp_path / "empty").mkdir()
    done = dedupe("report", "057ea2ea336f", "--db", str(newsroom), "-o", f"{tmp_path}/{output}")
    assert (done.exit_code, done.output) == (0, "")
    assert (tmp_path / output / "stories" / "057ea2ea336f" / "1-5.html").is_file()


def test_format_html_takes_another_name_for_a_folder(newsroom: Path, tmp_path: Path) -> None:
    assert (
        dedupe("report", "--most", "3", "--format", "html", "--db", str(newsroom), "-o", str(tmp_path / "a")).exit_code
        == 0
    )
    assert len(titles((tmp_path / "a" / "index.html").read_text(encoding="utf-8"))) == 3


def test_a_site_takes_the_place_of_an_earlier_one(newsroom: Path, tmp_path: Path) -> None:
    for story in ("057ea2ea336f", "127f18b2d495"):
        assert dedupe("report", story, "--db", str(newsroom), "-o", f"{tmp_path}/site/").exit_code == 0
    assert [path.name for path in (tmp_path / "site" / "stories").iterdir()] == ["127f18b2d495"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize(
    ("made", "complaint"),
    [
        ("notes.txt", "not replaced: it holds notes.txt, which no report has written"),
        ("stories/1a2b/diary.html", "not replaced: it holds stories/1a2b/diary.html, which no report has written"),
        ("index.html", "not replaced: its index.html is not of a report"),
        ("style.css", "not replaced: its index.html is not of a report"),
    ],
)
def test_another_folder_is_left_alone(newsroom: Path, tmp_path: Path, made: str, complaint: str) -> None:
    path = tmp_path / "mine" / made
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    done = dedupe("report", "--db", str(newsroom), "-o", f"{tmp_path}/mine/")
    assert (done.exit_code, done.stderr) == (1, f"dedupe: {tmp_path}/mine/: {complaint}\n")
    assert files_of(tmp_path) == {f"mine/{made}": b"mine"}


def test_a_file_is_no_folder(newsroom: Path, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine", encoding="utf-8")
    done = dedupe("report", "--format", "html", "--db", str(newsroom), "-o", str(tmp_path / "a"))
    assert done.exit_code == 1
    assert done.stderr.startswith(f"dedupe: {tmp_path / 'a'}: is no folder;")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "mine"


def test_a_site_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    write_site(site([]), str(tmp_path / "a"))

    def failing() -> Iterator[tuple[str, str]]:
        yield "index.html", "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_site(failing(), str(tmp_path / "a"))
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert GENERATOR in (tmp_path / "a" / "index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Failure, match="cannot be written: Permission denied"):
        write_site(site([]), str(tmp_path / "a"))


# ---------------------------------------------------------------- one page


def test_a_page_to_mail_holds_one_story(newsroom: Path, tmp_path: Path) -> None:
    done = dedupe("report", "057ea2ea336f", "--db", str(newsroom), "-o", str(tmp_path / "one.html"))
    assert (done.exit_code, done.output) == (0, "")
    assert dedupe("report", "057ea2ea336f", "--db", str(newsroom), "--format", "html").stdout == (
        tmp_path / "one.html"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(("arguments", "there_is"), [([], "more than one"), (["--since", "2099-01-01"], "none")])
def test_a_page_of_several_stories_is_refused(
    newsroom: Path, tmp_path: Path, arguments: list[str], there_is: str
) -> None:
    one = str(tmp_path / "one.html")
    done = dedupe("report", *arguments, "--db", str(newsroom), "-o", one)
    assert done.exit_code == 1
    assert done.stderr == (
        f"dedupe: {one}: a page holds one story, and there is {there_is}; name one, or a folder for a site of all\n"
    )
    assert list(tmp_path.iterdir()) == []

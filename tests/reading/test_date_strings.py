"""Three hundred dates as sources write them, and what each means: the same under any clock, in any time zone."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from dedupe.reading.dates import read_date

DAYS = ((2031, 5, 4), (1999, 12, 31), (2024, 2, 29), (1865, 4, 15), (2031, 9, 11), (2030, 10, 1), (1987, 7, 30))
MONTHS = (
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)  # fmt: skip


def whole_days() -> list[tuple[str, str | None, str]]:
    """What is written, the order that people say, and what it means."""
    cases: list[tuple[str, str | None, str]] = []
    for year, month, day in DAYS:
        means = f"{year}-{month:02}-{day:02}"
        name = MONTHS[month - 1]
        cases += [
            (written, None, means)
            for written in (
                means, f"{year}{month:02}{day:02}", f"{year}/{month:02}/{day:02}", f"{year}/{month}/{day}",
                f"{year}.{month:02}.{day:02}", f"{name} {day}, {year}", f"{name} {day} {year}", f"{day} {name} {year}",
                f"{name[:3]} {day}, {year}", f"{name[:3]}. {day}, {year}", f"{day} {name[:3]} {year}",
                f"{day} {name.upper()} {year}", f"{name} {day}th, {year}", f"{day}th {name} {year}", f" {means} ",
            )
        ]  # fmt: skip
        for mark in "/.-":
            cases.append((f"{day}{mark}{month}{mark}{year}", "dmy", means))
            cases.append((f"{day:02}{mark}{month:02}{mark}{year}", "dmy", means))
            cases.append((f"{month}{mark}{day}{mark}{year}", "mdy", means))
            cases.append((f"{month:02}{mark}{day:02}{mark}{year}", "mdy", means))
    return cases


def moments() -> list[tuple[str, str | None, str]]:
    zones = (("", 0), ("Z", 0), ("+00:00", 0), ("+02:00", 2), ("-0500", -5), (" UTC", 0), (" GMT", 0), ("+05", 5))
    cases: list[tuple[str, str | None, str]] = []
    for (zone, hours), joint, clock in product(zones, ("T", " "), ("12:30", "12:30:15", "12:30:15.250")):
        second = "15" if clock.count(":") == 2 else "00"
        cases.append((f"2031-05-04{joint}{clock}{zone}", None, f"2031-05-04T{12 - hours:02}:30:{second}Z"))
    for written, hour in (
        ("9:30 am", 9),
        ("9:30 PM", 21),
        ("12:30 a.m.", 0),
        ("12:30 p.m.", 12),
        ("09:30", 9),
        ("21:30:00", 21),
    ):
        means = f"2031-05-04T{hour:02}:30:00Z"
        cases += [(f"May 4, 2031 {written}", None, means), (f"May 4, 2031, {written}", None, means)]
        cases += [(f"4 May 2031 at {written}", None, means), (f"Sunday, May 4, 2031 {written}", None, means)]
        cases += [(f"04/05/2031 {written}", "dmy", means), (f"5/4/2031 {written}", "mdy", means)]
    zones_2822 = (("GMT", 0), ("+0000", 0), ("+0200", 2), ("-0500", -5), ("EST", -5), ("PDT", -7), ("Z", 0))
    for zone, hours in zones_2822:
        means = f"2031-05-04T{12 - hours:02}:30:00Z"
        cases += [(f"Sun, 04 May 2031 12:30:00 {zone}", None, means), (f"4 May 2031 12:30 {zone}", None, means)]
    cases += [
        ("Sun May  4 12:30:15 2031", None, "2031-05-04T12:30:15Z"),
        ("Sun May 4 12:30:15 +0200 2031", None, "2031-05-04T10:30:15Z"),
        ("Sun May 04 12:30:15 UTC 2031", None, "2031-05-04T12:30:15Z"),
        ("Sept. 4, 2031", None, "2031-09-04"),
        ("20310504123015", None, "2031-05-04T12:30:15Z"),
        ("20310504T123015Z", None, "2031-05-04T12:30:15Z"),
    ]
    return cases


def nothings() -> list[tuple[str, str | None, None]]:
    without = [
        "04/05/2031", "4.5.2031", "04-05-2031", "5/4/31", "yesterday", "today", "now", "2 hours ago", "last week", "noon",
        "Sunday", "May 4", "May 2031", "4 May", "12:30", "2031", "2031-05", "05/2031", "31 June 2031", "February 30, 2031",
        "May 4, 2031 13:30 pm", "May 4, 2031 0:30 am", "May 4, 2031 25:00", "Maybe 4, 2031", "Marchy 4, 2031", "4 Foo 2031",
        "2031/13/01", "2031/05.04", "May 4, 0031", "None", "null", "nan", "0000-00-00", "1970", "circa 1900", "2031-W18-7",
        "2031-124", "٤ مايو ٢٠٣١", "2031年5月4日", "4 de mayo de 2031", "4. Mai 2031", "x" * 10_000, "May " * 1000,
    ]  # fmt: skip
    ordered = [
        ("31/12/2031", "mdy"),
        ("12/31/2031", "dmy"),
        ("0/5/2031", "dmy"),
        ("4/5.2031", "dmy"),
        ("4/5/31", "mdy"),
    ]
    return [(written, None, None) for written in without] + [(written, order, None) for written, order in ordered]


CASES: list[tuple[str, str | None, str | None]] = [*whole_days(), *moments(), *nothings()]


def test_there_are_three_hundred() -> None:
    assert len(set(CASES)) >= 300


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_a_date_means_what_it_says(case: tuple[str, str | None, str | None]) -> None:
    written, order, means = case
    assert read_date(written, order) == means


def test_no_clock_and_no_time_zone_changes_what_a_date_means(tmp_path: Path) -> None:
    """The clock is another year's where the modules that ask it are imported, before anything of ours is."""
    program = (
        "import sys, time, datetime as dt\n"
        "shift = int(sys.argv[1])\n"
        "real, Date, Moment = time.time, dt.date, dt.datetime\n"
        "time.time = lambda: real() + shift\n"
        "dt.date = type('date', (Date,), {'today': classmethod(lambda cls: Date.fromtimestamp(real() + shift))})\n"
        "dt.datetime = type('datetime', (Moment,), {'now': classmethod(lambda cls, tz=None: Moment.fromtimestamp(real() + shift, tz))})\n"
        "import json\n"
        "from dedupe.reading.dates import read_date\n"
        "print(json.dumps([read_date(*case) for case in json.load(open(sys.argv[2]))]))\n"
    )
    import json

    listed = tmp_path / "cases.json"
    listed.write_text(json.dumps([case[:2] for case in CASES]))
    answers = set()
    for shift, zone in ((0, "UTC"), (365 * 86_400, "Asia/Tokyo"), (-20 * 365 * 86_400, "America/St_Johns")):
        done = subprocess.run(
            [sys.executable, "-c", program, str(shift), str(listed)],
            capture_output=True, check=True, env=os.environ | {"TZ": zone}, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        answers.add(done.stdout)
    (answer,) = answers
    assert json.loads(answer) == [means for _, _, means in CASES]

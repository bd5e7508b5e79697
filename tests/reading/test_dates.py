"""Dates are read for certain or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.reading.dates import read_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2031-05-04", "2031-05-04"),
        ("20310504", "2031-05-04"),
        ("  2031-05-04\n", "2031-05-04"),
        ("2031-05-04T09:30", "2031-05-04T09:30:00Z"),
        ("2031-05-04T09:30:15", "2031-05-04T09:30:15Z"),
        ("2031-05-04 09:30:15", "2031-05-04T09:30:15Z"),
        ("2031-05-04T09:30:15.999999Z", "2031-05-04T09:30:15Z"),
        ("2031-05-04T09:30:15,25z", "2031-05-04T09:30:15Z"),
        ("2031-05-04T09:30:15+02:00", "2031-05-04T07:30:15Z"),
        ("2031-05-04 09:30:15 -0330", "2031-05-04T13:00:15Z"),
        ("2031-05-04 23:30:00 UTC", "2031-05-04T23:30:00Z"),
        ("2031-12-31T23:30:00-01", "2032-01-01T00:30:00Z"),
        ("20240305T101112Z", "2024-03-05T10:11:12Z"),
        ("20240305T1011+0100", "2024-03-05T09:11:00Z"),
        ("20240305101112", "2024-03-05T10:11:12Z"),
        ("Sun, 04 May 2031 09:30:00 GMT", "2031-05-04T09:30:00Z"),
        ("Sun, 4 May 2031 09:30:00 +0200", "2031-05-04T07:30:00Z"),
        ("4 May 2031 09:30 EST", "2031-05-04T14:30:00Z"),
        ("Sun, 04 May 2031 09:30:00 +0000 (UTC)", "2031-05-04T09:30:00Z"),
        ("4 May 2031", "2031-05-04"),
        ("2024-02-29", "2024-02-29"),
        (1_646_301_072, "2022-03-03T09:51:12Z"),
        (1_646_301_072.9, "2022-03-03T09:51:12Z"),
    ],
)
def test_every_way_of_writing_a_date(written: object, read: str) -> None:
    assert read_date(written) == read


@pytest.mark.parametrize(
    "written",
    [
        "", "yesterday", "None", "2031", "2031-05", "May 2031", "04/05/2031", "2031-5-4", "2031-0504",
        "2031-02-29", "2031-13-01", "2031-05-04T25:00:00Z", "2031-05-04T09:30:15+25:00", "2031-05-04T09:30+01:75",
        "1599-12-31", "2101-01-01", "0001-01-01T00:00:00+23:00", "٢٠٣١-٠٥-٠٤", "2031-05-04T09:30 and so on",
        "4 Mai 2031", "4 May 31", "4 May 2031 09:30 XYZ", "1646301072", "2031-05-04T",
        0, 2031, 1_646_301_072_000, -1, float("inf"), float("nan"), True, None, [], ["2031-05-04"], {},
    ],
)  # fmt: skip
def test_what_is_not_certain_is_no_date(written: object) -> None:
    assert read_date(written) is None


@given(st.datetimes(datetime(1600, 1, 2), datetime(2100, 12, 30), timezones=st.timezones()))
def test_a_moment_comes_back_in_utc(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    if whole.utcoffset().seconds % 60 == 0:  # before 1900 some places were at +00:19:32, which ISO 8601 cannot say
        assert read_date(whole.isoformat()) == whole.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@given(st.text(alphabet="0123456789-:TZ+. MayGUCE,()", max_size=30) | st.text(max_size=30))
def test_a_date_that_was_read_reads_the_same_again(written: str) -> None:
    read = read_date(written)
    assert read is None or read_date(read) == read

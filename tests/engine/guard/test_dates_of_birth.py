"""A date of birth is a date with a word that says so; the gentler wording keeps the year."""

from datetime import date

import pytest

from openrounds.engine.guard import Context, FindingKind, Generalisation, apply_suggestions, check

TODAY = Context(today=date(2026, 3, 2))

FOUND = [
    ("I was born on 14 March 1962 in Leeds", "14 March 1962", "I was born in 1962 in Leeds"),
    ("DOB: 14/03/1962", "14/03/1962", "DOB: 1962"),
    ("d.o.b. 14.03.62", "14.03.62", "d.o.b. 1962"),
    ("dob 1962-03-14", "1962-03-14", "dob 1962"),
    ("born 3/14/1962", "3/14/1962", "born in 1962"),
    ("date of birth is 14th of March, 1962", "14th of March, 1962", "date of birth is 1962"),
    ("she was born May 3rd, 2019.", "May 3rd, 2019", "she was born in 2019."),
    ("born on Sept 9 '25", "Sept 9 '25", "born in 2025"),
    ("born at 29 weeks on 3 May 2021", "3 May 2021", "born at 29 weeks in 2021"),
    ("nací el 14 de marzo de 1962", "14 de marzo de 1962", "nací en 1962"),
    ("fecha de nacimiento: 14/03/1962", "14/03/1962", "fecha de nacimiento: 1962"),
    ("14.03.1962 is my date of birth", "14.03.1962", "1962 is my date of birth"),
    ("3 May 2019 was her actual birthday", "3 May 2019", "2019 was her actual birthday"),
    ("my birthday is 14 March", "14 March", "my birthday is […]"),
    ("born 3 May 10 weeks early", "3 May", "born […] 10 weeks early"),
    ("dob 14/3/62 and 15/3/64", "14/3/62", "dob 1962 and 15/3/64"),
]
NOT_FOUND = [
    "The NHS was born on 5 July 1948",
    "Our charity was finally born on 3 May 2019",
    "born in 1962",
    "born yesterday, after two hours",
    "surgery on 14 March 2025",
    "baby is due to be born on 14 August 2026",
    "Florence was born on 12 May 1820",
    "she was born in June 1962",
    "born 31/02/1962",
    "dob 45/13/1962",
    "born early. The next scan is on 14 March 2026",
    "born here, in a place that has had no maternity unit since 3 May 2019",
    "born 3 decades ago, 2 marvellous years",
    "14 March 1962 is when the hospital opened",
]


@pytest.mark.parametrize(("draft", "words", "gentler"), FOUND)
def test_a_date_of_birth_is_found_and_its_year_may_stay(
    draft: str, words: str, gentler: str
) -> None:
    (finding,) = check(draft, TODAY).findings

    assert (finding.kind, finding.span.cut(draft)) == (FindingKind.BIRTH_DATE, words)
    assert apply_suggestions(draft, [finding]) == gentler


@pytest.mark.parametrize("draft", NOT_FOUND)
def test_other_dates_are_left_alone(draft: str) -> None:
    assert check(draft, TODAY).findings == ()


def test_without_a_calendar_two_figures_are_read_as_the_last_century_from_31_on() -> None:
    assert apply_suggestions("dob 1/2/31", check("dob 1/2/31").findings) == "dob 1931"
    assert apply_suggestions("dob 1/2/30", check("dob 1/2/30").findings) == "dob 2030"


def test_nobody_alive_was_born_before_1900_whatever_day_it_is() -> None:
    assert check("born on 5 July 1901").findings
    assert check("born on 5 July 1901", TODAY).findings == ()


def test_the_code_says_what_the_gentler_wording_does() -> None:
    (full,) = check("born 14 March 1962", TODAY).findings
    (partial,) = check("born 14 March", TODAY).findings

    assert full.suggestion
    assert full.suggestion.code is Generalisation.YEAR_ONLY
    assert partial.suggestion
    assert partial.suggestion.code is Generalisation.LEAVE_OUT

"""Telephone numbers, e-mail addresses and personal pages."""

import pytest

from openrounds.engine.guard import Context, FindingKind, Policy, Publicness, Subject, check

# 07700 900xxx and 020 7946 0xxx are Ofcom's for drama, 555-01xx is North America's.
PHONES = [
    ("call me on 07700 900123 please", "07700 900123", Context()),
    ("+44 7700 900123", "+44 7700 900123", Context()),
    ("0044 20 7946 0958", "0044 20 7946 0958", Context()),
    ("ward phone 020 7946 0958.", "020 7946 0958", Context(country="GB")),
    ("(020) 7946 0958", "(020) 7946 0958", Context(country="GB")),
    ("my number is (415) 555-2671", "(415) 555-2671", Context()),
    ("415.555.2671", "415.555.2671", Context(country="US")),
    ("text 555-0143", "555-0143", Context(country="US")),
    ("llámame al 612 345 678", "612 345 678", Context(language="es")),
    ("612345678", "612345678", Context(country="es")),
    ("01 23 45 67 89", "01 23 45 67 89", Context(country="FR")),
    ("+91 98765 43210", "+91 98765 43210", Context()),
    ("whatsapp 98765 43210", "98765 43210", Context(country="IN")),
    ("07\u200b700\u200b 900123!", "07\u200b700\u200b 900123", Context()),
    ("\u0660\u0667\u0667\u0660\u0660 \u0669\u0660\u0660\u0661\u0662\u0663",) * 2 + (Context(),),
    ("\uff10\uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff12\uff13",) * 2 + (Context(),),
    ("0\ufe0f\u20e37\ufe0f\u20e37\ufe0f\u20e300 900123",) * 2 + (Context(),),
    ("oh seven seven double oh nine oh oh one two three",) * 2 + (Context(),),
]
NO_PHONES = [
    "Samaritans: 116 123, or 0800 58 58 58, or 988",
    "Macmillan is on 0808 808 00 00",
    "1-800-273-8255 is free",
    "local rate 0345 120 3715",
    "BP 120/80, 140/90 and 135/85",
    "between 1990-2000 and 2001-2011",
    "2024-01-05 10:30",
    "on 03/05/2024 14:30 and 31.12.1999 10",
    "PMID 31452104, doi 10.1016/0140673694",
    "ISBN 978-0-306-40615-7",
    "charity number 1089464 and 01234 567890 cells",
    "https://www.example.org/articles/07700900123",
    "$4155552671 and £2079460958",
    "1234567890",
    "3.14159265358",
    "counting one two three four five six seven eight nine",
    "the first one, two or three nights",
    "7700900123",
    "12345678901234567890123456789",
]
EMAILS = [
    ("mail jane.doe@example.org.", "jane.doe@example.org"),
    ("j+chat@mail.example.co.uk", "j+chat@mail.example.co.uk"),
    ("jos\xe9@example.es", "jos\xe9@example.es"),
    ("jane.doe (at) mail (dot) com", "jane.doe (at) mail (dot) com"),
    ("jane [at] example.org", "jane [at] example.org"),
    ("jane at gmail dot com", "jane at gmail dot com"),
    ("jane @ gmail dot co dot uk", "jane @ gmail dot co dot uk"),
    ("juana arroba correo punto es", "juana arroba correo punto es"),
    ("jane\u200b@\u200bexample.org", "jane\u200b@\u200bexample.org"),
]
NO_EMAILS = [
    "write to info@charity.example.org or help@example.org",
    "jo@samaritans.org listens",
    "I work at example.com",
    "meet me at amazon dot com",
    "@patient_voices said it at 5.30 pm",
    "sats 98% @ 2L, stable at home. Com on!",
    "jane@localhost",
]
PAGES = [
    ("https://www.linkedin.com/in/jane-doe-123.", "https://www.linkedin.com/in/jane-doe-123"),
    ("gofundme.com/f/help-jane", "gofundme.com/f/help-jane"),
    ("wa.me/447700900123", "wa.me/447700900123"),
    ("my page is facebook.com/jane.doe.5", "facebook.com/jane.doe.5"),
    ("I'm on https://instagram.com/jane_doe", "https://instagram.com/jane_doe"),
]
NO_PAGES = [
    "https://www.nhs.uk/conditions/diabetes",
    "Follow facebook.com/ExampleCharity",
    "https://www.facebook.com/groups/example",
    "see youtube.com/watch?v=abc",
    "is it x.com/home now",
]


@pytest.mark.parametrize(("draft", "number", "context"), PHONES)
def test_a_telephone_number_is_found_however_it_is_written(
    draft: str, number: str, context: Context
) -> None:
    (finding,) = check(draft, context).findings

    assert (finding.kind, finding.span.cut(draft)) == (FindingKind.PHONE, number)


def test_two_numbers_in_a_row_are_two_findings() -> None:
    draft = "07700 900123 07700 900456"

    findings = check(draft).findings

    assert [finding.span.cut(draft) for finding in findings] == ["07700 900123", "07700 900456"]


@pytest.mark.parametrize("draft", NO_PHONES)
def test_helplines_dates_doses_and_references_are_no_ones_number(draft: str) -> None:
    assert check(draft).findings == ()


def test_a_number_at_the_end_of_a_wall_of_digits_costs_no_more_than_its_share() -> None:
    draft = "12345 " * 300 + "07700 900123"

    assert len(check(draft).findings) <= 1


@pytest.mark.parametrize(("draft", "address"), EMAILS)
def test_an_address_is_found_also_when_it_is_written_for_people_only(
    draft: str, address: str
) -> None:
    (finding,) = check(draft).findings

    assert (finding.kind, finding.span.cut(draft)) == (FindingKind.EMAIL, address)


@pytest.mark.parametrize("draft", NO_EMAILS)
def test_mailboxes_of_organisations_and_other_ats_are_left_alone(draft: str) -> None:
    assert check(draft).findings == ()


@pytest.mark.parametrize(("draft", "page"), PAGES)
def test_a_page_about_one_person_is_found(draft: str, page: str) -> None:
    (finding,) = check(draft).findings

    assert (finding.kind, finding.span.cut(draft)) == (FindingKind.PROFILE_LINK, page)


@pytest.mark.parametrize("draft", NO_PAGES)
def test_pages_about_a_subject_are_left_alone(draft: str) -> None:
    assert check(draft).findings == ()


def test_a_room_may_ask_to_see_every_link() -> None:
    policy = Policy(show_from=dict.fromkeys(Publicness, 0.1))

    (finding,) = check("read https://www.example.org/a", policy=policy).findings

    assert finding.kind is FindingKind.LINK


@pytest.mark.parametrize(
    ("draft", "subject"),
    [
        ("my number is 07700 900123", Subject.ME),
        ("call me on 07700 900123", Subject.ME),
        ("text him on 07700 900123", Subject.OTHER),
        ("my daughter's number is 07700 900123", Subject.OTHER),
        ("I am tired. 07700 900123", Subject.UNKNOWN),
        ("She left\n07700 900123", Subject.UNKNOWN),
        ("su teléfono es +34 612 345 678", Subject.OTHER),
        ("07700 900123", Subject.UNKNOWN),
    ],
)
def test_the_nearest_person_word_before_says_whose_it_is(draft: str, subject: Subject) -> None:
    (finding,) = check(draft).findings

    assert finding.subject is subject

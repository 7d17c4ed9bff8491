"""Identifiers. Where a number is published as an example or for tests, its origin stands beside it;
the others are made by the rule of the check digit and belong to nobody we know of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openrounds.engine.guard import Context, FindingKind, Verdict, check

UK = Context(country="GB")
US = Context(country="US")

FOUND = [
    # NHS Data Dictionary and the NHS number's own explanations
    ("My NHS number is 943 476 5919, they asked for it", "943 476 5919", FindingKind.NHS_NUMBER),
    ("nhs no. 4010232137", "4010232137", FindingKind.NHS_NUMBER),
    ("It says 943 476 5919 on the wristband", "943 476 5919", FindingKind.NHS_NUMBER),
    # a slip of the finger after the cue: most of it is given away all the same
    ("NHS number: 943 476 5918", "943 476 5918", FindingKind.NHS_NUMBER),
    # by the rule: born 01 01 30, 123, check digit 5
    ("her CHI is 0101301235", "0101301235", FindingKind.CHI_NUMBER),
    ("CHI number 010130 1235", "010130 1235", FindingKind.CHI_NUMBER),
    ("SSN 123-45-6789", "123-45-6789", FindingKind.SSN),
    ("social security number is 123456789", "123456789", FindingKind.SSN),
    ("it is 123-45-6789 if you need it", "123-45-6789", FindingKind.SSN),
    # Centers for Medicare & Medicaid Services, the specimen card
    ("Medicare 1EG4-TE5-MK73", "1EG4-TE5-MK73", FindingKind.MBI),
    ("medicare id 1eg4te5mk72", "1eg4te5mk72", FindingKind.MBI),
    # CMS, the specification of the check digit
    ("my npi is 1234567893", "1234567893", FindingKind.NPI),
    # the worked example that training material uses
    ("DEA number AB1234563", "AB1234563", FindingKind.DEA_NUMBER),
    ("AB 12 34 56 C on the letter", "AB 12 34 56 C", FindingKind.NINO),
    ("ni number ab 12 34 56 c", "ab 12 34 56 c", FindingKind.NINO),
    ("jg103759a", "jg103759a", FindingKind.NINO),
    # Ministerio del Interior, the specimen card; NIE by the same rule
    ("mi DNI es 12345678Z", "12345678Z", FindingKind.DNI),
    ("NIE X1234567L", "X1234567L", FindingKind.DNI),
    # SWIFT, IBAN registry
    ("pay GB29 NWBK 6016 1331 9268 19 please", "GB29 NWBK 6016 1331 9268 19", FindingKind.IBAN),
    ("DE89370400440532013000.", "DE89370400440532013000", FindingKind.IBAN),
    ("es9121000418450200051332", "es9121000418450200051332", FindingKind.IBAN),
    ("FR14 2004 1010 0505 0001 3M02 606", "FR14 2004 1010 0505 0001 3M02 606", FindingKind.IBAN),
    ("NO9386011117947", "NO9386011117947", FindingKind.IBAN),
    ("MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S", FindingKind.IBAN),
    # payment processors' numbers for tests
    ("card 4111 1111 1111 1111 exp 12/27", "4111 1111 1111 1111", FindingKind.PAYMENT_CARD),
    ("5555555555554444", "5555555555554444", FindingKind.PAYMENT_CARD),
    ("2223-0031-2200-3222", "2223-0031-2200-3222", FindingKind.PAYMENT_CARD),
    ("3782 822463 10005", "3782 822463 10005", FindingKind.PAYMENT_CARD),
    ("6011111111111117", "6011111111111117", FindingKind.PAYMENT_CARD),
    ("30569309025904", "30569309025904", FindingKind.PAYMENT_CARD),
    ("3530111333300000", "3530111333300000", FindingKind.PAYMENT_CARD),
    ("MRN: 00123456", "00123456", FindingKind.RECORD_NUMBER),
    ("his hospital number is A123456", "A123456", FindingKind.RECORD_NUMBER),
    ("número de historia clínica 1234567", "1234567", FindingKind.RECORD_NUMBER),
]

NOT_FOUND = [
    "the scan costs 943 476 5918 pounds",  # wrong check digit
    "000 000 0000",
    "078-05-1120",  # a specimen from a wallet, nobody's
    "219-09-9999",
    "000-12-3456 and 666-12-3456 and 900-12-3456 and 123-00-4567 and 123-45-0000",
    "123 45 6789",
    "SSN 123-45-678",
    "QQ 12 34 56 C",  # HM Revenue & Customs, how to write one: never issued
    "GB 12 34 56 A, BG123456A, ZZ123456B",
    "we met at 10 20 30 c",
    "AB 12 34 56 E",
    "12345678A",
    "GB29 NWBK 6016 1331 9268 18",
    "DE8937040044053201300",
    "XX29 NWBK 6016 1331 9268 19",
    "4111 1111 1111 1112",
    "1111 2222 3333 4444",
    "1234567893",  # the register of these numbers is public: only after the cue
    "batch AB1234563",
    "DEA AB1234564",
    "1EG4-TE5-MK7 and 0EG4-TE5-MK73 and 1SG4-TE5-MK73",
    "our MRN system is down since 2024",
    "hospital number 12",
    "NCT01234567, ISRCTN12345678, PMID: 31452104, ISBN 978-0-306-40615-7",
    "CD4 count 350, viral load 1500000 copies, HbA1c 48 mmol/mol, 10 000 000 cells",
    "2 mg/kg q8h x 14/7, then 1 mg/kg; BP 120/80, sats 98%, HR 72",
]


@pytest.mark.parametrize(("draft", "number", "kind"), FOUND)
def test_a_number_that_names_somebody_is_found_where_it_stands(
    draft: str, number: str, kind: FindingKind
) -> None:
    (finding,) = check(draft).findings

    assert (finding.kind, finding.span.cut(draft)) == (kind, number)


@pytest.mark.parametrize("draft", NOT_FOUND)
def test_other_numbers_are_left_alone(draft: str) -> None:
    assert check(draft).findings == ()


@pytest.mark.parametrize(
    ("draft", "context", "kind"),
    [
        ("4010232137", UK, FindingKind.NHS_NUMBER),
        ("3112801237", UK, FindingKind.CHI_NUMBER),
        ("AB1234563", US, FindingKind.DEA_NUMBER),
    ],
)
def test_some_numbers_need_no_words_in_the_country_that_uses_them(
    draft: str, context: Context, kind: FindingKind
) -> None:
    assert [finding.kind for finding in check(draft, context).findings] == [kind]
    assert check(draft).findings == ()


def test_in_north_america_the_same_shape_is_a_telephone_number() -> None:
    # by the rule of NHS numbers; 415 555 is an exchange of San Francisco
    draft = "415 555 2673 or 415 555 2671"

    assert {finding.kind for finding in check(draft, US).findings} == {FindingKind.PHONE}


@pytest.mark.parametrize(
    "draft", ["MRN: 00123456", "card 4111 1111 1111 1111", "SSN 123-45-6789", "nhs 9434765919"]
)
def test_numbers_of_patients_citizens_and_accounts_hold_a_post(draft: str) -> None:
    assert check(draft).verdict is Verdict.HOLD


@given(st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_no_nhs_number(place: int, change: int) -> None:
    digits = "9434765919"
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]

    assert FindingKind.NHS_NUMBER not in {finding.kind for finding in check(wrong, UK).findings}


@given(st.integers(1, 15), st.integers(1, 9))
def test_one_wrong_digit_is_no_payment_card(place: int, change: int) -> None:
    digits = "4111111111111111"
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]

    assert check(wrong).findings == ()


@given(st.integers(2, 21), st.integers(1, 9))
def test_one_wrong_digit_is_no_iban(place: int, change: int) -> None:
    iban = "DE89370400440532013000"
    wrong = iban[:place] + str((int(iban[place]) + change) % 10) + iban[place + 1 :]

    assert check(wrong).findings == ()

"""Check digits: how a number proves that it is one of its kind. All take the bare characters."""

_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_NPI_PREFIX = "80840"  # health applications, United States


def is_luhn(digits: str) -> bool:
    """Luhn's check of payment cards. Source: ISO/IEC 7812-1, annex B."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0


def is_npi(digits: str) -> bool:
    """A United States National Provider Identifier. Source: CMS, "NPI check digit", 45 CFR 162."""
    return len(digits) == 10 and digits[0] in "12" and is_luhn(_NPI_PREFIX + digits)


def is_mod_11(digits: str) -> bool:
    """Ten digits weighted 10 to 1, summing to a multiple of 11.

    The check of NHS and CHI numbers. Source: NHS Data Dictionary, "NHS number". A number made of
    one digit ten times is refused, as nobody has it.
    """
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    return sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11 == 0


def is_mod_97(iban: str) -> bool:
    """The check of an IBAN, letters in capitals. Source: ISO 13616-1, ISO/IEC 7064 (MOD 97-10)."""
    return int("".join(str(int(char, 36)) for char in iban[4:] + iban[:4])) % 97 == 1


def is_ssn(area: str, group: str, serial: str) -> bool:
    """A number the United States Social Security Administration could have issued.

    Areas 000, 666 and 900 up, group 00 and serial 0000 were never issued. Two numbers that are
    known from advertisements are nobody's. Source: SSA, "Social Security number randomization".
    """
    if area in ("000", "666") or area >= "900" or group == "00" or serial == "0000":
        return False
    return (area, group, serial) not in (("078", "05", "1120"), ("219", "09", "9999"))


def is_dea(number: str) -> bool:
    """A registration number of a United States prescriber: two letters and seven digits.

    (1st + 3rd + 5th) + 2 x (2nd + 4th + 6th) ends in the 7th digit. Source: DEA Diversion Control.
    """
    digits = [int(digit) for digit in number[2:]]
    return (sum(digits[0:5:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6]


def is_dni(number: str) -> bool:
    """A Spanish DNI or NIE, letters in capitals. Source: Ministerio del Interior, "NIF/DNI"."""
    digits = number[:-1].translate(str.maketrans("XYZ", "012"))
    return _DNI_LETTERS[int(digits) % 23] == number[-1]

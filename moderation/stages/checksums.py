"""Which numbers can be what they look like: check digits of registration and card numbers, dates of birth."""

from datetime import date

REGISTRATION_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
CENTURY = {"1": 1900, "2": 1900, "3": 2000, "4": 2000, "5": 1900, "6": 1900, "7": 2000, "8": 2000}
"""By the seventh digit of a registration number; 5 to 8 are foreigners'."""

UNCHECKED_SINCE = date(2020, 10, 1)
"""Registration numbers given out from this month on have no check digit."""


UNBORN = date(2060, 1, 1)
"""Nobody who reads this was born later: a bar code looks like such a number."""


def birthday(number: str) -> date | None:
    """The date of birth that a registration number of 13 digits begins with; None if there is no such day."""
    century = CENTURY.get(number[6])
    if century is None:
        return None
    try:
        born = date(century + int(number[:2]), int(number[2:4]), int(number[4:6]))
    except ValueError:
        return None
    return born if born < UNBORN else None


def is_registration(number: str) -> bool:
    """Whether the check digit of a resident's or foreigner's registration number (13 digits) is right."""
    total = sum(int(digit) * weight for digit, weight in zip(number, REGISTRATION_WEIGHTS, strict=False))
    base = 13 if number[6] in "5678" else 11
    return (base - total % 11) % 10 == int(number[12])


def is_card(number: str) -> bool:
    """Whether the check digit of a card number is right (Luhn, ISO/IEC 7812)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0

"""Numbers as people write them."""

from __future__ import annotations

_UNITS = "zero one two three four five six seven eight nine".split()
_TENS = ". . twenty thirty forty fifty sixty seventy eighty ninety".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_DECADES = "teens twenties thirties forties fifties sixties seventies eighties nineties".split()


def in_words(number: int) -> str:
    """Return a number from 0 to 99 in words."""
    tens, units = divmod(number, 10)
    if tens == 1:
        return _TEENS[units]
    return f"{_TENS[tens]}-{_UNITS[units]}".removesuffix("-zero") if tens else _UNITS[units]


def ordinal(number: int) -> str:
    """Return “21st” for 21; numbers below 100."""
    tens, units = divmod(number, 10)
    return f"{number}{'th' if tens == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(units, 'th')}"


def decade(age: int) -> str:
    """Return the decade of a life from 10 to 99 years: “thirties” for 34."""
    return _DECADES[age // 10 - 1]

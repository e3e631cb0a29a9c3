"""What every record shares: flat fields in, flat fields out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict

Scalar = str | int | float | bool
Value = Scalar | list[str] | list[int] | list[float]
Fields = dict[str, Value]
"""A record as both stores keep it: field name to scalar or list of one type; what is unknown is absent."""

_NOTHING: tuple[Any, ...] = ("", [])
UNKNOWN_DATE = date(1900, 1, 1)


def _known(value: Any) -> Any:
    """Return None for the placeholder date that lists use for *unknown*."""
    return None if value in (UNKNOWN_DATE, "1900-01-01") else value


Day = Annotated[date | None, BeforeValidator(_known)]
Text = dict[str, str]
"""A text by language code (`fi`, `sv`, `en`, … or `und` where nobody said)."""

LANGUAGES_BY_PREFERENCE = ("fi", "sv", "en", "und")


def preferred(text: Text) -> str | None:
    """Return the text in the language to show first: Finnish, Swedish, English, undetermined, then any."""
    for language in LANGUAGES_BY_PREFERENCE:
        if language in text:
            return text[language]
    return text[min(text)] if text else None


class Record(BaseModel):
    """A checked record; `fields()` is its flat form, without what is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    by_suffix: ClassVar[tuple[str, ...]] = ()
    """Names of fields that hold a mapping, stored as one flat field for each of its keys (`name_fi`)."""

    def fields(self) -> Fields:
        """Return the flat form of everything known but the id, sorted by name of field."""
        plain = self.__pydantic_serializer__.to_python(self, mode="json", exclude_none=True)
        plain.pop("id", None)
        for head in self.by_suffix:
            for suffix, value in plain.pop(head, {}).items():
                plain[f"{head}_{suffix}"] = value
        return {key: plain[key] for key in sorted(plain) if plain[key] not in _NOTHING}

    @classmethod
    def of(cls, id_: str, fields: Fields) -> Self:
        """Return the record with this id from its flat fields."""
        deep: dict[str, Any] = {"id": id_}
        for key, value in fields.items():
            head, _, suffix = key.partition("_")
            if head in cls.by_suffix and suffix:
                deep.setdefault(head, {})[suffix] = value
            else:
                deep[key] = value
        return cls.model_validate(deep)

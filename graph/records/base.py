"""What every record shares: flat fields in, flat fields out."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated, Any, ClassVar, Self, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict

Scalar = str | int | float | bool
Value = Scalar | list[str] | list[int] | list[float]
Fields = dict[str, Value]
"""A record as both stores keep it: field name to scalar or list of one type; what is unknown is absent."""

UNKNOWN_DATE = date(1900, 1, 1)
_NUMBERS = frozenset({int, float, bool})
"""Types whose values are known also where they are nothing."""


def _flat(value: Any) -> Value:
    """Return a field's value as stores keep it: a day as its ISO date, one of an enumeration as its value."""
    if isinstance(value, Enum):
        return cast(Scalar, value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return cast(Value, [*map(_flat, value)])
    return cast(Scalar, value)


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

    _in_order: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Know the fields in the order of their names."""
        cls._in_order = tuple(sorted(cls.model_fields.keys() - {"id"}))

    def fields(self) -> Fields:
        """Return the flat form of everything known but the id, sorted by name of field."""
        flat: Fields = {}
        said = self.__dict__
        for key in self._in_order:
            value = said[key]
            kind = type(value)
            if not value and kind not in _NUMBERS:
                continue
            if kind is dict:
                flat.update({f"{key}_{suffix}": _flat(one) for suffix, one in value.items() if one})
            else:
                flat[key] = value if kind is str or kind in _NUMBERS else _flat(value)
        return {key: flat[key] for key in sorted(flat)} if self.by_suffix else flat

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

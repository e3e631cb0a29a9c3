"""The fields that a table may hold, for each kind of record: one vocabulary for mappings, proposals and templates.

The words stand in TOML files, one for each kind, in Finnish, Swedish, English, Danish and German, so that they can be
added to without a change of code. `shared.toml` has what several kinds share, `codes.toml` the words for codes.
"""

from ingest.fields.codes import Code, code_of, codes
from ingest.fields.vocabulary import KIND_NAMES, Field, Kind, Shape, kind

__all__ = ["KIND_NAMES", "Code", "Field", "Kind", "Shape", "code_of", "codes", "kind"]

"""Texts as terms that can be compared across word forms and languages; nothing here knows a project or a store.

`language` tells which language a text is in, `words` brings its words to base forms, `vocabulary` maps what means the
same in several languages to one concept, `compounds` takes long words apart, and `terms.terms_of` is the door.
"""

from graph.text.terms import Terms, base_forms, terms_of

__all__ = ["Terms", "base_forms", "terms_of"]

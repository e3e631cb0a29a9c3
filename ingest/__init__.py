"""Getting facts in: sources, column mapping, validation, entity resolution and loading.

What a list, a table or a form says is recognised, checked and turned into the records of `graph`; names
of bodies are told apart here, and names of natural persons stop here and go no further. This room may
import `graph` and nothing else of ours: no pages, no pictures, no settings.
"""

"""A body's name taken apart: what kind of body, where, and what is its own; in Finnish, Swedish and English."""

from ingest.resolution.names.anatomy import Reading, readings

__all__ = ["Reading", "readings"]

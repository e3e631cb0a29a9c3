"""How answers look as JSON: one pydantic model a schema, each with its name and version."""

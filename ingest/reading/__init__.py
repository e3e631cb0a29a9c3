"""Files as people have them, read within bounds: packed or not, in any encoding, as text, tables, workbooks or XML.

What a file says is another room's question (`ingest.formats`); here is how to get at its lines, cells and elements.
"""

from ingest.reading.upload import Upload, uploads

__all__ = ["Upload", "uploads"]

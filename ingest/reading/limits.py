"""How much a file may hold before it is refused: what no list of projects needs, and what would fill a machine."""

MOST_UNPACKED = 8 * 2**30
"""Bytes of one packed file, or of all members of one archive, once unpacked."""
PLAIN = 16 * 2**20
"""Bytes that anything may unpack to, whatever its ratio."""
PLAIN_OF_WORKBOOK = 64 * 2**20
"""The same of a workbook, which may keep a million empty rows that somebody gave a colour."""
MOST_RATIO = 100
"""Bytes for each packed byte; tables of text are packed five to thirty times smaller, a bomb a thousand times."""
MOST_RATIO_OF_WORKBOOK = 60
"""The same of a workbook, whose sheets are packed ten to thirty times smaller."""
MOST_MEMBERS = 1_000
"""Files in one archive."""
MOST_EMPTY = 2**20
"""Empty rows one after the other: a spreadsheet has no more, and saves them all where one cell far down was used."""
MOST_REJECTED = 100_000
"""Rows of one file that cannot be loaded: nobody mends more by hand, and so many are another kind of file."""
MOST_COLUMNS = 4_096
MOST_SHEETS = 256
MOST_CELLS = 60_000_000
"""Cells of one sheet, empty ones between the first and the last counted, for a workbook's library keeps those too."""
LONGEST_CELL = 2**20
"""Letters of one cell; a spreadsheet program holds 32,767."""
LONGEST_LINE = 64 * 2**20
"""Bytes of one line."""
MOST_JSON = 2**29
"""Bytes of a JSON document, which is read as one piece; NDJSON is not."""
DEEPEST = 64
"""Levels of a document in XML, or of one in JSON that is read element by element."""
WORKBOOK_SECONDS = 600
WORKBOOK_MEMORY = 6 * 2**30
"""What the process that reads a workbook may take."""
LARGEST_XML_ELEMENT = 16 * 2**20
"""Letters of names, values and texts of one record of an XML document, tags counted too; also bytes of one tag."""

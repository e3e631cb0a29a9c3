"""A mapping for a table that nobody described: which column holds which field, how sure that is, and why.

Headers are compared with the vocabulary of fields (`ingest.fields`), cells with what each field looks like. Columns of
contact data are never mapped. A proposal is used only where it is sure of what a row is.
"""

from ingest.proposal.propose import ColumnGuess, Proposal, propose
from ingest.proposal.saved import save

__all__ = ["ColumnGuess", "Proposal", "propose", "save"]

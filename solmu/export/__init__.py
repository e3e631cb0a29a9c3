"""What is known, as a file for other programs; one file for each format."""

from solmu.export.writing import write

__all__ = ["write"]

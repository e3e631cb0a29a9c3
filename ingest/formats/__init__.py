"""One file for each format that people really have.

A file here knows how one publisher writes one list, down to its faults, and turns each of its rows
into plain typed values or says which cell cannot be trusted and why. It knows nothing of stores, of
records or of other formats; what two lists have in common (such as the authorities' names) lives
beside this folder.
"""

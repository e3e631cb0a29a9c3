"""Pairs of names of organisations, labelled as one body or two, and how well plain string scores tell them apart."""

"""How good overlaps are: pairs labelled from facts, and pairs that were read, beside four plain baselines.

`python -m benchmarks.overlap_quality` prints the figures; with `--weights` it also fits the weights that are shipped
and writes them, with the features of the pairs they were fitted on, into `graph/overlap/`.
"""

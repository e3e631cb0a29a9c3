"""Which names are one body's and which listings one project's: same, different or unsure, with the reasons.

`names` takes a name apart, `features` makes the columns that are compared, `model` says how much each agreement weighs
(Splink), `linking` runs it on DuckDB or Spark, `answers` decides, `clusters` joins what is one without contradiction.
Nothing here writes to a store but `merging`.
"""

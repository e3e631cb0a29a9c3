"""What a row of a table with known columns becomes: one file for each kind of record (`ingest.fields`)."""

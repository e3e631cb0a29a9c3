"""Each figure that the papers quote, reproducible with one command: `make bench`."""

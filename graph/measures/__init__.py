"""Measures of a network of bodies: arrays in, arrays out; nothing here knows a project or a name.

`mixing` tells how groups tie among themselves, `permuted` whether that is more than chance; `holes` and `roles` tell
who sits between whom, `cuts` who holds it together; `stability` tells how far a partition can be trusted.
"""

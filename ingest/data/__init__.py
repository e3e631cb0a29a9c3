"""Tables of codes and names that ship with the program, each with the script that drew it."""

"""The application: settings, wiring and the command line; the only room that knows all the others."""

__version__ = "0.1.0"

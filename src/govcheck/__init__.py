"""Social-media governance as code: the rule engine and its command line."""

__version__ = "0.1.0"

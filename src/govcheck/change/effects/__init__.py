"""The effects of a change, one noun a module."""

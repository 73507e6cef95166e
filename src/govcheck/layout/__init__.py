"""The one way in which policy files are laid out."""

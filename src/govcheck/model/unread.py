"""What could not be read: whoever asks for it is stopped."""


class Unread(Exception):
    """Somebody asks for a field that stands in a file but could not be read."""

"""Policy documents of what other tools export, with a list of what could not be said."""

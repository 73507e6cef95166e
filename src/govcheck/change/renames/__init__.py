"""Documents that have another id: in a tree, and between two policies."""

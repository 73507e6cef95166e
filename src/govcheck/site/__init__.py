"""The static site of a policy: a handbook that people read, and the responder's page."""

"""What is kept from one run to the next: bytes by key, values as bytes, files as loaded."""

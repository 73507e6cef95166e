"""New repositories, from templates."""

"""How models are made of annotated fields, read without pydantic, and told what is wrong."""

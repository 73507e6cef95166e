"""Incidents for what no scenario reaches, with what happens in them today."""

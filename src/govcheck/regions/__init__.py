"""Sets of incidents: cut into cells, asked about by an exact solver, told in words."""

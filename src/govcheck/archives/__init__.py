"""Archives: mentions of the past, one a row, read part by part."""

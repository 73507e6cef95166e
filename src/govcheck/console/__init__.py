"""What a command has of its terminal: streams, language, progress, completion, usage errors."""

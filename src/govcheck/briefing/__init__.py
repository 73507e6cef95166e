"""What a responder reads: who does what by when, who is on duty, what has happened."""

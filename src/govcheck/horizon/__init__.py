"""Every instant of a stretch at once: who answers, when each step starts, what is done by when."""

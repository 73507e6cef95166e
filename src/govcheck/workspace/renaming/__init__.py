"""Another name for a document, or for something in documents."""

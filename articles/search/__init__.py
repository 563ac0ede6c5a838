"""Finding articles by a reader's words."""

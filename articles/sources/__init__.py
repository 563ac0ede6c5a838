"""Sources as writers give them, read into CSL-JSON fields."""

"""A chain of consents: what was agreed to can be proved, and forgotten. It knows no Django."""

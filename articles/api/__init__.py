"""The library as other programs read it: a JSON API at /api/v1/, for reading only."""

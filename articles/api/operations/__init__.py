"""What can be asked of the API, a module a noun."""

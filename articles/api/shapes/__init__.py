"""What the API answers, a module a noun: its shape, and how it is made from the library's own."""

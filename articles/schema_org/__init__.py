"""The library's pages in the words of schema.org, as JSON-LD: only what is true of them.

Types and properties: https://schema.org/docs/full.html. A test holds them against its vocabulary.
"""

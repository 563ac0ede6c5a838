"""What stops a manuscript from being read, and how much of one is read at all.

An article of 5,000 words with 200 references is about 80 KB of text; the limits leave ten times
that and more, and keep a hostile file from costing more than a few seconds.
"""

MAX_TEXT_BYTES = 1_000_000
MAX_MARKDOWN_BYTES = 400_000
MAX_DOCX_BYTES = 20_000_000
MAX_DOCX_ENTRIES = 2_000
MAX_DOCX_UNPACKED_BYTES = 60_000_000
MAX_DOCX_RATIO = 200
MAX_ARCHIVE_FILES = 100
MAX_ARCHIVE_BYTES = 20_000_000
MAX_XML_BYTES = 8_000_000
MAX_TAGS = 20_000
MAX_UNCLOSED_TAG_COST = 20_000_000
MAX_SQUARE_BRACKETS = 10_000
MAX_TITLE_LENGTH = 500
MAX_XML_TAGS = 200_000
MAX_BLOCKS = 10_000
MAX_REFERENCES = 1_000
MAX_MARKS = 5_000
MAX_DEPTH = 100


class Unreadable(Exception):
    """The manuscript cannot be read; its message is one clear line for the person who sent it."""

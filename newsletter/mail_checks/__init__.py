"""Whether our mail is set up so that it arrives: pure Python, given what to look at."""

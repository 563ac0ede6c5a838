"""Works into the formats of reference managers; what each writes, its reader takes back whole."""

"""Words of articles and of questions, for both databases alike: no Django, no database."""

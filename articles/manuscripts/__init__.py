"""A writer's manuscript (.txt, .md, .docx, .html) read into the parts of an article."""

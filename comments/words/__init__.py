"""What a reply's words tell. It knows no Django."""

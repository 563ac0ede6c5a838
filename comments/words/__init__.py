"""What the words of a reader's reply tell: pure functions that know no Django."""

"""What is kept in the user's cache folder between runs, so that a start need not make it again."""

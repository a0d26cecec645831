"""What becomes of documents: JSON, flat rows, tables for people, and the files that they go to."""

"""The command line: one file a command. A command parses, calls the library and hands the result to a writer."""

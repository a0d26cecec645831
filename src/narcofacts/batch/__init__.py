"""Many articles: found in folders, archives and dumps, extracted by worker processes, kept until they are written.

Nothing here knows the output formats: `run` hands over documents in the order of the inputs.
"""

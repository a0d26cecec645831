"""`python -m narcofacts` is the same as `narcofacts`."""

from narcofacts.cli.main import run

if __name__ == "__main__":
    run()

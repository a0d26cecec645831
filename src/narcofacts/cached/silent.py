"""Words that begin nothing in a list: nearly all words of a text, so that finders pass over them at once."""

from __future__ import annotations

MOST = 60_000  # a long batch must not fill the memory with words


class Silent(set[str]):
    """The words of texts read before that begin no entry of one list; at most `MOST` are remembered."""

    def remember(self, word: str) -> None:
        """Adds a word."""
        if len(self) >= MOST:
            self.clear()
        self.add(word)

"""English for what the desk says in Korean."""

ENGLISH: dict[str, str] = {}

"""The rules that people change while everything runs, the policies' limits and the lexicon's words; and what a change
would have done to the comments of the last days."""

"""What can go wrong with a model, told in one sentence."""


class ModelUnavailable(Exception):
    """The model cannot be loaded or asked: a folder, a file, a runtime or a label is missing."""

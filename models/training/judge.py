"""Reads texts as a given source would: the model of a folder with that source's token in front."""

from __future__ import annotations

from pathlib import Path

from models.classifier import Classifier, read_tokenizer
from models.folder import read_manifest
from models.labels import OUTPUTS
from models.runtimes import RUNTIMES
from models.training.voice import closes, speak


def judge(folder: Path, source: str, *, backend: str, threads: int = 2) -> Classifier:
    """A classifier that reports every output, the auxiliary ones too, by the standard of `source`."""
    manifest = read_manifest(folder, {name: name for name in OUTPUTS})
    tokenizer = read_tokenizer(folder)
    speak(tokenizer, source, closed=closes(tokenizer))
    return Classifier(manifest, tokenizer, RUNTIMES[backend](folder, manifest, threads))

"""The gates of a release: what the policy would do with our own suites, and how far scores fall under disguise."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier
from models.training.evasion import evade
from models.training.tables import read_table

Array = NDArray[Any]
GATES = Path(__file__).parent.parent / "gates"
SECOND = GATES / "second"

BOUNDS = {
    "neutral": {"hidden": 0.005, "referred": 0.02},
    "criticism": {"hidden": 0.01},
    "news": {"hidden": 0.0, "referred": 0.0},
    "evasion": {"median": 0.1},
}
"""The most that each rate may be.  A release over any of them does not ship."""


@dataclass(frozen=True, slots=True)
class PolicyLimits:
    """For each label of a classifier, from where a person looks and from where nobody reads it."""

    refer: Array
    hide: Array


def read_policy(path: Path, labels: Sequence[str]) -> PolicyLimits:
    """The limits of a policy file for `labels`; what the policy does not ask for is never reached."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))["labels"]
    acts = [told.get(label, {}) for label in labels]
    hide = [min(act.get("hide", np.inf), act.get("reject", np.inf)) for act in acts]
    refer = [min(act.get("refer", np.inf), least) for act, least in zip(acts, hide, strict=True)]
    return PolicyLimits(np.array(refer), np.array(hide))


def acts(chances: Array, limits: PolicyLimits) -> tuple[Array, Array]:
    """Whether any label reaches the limit to refer, and the one to hide; both of shape (rows,)."""
    referred, hidden = ((chances >= limit).any(axis=1) for limit in (limits.refer, limits.hide))
    return np.asarray(referred), np.asarray(hidden)


def lines_of(name: str, folder: Path = GATES) -> list[str]:
    """The sentences of one suite of plain lines."""
    return [line for line in (folder / name).read_text(encoding="utf-8").splitlines() if line]


def suites(folder: Path = GATES) -> dict[str, list[str]]:
    """Each suite of sentences that must not be blamed, by its name."""
    neutral = [row["text"] for row in read_table(folder / "neutral.tsv")]
    return {
        "neutral": neutral,
        "criticism": lines_of("criticism.txt", folder),
        "news": lines_of("news.txt", folder),
    }


def rates(classifier: Classifier, limits: PolicyLimits, texts: Sequence[str]) -> dict[str, Any]:
    """Which share would be hidden or rejected, and which at least looked at by a person, with those sentences."""
    referred, hidden = acts(classifier.chances(texts), limits)
    return {
        "sentences": len(texts),
        "hidden": round(float(hidden.mean()), 4),
        "referred": round(float(referred.mean()), 4),
        "over": [text for text, over in zip(texts, referred, strict=True) if over],
    }


def second(classifier: Classifier, limits: PolicyLimits) -> dict[str, Any]:
    """The same suites by another hand, who had not seen what the model is trained on; and what it finds of abuse.

    They are measured beside the gates and bind nobody: what is tuned to pass them measures nothing any more.
    """
    report = {name: rates(classifier, limits, texts) for name, texts in suites(SECOND).items()}
    texts = lines_of("abusive.txt", SECOND)
    referred, hidden = acts(classifier.chances(texts), limits)
    missed = [text for text, over in zip(texts, referred, strict=True) if not over]
    found = {"hidden": round(float(hidden.mean()), 4), "referred": round(float(referred.mean()), 4)}
    return report | {"abusive": {"sentences": len(texts), **found, "missed": missed}}


def fall_under_evasion(classifier: Classifier, seed: int = 7) -> dict[str, float]:
    """How far abusive sentences fall from the plain to the disguised text; those count that score 0.5 plainly."""
    rng, texts = Random(seed), lines_of("abusive.txt")
    plain = classifier.chances(texts)[:, 0]
    flagged = [text for text, chance in zip(texts, plain, strict=True) if chance >= 0.5]
    disguised = [evade(text, rng) for text in flagged for _ in range(3)]
    falls = np.repeat(plain[plain >= 0.5], 3) - classifier.chances(disguised)[:, 0]
    return {
        "sentences": len(texts),
        "found": round(len(flagged) / len(texts), 4),
        "median": round(float(np.median(falls)), 4),
        "mean": round(float(falls.mean()), 4),
    }


def gate(classifier: Classifier, limits: PolicyLimits) -> dict[str, Any]:
    """The rates of every suite, with the sentences that a person would be asked about, and the fall under evasion."""
    report: dict[str, Any] = {name: rates(classifier, limits, texts) for name, texts in suites().items()}
    return report | {"evasion": fall_under_evasion(classifier)}


def failures(report: dict[str, Any]) -> list[str]:
    """A sentence for each bound that is broken; empty where the release may ship."""
    return [
        f"{suite}: {rate} is {report[suite][rate]:.4f}, at most {bound} is allowed"
        for suite, bounds in BOUNDS.items()
        for rate, bound in bounds.items()
        if suite in report and report[suite][rate] > bound
    ]

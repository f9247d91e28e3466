"""How what is found in a nickname is told: it is read by everybody, and has no place in the text."""

from dataclasses import replace

from moderation.assessment import Finding

PREFIX = "별명: "
"""How the detail of a finding in a nickname begins."""


def in_nickname(finding: Finding) -> Finding:
    """The finding as one in a nickname: there is nothing in the text to mask."""
    return replace(finding, spans=(), detail=f"{PREFIX}{finding.detail}", quoted=False)

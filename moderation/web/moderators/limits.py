"""The policy page: limits by label and act, tried on the last days before they are saved; and every version."""

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from moderation.desk import Desk
from moderation.errors import BadSubmission, Fault, NotAllowed, Refused, Settled
from moderation.label import LABELS
from moderation.moderator import May, Moderator
from moderation.policy import ACT_NAMES, Policy, policy_of
from moderation.rules import limits
from moderation.rules.forecast import Forecast, forecast
from moderation.web.moderators.asked import sites_of
from moderation.web.moderators.language import Spoken, spoken
from moderation.web.moderators.screen import draw
from moderation.web.moderators.trial import where_here
from moderation.web.moderators.visit import Visit

PERCENT: Final = re.compile(r"(?:100(?:\.0)?|\d{1,2}(?:\.\d)?)", re.ASCII)
STATUS: Final[dict[type[Refused], int]] = {Settled: 409, BadSubmission: 422, NotAllowed: 403}


class Limits:
    """The views of the policies."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def page(self) -> ResponseReturnValue:
        """A policy as it is in force, and its versions."""
        _, moderator = Visit.inside(self.desk)
        _, policy = limits.named(self.desk, request.args.get("name") or self.desk.policies.base.name)
        return self._draw(moderator, policy)

    def trial(self) -> ResponseReturnValue:
        """What the limits in the form, or those of an old version, would have done."""
        visit, moderator = Visit.inside(self.desk, May.POLICY)
        visit.trusted()
        draft, now = self._draft()
        site, days = where_here(self.desk, moderator)
        found = forecast(self.desk, moderator, draft, now, site, days) if site else None
        return self._draw(moderator, draft, found)

    def save(self) -> ResponseReturnValue:
        """Save what was tried."""
        visit, moderator = Visit.inside(self.desk, May.POLICY)
        visit.trusted()
        draft, _ = self._draft()
        try:
            saved = limits.save(self.desk, moderator, draft, draft.version, request.form.get("note", ""))
        except (Settled, BadSubmission, NotAllowed) as error:
            return self._draw(moderator, limits.named(self.desk, draft.name)[1], error=error), STATUS[type(error)]
        return redirect(url_for(".limits", name=saved.name, saved=saved.version), 303)

    def _draft(self) -> tuple[Policy, Policy]:
        """The policy in the form, on top of the version that its writer saw; and the one in force."""
        name, seen = request.form.get("name", ""), request.form.get("seen", "")
        if not re.fullmatch(r"\d{1,9}", seen, re.ASCII):
            raise BadSubmission(
                "화면이 오래되었습니다. 다시 불러와 주십시오.", (Fault("/seen", "형식이 맞지 않습니다."),)
            )
        _, now = limits.named(self.desk, name)
        old = request.form.get("version", "")
        if old.isdecimal():
            tables = limits.policy_at(self.desk, name, int(old)).tables
        else:
            tables = limits.with_limits(now, limits_here())
        return policy_of({**tables, "name": name, "version": int(seen)}, name), now

    def _draw(
        self, moderator: Moderator, shown: Policy, found: Forecast | None = None, error: Refused | None = None
    ) -> str:
        """The page with the limits of `shown` in its form."""
        fit, now = limits.named(self.desk, shown.name)
        site, days = where_here(self.desk, moderator)
        return draw(
            self.desk,
            "limits",
            policy=shown,
            current=now,
            rows=percents(shown),
            changes=list(limits.changes(now, shown)) if found else [],
            may_change=limits.may_change(moderator, fit),
            names=[policy.name for _, policy in self.desk.policies.every],
            fit=fit,
            faults=self.desk.policies.faults,
            history=limits.history(self.desk, shown.name),
            found=found,
            site=site,
            sites=sites_of(self.desk, moderator),
            days=days,
            note=request.form.get("note", ""),
            how_long=partial(worktime, say=spoken(request)),
            error=error,
        )


def routes(site: Blueprint, desk: Desk) -> None:
    """Where the policies are found."""
    views = Limits(desk)
    site.add_url_rule("/policy", view_func=views.page, methods=["GET"], endpoint="limits")
    site.add_url_rule("/policy", view_func=views.save, methods=["POST"], endpoint="save_limits")
    site.add_url_rule("/policy/trial", view_func=views.trial, methods=["POST"], endpoint="try_limits")


def worktime(time: timedelta, say: Spoken) -> str:
    """An amount of work, to the tenth of an hour, or in minutes where it is little."""
    hours = time / timedelta(hours=1)
    return say("{n}시간", n=f"{hours:.1f}") if hours >= 1 else say("{n}분", n=round(hours * 60))


def limits_here() -> dict[str, dict[str, float]]:
    """The limits in the form, which are in per cent; an empty field is no limit.  Raises BadSubmission."""
    written = {(label, act): request.form.get(f"{label}.{act}", "").strip() for label in LABELS for act in ACT_NAMES}
    faults = tuple(
        Fault(f"/labels/{label}/{act}", f"{LABELS[label].name}: 0에서 100까지의 수를 소수 한 자리까지 적어 주십시오.")
        for (label, act), value in written.items()
        if value and not PERCENT.fullmatch(value)
    )
    if faults:
        raise BadSubmission(faults[0].reason, faults)
    return {
        label: {act: round(float(written[label, act]) / 100, 3) for act in ACT_NAMES if written[label, act]}
        for label in LABELS
    }


def percents(policy: Policy) -> Mapping[str, Mapping[str, str]]:
    """The limits as the form shows them.  A label that the policy does not know always goes to a person: from 0."""
    known = policy.tables["labels"]
    shown = {label: known.get(label, {"refer": 0.0}) for label in LABELS}
    return {label: {act: _percent(acts.get(act)) for act in ACT_NAMES} for label, acts in shown.items()}


def _percent(score: float | None) -> str:
    return "" if score is None else f"{round(score * 100, 1):g}"

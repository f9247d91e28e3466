"""For operators: is it alive, can it serve, what does it speak.  `/metrics` is still to come here."""

from flask import Blueprint, Response, jsonify

from moderation.desk import Desk
from moderation.web.openapi import document


def api(desk: Desk) -> Blueprint:
    """`GET /healthz`, `/readyz` and `/openapi.json`."""
    blueprint = Blueprint("operators", __name__)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify({"status": "ok"})

    @blueprint.get("/readyz")
    def ready() -> tuple[Response, int]:
        pulses = desk.pulses.pulses(desk.clock())
        models = sorted({pulse.model for pulse in pulses if pulse.model})
        body = {
            "status": "ready" if models else "not ready",
            "redis": True,
            "workers": len(pulses),
            "models": models,
            "backlog": desk.pulses.backlog(),
        }
        return jsonify(body), 200 if models else 503

    @blueprint.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(document())

    return blueprint

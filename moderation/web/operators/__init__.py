"""For operators: is it alive, can it serve, what does it do, what does it speak."""

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST

from moderation.desk import Desk
from moderation.errors import StoreUnavailable
from moderation.web.openapi import document
from moderation.web.operators.metrics import exposition

NO_WORKER = "댓글을 판정하는 프로세스가 없습니다. (No worker was heard from lately.)"
NO_STORE = "저장소가 답하지 않아 의견을 받지 못합니다. (Redis does not answer: nothing is accepted.)"
NO_MODEL = (
    "모델이 없어 모든 댓글이 담당자의 확인을 기다립니다. (No worker has a model: every comment waits for a person.)"
)


def api(desk: Desk) -> Blueprint:
    """`GET /healthz`, `/readyz`, `/metrics` and `/openapi.json`."""
    blueprint = Blueprint("operators", __name__)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify({"status": "ok"})

    @blueprint.get("/readyz")
    def ready() -> tuple[Response, int]:
        try:
            pulses, backlog = desk.pulses.pulses(desk.clock()), desk.pulses.backlog()
        except StoreUnavailable:
            away = {"status": "not ready", "redis": False, "workers": 0, "models": [], "backlog": 0, "reason": NO_STORE}
            return jsonify(away), 503
        models = sorted({pulse.model for pulse in pulses if pulse.model})
        body = {
            "status": "ready" if models else "not ready",
            "redis": True,
            "workers": len(pulses),
            "models": models,
            "backlog": backlog,
        }
        if not models:
            body["reason"] = NO_MODEL if pulses else NO_WORKER
        return jsonify(body), 200 if models else 503

    @blueprint.get("/metrics")
    def metrics() -> Response:
        return Response(exposition(desk), content_type=CONTENT_TYPE_LATEST)

    @blueprint.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(document())

    return blueprint

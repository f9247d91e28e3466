"""`/metrics` for Prometheus: what is waiting, who works, and what became of comments.

Read from the store at each scrape, so that it tells the same whichever web process answers.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from moderation.desk import Desk


class StoreCollector(Collector):
    """The figures of one desk's store."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def collect(self) -> Iterator[Metric]:
        """One family for each figure."""
        now, pulses = self.desk.clock(), self.desk.pulses
        workers, oldest = pulses.pulses(now), pulses.oldest()
        age = (now - oldest).total_seconds() if oldest else 0.0
        yield GaugeMetricFamily("hanmadi_backlog", "Jobs that wait for a worker.", pulses.backlog())
        yield GaugeMetricFamily("hanmadi_backlog_urgent", "Those of them that are served first.", pulses.urgent())
        yield GaugeMetricFamily("hanmadi_oldest_pending_seconds", "Age of the oldest pending comment.", age)
        yield GaugeMetricFamily("hanmadi_workers", "Workers heard from lately.", len(workers))
        rate = sum(worker.rate or 0.0 for worker in workers)
        yield GaugeMetricFamily("hanmadi_worker_rate", "Comments a second that they say they judge.", rate)
        able = sum(worker.model is not None for worker in workers)
        yield GaugeMetricFamily("hanmadi_workers_with_model", "Those of them that have a model.", able)
        changes = CounterMetricFamily(
            "hanmadi_changes", "Changes of state of comments, by the state they came to.", labels=("site", "state")
        )
        for (site, state), count in sorted(pulses.changes().items()):
            changes.add_metric((site, state), count)
        yield changes


def exposition(desk: Desk) -> bytes:
    """The figures in Prometheus' text format.  Raises StoreUnavailable."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(StoreCollector(desk))
    return generate_latest(registry)

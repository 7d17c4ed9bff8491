"""The live hub of this server process, put together from the settings."""

from collections.abc import Iterator
from typing import Any, Protocol

from django.db import connection
from django.utils.module_loading import import_string
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from openrounds.project.config import Config
from openrounds.project.live import authorise, render
from openrounds.project.live_bus import chosen_bus
from openrounds.realtime.endpoint import LiveEndpoint
from openrounds.realtime.gatekeeper import Gatekeeper
from openrounds.realtime.hub import Hub
from openrounds.realtime.policy import LivePolicy
from openrounds.realtime.presence import HERE
from openrounds.realtime.reader import Reader
from openrounds.realtime.sqlite_bus import SqliteWatch
from openrounds.web.metrics import REGISTRY


class Watch(Protocol):
    """Something that hears of other processes' news."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


class LiveHub:
    """Everything live in this process; `endpoint` is the ASGI application for it."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._bus = chosen_bus(config)
        self._gatekeeper = Gatekeeper(authorise)
        self._hub = Hub(
            Reader(render),
            LivePolicy(
                streams=config.streams,
                streams_per_person=config.streams_per_person,
                streams_per_address=config.streams_per_address,
            ),
            presence=HERE,
            is_alone=self._bus == "none" and connection.vendor == "sqlite",
        )
        self.endpoint = LiveEndpoint(self._hub, self._gatekeeper, render)
        self._watch = self._make_watch()
        self._figures = HubCollector(self._hub)

    def start(self) -> None:
        """Begin; in the server's event loop."""
        self._hub.start()
        REGISTRY.register(self._figures)
        if self._watch is not None:
            self._watch.start()

    async def stop(self) -> None:
        """End all streams, then everything behind them."""
        REGISTRY.unregister(self._figures)
        if self._watch is not None:
            self._watch.stop()
        await self._hub.stop()
        await self._gatekeeper.close()

    def _make_watch(self) -> Watch | None:
        if self._bus == "sqlite":
            return SqliteWatch(self._hub.look)
        if self._bus == "redis":
            ear: Any = import_string("openrounds.realtime.redis_bus.RedisEar")
            watch: Watch = ear(
                self._config.redis_url, on_wake=self._hub.wake, on_gap=self._hub.look
            )
            return watch
        return None


class HubCollector(Collector):
    """The hub's figures on `/metrics`."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def collect(self) -> Iterator[Metric]:
        streams = self._hub.count_streams()
        yield GaugeMetricFamily("openrounds_live_streams", "Live streams open now.", streams)
        topics = self._hub.count_topics()
        yield GaugeMetricFamily("openrounds_live_topics", "Topics that are read now.", topics)
        for name, count in self._hub.figures.named().items():
            yield CounterMetricFamily(f"openrounds_live_{name}", f"Live stream: {name}.", count)

"""Wrong tries: counted by name and by the network that they come from, and whoever has made too many waits."""

import hashlib
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from moderation.desk import Desk
from moderation.errors import Overloaded

LOCKED = timedelta(minutes=15)
TRIES = 5
"""Wrong tries for one name from one network, before both are locked out together."""

TRIES_ANYWHERE = 50
"""The same for one name from anywhere: more than that is somebody with many addresses."""

TRIES_FROM_ONE_NETWORK = 100
"""The same from one network for any names: more than that is somebody with a list of names."""


class Lock:
    """What is counted against one try to come in."""

    def __init__(self, desk: Desk, name: str, address: str) -> None:
        self.place = place = network(address)
        self.people, self.clock = desk.people, desk.clock
        self.here = digest(f"{name}\n{place}")
        self.bounds = {
            self.here: TRIES,
            digest(name): TRIES_ANYWHERE,
            digest(f"\n{place}"): TRIES_FROM_ONE_NETWORK,
        }

    def check(self) -> None:
        """Raises Overloaded where there were too many, whether or not there is such an account."""
        now = self.clock()
        if any(self.people.misses(key, now) >= most for key, most in self.bounds.items()):
            raise Overloaded("여러 번 틀리셨습니다. 15분 뒤에 다시 시도해 주십시오.", int(LOCKED.total_seconds()))

    def miss(self) -> None:
        """Count one more."""
        now: datetime = self.clock()
        for key in self.bounds:
            self.people.miss(key, now, now + LOCKED)

    def forgive(self) -> None:
        """Whoever came in may mistype again, from here."""
        self.people.forgive(self.here)


def network(address: str) -> str:
    """The network that an address belongs to: as much as one subscriber has at will."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        parsed = parsed.ipv4_mapped or parsed
    return str(ip_network(f"{parsed}/{64 if parsed.version == 6 else 24}", strict=False))


def digest(secret: str) -> str:
    """How a secret or a name is kept where it need only be recognised."""
    return hashlib.sha256(secret.encode()).hexdigest()

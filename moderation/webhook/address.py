"""Which addresses a webhook may reach: an operator's or a site's URL must not open our own network (SSRF).

A name is resolved once, all its addresses are judged, and the connection goes to an address that was judged: a name
that answers something else a moment later gains nothing.
"""

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

from moderation.errors import AddressRefused, ReceiverUnavailable

Lookup = Callable[[str, int], list[str]]
"""The addresses of a host name.  Raises OSError."""

PORTS: Final = {"http": 80, "https": 443}
LEAST_FREE_PORT: Final = 1024
LONGEST: Final = 2000
UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
HOST: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?", re.IGNORECASE)

PRIVATE: Final = [
    ip_network(network)
    for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "::1", "fc00::/7")
]
GLOBAL_UNICAST: Final = ip_network("2000::/3")
TUNNELS: Final = [ip_network(network) for network in ("2002::/16", "2001::/23", "192.88.99.0/24")]
NAT64: Final = ip_network("64:ff9b::/96")


class Reach(IntEnum):
    """How far away an address is: the whole internet's, our own networks', or nobody's that could be a receiver."""

    PUBLIC = 0
    PRIVATE = 1
    NOWHERE = 2


@dataclass(frozen=True, slots=True)
class Target:
    """A webhook's URL in its parts; `path` includes the query, `authority` is what the Host header says."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The host, and the port unless it goes without saying."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse(url: str) -> Target:
    """The parts of a URL.  Raises AddressRefused on what is no plain http(s) URL."""
    if len(url) > LONGEST or UNSEEN.search(url):
        raise AddressRefused("주소가 너무 길거나 못 쓸 글자가 있습니다. (The URL is too long or has odd characters.)")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused("주소를 읽을 수 없습니다. (This is not a URL.)") from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise AddressRefused("https:// 주소여야 합니다. (The URL must begin with https://.)")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("주소에 계정을 넣을 수 없습니다. (The URL may not hold a user name or a password.)")
    port = PORTS[scheme] if port is None else port
    if port not in PORTS.values() and port < LEAST_FREE_PORT:
        raise AddressRefused(f"{port}번 포트로는 보낼 수 없습니다. (Port {port} is not for web servers.)")
    return Target(scheme, _host(parts), port, _path(parts))


@dataclass(frozen=True, slots=True)
class Guard:
    """`private` lets webhooks reach loopback and private networks, also over http; `http` lets them reach anybody so.

    Link-local addresses, where clouds keep their credentials, and multicast are never reached.
    """

    private: bool = False
    http: bool = False
    lookup: Lookup | None = None

    def addresses(self, target: Target) -> list[str]:
        """The addresses of the target, all of which may be reached.

        Raises AddressRefused if one of them may not, ReceiverUnavailable if there is none.
        """
        try:
            found = list(dict.fromkeys((self.lookup or look_up)(target.host, target.port)))
        except (OSError, UnicodeError) as error:
            raise ReceiverUnavailable(f"the name cannot be resolved: {error}") from error
        if not found:
            raise ReceiverUnavailable("the name has no address")
        self._judge(target, max(reach(address) for address in found))
        return found

    def _judge(self, target: Target, farthest: Reach) -> None:
        if farthest is Reach.NOWHERE or (farthest is Reach.PRIVATE and not self.private):
            raise AddressRefused(
                "내부망의 주소로는 보낼 수 없습니다. HANMADI_WEBHOOK_PRIVATE=allow로 허용할 수 있습니다. "
                "(The host has a private or special address; HANMADI_WEBHOOK_PRIVATE=allow permits private ones.)"
            )
        if target.scheme == "http" and farthest is Reach.PUBLIC and not self.http:
            raise AddressRefused(
                "https:// 주소여야 합니다. HANMADI_WEBHOOK_HTTP=allow로 http를 허용할 수 있습니다. "
                "(The URL must begin with https://; HANMADI_WEBHOOK_HTTP=allow permits http.)"
            )


def look_up(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver gives, in its order."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def reach(address: str) -> Reach:
    """How far away an address is.  What cannot be read is nowhere."""
    try:
        ip = ip_address(address)
    except ValueError:
        return Reach.NOWHERE
    if isinstance(ip, IPv6Address) and ip in NAT64:
        ip = IPv4Address(int(ip) & 0xFFFFFFFF)
    if any(ip in network for network in PRIVATE):
        return Reach.PRIVATE
    return Reach.PUBLIC if _is_public(ip) else Reach.NOWHERE


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and (ip not in GLOBAL_UNICAST or ip.scope_id):
        return False
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_link_local
    return ip.is_global and not special and not any(ip in network for network in TUNNELS)


def _host(parts: SplitResult) -> str:
    """The host in ASCII.  Raises AddressRefused."""
    host = parts.hostname or ""
    if ":" in host and reach(host) is not Reach.NOWHERE:
        return host
    try:
        ascii_host = host.encode("idna").decode("ascii")
    except UnicodeError:
        ascii_host = ""
    if not HOST.fullmatch(ascii_host):
        raise AddressRefused("주소의 호스트 이름이 올바르지 않습니다. (The URL has no proper host name.)")
    return ascii_host


def _path(parts: SplitResult) -> str:
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    if not path.isascii():
        raise AddressRefused("경로의 한글은 %로 적어야 합니다. (Percent-encode what is not ASCII in the path.)")
    return path

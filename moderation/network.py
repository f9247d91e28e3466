"""A guest's network as a pseudonym: enough to tell this week's networks apart, too little to find an address.

The address is read at the door and goes no further.  An IPv4 address is cut to its /24, an IPv6 address to its /48,
which is what one household or one company has, and often many of them.  The rest is HMAC-SHA-256 under a secret of the
store, with the site and the week: nobody can follow a guest from site to site, or past Monday 00:00 in Korea.
"""

import hashlib
import hmac
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

KST: Final = timezone(timedelta(hours=9), "KST")
PREFIX: Final = {4: 24, 6: 48}
LENGTH: Final = 16
"""Hexadecimal digits of the hash: enough for two networks of a week not to be taken for one."""

PSEUDONYM: Final = re.compile(rf"(\d{{4}})w(\d{{2}})-[0-9a-f]{{{LENGTH}}}", re.ASCII)
Address = IPv4Address | IPv6Address


def read(text: str) -> Address:
    """The address in a text.  Raises ValueError; an IPv4 address in IPv6 clothes is an IPv4 address."""
    if "%" in text:
        raise ValueError("an address with a zone is one of this machine alone")
    found = ip_address(text)
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def pseudonym(secret: str, site: str, address: Address, at: datetime) -> str:
    """What we call the network of that address in the week of `at`: `2026w48-` and a keyed hash."""
    year, week, _ = at.astimezone(KST).isocalendar()
    network = ip_network((address, PREFIX[address.version]), strict=False)
    told = f"network\n{site}\n{year}w{week:02}\n{network}"
    hashed = hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest()
    return f"{year}w{week:02}-{hashed[:LENGTH]}"


def forgotten(pseudonym: str) -> datetime:
    """When nothing that names this network is kept any more: a week after it turned.  Raises ValueError."""
    return turns(pseudonym) + timedelta(days=7)


def turns(pseudonym: str) -> datetime:
    """When the same network gets another pseudonym: the Monday after its week, in Korea.  Raises ValueError."""
    found = PSEUDONYM.fullmatch(pseudonym)
    if found is None:
        raise ValueError("not one of our pseudonyms")
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1) + timedelta(days=7)
    return datetime.combine(monday, time(), KST).astimezone(UTC)

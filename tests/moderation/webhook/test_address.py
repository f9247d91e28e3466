"""A webhook's URL never opens our own network, whatever it is called."""

import pytest

from moderation.errors import AddressRefused, ReceiverUnavailable
from moderation.webhook.address import Guard, Reach, Target, parse, reach

PUBLIC = "93.184.215.14"
PUBLIC6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"


def guard(*addresses: str, private: bool = False, http: bool = False) -> Guard:
    """A guard whose resolver answers these addresses, whatever it is asked."""
    return Guard(private, http, lambda host, port: list(addresses))


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC6, "1.1.1.1", "223.130.195.95", "64:ff9b::1.1.1.1"])
def test_the_internet_is_public(address: str) -> None:
    assert reach(address) is Reach.PUBLIC
    assert guard(address).addresses(parse("https://hooks.example.kr/")) == [address]


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "127.0.0.1",
        "127.8.8.8",
        "100.64.0.1",
        "::1",
        "fd00::1",
        "fc00::1",
        "64:ff9b::10.0.0.1",
    ],
)
def test_private_addresses_are_refused_unless_they_are_allowed(address: str) -> None:
    target = parse("https://hooks.example.kr/")
    with pytest.raises(AddressRefused, match="HANMADI_WEBHOOK_PRIVATE"):
        guard(address).addresses(target)
    assert guard(address, private=True).addresses(target) == [address]
    assert guard(address, private=True).addresses(parse("http://hooks.example.kr/")) == [address]


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:1.1.1.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "fe80::1",
        "fe80::1%eth0",
        "2606:2800::1%1",
        "fec0::1",
        "ff02::1",
        "what is this",
    ],
)
def test_special_addresses_are_refused_always(address: str) -> None:
    """Among them the one where clouds keep their credentials, and those that hide another address."""
    assert reach(address) is Reach.NOWHERE
    with pytest.raises(AddressRefused):
        guard(address, private=True, http=True).addresses(parse("https://hooks.example.kr/"))


@pytest.mark.parametrize("bad", ["127.0.0.1", "169.254.169.254", "::1"])
def test_one_bad_address_spoils_a_name(bad: str) -> None:
    for addresses in ((PUBLIC, bad), (bad, PUBLIC)):
        with pytest.raises(AddressRefused):
            guard(*addresses).addresses(parse("https://hooks.example.kr/"))


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "[::1]"])
def test_the_loopback_is_refused_in_every_spelling(host: str) -> None:
    """With the system's own resolver, which knows them all."""
    with pytest.raises(AddressRefused):
        Guard().addresses(parse(f"https://{host}/"))


def test_the_open_internet_is_told_over_https_unless_http_is_allowed() -> None:
    target = parse("http://hooks.example.kr/")
    with pytest.raises(AddressRefused, match="HANMADI_WEBHOOK_HTTP"):
        guard(PUBLIC).addresses(target)
    with pytest.raises(AddressRefused, match="HANMADI_WEBHOOK_HTTP"):
        guard(PUBLIC, private=True).addresses(target)
    assert guard(PUBLIC, http=True).addresses(target) == [PUBLIC]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.example.kr",
        "//hooks.example.kr/",
        "ftp://hooks.example.kr/",
        "file:///etc/passwd",
        "gopher://hooks.example.kr/",
        "https:///path",
        "https://",
        "https://user@hooks.example.kr/",
        "https://user:password@hooks.example.kr/",
        "https://@hooks.example.kr/",
        "https://hooks.example.kr:0/",
        "https://hooks.example.kr:22/",
        "https://hooks.example.kr:25/",
        "https://hooks.example.kr:65536/",
        "https://hooks.example.kr:port/",
        "https://hooks.example.kr/a b",
        "https://hooks.example.kr/\r\nHost: evil",
        "https://hooks.example.kr\\@evil.kr/",
        "https://hooks.example.kr\t/",
        "https://[::1",
        "https://[fe80::1%25eth0]/",
        "https://[::ffff:127.0.0.1]/",
        "https://hooks..example.kr/",
        "https://-hooks.example.kr/",
        "https://hooks.example.kr%2f@evil/",
        "https://ho$ks.example.kr/",
        f"https://{'a' * 64}.kr/",
        f"https://hooks.example.kr/{'a' * 2000}",
        "https://hooks.example.kr/경로",
    ],
)
def test_what_is_no_plain_url_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        parse(url)


@pytest.mark.parametrize(
    ("url", "target", "authority"),
    [
        ("https://hooks.example.kr", Target("https", "hooks.example.kr", 443, "/"), "hooks.example.kr"),
        ("HTTPS://Hooks.Example.KR:443/a", Target("https", "hooks.example.kr", 443, "/a"), "hooks.example.kr"),
        ("https://a.kr:8443/a?b=c#d", Target("https", "a.kr", 8443, "/a?b=c"), "a.kr:8443"),
        ("http://a.kr?b", Target("http", "a.kr", 80, "/?b"), "a.kr"),
        ("https://한글.kr/", Target("https", "xn--bj0bj06e.kr", 443, "/"), "xn--bj0bj06e.kr"),
        (f"https://[{PUBLIC6}]:8443/", Target("https", PUBLIC6, 8443, "/"), f"[{PUBLIC6}]:8443"),
    ],
)
def test_a_url_is_taken_apart_as_it_was_meant(url: str, target: Target, authority: str) -> None:
    assert parse(url) == target
    assert target.authority == authority


def test_a_name_that_nobody_knows_is_no_reason_to_give_up() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    def empty(host: str, port: int) -> list[str]:
        return []

    for lookup in (unknown, empty):
        with pytest.raises(ReceiverUnavailable):
            Guard(lookup=lookup).addresses(parse("https://hooks.example.kr/"))

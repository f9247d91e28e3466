"""The user of a site that reads decisions directly can read the three public families of keys, and that is all."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, ConnectionError, NoPermissionError
from redis.retry import Retry

from moderation.client import Comment, StoreAway
from moderation.client.direct import DecisionReader
from moderation.comment import Article
from moderation.discussion import Discussion, Mode
from moderation.intake import Submission
from moderation.store.redis.access import grant, reader_name, revoke
from moderation.web.keys import issue
from tests.builders import Words, a_comment, a_desk_on, receive
from workers.worker import JudgeWorker

PASSWORD = "a password of the tests"
SITE, OTHER = "whytimes", "whytimes.other"


@pytest.fixture(scope="module", params=["valkey", "debian_redis"])
def server(request: pytest.FixtureRequest) -> Redis:
    """Both servers in turn, with something under every family of keys that the house writes."""
    redis: Redis = request.getfixturevalue(request.param)
    redis.flushall()  # ours: started for these tests alone
    desk = a_desk_on(redis)
    desk.sites.secret()
    for site in (SITE, OTHER):
        issue(desk, site)
        for text in ("고맙습니다", "애매한 말입니다", "이 병신아"):
            comment = a_comment(text)
            receive(desk, site, Submission(comment.article, comment.author, text))
    JudgeWorker(redis, desk, [Words()], name="access").work(burst=True, logging_level="CRITICAL")
    receive(desk, SITE, Submission(comment.article, comment.author, "아직 아무도 보지 않은 글"))
    grant(redis, SITE, PASSWORD)
    return redis


@pytest.fixture
def reader(server: Redis) -> Iterator[Redis]:
    """Whoever knows the password of whytimes."""
    path = server.connection_pool.connection_kwargs["path"]
    with Redis(unix_socket_path=path, username=reader_name(SITE), password=PASSWORD, decode_responses=True) as reader:
        yield reader


def ask(redis: Any, *words: object) -> Any:
    return redis.execute_command(*words)


def keys(server: Redis, like: str = "*") -> list[str]:
    return sorted(key.decode() for key in server.scan_iter(like))


def readings(key: str) -> dict[str, tuple[Any, ...]]:
    """Every allowed way to read a key."""
    return {
        "GET": (key,),
        "MGET": (key,),
        "EXISTS": (key,),
        "ZRANGE": (key, 0, -1),
        "ZREVRANGE": (key, 0, -1),
        "ZSCORE": (key, "x"),
        "ZCARD": (key,),
        "XRANGE": (key, "-", "+"),
        "XREVRANGE": (key, "+", "-"),
        "XLEN": (key,),
        "XREAD": ("STREAMS", key, "0"),
    }


def test_it_reads_the_decisions_the_lists_and_the_changes_of_its_site(server: Redis, reader: Redis) -> None:
    ids: Any = reader.zrange(f"hm:published:{SITE}:21468", 0, -1)
    assert len(ids) == 1
    assert "고맙습니다" in str(reader.get(f"hm:decision:{ids[0]}"))
    changes: Any = reader.xread({f"hm:decisions:{SITE}": "0"})
    ((_, entries),) = changes.items() if isinstance(changes, dict) else changes
    assert len(entries) >= 3


def test_it_reads_no_other_key_whatever_it_is(server: Redis, reader: Redis) -> None:
    """Every key that the house wrote, but those of the three families that are this site's; in every way."""
    public = ("hm:decision:", f"hm:published:{SITE}:")
    private = [key for key in keys(server) if not key.startswith(public) and key != f"hm:decisions:{SITE}"]
    families = {key.split(":")[1] for key in private if key.startswith("hm:")}
    assert {"comment", "pending", "held", "sites", "secret", "key", "published", "decisions"} <= families
    assert f"hm:decisions:{OTHER}" in private
    for key in private:
        for command, arguments in readings(key).items():
            with pytest.raises(NoPermissionError):
                ask(reader, command, *arguments)


def test_a_private_key_beside_a_public_one_is_not_read_with_it(server: Redis, reader: Redis) -> None:
    (public, *_) = keys(server, "hm:decision:*")
    with pytest.raises(NoPermissionError):
        reader.mget(public, "hm:secret")
    with pytest.raises(NoPermissionError):
        reader.xread({f"hm:decisions:{SITE}": "0", f"hm:decisions:{OTHER}": "0"})


FORBIDDEN = """
    SET {d} x|SETEX {d} 1 x|APPEND {d} x|GETSET {d} x|GETDEL {d}|GETEX {d} PERSIST|DEL {d}|UNLINK {d}|RENAME {d} {d}2
    EXPIRE {d} 1|PERSIST {d}|COPY {d} {d}2|DUMP {d}|RESTORE {d} 0 x|MOVE {d} 1|TOUCH {d}|SETRANGE {d} 0 x|BITCOUNT {d}
    ZADD {p} 1 x|ZREM {p} x|ZREMRANGEBYRANK {p} 0 -1|ZPOPMIN {p}|ZRANGESTORE hm:x {p} 0 -1|ZUNIONSTORE hm:x 1 {p}
    XADD {s} * a b|XDEL {s} 0-1|XTRIM {s} MAXLEN 0|XGROUP CREATE {s} g 0|XREADGROUP GROUP g c STREAMS {s} >
    SORT {p} BY nosort GET hm:secret|SORT_RO {p} BY nosort GET hm:secret|SCAN 0|KEYS *|RANDOMKEY|DBSIZE|TYPE {d}
    OBJECT ENCODING {d}|MEMORY USAGE {d}|EVAL return 0|FUNCTION LIST|SCRIPT LOAD x|FLUSHALL|FLUSHDB|SWAPDB 0 1|SELECT 1
    CONFIG GET *|CONFIG SET dir /tmp|ACL LIST|ACL WHOAMI|ACL SETUSER x on|CLIENT LIST|CLIENT KILL TYPE normal
    CLIENT TRACKING on|INFO|MONITOR|SHUTDOWN NOSAVE|SAVE|BGSAVE|BGREWRITEAOF|REPLICAOF no one|SLOWLOG GET
    LATENCY LATEST|MODULE LIST|CLUSTER INFO|SUBSCRIBE hm|PSUBSCRIBE *|PUBLISH hm x|MULTI|WATCH {d}|WAIT 0 0|TIME
    MIGRATE 127.0.0.1 1 {d} 0 1|COMMAND|PSYNC ? -1|FAILOVER|LASTSAVE|ROLE|LOLWUT
"""


@pytest.mark.parametrize("words", [words.strip() for line in FORBIDDEN.split("\n") for words in line.split("|")][1:-1])
def test_it_neither_writes_nor_lists_nor_administers(server: Redis, reader: Redis, words: str) -> None:
    """Not even its own site's keys."""
    (decision, *_) = keys(server, "hm:decision:*")
    named = words.format(d=decision, p=f"hm:published:{SITE}:21468", s=f"hm:decisions:{SITE}")
    before = keys(server)
    with pytest.raises(NoPermissionError):
        ask(reader, *named.split())
    assert keys(server) == before


def test_a_new_password_replaces_the_old_one_and_a_removed_user_is_gone(server: Redis) -> None:
    def known(password: str) -> bool:
        path = server.connection_pool.connection_kwargs["path"]
        once = Retry(NoBackoff(), 0)
        with Redis(unix_socket_path=path, username=reader_name(OTHER), password=password, retry=once) as redis:
            try:
                return bool(redis.ping())
            except (AuthenticationError, ConnectionError):
                return False

    grant(server, OTHER, "first")
    assert known("first")
    grant(server, OTHER, "second")
    assert (known("first"), known("second")) == (False, True)
    assert revoke(server, OTHER)
    assert not known("second")
    assert not revoke(server, OTHER)


def test_the_server_is_told_no_password(server: Redis) -> None:
    """Not in its slow log, not in its list of users; only a hash, which is also all that an ACL file holds."""
    access = grant(server, SITE, PASSWORD)
    assert PASSWORD not in access.line
    assert PASSWORD not in str(ask(server, "ACL", "LIST"))
    assert not access.saved


@pytest.fixture
def direct(server: Redis) -> Iterator[DecisionReader]:
    """The client's reader, as that user."""
    path = server.connection_pool.connection_kwargs["path"]
    password = PASSWORD.replace(" ", "%20")
    with DecisionReader(f"unix://{reader_name(SITE)}:{password}@{path}", SITE) as direct:
        yield direct


def test_the_clients_reader_needs_no_more_than_that(server: Redis, direct: DecisionReader) -> None:
    (comment,) = direct.published("21468")
    assert (comment.state, comment.text, comment.decision) == ("published", "고맙습니다", None)
    assert direct.count("21468") == 1
    whole = direct.decision(comment.id)
    assert isinstance(whole, Comment)
    assert whole.decision is not None
    assert direct.decisions(["c_nobody", comment.id]) == [None, whole]
    assert direct.published("no such article") == []


def test_the_clients_reader_sees_what_is_pending_where_readers_may(server: Redis, direct: DecisionReader) -> None:
    """Under an article that is moderated afterwards, and under no other."""
    desk, comment = a_desk_on(server), a_comment("아직 아무도 보지 않은 글")
    article = Article("afterwards")
    desk.articles.put(Discussion(SITE, article, Mode.POST))
    receive(desk, SITE, Submission(article, comment.author, comment.text))
    (shown,) = direct.published("afterwards")
    assert (shown.state, shown.text, shown.explanation) == ("pending", comment.text, None)
    assert "pending" not in {each.state for each in direct.published("21468")}


def test_the_clients_reader_follows_the_changes(server: Redis, direct: DecisionReader) -> None:
    changes = direct.changes(after="0-0")
    assert {change.state for change in changes} >= {"published", "held", "rejected"}
    assert {change.article for change in changes} == {"21468"}
    assert changes[-1].position == direct.position()
    assert direct.changes(after=changes[0].position, limit=1) == changes[1:2]
    began = time.monotonic()
    assert direct.changes(after=direct.position(), wait=0.1) == []
    assert 0.1 <= time.monotonic() - began < 2


def test_the_clients_reader_goes_on_below_a_comment(server: Redis, direct: DecisionReader) -> None:
    """Also below one that has gone from the list since."""
    key = f"hm:published:{SITE}:paged"
    view = direct.published("21468")[0]
    for place in range(5):
        id = f"c_paged{place}"
        at = view.created_at.timestamp() * 1000 + place
        server.copy(f"hm:decision:{view.id}", f"hm:decision:{id}")
        raw = server.get(f"hm:decision:{id}")
        assert isinstance(raw, bytes)
        created = f"2026-11-23T03:00:00.{place:03d}Z"
        server.set(f"hm:decision:{id}", raw.decode().replace(view.id, id).replace("2026-11-23T03:00:00Z", created, 1))
        server.zadd(key, {id: at})
    page = direct.published("paged", limit=2)
    assert [comment.id for comment in page] == ["c_paged4", "c_paged3"]
    server.zrem(key, "c_paged3")
    assert [comment.id for comment in direct.published("paged", after=page[-1])] == ["c_paged2", "c_paged1", "c_paged0"]
    assert [comment.id for comment in direct.published("paged", after=page[0], limit=1)] == ["c_paged2"]


def test_the_clients_reader_translates_what_redis_says(server: Redis, direct: DecisionReader) -> None:
    """No foreign error, and no password in ours."""
    path = server.connection_pool.connection_kwargs["path"]
    with DecisionReader(f"unix://{reader_name(SITE)}:wrong-one@{path}", SITE) as stranger:
        with pytest.raises(StoreAway) as away:
            stranger.position()
        assert "wrong-one" not in str(away.value)
    with DecisionReader(f"unix://{path}-nowhere", SITE, timeout=0.2) as nowhere, pytest.raises(StoreAway):
        nowhere.published("21468")
    with pytest.raises(StoreAway):
        DecisionReader.published(_for(direct, OTHER), "21468")


def _for(direct: DecisionReader, site: str) -> DecisionReader:
    """The same connection, asked for another site."""
    other = DecisionReader("unix:///unused", site)
    other.redis = direct.redis
    return other

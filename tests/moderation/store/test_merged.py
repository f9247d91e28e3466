"""What is merged does to Redis what would have been done one by one, with fewer commands."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis import Redis

from moderation.store.redis.merged import Merged

names = st.sampled_from(["a", "b"])
commands = st.one_of(
    st.tuples(st.just("set"), st.just("string"), names),
    st.tuples(st.just("zadd"), st.sampled_from(["z1", "z2"]), st.dictionaries(names, st.integers(1, 3), min_size=1)),
    st.tuples(st.just("zrem"), st.sampled_from(["z1", "z2"]), names),
    st.tuples(st.sampled_from(["sadd", "srem"]), st.just("s"), names),
    st.tuples(st.just("hincrby"), st.just("h"), st.just("n"), st.integers(1, 3)),
    st.tuples(st.just("hset"), st.just("h"), names, st.integers(1, 3)),
    st.tuples(st.just("hdel"), st.just("h"), st.sampled_from(["a", "b", "n"])),
    st.tuples(st.just("rpush"), st.just("l"), names),
    st.tuples(st.just("lpush"), st.just("l"), names),
    st.tuples(st.just("expire"), st.sampled_from(["string", "h", "l"]), st.just(100)),
    st.tuples(st.just("delete"), st.sampled_from(["string", "z1", "s"])),
)


def done(redis: Redis, said: Any, merging: bool) -> tuple[Any, ...]:
    redis.flushall()
    redis.set("string", "before")
    redis.hset("h", "stays", 1)
    redis.rpush("l", "stays")
    with redis.pipeline() as pipe:
        told: Any = Merged(pipe) if merging else pipe
        for verb, *words in said:
            getattr(told, verb)(*words)
        if merging:
            told.flush()
        pipe.execute()
    return (
        redis.get("string"),
        redis.zrange("z1", 0, -1, withscores=True),
        redis.zrange("z2", 0, -1, withscores=True),
        redis.smembers("s"),
        redis.hgetall("h"),
        redis.lrange("l", 0, -1),
        [redis.ttl(key) for key in ("string", "h", "l")],
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(commands, max_size=12))
def test_merged_or_not_the_same_is_there_in_the_end(redis: Redis, said: Any) -> None:
    assert done(redis, said, merging=True) == done(redis, said, merging=False)


def test_what_a_batch_says_of_one_key_is_one_command(redis: Redis) -> None:
    pipe = redis.pipeline()
    merged = Merged(pipe)
    for number in range(50):
        merged.set(f"string {number}", number)
        merged.zadd("added", {str(number): number})
        merged.zrem("removed", str(number))
        merged.hincrby("counts", "all")
        merged.hset("counts", "latest", number)
        merged.expire("counts", 10)
        merged.delete(f"gone {number}")
    merged.flush()
    assert sorted(words[0] for words, _ in pipe.command_stack) == [
        "DEL",
        "EXPIRE",
        "HINCRBY",
        "HSET",
        "MSET",
        "ZADD",
        "ZREM",
    ]

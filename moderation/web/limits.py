"""Tells callers how much they may still send, as draft-ietf-httpapi-ratelimit-headers has it.

`RateLimit-Policy: "site";q=60000;w=60` says how many in how many seconds; `RateLimit: "site";r=59999` what is left,
with `t` for the seconds to wait where it is too little.
"""

import math

from flask import Response, after_this_request

from moderation.room import Room


def told(room: Room) -> Room:
    """The room, of which the answer to this request will tell; a batch tells of its site's limit only."""
    levels = [("author" if draw.name else "site", draw.rate, level) for draw, level in room.levels]
    shown = levels if len(levels) <= 2 else levels[:1]

    @after_this_request
    def tell(response: Response) -> Response:
        if shown:
            policies = (f'"{name}";q={rate.count};w={rate.seconds}' for name, rate, _ in shown)
            left = (
                f'"{name}";r={level.left}' + (f";t={math.ceil(level.wait / 1000)}" if level.wait else "")
                for name, _, level in shown
            )
            response.headers["RateLimit-Policy"] = ", ".join(policies)
            response.headers["RateLimit"] = ", ".join(left)
        return response

    return room

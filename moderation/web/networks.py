"""A reader's address ends here: the rest of the house knows a guest's network by its pseudonym alone."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from moderation import network
from moderation.desk import Desk


def _checked(text: str) -> str:
    try:
        network.read(text)
    except ValueError as error:
        raise PydanticCustomError("ip_address", "not an IP address") from error
    return text


Address = Annotated[
    str,
    StringConstraints(max_length=45),
    AfterValidator(_checked),
    WithJsonSchema(
        {
            "type": "string",
            "anyOf": [{"format": "ipv4"}, {"format": "ipv6"}],
            "description": "The reader's IP address.  Of a guest's a keyed hash of the network (/24, /48) is kept for "
            "two weeks at most; a member's is not looked at.  It is never stored.",
        }
    ),
]


class Networks:
    """Gives pseudonyms under the store's secret."""

    def __init__(self, desk: Desk) -> None:
        self.clock = desk.clock
        self.secret = desk.sites.secret()

    def pseudonym(self, site: str, address: str | None) -> str | None:
        """The pseudonym of the address' network this week."""
        return network.pseudonym(self.secret, site, network.read(address), self.clock()) if address else None

"""Makes what is stored small: JSON of ours is deflated against words that every record has, so that little is left.

The first byte tells which words, and of what: `1` a whole record, as it was kept before; `2` the rest of a record,
which its view does not say.  Whoever changes the words gives the new ones a mark of their own and keeps the old.  What
begins with `{` is plain JSON, from before both.
"""

import zlib
from typing import Final

WORDS: Final = (
    b'"spans":[["detail":""}]}],"parent":"c_","post":true,"until":17,"masks":[[,"edit":{"text":"'
    b'rejected","trail":[{"verdict":"reject","held","trail":[{"at":"hidden","trail":[{"verdict":"hide",'
    b'"reasons":[{"code":"silent","code":"advert","code":"flood","code":"pii","code":"religion","code":"age",'
    b'"code":"gender","code":"region","code":"race","code":"physical","code":"politics","code":"insult",'
    b'"code":"profanity","stage":"pii","score":1.0,"stage":"flood","score":0.,"stage":"lexicon","score":0.97,'
    b'"spans":[[],"detail":"},{"code":"toxic","stage":"toxicity","score":0.9}],"author":{"kind":"member","name":"'
    b'","id":"},"text":"{"id":"c_","site":"","article":{"id":"","url":"https://","url":"http://","title":"",'
    b'"section":""},"author":{"kind":"guest","name":""},"text":"","received_at":17,"revision":1,'
    b'"state":"pending"}"state":"published","trail":[{"verdict":"publish","at":17,"by":"policy",'
    b'"policy":"default@1","versions":{"lexicon":"","pii":"1","flood":"1",'
    b'"toxicity":"hanmadi-toxicity@1.0.0 openvino-2026.4 int8"}}]}'
)

REST_WORDS: Final = (
    b'"spans":null,"detail":""}}},"masks":[[,"until":17,"appeal_days":,"appealed":"open"overturned"upheld"'
    b'"edit":{"text":"","received_at":17,"revision":"score":0."stage":"pii"flood"advert"lexicon"toxicity"'
    b'"code":"silent"religion"age"gender"region"race"physical"politics"insult"profanity"toxic"'
    b'"verdict":"publish"mask"hide"reject"by":"policy":"default@1","url":"https://http://","title":"","section":""},'
    b'"post":true,"text":"{"site":"demo","trail":{"1":{"at":17,"reasons":{"0":{"'
    b'{"site":"","article":{"url":"https://","title":"{"site":"","trail":{"0":{"detail":"'
    b'{"site":"","trail":{"0":{"versions":{"lexicon":"","pii":"1","flood":"1",'
    b'"toxicity":"hanmadi-toxicity@1.1.0 openvino-2026.4 int8+"},"traces":"t15p1i2r1o1g1a1l1c1y1"}}}'
)

MARK: Final = b"1"
REST_MARK: Final = b"2"
BY_MARK: Final = {MARK: WORDS, REST_MARK: REST_WORDS}


def deflate(text: str) -> bytes:
    """The rest of a record, small."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -12, 5, zdict=REST_WORDS)
    return REST_MARK + packer.compress(text.encode()) + packer.flush()


def inflate(data: str | bytes) -> str | bytes:
    """What was deflated; plain JSON as it is."""
    if isinstance(data, str) or data[:1] not in BY_MARK:
        return data
    return zlib.decompressobj(-12, zdict=BY_MARK[data[:1]]).decompress(data[1:])


def is_rest(data: str | bytes) -> bool:
    """Whether this is what a view does not say of a record; else it is a whole one."""
    return isinstance(data, bytes) and data[:1] == REST_MARK

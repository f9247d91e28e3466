"""Finds street addresses: a house number behind a street or a quarter, under the name of a city or a district."""

from collections.abc import Iterator

import regex

PROVINCES = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|충청|전북|전남|전라|경북|경남|경상|제주"
UNITS = (
    "명|만|억|천|원|%|년|월|일|시간|회|개|위|세|대|표|건|번\\s?출구|호선|번\\s?버스|번째|여|km|m|차|층|평|가구|곳|가지|분|초|점|배|"
    "가\\s?\\d|백|십|주년|석|조|달러|종|편|살|정거장|박|생활권|단지|선거구|지역|㎢|㎡"
)
"""What stands behind a number that counts something and is no house."""

HOUSE = regex.compile(
    r"(?:(?:로|길)\s?|[동리]\s|(?<=\d)가\s?)(?:\d{1,4}번?길\s?)?\d{1,4}(?:-\d{1,4})?(?:번지)?"
    rf"(?!\d|\.\d|\s?(?:{UNITS}))(?:\s?\d{{1,4}}동)?(?:\s?\d{{2,4}}호)?"
)
STREET = regex.compile(
    rf"(?:(?:{PROVINCES})[가-힣]{{0,4}}\s*)?(?:[가-힣]{{1,5}}[시군구]\s*){{0,2}}(?:[가-힣0-9]{{1,8}}[읍면동]\s*)?([가-힣0-9]{{1,10}})$"
)
REGION = regex.compile(rf"(?:{PROVINCES})|[가-힣][시군구]\s")
NO_STREET = regex.compile(
    rf"(?:{PROVINCES})|.*(?:특별시|광역시|[시군도]|지하철|버스|자전거|기차|택시|열차|비행기|도보|걸음|대학교)"
)
"""What goes somewhere (`서울로`) or by something (`버스로`): 로 is a particle here."""

FAR = 40
"""Code points before a house number in which the rest of an address is looked for."""


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where each address begins and ends."""
    for house in HOUSE.finditer(text):
        first = max(0, house.start() - FAR)
        before = text[first : house.start()]
        street = STREET.search(before) if REGION.search(before) else None
        if street and REGION.search(street[0]) and not NO_STREET.fullmatch(street[1]):
            yield first + street.start(), house.end()

"""What may stand behind a Korean word and leave it the same word: particles, endings, abusive suffixes."""

import regex

PARTICLES = (
    "이|가|은|는|을|를|의|에|와|과|로|도|만|나|다|라|야|아|여|요|네|고|면|인|지|니|냐|임|들|님|죠|랑|란|께|질|짓|"
    "이여|이야|이요|이다|이네|이고|이면|이지|이니|이냐|이라|이란|이나|이랑|이죠|이었|였|입니다|이에요|예요|이거든|"
    "으로|에게|에서|에선|에겐|한테|한텐|께서|까지|부터|처럼|보다|마저|조차|밖에|라고|이라고|라는|이라는|라며|이라며|"
    "라니|이라니|인데|인지|인가|이구나|구나|같은|같이|같네|같다|같아|같고|같음|같애|같냐|가튼|스럽|소리|"
    "하고|하네|하는|하냐|하지|하면|하다|한다|한|함|해|해라|했|마라|마세요|떨|떠|났|ㅋ|ㅎ|ㅠ|ㅜ|ㅡ|ㄴ|ㄹ|ㅁ|ㅇ"
)
ABUSE = "놈|년|넘|뇬|롬|련|새끼|쉐끼|새기|쉑|시키|것|자식|짓|같|들|스러|스런|하|해|했|한|떨|떠|뭐|뭔|왜|진짜"

TAIL = regex.compile(rf"(?:(?:{PARTICLES})+|(?:{ABUSE}).*)?")
"""Matches all that follows a noun in its own word, where that is only particles, endings or more abuse."""

CLOSE_TAIL = regex.compile(
    r"(?:들?(?:[이아야은는을를의도가만]|이야|이네|[놈년넘뇬롬련].*|새끼.*|같.*|ㅋ+|ㅎ+|ㅠ+|ㅜ+)?)"
)
"""A stricter TAIL, for words that stand with spaces between their syllables."""

PREFIXES = frozenset("이그저야아개왕뭔왜와씹니네참또막쌩생헐좀")
"""Syllables that are often written together with an abusive word behind them."""

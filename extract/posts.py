"""Posts in the article's words: what stands before a name, behind it, or is said of it with 是."""

from collections.abc import Iterable, Mapping
from functools import cache
from re import Pattern, compile

from extract.knowledge import lexicon
from extract.organisation_names import names
from extract.readings import NAME_TAGS, Reading, pattern, suffix_at_end, terms
from extract.values import Mention

Post = tuple[str, str]
"""The organisation as written, or "", and the post."""
LOOSE = frozenset({"work"})
PRESS = frozenset({"记者", "编辑", "通讯员"})
FIELDED = frozenset({"总监", "经理", "主管", "负责人", "专家", "顾问"})
"""Posts that a noun before them narrows: 技术|总监."""
UNITS = ("股", "科", "处", "室", "组", "队", "部", "站", "所", "社", "中心", "办")
"""How the units inside a body end."""
FIELD = compile("(?:(?![和与及或的地在有是对为将把被向从由到给让跟同等该各了着过并也就还都又很])[\u4e00-\u9fff]){1,8}")
"""The field of an occupation between an organisation and it: 思政课|教师."""
BRANCHES = ("党支部", "党总支", "党委", "党组织", "村委会", "居委会")
"""Bodies that every village has."""
JOINTS = ("、", "兼", "，", ",", "——")
"""What stands between the posts of one person."""
LONGEST = 14
"""Characters of the longest post with its modifiers."""


@cache
def _words() -> str:
    return f"(?:{lexicon('post-modifiers').alternation()})*{lexicon('post-words').alternation()}"


@cache
def _post_before() -> Pattern[str]:
    return compile(f"(?:{_words()})\\Z")


@cache
def _post_behind() -> Pattern[str]:
    return compile(_words())


@cache
def _title() -> Pattern[str]:
    titles = sorted(lexicon("person-titles").with_attribute("post", "yes"), key=len, reverse=True)
    return compile(f"(?:同志)?({'|'.join(titles)})")


def post_behind(text: str, end: int, people: Iterable[Mention] = ()) -> bool:
    """Whether a post follows an organisation that ends here, so that the organisation is only part of it.

    An occupation (技术员, 工作人员) or 负责人 takes it in only where a person's name follows: 县气象台技术员预计 keeps 县气象台.
    """
    match = _post_behind().match(text, end + len(text[end : end + 2]) - len(text[end : end + 2].removeprefix("各位").removeprefix("全体")))
    if match is None:
        return any(end + 3 < p.start <= end + LONGEST and _specified(text[end : p.start]) for p in people)
    if (head_of(match[0]) not in LOOSE and "负责人" not in match[0]) or match[0] in PRESS:
        return True
    after = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip(" 　"))
    return any(p.start in (match.end(), after) for p in people)


def _specified(between: str) -> bool:
    """Whether what stands between an organisation and a person is one post with its field: …大学|思政课教师|某某."""
    post = _post_before().search(between) or _built().search(between)
    return post is not None and FIELD.fullmatch(between[: post.start()]) is not None and head_of(post[0]) in (*LOOSE, "office", "")


@cache
def _built() -> Pattern[str]:
    return compile("(?:工序长|工段长|机长|船长|列车长|[\u4e00-\u9fff]员|[\u4e00-\u9fff]师|[\u4e00-\u9fff]匠)\\Z")


def head_of(post: str) -> str:
    """What the post is of, by its longest known ending: party, territory, office, work."""
    entries = lexicon("post-words").entries
    return next((entries[post[i:]]["head"] for i in range(len(post)) if post[i:] in entries), "")


def organisation_ends(reading: Reading) -> dict[int, int]:
    """For each offset where a stretch of an organisation's shape ends, where the longest such begins."""
    ends: dict[int, int] = {}
    for name in names(reading):
        ends[name.end] = min(ends.get(name.end, name.start), name.start)
    return ends


def posts_around(reading: Reading, start: int, end: int, ends: Mapping[int, int]) -> tuple[Post, ...]:
    """The posts that the text gives the person named at `[start, end)`: before the name, behind it, and after 是."""
    apart = reading.text[start - 1 : start].isspace() and reading.text.startswith(("：", ":"), end)  # a new entry of a headline
    before = [] if apart else posts_before(reading, start, ends)
    found = [*before, *_role(reading, start, end, ends), *_behind(reading, end), *_copula(reading, end, ends)]
    return tuple(dict.fromkeys(found))


def rubric_posts(text: str, names: Iterable[str]) -> dict[str, Post]:
    """The post that the rubric of a title gives those whom the title presents: 【…大代表风采】某某：…"""
    match = pattern("person-context", "rubric").search(text)
    return {n: (match["hole"], match["post"]) for n in names if f"{n}：" in match["names"]} if match else {}


def posts_before(reading: Reading, start: int, ends: Mapping[int, int]) -> list[Post]:
    """The chain of posts right before an offset: 运城市委常委、河津市委书记 → two."""
    found: list[Post] = []
    clause = pattern("person-context", "attributive").search(reading.text[max(0, start - 32) : start])
    at = reading.text.rindex("的", 0, start) if clause else start
    while True:
        stop = len(reading.text[:at].rstrip(" 　"))
        post = _post_to(reading, stop)
        if not post:
            break
        post_start = stop - len(post)
        post_start = _field_start(reading, post_start, post, ends)
        post = reading.text[post_start:stop]
        at = _organisation_start(reading, post_start, post, ends)
        found.append((_own(_named(reading, at, post_start), post), post))
        before = _above(reading, at)
        if not before.endswith(JOINTS) and len(before) == at:
            break
        at = len(before) - next((len(joint) for joint in JOINTS if before.endswith(joint)), 0)
    return _inherited(list(reversed(found)))


def _above(reading: Reading, at: int) -> str:
    """The text before an organisation, without the places that lead to it where another post may stand before them: …代表、|四川眉山|永丰村党委书记."""
    before = reading.text[:at].rstrip(" 　")
    path = before
    while (place := reading.place_to(len(path))) is not None:
        path = reading.text[: place.start]
    return path if path.endswith(JOINTS) else before


def _field_start(reading: Reading, post_start: int, post: str, ends: Mapping[int, int]) -> int:
    """Where the field of an occupation begins: behind its organisation (…大学|思政课教师), or one noun before (技术|总监)."""
    if post_start in ends or reading.place_to(post_start) is not None or head_of(post) not in (*LOOSE, "office", ""):
        return post_start
    for start in range(post_start - 2, max(0, post_start - 9), -1):
        if start in ends and FIELD.fullmatch(reading.text[start:post_start]):
            return start
    i = reading.word_to(post_start)
    if i is None or (head_of(post) != "work" and post not in FIELDED):
        return post_start
    word = reading.words[i]
    field = reading.text[word.start : word.end]
    if i and reading.words[i - 1].end == word.start and reading.words[i - 1].tag in ("a", "m"):
        return post_start
    noun = word.tag in ("n", "vn", "nz", "s") and len(field) == 2 and not field.endswith(("村", "镇", "县", "市", "乡", "社区", *UNITS)) and "名" not in field
    return word.start if noun and field not in lexicon("person-nouns") and field not in lexicon("org-generic") else post_start


def _post_to(reading: Reading, end: int) -> str:
    """The post that ends at an offset: a known one, or a word built like one (放映员, 测报员)."""
    if match := _post_before().search(reading.text[max(0, end - LONGEST) : end]):
        return match[0]
    i = reading.word_to(end)
    word = reading.text[reading.words[i].start : end] if i is not None else ""
    return word if len(word) > 2 and word.endswith(("员", "师", "匠")) and word not in lexicon("post-not-posts") else ""


def _organisation_start(reading: Reading, post_start: int, post: str, ends: Mapping[int, int]) -> int:
    if post_start in ends:
        return ends[post_start]
    if reading.text[post_start - 1 : post_start] == "的" and post_start - 1 in ends and head_of(post) == "work":
        return ends[post_start - 1]
    near = max(0, post_start - LONGEST)
    if post.endswith("代表") and (seat := pattern("person-context", "congress-seat").search(reading.text[near:post_start])):
        return near + seat.start("hole")
    if (body := _national_at_end().search(reading.text[near:post_start])) is not None:
        return near + body.start()
    if (place := reading.place_to(post_start)) is not None and head_of(post):
        return ends.get(place.start - 1, place.start) if reading.text[place.start - 1 : place.start] == "驻" else place.start
    if (unit := _unit_start(reading, post_start)) is not None:
        return ends.get(unit, unit)
    head = reading.text[max(0, post_start - 2) : post_start]
    if head == "社区":
        return post_start - 2
    return post_start - 1 if head.endswith("村") and head_of(post) in ("party", "office") else post_start


@cache
def _national_at_end() -> Pattern[str]:
    return compile(f"{lexicon('org-national').alternation()}\\Z")


def _unit_start(reading: Reading, end: int) -> int | None:
    """Where a unit without a full name begins that ends here: 合作社, or 水资源股 behind its bureau."""
    i = reading.word_to(end)
    if i is None:
        return None
    for first in (i, i - 1):
        start = reading.words[first].start
        if first >= 0 and reading.text[start:end].endswith(UNITS) and end - start > 2 and reading.words[first].tag in NAME_TAGS:
            return start
    return reading.words[reading.word_at(end - 2)].start if suffix_at_end().search(reading.text[max(0, end - 8) : end]) else None


def _named(reading: Reading, start: int, end: int) -> str:
    """The organisation of a post that stands at `[start, end)`, without the 的 that joins it to the post or to its village (某村的|党支部).

    It is "" where the text says of none in particular: 一所高校的老师.
    """
    if reading.text[max(0, start - 2) : start] in ("一所", "一家", "一个"):
        return ""
    text = reading.text[start:end].removesuffix("的")
    village = reading.place_to(start - 1) if text in BRANCHES and reading.text[start - 1 : start] == "的" else None
    return village.text + text if village else text


def _own(organisation: str, post: str) -> str:
    """The organisation of a post; a place that is only the post's territory (二十里店镇镇长) is none."""
    return "" if head_of(post) in ("territory", "work") and organisation.endswith(terms("org-levels")) else organisation


def _inherited(posts: list[Post]) -> list[Post]:
    """Posts with the organisation that an earlier one in the row lends: 县委常委、组织部部长; 局党组书记、局长."""
    found: list[Post] = []
    for organisation, post in posts:
        last = next((o for o, _ in reversed(found) if o), "")
        if last.endswith("委") and organisation and organisation in _committee_parts():
            organisation = last + organisation
        elif not organisation and last and head_of(post) == "office" and not last.endswith(("委", "党委", "支部", "总支")):
            organisation = last.removesuffix("党组").removesuffix("党委")
        elif not organisation and last.endswith(("局党委", "院党委", "公司党委", "集团党委", "校党委", "党组")):
            organisation = last.removesuffix("党组").removesuffix("党委") if head_of(post) == "office" else organisation
        found.append((organisation, post))
    return found


def _committee_parts() -> tuple[str, ...]:
    return ("组织部", "宣传部", "统战部", "政法委", "社会工作部", "办公室", "编办", "网信办", "党校", "政研室")


def _behind(reading: Reading, end: int) -> list[Post]:
    match = _title().match(reading.text, end)
    return [("", match[1])] if match else []


def _role(reading: Reading, start: int, end: int, ends: Mapping[int, int]) -> list[Post]:
    """The post in which somebody acts: 作为全国人大代表，某某…; 某某是…，作为…的全国人大代表，她…"""
    sides = (
        (max(0, start - 40), pattern("person-context", "role-before").search(reading.text[max(0, start - 40) : start])),
        (end, pattern("person-context", "role-behind").match(reading.text[end : end + 90])),
    )
    found: list[Post] = []
    for offset, clause in sides:
        if clause and (post := _post_before().search(clause["hole"])):
            post_start = offset + clause.start("hole") + post.start()
            at = max(_organisation_start(reading, post_start, post[0], ends), offset + clause.start("hole"))
            found.append((_own(_named(reading, at, post_start), post[0]), post[0]))
    return found


def _copula(reading: Reading, end: int, ends: Mapping[int, int]) -> list[Post]:
    """What a verb, a bracket or an apposition behind the name says: …是镇中学的老师; …（镇长）; …，镇长，…"""
    found: list[Post] = []
    for rule in ("copula", "bracketed", "apposed"):
        clause = pattern("person-context", rule).match(reading.text[end : end + 48])
        if clause is None or not (post := _post_before().search(clause["hole"])):
            continue
        first, post_start = end + clause.start("hole"), end + clause.start("hole") + post.start()
        start = _organisation_start(reading, post_start, post[0], ends)
        whole = rule == "copula" or start <= first
        if whole:
            found.append((_own(_named(reading, start, post_start) if start >= first else "", post[0]), post[0]))
    return found

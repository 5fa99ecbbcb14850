"""Writes users.csv, lottery.csv and draw.csv: the law once more, in another language.

Run it in this folder: python3 make_golden.py. It needs nothing but Python, and shares nothing with
the Java code. It keeps what it knows in flat lists and searches them; speed does not matter here.
"""

import csv
import hashlib
import hmac
import random
from math import isqrt
from decimal import Decimal, getcontext

getcontext().prec = 60

SHOW = "spring-gala-2027"
BUCKET = 0
SECRET = bytes(range(32))
OPENS = 1_802_003_400_000
CLOSES = OPENS + 300_000
RISKS_THAT_LOSE = {"EMPTY", "HOLD", "BLOCK"}
MASK = (1 << 64) - 1


# The hash that gives a user bucket and phase: FNV-1a 64, then fmix64 of MurmurHash3.
def user_hash(user):
    h = 0xCBF29CE484222325
    for byte in user.encode("utf-8"):
        h = ((h ^ byte) * 0x100000001B3) & MASK
    h = ((h ^ (h >> 33)) * 0xFF51AFD7ED558CCD) & MASK
    h = ((h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53) & MASK
    return h ^ (h >> 33)


def bucket_of(user, buckets):
    return (user_hash(user) >> 32) % buckets


def phase_of(user, turn_millis):
    return (user_hash(user) & 0xFFFFFFFF) % turn_millis


def turn_start(user, turn, opens, turn_millis):
    return opens if turn == 0 else opens + turn * turn_millis + phase_of(user, turn_millis)


# The lottery.
def lottery_hash(secret, show, wave, user, turn):
    message = b""
    for text in (show, wave, user, str(turn)):
        utf8 = text.encode("utf-8")
        message += len(utf8).to_bytes(4, "big") + utf8
    return hmac.new(secret, message, hashlib.sha256).digest()


def threshold(odds):
    return int(Decimal(odds) * (1 << 64))  # int() cuts off, which is floor here


def number_at(h, start):
    return int.from_bytes(h[start : start + 8], "big")


def chance(secret, show, wave, user, turn, odds, greeting_odds, greetings):
    h = lottery_hash(secret, show, wave, user, turn)
    passes = number_at(h, 0) < threshold(odds)
    losing = "MISS"
    if greetings and number_at(h, 8) < threshold(greeting_odds):
        losing = "GREETING " + greetings[number_at(h, 16) % len(greetings)]
    return h, passes, losing


# The draw of one bucket.
class Bucket:
    def __init__(self):
        self.records = {}
        self.applied = 0
        self.terms = None
        self.seeds = []  # one dict a seed, in the order of batches and places
        self.decided = []  # (user, wave, turn, outcome) of passing turns
        self.staged = {}  # by plan: its terms, if they came, and the numbers of its seeds
        self.taken_up_to = 0  # plans up to this one are not to come any more
        self.pauses = []  # in the order of their numbers
        self.ended = False

    def control(self, number, content):
        if number in self.records:
            return "REPEATED" if self.records[number] == content else "CONFLICT"
        if self.ended:
            return "REPEATED" if number <= self.applied else "AFTER_END"
        if number > self.applied + 1024:
            return "TOO_FAR_AHEAD"
        self.records[number] = content
        counts = True
        while not self.ended and self.applied + 1 in self.records:
            self.applied += 1
            counts &= self.apply(self.applied, self.records[self.applied])
        return "ENDED" if self.ended else "KEPT" if counts else "REFUSED"

    def apply(self, number, content):
        """Whether the record changes something; one that must not be followed does not."""
        kind = content["kind"]
        plan = content.get("plan", 0)
        is_live = content.get("engine", 1) > 1 if kind == "TERMS" else plan > 0
        if kind in ("TERMS", "SEEDS") and is_live:
            if plan <= self.taken_up_to:
                return False
            staged = self.staged.setdefault(plan, {"terms": None, "seeds": []})
            if kind == "SEEDS":
                staged["seeds"].append(number)
            elif staged["terms"] is None:
                staged["terms"] = content
            else:
                return False
        elif kind == "TERMS":
            self.terms = content
        elif kind == "SEEDS":
            self.add_seeds(number, content)
        elif kind == "ACTIVATE":
            return self.activate(plan, content["at"])
        elif kind == "PAUSE":
            self.pauses.append(content)
        elif kind == "CARRY":
            return self.carry(content["from"], content["to"], content["curve"])
        else:
            self.ended = True
        return True

    def add_seeds(self, number, content):
        for place, (amount, offset) in enumerate(content["seeds"]):
            self.seeds.append(
                {
                    "id": f"{SHOW}.{BUCKET}.{number}.{place}",
                    "rank": (number, place),
                    "wave": content["wave"],
                    "enterprise": content["enterprise"],
                    "from": content["from"],
                    "amount": amount,
                    "offset": offset,
                    "won": False,
                }
            )

    def activate(self, plan, at):
        staged = self.staged.get(plan)
        if staged is None or staged["terms"] is None:
            return False
        self.staged = {n: later for n, later in self.staged.items() if n > plan}
        self.taken_up_to = plan
        if self.terms is not None and not may_follow(self.terms, staged["terms"], at):
            return False
        for number in staged["seeds"]:
            self.add_seeds(number, self.records[number])
        self.terms = staged["terms"]
        return True

    def carry(self, source, target, curve):
        """Of n seeds of an enterprise in each of B buckets, seed i is packet i * B + bucket."""
        waves = self.terms["waves"] if self.terms else {}
        if source not in waves or target not in waves or waves[target][0] < waves[source][1]:
            return False
        length = waves[target][1] - waves[target][0]
        buckets = self.terms["buckets"]
        moved = [seed for seed in self.seeds if seed["wave"] == source and not seed["won"]]
        for enterprise in {seed["enterprise"] for seed in moved}:
            mine = [seed for seed in moved if seed["enterprise"] == enterprise]
            for i, seed in enumerate(mine):
                index, packets = i * buckets + BUCKET, len(mine) * buckets
                if curve == "ramp":  # the largest t with t^2 * packets <= length^2 * index
                    seed["offset"] = isqrt(length * length * index // packets)
                else:
                    seed["offset"] = index * length // packets
                seed["wave"] = target
        return True

    def is_paused(self, wave, start):
        last = max(
            (
                (pause["at"], rank, pause["paused"])
                for rank, pause in enumerate(self.pauses)
                if pause["wave"] == wave and pause["at"] <= start
            ),
            default=(0, 0, False),
        )
        return last[2]

    def shake(self, user, wave, turn, plan, risk, partition, at):
        terms = self.terms
        if self.ended:
            return "CLOSED ENDED"
        if terms is None or terms["plan"] < plan:
            return "CLOSED BEHIND"
        if any(number > self.applied for number in self.records):
            return "CLOSED GAP"
        if partition != BUCKET % terms["partitions"]:
            return "REFUSED"
        if bucket_of(user, terms["buckets"]) != BUCKET:
            return "REFUSED"
        if wave not in terms["waves"]:
            return "CLOSED NO_WAVE"
        opens, closes, turn_millis, odds, greeting_odds, greetings = terms["waves"][wave]
        start = turn_start(user, turn, opens, turn_millis)
        if start >= closes:
            return "CLOSED NO_TURN"
        if at < start - 250:
            return "CLOSED EARLY"
        _, passes, losing = chance(
            SECRET, SHOW, wave, user, turn, odds, greeting_odds, greetings
        )
        if not passes:
            return losing
        for who, which_wave, which_turn, outcome in self.decided:
            if (who, which_wave, which_turn) == (user, wave, turn):
                return outcome
        outcome = self.passing(user, wave, start, opens, risk, losing)
        self.decided.append((user, wave, turn, outcome))
        return outcome

    def passing(self, user, wave, start, opens, risk, losing):
        per_user, per_enterprise = self.terms["limits"][0][1:]
        for counts_from, more_per_user, more_per_enterprise in self.terms["limits"]:
            if counts_from <= start:
                per_user, per_enterprise = more_per_user, more_per_enterprise
        won = [o.split()[2] for u, _, _, o in self.decided if u == user and o.startswith("PACKET")]
        if len(won) >= per_user:
            return "LIMITED USER"
        if risk in RISKS_THAT_LOSE or self.is_paused(wave, start):
            return losing
        order = self.terms["enterprises"]
        released = []
        for seed in self.seeds:
            counts = max(opens + seed["offset"], seed["from"])
            if (
                seed["wave"] == wave
                and not seed["won"]
                and seed["enterprise"] in order
                and counts <= start
            ):
                released.append((counts, order.index(seed["enterprise"]), seed["rank"], seed))
        if not released:
            return "MISS"
        mine = [r for r in released if won.count(r[3]["enterprise"]) < per_enterprise]
        if not mine:
            return "LIMITED ENTERPRISE"
        seed = min(mine, key=lambda r: r[:3])[3]
        seed["won"] = True
        return f"PACKET {seed['id']} {seed['enterprise']} {seed['amount']}"


# What a plan may change of the one before: all that lies ahead.
def may_follow(current, following, at):
    def opened(terms):
        return {wave: values for wave, values in terms["waves"].items() if values[0] <= at}

    def limits_before(terms):
        return [limit for limit in terms["limits"] if limit[0] < at]

    enterprises = current["enterprises"]
    return (
        following["plan"] > current["plan"]
        and all(following[same] == current[same] for same in ("buckets", "partitions", "engine"))
        and following["enterprises"][: len(enterprises)] == enterprises
        and limits_before(current) == limits_before(following)
        and opened(current) == opened(following)
    )


# The files.
def hexed(text):
    return text.encode("utf-8").hex()


def write(name, header, rows):
    with open(name, "w", newline="", encoding="ascii") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


USERS = [
    "u1",
    "u2",
    "U1",
    "0",
    " ",
    "\u200b",  # zero-width space
    "\x00",
    "u1,17",
    "wei.zhang@example.com",
    "\u5f20\u4f1f",  # Zhang Wei
    "caf\u00e9",
    "cafe\u0301",  # the same to the eye, another user
    "\U0001f9e7",  # a red envelope, outside the basic plane
    "x" * 128,
    "\U0001f9e7" * 64,
]


def users():
    rows = []
    for user in USERS:
        h = user_hash(user)
        rows.append(
            [hexed(user), f"{h:016x}"]
            + [bucket_of(user, buckets) for buckets in (1, 7, 64, 65536)]
            + [phase_of(user, millis) for millis in (100, 5000, 86_400_000)]
        )
    header = ["user_utf8_hex", "hash_hex"]
    header += [f"bucket_of_{buckets}" for buckets in (1, 7, 64, 65536)]
    header += [f"phase_of_{millis}_ms" for millis in (100, 5000, 86_400_000)]
    write("users.csv", header, rows)


def lottery():
    other_secret = hashlib.sha256(b"another wave").digest()
    rows = []

    def add(secret, show, wave, user, turn, odds, greeting_odds, greetings):
        h, passes, losing = chance(
            secret, show, wave, user, turn, odds, greeting_odds, greetings
        )
        rows.append(
            [
                secret.hex(),
                show,
                wave,
                hexed(user),
                turn,
                odds,
                greeting_odds,
                "|".join(greetings),
                h.hex(),
                number_at(h, 0),
                threshold(odds),
                "yes" if passes else "no",
                losing,
            ]
        )

    add(SECRET, SHOW, "first", "u1", 17, "0.02", "0.10", ["stars", "moon"])
    for user in USERS:
        for turn in (0, 1, 59):
            add(SECRET, SHOW, "first", user, turn, "0.5", "0.5", ["stars", "moon", "tree"])
    for odds in ("0", "0.00000000000000000001", "0.02", "0.5", "0.99999999999999999999", "1"):
        for turn in range(6):
            add(SECRET, SHOW, "first", "u7", turn, odds, "1", ["stars"])
    for greeting_odds in ("0", "0.10", "1"):
        for count in (1, 2, 3, 5, 7):
            greetings = [f"g{i}" for i in range(count)]
            add(SECRET, SHOW, "first", "u9", count, "0", greeting_odds, greetings)
    add(SECRET, SHOW, "first", "u9", 0, "0", "0", [])
    # The two sides of an exact threshold: 20 decimals are enough to name each of the 2^64 draws.
    for user, turn in (("u1", 17), ("u2", 0), ("u3", 999_999_999)):
        draw = number_at(lottery_hash(SECRET, SHOW, "first", user, turn), 0)
        for wanted in (draw, draw + 1):
            step = Decimal(1).scaleb(-20)
            odds = (Decimal(wanted) / (1 << 64)).quantize(step)
            while threshold(odds) < wanted:
                odds += step
            while threshold(odds - step) >= wanted:
                odds -= step
            assert threshold(odds) == wanted
            add(SECRET, SHOW, "first", user, turn, f"{odds:f}", "0", [])
    # Fields that would run together if their lengths were left out.
    for show, wave, user, turn in (
        ("a", "b", "c1", 1),
        ("a", "b", "c", 11),
        ("a", "bc", "1", 1),
        ("ab", "c", "1", 1),
    ):
        add(SECRET, show, wave, user, turn, "0.5", "0.5", ["stars", "moon"])
    for wave in ("first", "second"):
        add(other_secret, SHOW, wave, "u1", 17, "0.5", "0.5", ["stars", "moon"])
    write(
        "lottery.csv",
        [
            "secret_hex",
            "show",
            "wave",
            "user_utf8_hex",
            "turn",
            "odds",
            "greeting_odds",
            "greetings",
            "hmac_hex",
            "draw",
            "threshold",
            "passes",
            "losing_outcome",
        ],
        rows,
    )


class Case:
    """One case of draw.csv: the records of one bucket, in the order of the log.

    No field holds a comma, so a reader may split lines at commas.
    """

    def __init__(self, rows, name):
        self.rows = rows
        self.name = name
        self.bucket = Bucket()

    def row(self, kind, fields, expected):
        text = " ".join(f"{name}={value}" for name, value in fields.items())
        self.rows.append([self.name, kind, text, expected])

    def seeds(self, number, enterprise, seeds, counts_from=0, wave="first", plan=0):
        content = {
            "kind": "SEEDS",
            "wave": wave,
            "enterprise": enterprise,
            "from": counts_from,
            "seeds": seeds,
            "plan": plan,
        }
        fields = {
            "number": number,
            **({"plan": plan} if plan else {}),
            "wave": wave,
            "enterprise": enterprise,
            "from": counts_from,
            "seeds": "|".join(f"{amount}@{offset}" for amount, offset in seeds),
        }
        self.row("SEEDS", fields, self.bucket.control(number, content))

    def terms(
        self,
        number,
        plan=1,
        buckets=1,
        partitions=1,
        waves=None,
        enterprises=("cola", "tea"),
        limits=((0, 3, 1),),
        engine=1,
    ):
        waves = waves or {"first": (OPENS, CLOSES, 5000, "1", "0", ())}
        content = {
            "kind": "TERMS",
            "plan": plan,
            "buckets": buckets,
            "partitions": partitions,
            "waves": waves,
            "enterprises": list(enterprises),
            "limits": limits,
            "engine": engine,
        }
        fields = {
            "number": number,
            **({"engine": engine} if engine > 1 else {}),
            "plan": plan,
            "buckets": buckets,
            "partitions": partitions,
            "waves": "|".join(
                ":".join([wave] + [str(v) for v in values[:5]] + ["/".join(values[5])])
                for wave, values in waves.items()
            ),
            "enterprises": "|".join(enterprises),
            "limits": "|".join(":".join(str(v) for v in limit) for limit in limits),
        }
        self.row("TERMS", fields, self.bucket.control(number, content))

    def tell(self, kind, number, **fields):
        content = {"kind": kind, **fields}
        self.row(kind, {"number": number, **fields}, self.bucket.control(number, content))

    def activate(self, number, plan, at):
        self.tell("ACTIVATE", number, plan=plan, at=at)

    def pause(self, number, at, paused=1, wave="first"):
        self.tell("PAUSE", number, wave=wave, paused=paused, at=at)

    def carry(self, number, source, target, curve):
        self.tell("CARRY", number, **{"from": source, "to": target, "curve": curve})

    def end(self, number):
        self.row("END", {"number": number}, self.bucket.control(number, {"kind": "END"}))

    def shake(self, user, turn, after=0, wave="first", plan=1, risk="NONE", partition=0, at=None):
        """after: appended so many ms after the turn's start; at: appended then."""
        if at is None:
            opens, turn_millis = OPENS, 5000
            if self.bucket.terms and wave in self.bucket.terms["waves"]:
                opens, _, turn_millis = self.bucket.terms["waves"][wave][:3]
            at = turn_start(user, turn, opens, turn_millis) + after
        fields = {
            "user": hexed(user),
            "wave": wave,
            "turn": turn,
            "plan": plan,
            "risk": risk,
            "partition": partition,
            "at": at,
        }
        outcome = self.bucket.shake(user, wave, turn, plan, risk, partition, at)
        self.row("SHAKE", fields, outcome)


def draw():
    rows = []

    case = Case(rows, "a repeat gets the same outcome whatever it carries")
    case.seeds(1, "cola", [(188, 0), (288, 0)])
    case.terms(2)
    case.shake("u1", 3)
    case.shake("u1", 3, after=9000, risk="BLOCK")
    case.shake("u1", 3, after=1, risk="HOLD")
    case.shake("\u5f20\u4f1f", 3, risk="EMPTY")
    case.shake("\u5f20\u4f1f", 3, risk="NONE")

    case = Case(rows, "the limit of a user comes before the risk level")
    case.seeds(1, "cola", [(1, 0)])
    case.seeds(2, "tea", [(2, 0)])
    case.terms(
        3,
        limits=((0, 1, 1),),
        waves={"first": (OPENS, CLOSES, 5000, "1", "1", ("stars", "moon"))},
    )
    case.shake("u1", 0, risk="SLOW")
    case.shake("u1", 1, risk="BLOCK")
    case.shake("u1", 2)
    case.shake("u2", 0, risk="EMPTY")
    case.shake("u2", 1, risk="WATCH")

    case = Case(rows, "the limit of an enterprise lets others give and then says so")
    case.seeds(1, "cola", [(1, 0), (2, 0), (3, 0)])
    case.seeds(2, "tea", [(4, 10_000)])
    case.terms(3)
    case.shake("u1", 0)
    case.shake("u1", 1)
    case.shake("u1", 4)
    case.shake("u1", 5)
    case.shake("u2", 0)
    case.shake("u3", 9)
    case.shake("u4", 9)

    case = Case(rows, "the earliest seed first and ties by campaign order and then by batch")
    case.seeds(1, "tea", [(10, 1000), (11, 1000)])
    case.seeds(2, "cola", [(20, 1000), (21, 2000)])
    case.seeds(3, "cola", [(30, 1000), (31, 1500)])
    case.seeds(4, "beer", [(40, 0)])
    case.terms(5, enterprises=("cola", "tea"), limits=((0, 9, 9),))
    for user in ("u1", "u2", "u3", "u4", "u5", "u6", "u7"):
        case.shake(user, 1)

    case = Case(rows, "a turn is judged by its start and not by the request")
    case.seeds(1, "cola", [(5, 60_000)])
    case.terms(2, limits=((0, 3, 3),))
    case.shake("u1", 10, after=14_999)
    case.shake("u2", 12, after=-250)
    case.shake("u1", 10, after=20_000)

    case = Case(rows, "added seeds count from their instant")
    case.seeds(1, "cola", [(1, 50_000)])
    case.terms(2, limits=((0, 9, 9),))
    case.seeds(3, "tea", [(2, 0), (3, 0)], counts_from=OPENS + 40_000)
    case.shake("u1", 7, after=9_000)
    case.shake("u1", 8)
    case.shake("u2", 11)
    case.shake("u3", 12)

    case = Case(rows, "changed limits count from their instant")
    case.seeds(1, "cola", [(i, 0) for i in range(1, 9)])
    case.terms(2, limits=((0, 2, 2),))
    case.shake("u1", 0)
    case.terms(3, plan=2, limits=((0, 2, 2), (OPENS + 50_000, 1, 1), (OPENS + 100_000, 3, 3)))
    case.shake("u1", 11, plan=2)
    case.shake("u1", 8, after=12_000, plan=2)
    case.shake("u1", 19, plan=2)
    case.shake("u1", 20, plan=2)
    case.shake("u1", 21, plan=2)

    case = Case(rows, "closed for now and why")
    case.shake("u1", 0)
    case.terms(1)
    case.shake("u1", 0, plan=2)
    case.shake("u1", 0, wave="second")
    case.shake("u1", 60)
    case.shake("u1", 5, after=-251)
    case.shake("u1", 5, after=-250)
    case.shake("u1", 0, partition=1)
    case.seeds(3, "cola", [(1, 0)])
    case.shake("u1", 6)
    case.seeds(2, "tea", [(2, 0)])
    case.shake("u1", 6)

    case = Case(rows, "a user of another bucket is refused")
    case.seeds(1, "cola", [(1, 0), (1, 0), (1, 0), (1, 0)])
    case.terms(2, buckets=2, partitions=2)
    for user in ("u1", "u2", "u3", "u4", "u5", "u6"):
        case.shake(user, 0)
    case.shake("u1", 0, partition=1)

    case = Case(rows, "control records are applied by number alone and each once")
    case.terms(3, limits=((0, 9, 9),))
    case.seeds(2, "tea", [(2, 0)])
    case.shake("u1", 0)
    case.seeds(2, "tea", [(2, 0)])
    case.seeds(2, "tea", [(3, 0)])
    case.seeds(1, "cola", [(1, 0)])
    case.shake("u1", 0)
    case.seeds(1, "cola", [(1, 0)])
    case.seeds(1, "cola", [(9, 0)])
    case.shake("u2", 0)
    case.shake("u3", 0)
    case.seeds(1027, "cola", [(1, 0)])
    case.shake("u4", 0)
    case.seeds(1028, "cola", [(1, 0)])
    case.seeds(4, "cola", [(4, 0)])
    case.shake("u4", 0)
    case.shake("u5", 0)

    case = Case(rows, "nothing is decided after the end")
    case.seeds(1, "cola", [(1, 0), (2, 0)])
    case.terms(2)
    case.shake("u1", 0)
    case.end(3)
    case.shake("u1", 0)
    case.shake("u2", 0)
    case.end(3)
    case.seeds(4, "cola", [(3, 0)])

    case = Case(rows, "two waves have their own pools and share the limits")
    case.seeds(1, "cola", [(1, 0), (2, 0)])
    case.seeds(2, "cola", [(3, 0), (4, 0)], wave="second")
    second = OPENS + 600_000
    case.terms(
        3,
        limits=((0, 2, 2),),
        waves={
            "first": (OPENS, CLOSES, 5000, "1", "0", ()),
            "second": (second, second + 60_000, 1000, "0.5", "0.5", ("stars", "moon", "tree")),
        },
    )
    for turn in range(0, 2):
        case.shake("u1", turn)
    for turn in range(0, 5):
        case.shake("u1", turn, wave="second")
        case.shake("\U0001f9e7", turn, wave="second")

    evening(rows)
    live_show(rows)
    carried_in_turns(rows)
    write("draw.csv", ["case", "kind", "fields", "expected"], rows)


def evening(rows):
    """Many shakes in a row: every step of the draw meets every other."""
    dice = random.Random(2027)
    case = Case(rows, "an evening")
    wave = {"first": (OPENS, OPENS + 60_000, 2000, "0.7", "0.4", ("stars", "moon", "tree"))}
    enterprises = ("cola", "tea", "rice")
    number = 0
    for enterprise in ("rice", "cola", "tea", "cola"):
        number += 1
        offsets = sorted(dice.randrange(0, 60) * 1000 for _ in range(9))
        case.seeds(number, enterprise, [(dice.randrange(1, 2000), o) for o in offsets])
    case.terms(number + 1, waves=wave, enterprises=enterprises, limits=((0, 3, 1),))
    limits = ((0, 3, 1), (OPENS + 20_000, 5, 2))
    case.terms(number + 2, plan=2, waves=wave, enterprises=enterprises, limits=limits)
    case.seeds(number + 3, "rice", [(777, 0), (778, 0)], counts_from=OPENS + 30_000)
    people = ["u%d" % i for i in range(1, 9)] + ["\u5f20\u4f1f", "\U0001f9e7"]
    for turn in range(0, 30):
        for user in people:
            if dice.random() < 0.6:
                risk = dice.choice(["NONE"] * 6 + ["WATCH", "SLOW", "EMPTY", "HOLD", "BLOCK"])
                back = dice.choice([0, 0, 0, 1, 2])
                case.shake(
                    user,
                    max(0, turn - back),
                    after=dice.randrange(-260, 6000),
                    plan=dice.choice([1, 2]),
                    risk=risk,
                )


def live_show(rows):
    """Everything that operators change while a show runs. The comments are the law by hand.

    Phases of a turn of 5 s: u1 233, u2 1318, u3 4196, u4 4709, u5 3972, u6 799, u7 3100, u8 1465.
    """
    case = Case(rows, "a live show")
    first = (OPENS, CLOSES, 5000, "1", "1", ("stars", "moon"))
    second = (OPENS + 400_000, OPENS + 500_000, 5000, "1", "0", ())
    colas = [(100, 0), (101, 10_000), (102, 20_000), (103, 290_000), (104, 295_000), (105, 299_999)]
    limits = ((0, 2, 1),)
    case.seeds(1, "cola", colas, plan=1)
    case.terms(2, plan=1, engine=2, waves={"first": first}, limits=limits)
    case.shake("u1", 0)  # the plan is inert: CLOSED BEHIND
    case.activate(3, plan=1, at=OPENS - 60_000)
    case.shake("u1", 0)  # wins cola 100
    case.shake("u1", 2)  # cola 101 is released, and u1 holds one of cola: LIMITED ENTERPRISE

    # A pause from the start of u2's turn 3 to that of u2's turn 5.
    case.pause(4, at=turn_start("u2", 3, OPENS, 5000))
    case.shake("u2", 2, after=9_000)  # asked in the pause, but the turn starts before it: cola 101
    case.shake("u2", 3)  # starts with the pause: the losing path, though a cola is left
    case.shake("u3", 3)
    case.shake("u4", 4)
    case.pause(5, at=turn_start("u2", 5, OPENS, 5000), paused=0)
    case.shake("u1", 5)  # 1,085 ms before the resume: the losing path
    case.shake("u2", 5)  # starts with the resume: cola 102 is there, for others: LIMITED ENTERPRISE
    case.shake("u3", 4)  # decided behind the resume in the log, but it starts in the pause
    case.shake("u3", 5)  # wins cola 102

    # Plan 2 adds a wave, three packets of tea and other limits, both from 100 s on.
    more = OPENS + 100_000
    case.seeds(6, "tea", [(200, 0), (201, 0), (202, 298_000)], counts_from=more, plan=2)
    case.seeds(7, "cola", [(300, 0)], wave="second", plan=2)
    waves = {"first": first, "second": second}
    raised = ((0, 2, 1), (more, 3, 2))
    case.terms(8, plan=2, engine=2, waves=waves, limits=raised)
    case.shake("u4", 20)  # starts at 104,709 ms, but plan 2 is inert: MISS
    case.shake("u6", 0, wave="second")  # CLOSED NO_WAVE
    case.shake("u5", 20, plan=2)  # the edge follows plan 2 already: CLOSED BEHIND
    case.activate(9, plan=2, at=OPENS + 90_000)
    case.shake("u4", 20, plan=2)  # MISS stays MISS
    case.shake("u5", 19, plan=2)  # starts at 98,972 ms, before the tea counts: MISS
    case.shake("u5", 20, plan=2)  # starts at 103,972 ms: tea 200
    case.shake("u2", 20, plan=2)  # holds cola 101, and wins tea 201
    case.shake("u2", 19, plan=2)  # starts at 96,318 ms, holds 2 of the 2 of then: LIMITED USER
    case.shake("u2", 21, plan=2)  # may hold 3 now, but tea 202 comes at 298 s: MISS
    case.shake("u2", 58, plan=2)  # starts at 291,318 ms, may hold 2 of cola: wins cola 103
    case.shake("u2", 59, plan=2)  # holds 3 of 3: LIMITED USER

    # What is left of first is cola 104 and 105 and tea 202. A ramp of 100 s releases two packets
    # at 0 and at 70,710 ms (t * t * 2 <= 100,000 * 100,000), and one packet at 0.
    case.carry(10, "first", "second", "ramp")
    case.shake("u6", 59, plan=2)  # starts at 295,799 ms, but cola 104 is gone from first: MISS
    case.shake("u6", 0, wave="second", plan=2)  # three at 0: cola before tea, batch 1 before 7
    case.shake("u7", 0, wave="second", plan=2)  # cola 300
    case.shake("u8", 0, wave="second", plan=2)  # tea 202
    case.shake("u1", 0, wave="second", plan=2)  # nothing is released: MISS
    case.shake("u1", 14, wave="second", plan=2)  # 70,233 ms: MISS
    case.shake("u6", 14, wave="second", plan=2)  # 70,799 ms: cola 105, the second of cola for u6

    # Plan 3 drops a wave that has opened: its Activate changes nothing.
    case.terms(11, plan=3, engine=2, waves={"first": first}, limits=raised)
    case.activate(12, plan=3, at=OPENS + 450_000)
    case.shake("u8", 19, wave="second", plan=2)  # nothing is left: MISS, and not CLOSED
    case.end(13)
    case.shake("u6", 0, wave="second", plan=2)


def carried_in_turns(rows):
    """Two buckets take turns: bucket 0 has packets 0, 2 and 4 of 6 in 90 s, at 0, 30 and 60 s."""
    case = Case(rows, "buckets take turns with what is carried")
    limits = ((0, 9, 9),)
    waves = {
        "first": (OPENS, CLOSES, 5000, "1", "0", ()),
        "second": (OPENS + 400_000, OPENS + 490_000, 5000, "1", "0", ()),
    }
    case.seeds(1, "cola", [(1, 0), (2, 0)], plan=1)
    case.seeds(2, "cola", [(3, 0), (4, 0)], plan=1)
    case.terms(3, plan=1, engine=2, buckets=2, partitions=2, waves=waves, limits=limits)
    case.activate(4, plan=1, at=OPENS - 60_000)
    here = [user for user in (f"u{i}" for i in range(1, 40)) if bucket_of(user, 2) == 0]
    case.shake(here[0], 0)  # cola 1; three are left
    case.carry(5, "second", "first", "uniform")  # backwards: REFUSED
    case.carry(6, "first", "second", "uniform")
    case.shake(here[1], 1)  # MISS
    case.shake(here[1], 0, wave="second")  # cola 2
    case.shake(here[2], 0, wave="second")  # MISS
    case.shake(here[2], 6, wave="second")  # starts after 30 s: cola 3
    case.shake(here[3], 6, wave="second")  # MISS
    case.shake(here[3], 12, wave="second")  # starts after 60 s: cola 4


users()
lottery()
draw()

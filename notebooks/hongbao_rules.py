"""Rules on an export, in pandas: what the signals of a rule are, second by second, and whom its
condition finds. It follows docs/rules.md and agrees with ./hongbao rules backtest, which has the last
word: there, distinct above 64 is an estimate.
"""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

SLICE_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800]
UNITS = {"s": 1, "m": 60, "h": 3600}


@dataclass
class Signal:
    """One line of a rule's signals, such as ``{count: requests, by: user, window: 10s}``."""

    aggregate: str
    measure: str
    by: str
    window: int  # seconds

    @property
    def slice(self):
        """Seconds in which a window moves on: a sixtieth of it, rounded up to a tidy number."""
        return next(width for width in SLICE_SECONDS if width * 60 >= self.window)

    @property
    def unit(self):
        """What an axis of its values says."""
        many = {"amount_fen": "fen", "interval_ms": "ms", "user": "users", "device": "devices",
                "address": "addresses", "block": "blocks"}
        return many.get(self.measure, self.measure)


@dataclass
class Rule:
    """A rule file, as far as it finds somebody."""

    id: str
    signals: dict
    when: str


def read_rule(file):
    """Reads a rule of fraud-rules/rules, or one like it: each signal in a line, in braces.

    ``./hongbao rules check`` tells what is wrong with a rule; here it ends with a sentence.
    """
    if not Path(file).exists():
        raise SystemExit(f"there is no {file}: expected a rule such as fraud-rules/rules/hammer.yaml")
    text = re.sub(r"(^|\s)#.*", r"\1", Path(file).read_text(encoding="utf-8"))
    name = re.search(r"^id:\s*(\S+)", text, re.M)
    block = re.search(r"^signals:\s*\n((?:[ \t].*\n|\n)+)", text, re.M)
    when = re.search(r"^when:\s*(.+(?:\n[ \t]+.+)*)", text, re.M)
    lines = re.findall(r"^\s+(\w+):\s*\{(.*?)\}", block.group(1), re.M) if block else []
    if not (name and lines and when):
        raise SystemExit(f"{file} is no rule that this notebook can read: expected id, signals in braces, and when")
    return Rule(name.group(1), {signal: _signal(body) for signal, body in lines},
                " ".join(when.group(1).split()).strip("\"'"))


def _signal(body):
    if re.match(r"\s*(follows|neighbours)\b", body):
        raise SystemExit("the notebook cannot count follows and neighbours: use ./hongbao rules backtest")
    words = dict(pair.split(":") for pair in body.replace(" ", "").split(","))
    window, by = words.pop("window"), words.pop("by")
    (aggregate, measure), = words.items()
    return Signal(aggregate, measure, by, int(window[:-1]) * UNITS[window[-1]])


def _compared(signal):
    return re.compile(rf"(\b{signal}\s*(<=|>=|<|>)\s*)([0-9]+(?:\.[0-9]+)?)")


def is_compared(rule, signal):
    """Whether the rule's condition compares a signal with a number."""
    return _compared(signal).search(rule.when) is not None


def comparison(rule, signal):
    """The first comparison of a signal with a number in the rule's condition: operator and number."""
    if signal not in rule.signals or not is_compared(rule, signal):
        raise SystemExit(f"rule {rule.id} compares {signal} with no number: expected one of "
                         + ", ".join(name for name in rule.signals if is_compared(rule, name)))
    found = _compared(signal).search(rule.when)
    return found.group(2), float(found.group(3))


def when_with(rule, signal, number):
    """The rule's condition with another number in that comparison."""
    return _compared(signal).sub(lambda found: f"{found.group(1)}{number:.10g}", rule.when, count=1)


def candidates(rule, signal):
    """The numbers that ``./hongbao rules backtest`` tries in that place, the rule's own among them."""
    text = _compared(signal).search(rule.when).group(3)
    number = float(text)
    shares = [0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 4]
    tried = [float(f"{number * share:.3g}") if "." in text else max(1.0, float(np.rint(number * share)))
             for share in shares]
    return sorted({*tried, number})


def tidy(number, least, most):
    """The number with the fewest digits near another that lies between two."""
    rounded = (float(f"{number:.{digits}g}") for digits in (1, 2, 3, 4))
    return next((each for each in rounded if least <= each <= most), number)


def holds(when, table):
    """Where a condition holds; no data is not a number, with which every comparison is false but !=.

    Nor is what is divided by zero: the judge calls that a fault, and finds nobody by it.
    """
    if "?" in when:
        raise SystemExit(f"the notebook cannot evaluate ?: in '{when}': use ./hongbao rules backtest")
    python = re.sub(r"!(?!=)", " not ", when.replace("&&", " and ").replace("||", " or "))
    divisors = set(re.findall(r"/\s*([A-Za-z_]\w*)", python))
    python = re.sub(r"/\s*([A-Za-z_]\w*)", r"/ divisor_\1", python)
    without_zeros = {f"divisor_{name}": table[name].where(table[name] != 0) for name in divisors}
    return table.assign(**without_zeros).eval(python).astype(bool)


def block(address):
    """An address's neighbourhood: /24 of IPv4, /48 of IPv6; empty if it is no address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 48}", strict=False))


def signal_table(shakes, wins, signals):
    """The signals whenever somebody shook or won: one row each, with user, second and every signal.

    A second is named by its end, as in the log of verdicts: what is read there has happened before.
    """
    cards = pd.concat([shakes, wins.drop_duplicates("packet")], ignore_index=True)
    is_win = cards.kind == "win"
    cards["second"] = cards.at_ms // 1000 + 1
    new_turn = ~is_win & ~cards.assign(win=is_win).duplicated(["win", "show", "user", "wave", "turn"])
    cards["shakes"] = new_turn.astype(int)
    cards["packets"] = is_win.astype(int)
    cards["requests"] = np.where(is_win | (cards.own_repeat == 1), 0, cards.repeats + 1)
    cards = cards[(cards.requests > 0) | new_turn | is_win]
    cards = cards.sort_values(["second", "stamp_ms", "requests"], kind="stable", ignore_index=True)
    # A win stands where its user shook last.
    for place in ("device", "address"):
        seen = cards[place].where(cards.packets == 0)
        cards[place] = seen.groupby(cards.user).ffill().fillna("")
    cards["block"] = cards.address.map({address: block(address) for address in cards.address.unique()})
    table = cards[["user", "device", "address", "second", "at_ms"]].copy()
    for name, signal in signals.items():
        table[name] = _values(cards, signal)
    return table


def _values(cards, signal):
    known = (cards[signal.by] != "").to_numpy()
    values = np.full(len(cards), 0.0 if signal.aggregate in ("count", "distinct", "sum") else np.nan)
    values[known] = _known_values(cards[known].reset_index(drop=True), signal)
    return values


def _known_values(cards, signal):
    key = pd.factorize(cards[signal.by])[0]
    second = cards.second.to_numpy()
    if signal.aggregate == "distinct":
        some = (cards[signal.measure] != "").to_numpy()
        first, last = _spans(key[some], cards[signal.measure][some], second[some], signal)
        return _within(first, last, key, second)
    if signal.aggregate == "count":
        times = cards[signal.measure].to_numpy()
        return _within(_Moments(key, second, times), _Moments(key, _last_second(second, signal), times), key, second)
    times, totals, of, since, until = _numbers(cards, key, second, signal)
    if signal.aggregate in ("min", "max"):
        return _extreme(signal.aggregate, totals / times, of, since, until, key, second)
    whole = np.floor(totals * totals / times + 0.5)  # the judge keeps squares in whole numbers
    n, total, squares = (_within(_Moments(of, since, each), _Moments(of, until, each), key, second)
                         for each in (times, totals, whole))
    if signal.aggregate == "sum":
        return total
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / n
        deviation = np.sqrt(np.maximum(0, squares - mean * total) / (n - 1))
    return np.where(n > 0, mean, np.nan) if signal.aggregate == "avg" else np.where(n > 1, deviation, np.nan)


def _last_second(second, signal):
    """Until when what happened in a second is in the window."""
    return (second - 1) // signal.slice * signal.slice + signal.window


def _numbers(cards, key, second, signal):
    """What is averaged: how often, the sum of it, of whom, since and until when it counts."""
    if signal.measure == "amount_fen":
        won = (cards.packets > 0).to_numpy()
        return (np.ones(won.sum()), cards.amount_fen[won].to_numpy(float), key[won],
                second[won], _last_second(second[won], signal))
    asked = (cards.requests > 0).to_numpy()
    posts = cards[asked].assign(key=key[asked])
    latest = posts.groupby("key").stamp_ms.cummax()
    before = latest.groupby(posts.key).shift()
    began = posts.groupby("key").second.shift()
    has = before.notna().to_numpy()
    gap = np.maximum(0, posts.stamp_ms - before)[has].to_numpy(float)
    # A gap in which an edge counted requests is as many equal intervals.
    return (posts.requests[has].to_numpy(float), gap, posts.key[has].to_numpy(), posts.second[has].to_numpy(),
            _last_second(began[has].to_numpy().astype("int64"), signal))


class _Moments:
    """Weights at instants of keys, sorted, to be summed up to an instant."""

    def __init__(self, key, second, weight):
        at = _place(key, second)
        order = np.argsort(at, kind="stable")
        self.at = at[order]
        self.sums = np.concatenate([[0.0], np.cumsum(weight[order], dtype=float)])


def _place(key, second):
    """Key and second in one number, in the order of both."""
    return key.astype("int64") * 100_000_000_000 + second


def _within(first, last, key, second):
    """The weights that have begun by a second and not yet ended before it; keys before cancel out."""
    at = _place(key, second)
    begun = first.sums[np.searchsorted(first.at, at, "right")]
    ended = last.sums[np.searchsorted(last.at, at, "left")]
    return begun - ended


def _spans(key, names, second, signal):
    """From when to when each name is in the window of a key, without gaps told twice."""
    seen = pd.DataFrame({"key": key, "name": pd.factorize(names)[0], "first": second,
                         "last": _last_second(second, signal)}).sort_values(["key", "name", "first"])
    before = seen.groupby(["key", "name"])["last"].shift()
    seen["span"] = (before.isna() | (seen["first"] > before)).cumsum()
    spans = seen.groupby("span").agg(key=("key", "first"), first=("first", "min"), last=("last", "max"))
    ones = np.ones(len(spans))
    return (_Moments(spans.key.to_numpy(), spans["first"].to_numpy(), ones),
            _Moments(spans.key.to_numpy(), spans["last"].to_numpy(), ones))


def _extreme(which, numbers, of, since, until, key, second):
    """The least or most of the numbers in the window; of a key they begin and end in the same order."""
    order = np.argsort(_place(of, since), kind="stable")
    begun, ended, numbers = _place(of, since)[order], _place(of, until)[order], np.floor(numbers[order])
    at = _place(key, second)
    low, high = np.searchsorted(ended, at, "left"), np.searchsorted(begun, at, "right")
    padded = np.append(numbers, np.nan)
    bounds = np.stack([low, np.maximum(low, high)], axis=1).ravel()
    function = np.fmax if which == "max" else np.fmin
    return np.where(high > low, function.reduceat(padded, np.minimum(bounds, len(numbers)))[::2], np.nan)

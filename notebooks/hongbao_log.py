"""What all notebooks need: an export as tables, and one look for all plots."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

# Okabe and Ito's colours, which people with any colour vision can tell apart.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PINK, YELLOW, BLACK = "#56B4E9", "#CC79A7", "#F0E442", "#333333"
GREY, PALE = "#8C8C8C", "#E4E4E4"
PALETTE = [BLUE, ORANGE, GREEN, RED, SKY, PINK, YELLOW, BLACK]

OUTCOMES = {
    "PACKET": RED,
    "LIMITED_ENTERPRISE": PINK,
    "LIMITED_USER": ORANGE,
    "GREETING": SKY,
    "MISS": PALE,
    "CLOSED": GREY,
    "REFUSED": BLACK,
    "UNKNOWN": PALE,
}

NUMBERS = ["at_ms", "stamp_ms", "partition", "offset", "turn", "repeats", "own_repeat", "amount_fen"]
WORDS = ["kind", "show", "wave", "user", "device", "address", "risk", "edge", "outcome", "packet", "enterprise"]


def style():
    """Quiet plots: no box, thin grid behind the data, titles to the left."""
    plt.rcParams.update({
        "figure.figsize": (10, 4),
        "figure.dpi": 110,
        "figure.constrained_layout.use": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": GREY,
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.titlelocation": "left",
        "axes.titlesize": "medium",
        "axes.titleweight": "bold",
        "axes.prop_cycle": plt.cycler(color=PALETTE),
        "grid.color": PALE,
        "grid.linewidth": 0.6,
        "legend.frameon": False,
        "legend.fontsize": "small",
    })


def read_export(file):
    """The rows of a file of ``./hongbao export``: shakes and wins, each in the order of time.

    Both get a column ``t``: seconds since the first row. A file that is none ends with a sentence.
    """
    if not Path(file).exists():
        raise SystemExit(f"there is no {file}: write one with ./hongbao export --out show.csv")
    # Nobody's name is a missing value, not even "NA".
    rows = pd.read_csv(file, dtype={name: "int64" for name in NUMBERS} | {name: str for name in WORDS},
                       keep_default_na=False)
    missing = sorted(set(NUMBERS + WORDS) - set(rows.columns))
    if missing:
        raise SystemExit(f"{file} has no column {', '.join(missing)}: it is no export")
    if rows.empty:
        raise SystemExit(f"{file} has no rows: nothing was logged in its time span")
    for name in WORDS:
        rows[name] = unguarded(rows[name])
    rows = rows.sort_values("at_ms", kind="stable", ignore_index=True)
    rows["t"] = (rows.at_ms - rows.at_ms.iloc[0]) / 1000
    return rows[rows.kind == "shake"].reset_index(drop=True), rows[rows.kind == "win"].reset_index(drop=True)


def turns(shakes):
    """One row of each turn, the first: a turn may stand in the log more than once, with one outcome."""
    return shakes.drop_duplicates(["show", "user", "wave", "turn"])


def read_labels(file):
    """The kind of each user, ``human`` or a kind of bot, by user."""
    if not Path(file).exists():
        raise SystemExit(f"there is no {file}: ./hongbao audience --labels writes one")
    return pd.read_csv(file, dtype=str, keep_default_na=False).apply(unguarded).set_index("user")["kind"]


def unguarded(texts):
    """The texts without the apostrophe that keeps spreadsheets from changing some of them."""
    return texts.str.replace(
        r"^'(?=['=+\-@\t\r]|0\d+$|\d{16,}$|\d+([.,]\d+)?[eE][+-]?\d+$)", "", regex=True)


def time_axis(ax, seconds):
    """Labels the x axis of seconds as minutes and seconds, as far as there is data."""
    step = next((s for s in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800) if seconds / s <= 10), 3600)
    ax.set_xticks(np.arange(0, seconds + step, step))
    ax.xaxis.set_major_formatter(lambda t, _: f"{int(t) // 60}:{int(t) % 60:02d}")
    ax.set_xlim(0, seconds)
    ax.set_xlabel("time since the first row (min:s)")


def count(number):
    """A number as people read it: 12,345."""
    return f"{number:,.0f}"


def read_seeds(folder):
    """The packets that were planned, of the files of ``./hongbao campaign seeds``; none without files."""
    files = sorted(Path(folder).glob("bucket-*.csv"))
    if not files:
        return pd.DataFrame(columns=["id", "wave", "enterprise", "amount_fen", "release_offset_ms"])
    words = {"id": str, "wave": str, "enterprise": str}
    return pd.concat([pd.read_csv(file, dtype=words, keep_default_na=False) for file in files], ignore_index=True)


def bucket(user, buckets):
    """The bucket of a user: FNV-1a with 64 bits over the name, then the finaliser of MurmurHash3."""
    most = 0xFFFFFFFFFFFFFFFF
    code = 0xCBF29CE484222325
    for byte in user.encode():
        code = (code ^ byte) * 0x100000001B3 & most
    code = (code ^ code >> 33) * 0xFF51AFD7ED558CCD & most
    code = (code ^ code >> 33) * 0xC4CEB9FE1A85EC53 & most
    return ((code ^ code >> 33) >> 32) % buckets

"""Writes records.csv: the bytes of one record of every kind, made without the Java code.

Run it in this folder: python3 make_golden.py. It needs the package cryptography for the signature
and the sealing; the tests need only the table. A change of a line that stood here before is a change
of format: give the record another version instead.
"""

import base64
import csv
import hashlib

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SHAKE, TICK, CONTROL, WON, PLAN, VERDICT, DEAD_LETTER = range(1, 8)
SIGNED_SHOW_RECORD, OP, MODE, SECRETS, ACK, ENVELOPE, APPROVAL = range(8, 15)
PLAN_FILE, SHOW_SNAPSHOT = range(15, 17)
CLAIM, SHARE, HOLD, APPROVE, REFUSE, EXPIRE, DUE, PAID, PAY_FAILED = range(17, 26)
FUNDED, UNISSUED, LEDGER_ENTRY, PAYOUT = range(26, 30)
POLICY = 30

SHOW = "spring-gala-2027"
OPENS = 1_802_003_400_000
WAVE_SECRET = bytes(range(32))
SIGNING_SEED = bytes(range(32, 64))
SEALING_KEY = bytes(range(64, 96))
NONCE = bytes(range(96, 108))


# Fields: numbers as unsigned LEB128, texts and bytes behind their length.
def number(value):
    out = b""
    while True:
        if value < 0x80:
            return out + bytes([value])
        out += bytes([value & 0x7F | 0x80])
        value >>= 7


def data(value):
    return number(len(value)) + value


def text(value):
    return data(value.encode("utf-8"))


def many(items):
    return number(len(items)) + b"".join(items)


def head(kind, version=1):
    return bytes([version, kind])


# Keys.
signing_key = Ed25519PrivateKey.from_private_bytes(SIGNING_SEED)
signing_pkcs8 = signing_key.private_bytes(
    serialization.Encoding.DER,
    serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption(),
)
verifying_x509 = signing_key.public_key().public_bytes(
    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
)


def sealed(show, wave, secret):
    return NONCE + AESGCM(SEALING_KEY).encrypt(NONCE, secret, text(show) + text(wave))


def sealed_secret(show, wave, secret):
    return text(hashlib.sha256(secret).hexdigest()) + data(sealed(show, wave, secret))


def control(bucket, control_number, content):
    message = (
        data(b"hongbao-control-1")
        + text(SHOW)
        + number(bucket)
        + number(control_number)
        + data(content)
    )
    signature = signing_key.sign(message)
    return head(CONTROL) + number(control_number) + data(content) + data(signature)


def schedule():
    return text("first") + number(OPENS) + number(OPENS + 300_000) + number(5_000)


packet = b"\x03" + text(SHOW + ".5.3.17") + text("cola") + number(188)

seeds_content = (
    b"\x02"
    + text("first")
    + text("cola")
    + number(OPENS + 60_000)
    + many([number(188) + number(0), number(288) + number(1_500), number(1) + number(0)])
)

seeds_of_plan_content = b"\x04" + number(2) + seeds_content[1:]


def terms(engine_version, beacon=b"", kind=b"\x01"):
    return (
        kind
        + text(SHOW)
        + number(2)
        + number(64)
        + number(12)
        + text("fnv1a64-fmix64")
        + number(engine_version)
        + many(
            [
                schedule()
                + text("0.02")
                + text("0.1")
                + many([text("stars"), text("moon")])
                + sealed_secret(SHOW, "first", WAVE_SECRET)
                + beacon
            ]
        )
        + many([text("cola"), text("tea")])
        + many(
            [
                number(0) + number(3) + number(1),
                number(OPENS + 60_000) + number(5) + number(2),
            ]
        )
    )


terms_content = terms(1)

activate_content = b"\x05" + number(2) + number(OPENS + 62_000)
pause_content = b"\x06" + text("first") + b"\x01" + number(OPENS + 90_000)
carry_content = (
    b"\x07"
    + text("first")
    + text("second")
    + b"\x03"
    + many([number(0) + text("0.25"), number(90_000) + text("0.75")])
)
beacon_content = b"\x08" + text("first") + number(4_711) + data(bytes(range(32)))


def wave(start, odds, greeting_odds, curve, pools):
    return start + text(odds) + text(greeting_odds) + curve + many(pools)


def campaign(channels=b"", of_first=b"", more_waves=(), claiming=b"", of_pool=b""):
    first = wave(
        schedule(),
        "0.02",
        "0.1",
        b"\x03" + many([number(0) + text("0.25"), number(90_000) + text("0.75")]),
        [
            text("cola")
            + number(100_000)
            + number(50_000_000)
            + number(100)
            + number(2_000)
            + of_pool
        ],
    )
    return (
        text(SHOW)
        + text("Asia/Shanghai")
        + number(64)
        + number(3)
        + number(1)
        + channels
        + claiming
        + many([text("cola") + text("Cola \u53ef\u4e50") + text("cola-logo") + text("")])
        + many([text("stars") + text("Happy New Year") + text("stars-card")])
        + many([first + of_first, *more_waves])
    )


def plan(activates_at, version=1, content=campaign(), secrets=("first",)):
    return (
        head(PLAN, version)
        + number(2)
        + number(activates_at)
        + number(12)
        + text("ab" * 32)
        + sealed_secret(SHOW, "planning-seed", bytes(32))
        + content
        + b"".join(sealed_secret(SHOW, wave_id, WAVE_SECRET) for wave_id in secrets)
    )


# A plan of a live show: channels, a beacon, and a wave that carries what another left.
live_campaign = campaign(
    channels=many([text("tv") + number(3_000), text("web") + number(35_000)]),
    of_first=text("52db9ba7") + number(4_711) + text(""),
    more_waves=[
        wave(
            text("second") + number(OPENS + 600_000) + number(OPENS + 900_000) + number(5_000),
            "0.05",
            "0",
            b"\x01",
            [],
        )
        + text("")
        + text("first")
    ],
)


def live_plan(activates_at, manifest, activating):
    return (
        plan(activates_at, version=4, content=live_campaign, secrets=("first", "second"))
        + text(manifest)
        + bytes([activating])
    )


# Of a shadow show for the test group "crew".
def shadow_plan(activates_at):
    return (
        plan(activates_at, version=5, content=live_campaign, secrets=("first", "second"))
        + text("")
        + b"\x00"
        + b"\x01"
        + text("crew")
    )


# Packets that are split in three, and claimed within two hours and paid 5 s later.
claim_terms = number(7_200_000) + number(5_000)


answer_lifetime = number(1_800_000) + number(OPENS + 60_000)


def plan_of_claiming(activates_at, version=6, answers=b""):
    content = campaign(
        channels=many([]),
        claiming=claim_terms + answers,
        of_pool=number(3),
        of_first=text("") + text(""),
    )
    return (
        plan(activates_at, version=version, content=content)
        + text("")
        + b"\x00"  # not activating
        + b"\x00"  # a live show,
        + text("")  # which has no group
    )


# Money.
PACKET = SHOW + ".5.3.17"
BATCH = SHOW + ".5.3"

won_fields = (
    text(PACKET)
    + text(SHOW)
    + number(5)
    + text("u1")
    + text("first")
    + number(17)
    + text("cola")
    + number(188)
    + b"\x01"  # risk level: watch
    + number(5)
    + number(4_000_000_000)
    + number(OPENS + 85_350)
)


def claiming(shadow):
    return (
        bytes([shadow])
        + number(OPENS + 7_285_350)
        + claim_terms
        + many([number(100), number(50), number(38)])
    )


origin = text("edge-1") + text("d1") + text("127.0.0.1") + number(OPENS + 90_000)
note = text("ann") + text("looks odd")


def state(flags, shares_until, shares):
    return (
        b"\x01"
        + bytes([flags])
        + text("u1")
        + text("cola")
        + number(OPENS + 7_285_350)
        + claim_terms
        + number(shares_until)
        + many(shares)
    )


def op(what, done=False, last_controls=()):
    return (
        head(OP)
        + text(SHOW)
        + number(7)
        + number(OPENS + 59_000)
        + text("ann")
        + (b"\x01" if done else b"\x00")
        + what
        + many([number(last) for last in last_controls])
    )


def signed(content):
    signature = signing_key.sign(data(b"hongbao-show-1") + data(content))
    return head(SIGNED_SHOW_RECORD) + data(content) + data(signature)


# An envelope that the holder of the signing key approves: in the tests that is one person.
envelope_content = (
    text(SHOW)
    + number(2)
    + number(OPENS - 600_000)
    + text("ann")
    + number(150_000)
    + number(70_000_000)
    + number(2_000)
    + number(10_000_000)
    + number(OPENS + 7_200_000)
    + many([text("cola"), text("tea")])
)
envelope = (
    head(ENVELOPE)
    + envelope_content
    + text(
        base64.b64encode(signing_key.sign(data(b"hongbao-envelope-1") + envelope_content)).decode()
    )
)
approval = head(APPROVAL) + b"\x01" + number(OPENS - 700_000) + text("up")
policy = head(POLICY) + number(7) + text('{"version":7,"signature":"none"}')


# An operation as a file: begun, two buckets told the same, done.
def activation(done):
    what = b"\x03" + number(2) + number(OPENS + 62_000) + b"\x01"
    return op(what, done=done, last_controls=(4, 9))


def signature_of(bucket, control_number, content):
    return control(bucket, control_number, content)[-65:]  # with its length


def plan_file():
    content = (
        text(SHOW)
        + number(9)
        + number(8)
        + number(2)  # checked against this envelope
        + b"\x01"  # approval is required
        + many(
            [
                b"\x01" + data(signed(activation(False))),
                b"\x02" + number(5) + number(4) + b"\x00" + data(activate_content)
                + signature_of(5, 4, activate_content),
                b"\x02" + number(6) + number(9) + b"\x01" + signature_of(6, 9, activate_content),
                b"\x01" + data(signed(activation(True))),
            ]
        )
    )
    signature = signing_key.sign(data(b"hongbao-plan-file-1") + data(content))
    return head(PLAN_FILE) + data(content) + data(signature)


def show_snapshot():
    content = (
        number(OPENS)
        + number(8)
        + number(9)
        + many([data(mode), data(envelope), data(approval)])
        + many([data(plan_file())])
    )
    signature = signing_key.sign(data(b"hongbao-show-snapshot-1") + data(content))
    return head(SHOW_SNAPSHOT) + data(content) + data(signature)


mode = head(MODE) + text(SHOW) + number(7) + b"\x02" + text("too many phones")

op_tell = op(b"\x04" + data(pause_content), done=True, last_controls=(3, 300))

ack_clock = (
    text("edge-1")
    + number(OPENS)
    + b"\x00"  # has not left
    + b"\x01"  # its clock is behind
    + number(300)
)
ack_shows = many([text(SHOW) + number(2) + number(7)])

RECORDS = {
    "signing-key-pkcs8": signing_pkcs8,
    "verifying-key-x509": verifying_x509,
    "sealing-key": SEALING_KEY,
    "sealed-wave-secret": sealed(SHOW, "first", WAVE_SECRET),
    "sealed-planning-seed": sealed(SHOW, "planning-seed", bytes(32)),
    "bucket-key": text(SHOW) + number(300),
    "shake": head(SHAKE)
    + b"\x01"  # flags: own repeat
    + b"\x03"  # risk level: empty
    + number(17)
    + number(2)
    + number(OPENS + 85_300)
    + number(4)
    + text("\u5f20\u4f1f")
    + text("first")
    + text("edge-1")
    + text("d1")
    + text("127.0.0.1"),
    "shake-of-practice": head(SHAKE)
    + b"\x03"  # flags: own repeat, practice
    + b"\x03"
    + number(17)
    + number(2)
    + number(OPENS + 85_300)
    + number(4)
    + text("\u5f20\u4f1f")
    + text("first")
    + text("edge-1")
    + text("d1")
    + text("127.0.0.1"),
    "tick": head(TICK) + text("edge-1") + number(OPENS),
    "won": head(WON) + won_fields,
    "won-of-shadow": head(WON, version=2) + won_fields,
    "plan-staged": plan(0),
    "plan-active": plan(OPENS - 10_000),
    "plan-of-seed-files": plan(OPENS - 10_000, version=2) + text("cd" * 32),
    "plan-activating": plan(OPENS - 10_000, version=3) + text(""),
    "plan-of-channels": live_plan(0, "", False),
    "plan-of-channels-activating": live_plan(OPENS - 10_000, "cd" * 32, True),
    "plan-of-shadow": shadow_plan(OPENS - 10_000),
    "verdict": head(VERDICT)
    + b"\x02"  # about a device
    + text("d1")
    + b"\x05"  # risk level: block
    + number(OPENS + 600_000)
    + text("too-fast")
    + number(7),
    "dead-letter": head(DEAD_LETTER)
    + text("unknown kind 99")
    + text("shakes")
    + number(3)
    + number(41)
    + number(OPENS)
    + data(b"")
    + data(bytes([1, 99, 255])),
    "outcome-miss": b"\x01",
    "outcome-greeting": b"\x02" + text("stars"),
    "outcome-packet": packet,
    "outcome-limited-user": b"\x04",
    "outcome-limited-enterprise": b"\x05",
    "op-stage": op(b"\x01" + data(plan(0))),
    "op-append-plan": op(b"\x02" + number(2) + number(OPENS + 60_000)),
    "op-activate": op(b"\x03" + number(2) + number(OPENS + 62_000) + b"\x01"),
    "op-tell": op_tell,
    "op-set-mode": op(b"\x05\x01" + text("Redis is slow")),
    "op-approve": op(b"\x06" + number(2)),
    "op-forget": op(b"\x07" + text("edge-2")),
    "op-publish-secrets": op(b"\x08"),
    "mode": mode,
    "secrets": head(SECRETS) + text(SHOW) + many([text("first") + data(WAVE_SECRET)]),
    "ack": head(ACK, 2) + ack_clock + number(51) + ack_shows,  # answers took up to 50 ms
    "ack-without-delay": head(ACK) + ack_clock + ack_shows,
    "envelope": envelope,
    "approval": approval,
    "policy": policy,
    "signed-op": signed(op_tell),
    "signed-plan": signed(plan(OPENS - 10_000)),
    "signed-envelope": signed(envelope),
    "signed-approval": signed(approval),
    "signed-policy": signed(policy),
    "plan-file": plan_file(),
    "show-snapshot": show_snapshot(),
    "content-terms": terms_content,
    "content-seeds": seeds_content,
    "content-end": b"\x03",
    "content-terms-without-beacon": terms(2, text("")),
    "content-terms-with-beacon": terms(2, text("52db9ba7") + number(4_711)),
    "content-terms-of-shadow": terms(2, text(""), kind=b"\x09\x01" + text("crew")),
    "content-seeds-of-plan": seeds_of_plan_content,
    "content-activate": activate_content,
    "content-pause": pause_content,
    "content-resume": pause_content.replace(b"\x01", b"\x00", 1),
    "content-carry": carry_content,
    "content-beacon": beacon_content,
    "content-beacon-failed": b"\x08" + text("first") + number(4_711) + data(b""),
    "control-terms": control(5, 4, terms_content),
    "control-seeds": control(5, 3, seeds_content),
    "control-end": control(5, 300, b"\x03"),
    "plan-of-claiming": plan_of_claiming(0),
    "content-terms-of-claiming": terms(
        2, text(""), kind=b"\x0b\x01" + text("crew") + claim_terms
    ),
    "plan-of-answers": plan_of_claiming(0, version=7, answers=answer_lifetime),
    "content-terms-of-answers": terms(
        2, text(""), kind=b"\x0c\x01" + text("crew") + claim_terms + answer_lifetime
    ),
    "content-seeds-of-shares": b"\x0a"
    + number(3)
    + number(2)
    + text("first")
    + text("cola")
    + number(OPENS + 60_000)
    + many([number(188) + number(0), number(288) + number(1_500)]),
    "won-to-claim": head(WON, version=3) + won_fields + claiming(False),
    "won-of-shadow-to-claim": head(WON, version=3) + won_fields + claiming(True),
    "claim": head(CLAIM) + text(PACKET) + text("u1") + b"\x04" + origin,
    "share": head(SHARE) + text(PACKET) + number(2) + text("\u5f20\u4f1f") + b"\x00" + origin,
    "hold": head(HOLD) + text(PACKET) + number(1) + note,
    "approve": head(APPROVE) + text(PACKET) + number(1) + number(0) + note,
    "refuse": head(REFUSE) + text(PACKET) + number(0) + number(2) + note,
    "expire": head(EXPIRE) + text(PACKET),
    "due": head(DUE) + text(PACKET) + number(2),
    "paid": head(PAID) + text(PACKET) + number(0) + number(1) + text("T-300"),
    "pay-failed": head(PAY_FAILED)
    + text(PACKET)
    + number(2)
    + number(1)
    + text("payout-1")
    + text("no account"),
    "funded": head(FUNDED) + text(BATCH) + text("cola") + number(500) + number(250_000),
    "unissued": head(UNISSUED) + text(BATCH) + number(17) + number(8_500),
    "ledger-entry": head(LEDGER_ENTRY)
    + b"\x02"  # kind: claim
    + text(PACKET + "/2/1/claim")
    + text(BATCH)
    + text("cola")
    + number(38),
    "ledger-entry-of-batch": head(LEDGER_ENTRY)
    + b"\x01"  # kind: fund
    + text(BATCH + "/fund")
    + text(BATCH)
    + text("cola")
    + number(250_000),
    "payout": head(PAYOUT)
    + text(PACKET)
    + number(2)
    + number(1)
    + text("\u5f20\u4f1f")
    + text("cola")
    + number(38),
    "state-waiting": b"\x01\x00" + many([text("u1") + b"\x02", text("u2") + b"\x04"]),
    "state-of-packet": state(
        1,  # won
        OPENS + 7_290_000,
        [
            number(100) + b"\x05" + number(1),  # paid
            number(50)
            + b"\x02"  # claimed
            + number(1)
            + text("\u5f20\u4f1f")
            + number(OPENS + 95_000),
            number(38) + b"\x00" + number(0) + text(""),  # open
        ],
    ),
    "state-of-shadow": state(
        3,  # won, in a shadow show
        0,
        [
            number(100) + b"\x00" + number(0),
            number(50) + b"\x00" + number(0) + text(""),
            number(38) + b"\x00" + number(0) + text(""),
        ],
    ),
    "state-of-batch": b"\x01\x03"
    + text("cola")
    + number(500)
    + number(250_000)
    + number(17)
    + number(8_500),
}

with open("records.csv", "w", newline="", encoding="ascii") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["record", "hex"])
    writer.writerows([name, value.hex()] for name, value in RECORDS.items())

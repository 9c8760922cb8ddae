"""Makes test/vectors/logged/: whole records with log proofs and cosignatures, trust files, and what to expect.

    python3 test/vectors/make_logged.py

Everything is derived from names, so a second run writes the same bytes. See README.md for the format.
"""

import hashlib
import json
import os
import shutil

import forge
from forge import v

LOGGED = os.path.join(forge.HERE, "logged")
# Of twenty names tried, one under which a signature has a second, forbidden spelling (mutate.py needs one).
CHAIN, PRACTICE = "public-test-chain-13", "practice-test-chain"
GENESIS, PERIOD = 1767225600, 3  # 2026-01-01T00:00:00Z
ORIGIN = "vectors.example/log"
LOG = forge.SigningKey(ORIGIN, v.LOG_KEY)
OTHER_LOG = forge.SigningKey("elsewhere.example/log", v.LOG_KEY)
WITNESSES = [forge.SigningKey("witness-%s.example/w" % name, v.WITNESS_KEY) for name in ("one", "two", "three")]
STRANGER = forge.SigningKey("stranger.example/w", v.WITNESS_KEY)

TIMES = {
    "opensAt": "2026-03-02T08:00:00Z",
    "closesAt": "2026-03-06T12:00:00Z",
    "freezeAt": "2026-03-06T13:00:00Z",
    "revealBy": "2026-03-06T15:00:00Z",
    "drawAt": "2026-03-06T16:00:01Z",
}
REFILL = {
    "firstAt": "2026-03-07T16:00:01Z",
    "everySeconds": 86400,
    "lastAt": "2026-03-13T16:00:01Z",
    "freezeSecondsBefore": 3600,
    "revealSecondsBefore": 1800,
}


def text_hash(*parts):
    return forge.sha256_hex(" ".join(parts).encode("ascii"))


def make_announcement(window, chain, contributors):
    return {
        "protocol": v.PROTOCOL,
        "window": window,
        "title": "Logged test record",
        "timetable": dict(TIMES, refill=REFILL),
        "beacon": chain,
        "tickets": {
            "allowed": [1, 2, 4, 8, 16],
            "rule": "savable",
            "parameters": {"leadDays": 14, "cap": 16, "maxLosses": 4, "guaranteeAfter": 8},
        },
        "passes": [{"pot": "hardship", "from": ["hardship"]}, {"pot": "general", "from": ["general", "hardship"]}],
        "choices": {"groups": ["office-a-am", "office-a-pm"]},
        "contributors": contributors,
        "log": {"origin": ORIGIN, "key": LOG.vkey},
        "witnesses": [key.vkey for key in WITNESSES],
        "quorum": 2,
    }


def make_entries(draw_id):
    shapes = [
        (16, 1, "general", "*"),
        (1, 1, "general", "office-a-am"),
        (4, 2, "general", "office-a-pm,office-a-am"),
        (8, 1, "hardship,general", "*"),
        (2, 1, "general", "office-a-am,office-a-pm"),
        (1, 3, "general", "*"),
    ]
    lines = []
    for number, shape in enumerate(shapes):
        secret = text_hash(draw_id, "receipt", str(number))
        identity = "Muster-%d|Kim|1990-01-00|AZ%d" % (number, number)
        lines.append(
            "%s %d %d %s %s %s\n"
            % (v.derive_ticket_id(draw_id, secret), *shape, v.derive_person_commitment(draw_id, secret, identity))
        )
    return "".join(sorted(lines)).encode("ascii")


def make_slots(draw_id):
    shapes = [
        ("office-a-am", 0, "general"),
        ("office-a-am", 1, "hardship"),
        ("office-a-pm", 2, "general"),
        ("office-a-pm", 3, "general"),
    ]
    return "".join(
        "s%d %s lane0 %d %s %s\n" % (index, group, index, label, text_hash(draw_id, "slot", str(index)))
        for group, index, label in shapes
    ).encode("ascii")


def make_draw(name, number=0, kind="public", contributors=("office", "ombudsperson"), given=None, freeze=None):
    """A record without log. `given` lists the contributors that revealed; `freeze` may change freeze.json."""
    window = "vectors.example/renew-permit/" + name
    draw_id = "%s/%d" % (window, number)
    chain_name = PRACTICE if kind == "practice" else CHAIN
    announcement = make_announcement(window, forge.make_chain(chain_name, GENESIS, PERIOD, kind), list(contributors))
    files = {
        "announcement.json": forge.json_bytes(announcement),
        "entries.txt": make_entries(draw_id),
        "slots.txt": make_slots(draw_id),
    }
    _, reveal_instant, round_number = v.draw_moments(v.parse_announcement(files["announcement.json"]), number)
    secrets = {contributor: text_hash(draw_id, "secret", contributor) for contributor in contributors}
    given = contributors if given is None else given
    files["reveal.json"] = forge.json_bytes(
        {"contributions": [{"contributor": c, "secret": secrets[c] if c in given else None} for c in contributors]}
    )
    files["beacon.json"] = forge.json_bytes(forge.sign_round(chain_name, round_number))
    files["freeze.json"] = forge.json_bytes(
        {
            "protocol": v.PROTOCOL,
            "drawId": draw_id,
            "announcement": "",
            "entries": {},
            "slots": {},
            "commitments": [
                {"contributor": c, "commitment": v.tagged_hash("contribution", draw_id, c, secrets[c])}
                for c in contributors
            ],
            "round": round_number,
            "frozenAt": v.format_time(reveal_instant - 1700),
        }
    )
    return forge.redraw(files, freeze)


def make_quicknet_draw():
    """The protocol vector `tiny`, whose round is a real one, as this test log would have logged it."""
    files = forge.read_folder(os.path.join(forge.PROTOCOL_VECTORS, "tiny"))
    announcement = json.loads(files["announcement.json"])
    announcement.update(log={"origin": ORIGIN, "key": LOG.vkey}, witnesses=[key.vkey for key in WITNESSES], quorum=2)
    files["announcement.json"] = forge.json_bytes(announcement)
    del files["SHA256SUMS"]
    return forge.redraw(files)


class Log:
    """A growing tree with somebody else's entries in it."""

    def __init__(self):
        self.leaves = []

    def add(self, entry):
        self.leaves.append(forge.log_line(entry))
        return len(self.leaves) - 1

    def add_noise(self, time, count):
        for _ in range(count):
            self.add(
                {
                    "type": "registrations.received",
                    "at": v.format_time(time),
                    "count": 1,
                    "root": text_hash("noise", str(len(self.leaves))),
                }
            )

    def prove(self, index, cosigners, key=LOG, origin=ORIGIN):
        text = forge.checkpoint_text(origin, self.leaves)
        note = text + "\n" + key.note_line(text)
        note += "".join(witness.cosignature_line(text, time) for witness, time in cosigners)
        return forge.proof_text(self.leaves, index, note).encode("utf-8")


def moments_of(files):
    """Until when each of the three has to be witnessed."""
    announcement = v.parse_announcement(files["announcement.json"])
    number = int(json.loads(files["freeze.json"])["drawId"].rpartition("/")[2])
    _, reveal_instant, round_number = v.draw_moments(announcement, number)
    return {
        "announced": announcement["times"]["opensAt"],
        "frozen": reveal_instant,
        "revealed": v.time_of_round(announcement["beacon"], round_number),
    }


def subject_of(files, step):
    draw_id = json.loads(files["freeze.json"])["drawId"]
    kind, file = {
        "announced": ("window.announced", "announcement.json"),
        "frozen": ("draw.frozen", "freeze.json"),
        "revealed": ("draw.revealed", "reveal.json"),
        "drawn": ("draw.drawn", "result.txt"),
    }[step]
    about = {"window": draw_id.rpartition("/")[0]} if step == "announced" else {"drawId": draw_id}
    return kind, about, forge.sha256_hex(files[file])


def with_log(files, witnesses=WITNESSES, late=None, order=("announced", "frozen", "revealed", "drawn"), cosign=None):
    """The record with its log folder. Witnesses sign one, two, three seconds before the moment; of the step named
    `late`, only the first does so and the others at the very moment, when it is too late. `cosign` may replace the
    list of (witness, time) of a step."""
    files, log, moments = dict(files), Log(), moments_of(files)
    moments["drawn"] = moments["revealed"] + 600
    log.add_noise(moments["announced"] - 7200, 3)
    for step in order:
        kind, about, digest = subject_of(files, step)
        at = v.format_time(moments[step] - 60)
        index = log.add({"type": kind, "at": at, **about, "sha256": digest})
        log.add_noise(moments[step] - 30, 2)
        cosigners = [
            (witness, moments[step] - 1 - place if step != late or place == 0 else moments[step])
            for place, witness in enumerate(witnesses)
        ]
        cosigners = cosign(step, cosigners) if cosign else cosigners
        files["log/%s.json" % step] = log.leaves[index] + b"\n"
        files["log/%s.tlog-proof" % step] = log.prove(index, cosigners)
    return files


def make_trust(chains=None, logs=(LOG,), witnesses=WITNESSES, quorum=2):
    test_chain = forge.make_chain(CHAIN, GENESIS, PERIOD, "public")
    del test_chain["kind"]
    return forge.json_bytes(
        {
            "chains": [v.QUICKNET, test_chain] if chains is None else chains,
            "logs": [key.vkey for key in logs],
            "witnesses": [key.vkey for key in witnesses],
            "quorum": quorum,
        }
    )


TRUST = {
    "trust.json": make_trust(),
    "trust-other-log.json": make_trust(logs=[OTHER_LOG]),
    "trust-other-chain.json": make_trust(chains=[v.QUICKNET]),
    "trust-other-witnesses.json": make_trust(witnesses=[STRANGER], quorum=1),
    "trust-one-witness.json": make_trust(witnesses=WITNESSES[:1], quorum=1),
    "trust-three-witnesses.json": make_trust(quorum=3),
    "trust-quorum-four.json": make_trust(quorum=4),
}


def make_records():
    def nothing_committed(freeze):
        for item in freeze["commitments"]:
            item["commitment"] = "0" * 64

    def frozen_at_reveal(freeze):
        freeze["frozenAt"] = TIMES["revealBy"]

    return {
        "witnessed": with_log(make_draw("witnessed")),
        "refill": with_log(make_draw("refill", number=3)),
        "quicknet": with_log(make_quicknet_draw()),
        "no-contributors": with_log(make_draw("no-contributors", contributors=())),
        "missed-contribution": with_log(make_draw("missed-contribution", given=("ombudsperson",))),
        "nothing-committed": with_log(make_draw("nothing-committed", given=(), freeze=nothing_committed)),
        "practice": with_log(make_draw("practice", kind="practice")),
        "unwitnessed": with_log(make_draw("unwitnessed"), witnesses=[]),
        "late-announcement": with_log(make_draw("late-announcement"), late="announced"),
        "late-freeze": with_log(make_draw("late-freeze"), late="frozen"),
        "late-reveal": with_log(make_draw("late-reveal"), late="revealed"),
        "frozen-at-reveal": with_log(make_draw("frozen-at-reveal", freeze=frozen_at_reveal)),
        "reveal-logged-first": with_log(
            make_draw("reveal-logged-first"), order=("announced", "revealed", "frozen", "drawn")
        ),
    }


def case(record, trust, verdict, check=None, code=None, chain="trusted"):
    return {
        "name": record,
        "trust": "logged/" + trust if trust else None,
        "expect": {"verdict": verdict, "check": check, "code": code, "chain": chain},
    }


CASES = [
    case("witnessed", "trust.json", "verified"),
    case("refill", "trust.json", "verified"),
    case("quicknet", "trust.json", "verified"),
    case("no-contributors", "trust.json", "verified"),
    case("missed-contribution", "trust.json", "verified"),
    case("nothing-committed", "trust.json", "verified"),
    # Nothing is left unchecked here, but the office holds the practice chain's key.
    case("practice", "trust.json", "replayed", chain="practice"),
    case("witnessed", "trust-other-chain.json", "replayed", chain="untrusted"),
    case("quicknet", "trust-other-chain.json", "verified"),
    case("unwitnessed", "trust.json", "replayed", "timing", "timing.quorum"),
    case("witnessed", "trust-other-log.json", "replayed", "timing", "timing.log-untrusted"),
    case("witnessed", "trust-other-witnesses.json", "replayed", "timing", "timing.quorum"),
    case("witnessed", "trust-quorum-four.json", "replayed", "timing", "timing.quorum"),
    case("witnessed", "trust-three-witnesses.json", "verified"),
    # Without a trust file nobody trusts this log; quicknet is trusted always.
    case("quicknet", None, "replayed", "timing", "timing.log-untrusted"),
    case("witnessed", None, "replayed", "timing", "timing.log-untrusted", chain="untrusted"),
    case("late-announcement", "trust.json", "failed", "timing", "timing.late"),
    case("late-freeze", "trust.json", "failed", "timing", "timing.late"),
    case("late-reveal", "trust.json", "failed", "timing", "timing.late"),
    # The first witness alone was in time.
    case("late-reveal", "trust-one-witness.json", "verified"),
    case("frozen-at-reveal", "trust.json", "failed", "timing", "timing.freeze-late"),
    case("frozen-at-reveal", None, "failed", "timing", "timing.freeze-late", chain="untrusted"),
    case("reveal-logged-first", "trust.json", "failed", "timing", "timing.order"),
    case("reveal-logged-first", "trust-other-log.json", "failed", "timing", "timing.order"),
]


def main():
    forge.require_protocol_vectors()
    shutil.rmtree(LOGGED, ignore_errors=True)
    for name, files in make_records().items():
        sums = "".join("%s  %s\n" % (hashlib.sha256(files[name]).hexdigest(), name) for name in sorted(files))
        forge.write_folder(os.path.join(LOGGED, name), dict(files, SHA256SUMS=sums.encode("ascii")))
    forge.write_folder(LOGGED, TRUST)
    forge.write_folder(LOGGED, {"index.json": forge.json_bytes(CASES)})


if __name__ == "__main__":
    main()

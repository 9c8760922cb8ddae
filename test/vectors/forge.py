"""Tools for making test records: signing, logging, and drawing with the reference verifier's own functions.

The keys made here are public by construction (hashes of their names). Never use this file to sign anything real: its
arithmetic leaks the key through time.
"""

import base64
import hashlib
import importlib.util
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PROTOCOL_VECTORS = os.environ.get("FAIRSLOT_PROTOCOL_VECTORS", os.path.join(HERE, "protocol"))
REFERENCE = os.path.join(HERE, "..", "..", "reference", "verify.py")


def load_reference():
    spec = importlib.util.spec_from_file_location("verify", REFERENCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


v = load_reference()


def require_protocol_vectors():
    if not os.path.isfile(os.path.join(PROTOCOL_VECTORS, "tiny", "announcement.json")):
        sys.exit(
            "The protocol vectors are missing: put the folders tiny, pots, refill, empty and the files "
            "drand-quicknet.json, receipts.json, transparency.json into test/vectors/protocol/, or name their "
            "folder in the environment variable FAIRSLOT_PROTOCOL_VECTORS."
        )


def read_folder(folder):
    """All files of a record, the log's too, by their name inside the record."""
    files = {}
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                files[os.path.relpath(path, folder).replace(os.sep, "/")] = file.read()
    return files


def write_folder(folder, files):
    for name, data in files.items():
        path = os.path.join(folder, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


def json_bytes(value):
    return (json.dumps(value, indent=1) + "\n").encode("ascii")


def sha256_hex(data):
    return hashlib.sha256(data).hexdigest()


def apply_edits(files, edits):
    """The operations of test/vectors/README.md."""
    files = dict(files)
    for edit in edits:
        name, op = edit["file"], edit["op"]
        if op == "set":
            files[name] = edit["text"].encode("utf-8")
        elif op == "append":
            files[name] = files[name] + edit["text"].encode("utf-8")
        elif op == "remove-file":
            del files[name]
        elif op == "replace-bytes":
            at = edit["offset"] if edit["offset"] >= 0 else len(files[name]) + edit["offset"]
            assert 0 <= at and at + edit["remove"] <= len(files[name]), edit
            files[name] = files[name][:at] + bytes.fromhex(edit["hex"]) + files[name][at + edit["remove"] :]
        elif op == "replace-text":
            find, new = edit["find"].encode("utf-8"), edit["with"].encode("utf-8")
            found = files[name].count(find)
            assert found > 0 if edit.get("all") else found == 1, "%d times: %r" % (found, edit)
            files[name] = files[name].replace(find, new)
        else:
            raise ValueError("unknown op " + op)
    return files


# --- Drawing ---


def redraw(files, freeze=None):
    """The record with everything that follows from its inputs made anew: announcement hash, counts, sums, roots in
    freeze.json, then result.txt. `freeze` may change the freeze file's object before it is written."""
    files = dict(files)
    frozen = json.loads(files["freeze.json"])
    frozen["announcement"] = sha256_hex(files["announcement.json"])
    entry_lines, slot_lines = v.parse_lines(files["entries.txt"]), v.parse_lines(files["slots.txt"])
    frozen["entries"] = {
        "count": len(entry_lines),
        "tickets": sum(int(line.split(" ")[1]) for line in entry_lines),
        "root": v.merkle_root_of_lines(entry_lines),
    }
    frozen["slots"] = {"count": len(slot_lines), "root": v.merkle_root_of_lines(slot_lines)}
    if freeze:
        freeze(frozen)
    files["freeze.json"] = json_bytes(frozen)
    return with_result(files)


def with_result(files):
    files = dict(files)
    frozen, reveal, beacon = (json.loads(files[name]) for name in ("freeze.json", "reveal.json", "beacon.json"))
    announcement = json.loads(files["announcement.json"])
    seed = v.derive_seed(
        frozen["drawId"],
        sha256_hex(files["freeze.json"]),
        [item["secret"] for item in reveal["contributions"]],
        announcement["beacon"]["chainHash"],
        beacon["round"],
        beacon["randomness"],
    )
    ranked = v.rank_entries(seed, [v.Entry(line) for line in v.parse_lines(files["entries.txt"])])
    slots = [v.Slot(line) for line in v.parse_lines(files["slots.txt"])]
    served = v.allocate(announcement["passes"], ranked, slots)
    files["result.txt"] = result_text(ranked, served).encode("ascii")
    return files


def result_text(ranked, served):
    lines = []
    for rank, (score, ticket_id, j, _) in enumerate(ranked, 1):
        pot, slots = served.get(ticket_id, ("-", ["-"]))
        lines.append("%d %s %d %s %s %s\n" % (rank, ticket_id, j, score, pot, ",".join(slots)))
    return "".join(lines)


# --- Signing (RFC 8032 section 5.1.6; BLS with drand's scheme) ---


class SigningKey:
    """An Ed25519 key whose secret is the hash of its name."""

    def __init__(self, name, kind):
        self.name = name
        digest = hashlib.sha512(hashlib.sha256(b"fairslot test key " + name.encode()).digest()).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254
        self.prefix = digest[32:]
        self.public_key = v.ed_encode(v.ed_multiply(self.scalar, v.ED_BASE))
        material = bytes([kind]) + self.public_key
        self.id = hashlib.sha256(name.encode() + b"\n" + material).digest()[:4]
        self.vkey = "%s+%s+%s" % (name, self.id.hex(), base64.b64encode(material).decode())

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % v.ED_L
        encoded = v.ed_encode(v.ed_multiply(r, v.ED_BASE))
        k = int.from_bytes(hashlib.sha512(encoded + self.public_key + message).digest(), "little") % v.ED_L
        return encoded + ((r + k * self.scalar) % v.ED_L).to_bytes(32, "little")

    def line(self, signature):
        return "\u2014 %s %s\n" % (self.name, base64.b64encode(self.id + signature).decode())

    def note_line(self, text):
        return self.line(self.sign(text.encode("utf-8")))

    def cosignature_line(self, text, time):
        message = "cosignature/v1\ntime %d\n%s" % (time, text)
        return self.line(time.to_bytes(8, "big") + self.sign(message.encode("utf-8")))


def chain_secret(name):
    return int.from_bytes(hashlib.sha256(b"fairslot test chain " + name.encode()).digest(), "big") % v.R


def make_chain(name, genesis, period, kind):
    public_key = v.g2_encode(v.G2.multiply(chain_secret(name), v.G2_GENERATOR)).hex()
    if kind == "practice":
        chain_hash = v.tagged_hash("practice-chain", public_key, "%d %d" % (genesis, period))
    else:
        chain_hash = sha256_hex(b"fairslot test chain hash " + name.encode())
    return {
        "scheme": v.SCHEME,
        "chainHash": chain_hash,
        "publicKey": public_key,
        "genesis": genesis,
        "periodSeconds": period,
        "kind": kind,
    }


def sign_round(name, round_number):
    message = v.hash_to_g1(hashlib.sha256(round_number.to_bytes(8, "big")).digest())
    signature = v.g1_encode(v.G1.multiply(chain_secret(name), message))
    return {"round": round_number, "signature": signature.hex(), "randomness": sha256_hex(signature)}


# --- Logging ---


def inclusion_path(leaves, index):
    """RFC 6962 section 2.1.1, as it is written there."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if index < split:
        return inclusion_path(leaves[:split], index) + [v.merkle_root(leaves[split:])]
    return inclusion_path(leaves[split:], index - split) + [v.merkle_root(leaves[:split])]


def log_line(entry):
    return json.dumps(entry, separators=(",", ":")).encode("ascii")


def checkpoint_text(origin, leaves):
    return "%s\n%d\n%s\n" % (origin, len(leaves), base64.b64encode(v.merkle_root(leaves)).decode())


def proof_text(leaves, index, note):
    hashes = "".join(base64.b64encode(node).decode() + "\n" for node in inclusion_path(leaves, index))
    return "c2sp.org/tlog-proof@v1\nindex %d\n%s\n%s" % (index, hashes, note)

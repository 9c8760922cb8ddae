#!/usr/bin/env python3
"""Fairslot reference verifier: replays the public record of one draw.

    python3 reference/verify.py RECORD [--receipt FILE] [--trust FILE] [--json]
    python3 reference/verify.py --batch [--trust FILE]        (record paths on standard input)

RECORD is a folder or a .zip. Exit code: 0 verified, 3 replayed, 1 failed, 2 unusable input.

This file is meant to be read next to the specification (docs/spec/), in the same order, and to be checked by eye. It
needs Python 3.9 or newer and nothing else: hashing comes from the standard library, everything above it (Merkle trees,
Ed25519, the BLS12-381 pairing) is written out here. It is slow and plain on purpose. It shares no code with the
service, so that a mistake has to be made twice to go unnoticed.

Nothing here is secret, so nothing here runs in constant time: do not sign with these functions.
"""

import argparse
import base64
import binascii
import datetime
import hashlib
import json
import os
import re
import stat
import struct
import sys
import traceback
import zipfile
import zlib

# ------------------------------------------------------------------------------------------------------------------
# Outcomes (verification.md)
# ------------------------------------------------------------------------------------------------------------------

PROTOCOL = "fairslot/v1"
MAX_INTEGER = 2**53 - 1  # bytes.md: larger numbers are read differently by different JSON readers
MAX_FILE_BYTES = 256 * 2**20  # verification.md, "Limits": a hostile record must not exhaust the reader's machine
MAX_SMALL_FILE_BYTES = 4 * 2**20  # of every file that is no list: JSON, proofs, receipt, trust
MAX_ARCHIVE_BYTES = 2**30
MAX_JSON_DEPTH = 16  # no shape of the record is deeper than five
MAX_SIGNATURE_LINES = 64


class Malformed(Exception):
    """Bytes that do not have the form their place demands. Each check turns it into its own code."""


class Failed(Exception):
    """A check found a contradiction."""

    def __init__(self, code, reason, expected=None, actual=None):
        super().__init__(code)
        self.code, self.reason, self.expected, self.actual = code, reason, expected, actual


class NotChecked(Exception):
    """A check could not be made; that is no accusation, but it caps the verdict."""

    def __init__(self, code, reason):
        super().__init__(code)
        self.code, self.reason = code, reason


class Unusable(Exception):
    """The input is no record, receipt or trust file at all (exit code 2)."""

    def __init__(self, code, reason):
        super().__init__(code)
        self.code, self.reason = code, reason


def shown(value):
    """A value from the record, made safe to print: a hostile record must not send control codes to a terminal."""
    text = value if isinstance(value, str) else repr(value)
    text = text if len(text) <= 160 else text[:157] + "..."
    return ascii(text)[1:-1]


def expect(code, reason, expected, actual):
    """The comparison that every check is made of."""
    if expected != actual:
        raise Failed(code, reason, expected, actual)


# ------------------------------------------------------------------------------------------------------------------
# Bytes (bytes.md)
# ------------------------------------------------------------------------------------------------------------------

HEX_32 = re.compile(r"[0-9a-f]{32}")
HEX_64 = re.compile(r"[0-9a-f]{64}")
HEX_96 = re.compile(r"[0-9a-f]{96}")
HEX_192 = re.compile(r"[0-9a-f]{192}")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
NAMES = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}(,[a-z0-9][a-z0-9._-]{0,39})*")
SERVICE = re.compile(r"[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*")
WINDOW = re.compile(r"[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*){2}")
DRAW_ID = re.compile(r"[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*){2}/(0|[1-9][0-9]{0,3})")
TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DECIMAL = re.compile(r"0|[1-9][0-9]{0,15}")


def sha256(data):
    return hashlib.sha256(data).digest()


def tagged_hash(tag, *lines):
    """H(tag, line1, ...): the tag and each line, every one ended by LF, hashed; in hex."""
    assert not any("\n" in line for line in lines)
    return hashlib.sha256("".join(part + "\n" for part in (PROTOCOL + "/" + tag, *lines)).encode("ascii")).hexdigest()


def parse_time(value):
    """YYYY-MM-DDTHH:MM:SSZ -> seconds since 1970. No leap second, no 24:00, no day that the calendar lacks."""
    match = TIME.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise Malformed("not a time of the form YYYY-MM-DDTHH:MM:SSZ: " + shown(value))
    try:
        moment = datetime.datetime(*map(int, match.groups()), tzinfo=datetime.timezone.utc)
    except ValueError:
        raise Malformed("no such time: " + value) from None
    return (moment.toordinal() - 719163) * 86400 + moment.hour * 3600 + moment.minute * 60 + moment.second


def format_time(seconds):
    """For messages only; an announcement may name numbers that lie beyond any calendar."""
    try:
        return (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)).isoformat() + "Z"
    except OverflowError:
        return "%d seconds after 1970" % seconds


def parse_base64(text):
    """Standard base64 with padding, in its one canonical spelling."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("not base64: " + shown(text)) from None
    if base64.b64encode(data).decode("ascii") != text:
        raise Malformed("not canonical base64: " + shown(text))
    return data


def parse_decimal(text):
    if not DECIMAL.fullmatch(text) or int(text) > MAX_INTEGER:
        raise Malformed("not a plain decimal integer below 2^53: " + shown(text))
    return int(text)


def parse_lines(data):
    """A text file of the record: ASCII, LF line ends, a final LF; no bytes means no lines."""
    if not data:
        return []
    if not data.isascii():
        raise Malformed("a byte that is not ASCII")
    if b"\r" in data:
        raise Malformed("a carriage return; lines end with LF alone")
    if not data.endswith(b"\n"):
        raise Malformed("the last line has no LF")
    return data[:-1].decode("ascii").split("\n")


# --- Strict JSON ---
# Written out, because ready-made readers silently take the last of two equal keys, or a fraction, or NaN.

JSON_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
JSON_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
JSON_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class JsonReader:
    """RFC 8259 without duplicate keys, without lone surrogates, with integers from 0 to 2^53 - 1 as only numbers."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def wrong(self, what):
        raise Malformed("JSON: %s at character %d" % (what, self.at))

    def skip_space(self):
        while self.at < len(self.text) and self.text[self.at] in " \t\n\r":
            self.at += 1

    def next_is(self, character):
        self.skip_space()
        if self.text[self.at : self.at + 1] == character:
            self.at += 1
            return True
        return False

    def take(self, character):
        if not self.next_is(character):
            self.wrong("expected " + character)

    def whole(self):
        value = self.value(0)
        self.skip_space()
        if self.at != len(self.text):
            self.wrong("something after the value")
        return value

    def value(self, depth):
        if depth > MAX_JSON_DEPTH:
            self.wrong("nested too deeply")
        self.skip_space()
        if self.next_is("{"):
            return self.object(depth)
        if self.next_is("["):
            return self.array(depth)
        if self.next_is('"'):
            return self.string()
        for word, meaning in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        return self.number()

    def object(self, depth):
        result = {}
        if self.next_is("}"):
            return result
        while True:
            self.take('"')
            key = self.string()
            if key in result:
                self.wrong("the key %s a second time" % shown(key))
            self.take(":")
            result[key] = self.value(depth + 1)
            if self.next_is("}"):
                return result
            self.take(",")

    def array(self, depth):
        result = []
        if self.next_is("]"):
            return result
        while True:
            result.append(self.value(depth + 1))
            if self.next_is("]"):
                return result
            self.take(",")

    def string(self):
        parts = []
        while True:
            plain = JSON_PLAIN.match(self.text, self.at)
            parts.append(plain.group())
            self.at = plain.end()
            character = self.text[self.at : self.at + 1]
            self.at += 1
            if character == '"':
                return "".join(parts)
            if character != "\\":
                self.wrong("a control character, or no end, in a string")
            escape = self.text[self.at : self.at + 1]
            self.at += 1
            parts.append(
                self.unicode_escape() if escape == "u" else JSON_ESCAPES.get(escape) or self.wrong("no such escape")
            )

    def unicode_escape(self):
        unit = self.hex4()
        if 0xD800 <= unit <= 0xDBFF and self.text.startswith("\\u", self.at):
            self.at += 2
            low = self.hex4()
            if 0xDC00 <= low <= 0xDFFF:
                return chr(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            self.wrong("half a surrogate pair")
        if 0xD800 <= unit <= 0xDFFF:
            self.wrong("half a surrogate pair")
        return chr(unit)

    def hex4(self):
        digits = re.compile(r"[0-9a-fA-F]{4}").match(self.text, self.at)
        if not digits:
            self.wrong("four hex digits wanted")
        self.at += 4
        return int(digits.group(), 16)

    def number(self):
        match = JSON_NUMBER.match(self.text, self.at)
        if not match:
            self.wrong("no value")
        # The length is looked at before the digits are converted: a million digits must not cost a second.
        if not DECIMAL.fullmatch(match.group()) or int(match.group()) > MAX_INTEGER:
            self.wrong("not an integer from 0 to 2^53 - 1 in its plain form: " + shown(match.group()))
        self.at = match.end()
        return int(match.group())


def parse_json_object(text):
    value = JsonReader(text).whole()
    if not isinstance(value, dict):
        raise Malformed("JSON: not an object")
    return value


def parse_json_file(data):
    """A JSON file of the record: one object, ASCII, LF line ends, a final LF."""
    return parse_json_object("\n".join(parse_lines(data)))


def decode_utf8(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("not UTF-8") from None


# --- Shapes: exact key sets and exact forms ---


def check_keys(value, required, optional=()):
    if not isinstance(value, dict):
        raise Malformed("not an object: " + shown(value))
    for key in required:
        if key not in value:
            raise Malformed("the key %s is missing" % key)
    for key in value:
        if key not in required and key not in optional:
            raise Malformed("the key %s is not part of this shape" % shown(key))
    return value


def check_text(value, pattern=None):
    if not isinstance(value, str) or (pattern and not pattern.fullmatch(value)):
        raise Malformed("not the text that belongs here: " + shown(value))
    return value


def check_integer(value, least=0, most=MAX_INTEGER):
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Malformed("not an integer from %d to %d: %s" % (least, most, shown(value)))
    return value


def check_list(value, least=0):
    if not isinstance(value, list) or len(value) < least:
        raise Malformed("not a list of at least %d: %s" % (least, shown(value)))
    return value


def check_unique(values):
    if len(set(values)) != len(values):
        raise Malformed("a value stands twice in a list")
    return values


def check_names(value, least=0):
    return check_unique([check_text(item, NAME) for item in check_list(value, least)])


def check_one_of(value, choices):
    if not isinstance(value, str) or value not in choices:
        raise Malformed("not one of %s: %s" % (", ".join(choices), shown(value)))
    return value


# ------------------------------------------------------------------------------------------------------------------
# Merkle trees (RFC 6962 section 2.1; RFC 9162 section 2.1.3.2 for the check of a proof)
# ------------------------------------------------------------------------------------------------------------------


def leaf_hash(data):
    return sha256(b"\x00" + data)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def merkle_root(leaves):
    """The tree over these leaf data. Pairing neighbours and carrying an odd last node up unchanged gives the same
    tree as RFC 6962's split at the largest power of two, without recursion."""
    if not leaves:
        return sha256(b"")
    level = [leaf_hash(leaf) for leaf in leaves]
    while len(level) > 1:
        pairs = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def merkle_root_of_lines(lines):
    return merkle_root([line.encode("ascii") for line in lines]).hex()


def inclusion_holds(leaf, index, size, path, root):
    """RFC 9162 section 2.1.3.2, step by step."""
    if index >= size:
        return False
    node, last, result = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while not node & 1 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and result == root


def consistency_holds(first, second, path, first_root, second_root):
    """RFC 9162 section 2.1.4.2. A record carries no consistency proof; auditors of the log need it."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    if not path:
        return False
    if first & (first - 1) == 0:
        path = [first_root] + list(path)
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not node & 1 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


# ------------------------------------------------------------------------------------------------------------------
# Ed25519 (RFC 8032 section 5.1)
# ------------------------------------------------------------------------------------------------------------------

ED_P = 2**255 - 19
ED_L = 2**252 + 27742317777372353535851937790883648493  # order of the base point
ED_D = -121665 * pow(121666, -1, ED_P) % ED_P
ED_SQRT_M1 = pow(2, (ED_P - 1) // 4, ED_P)
ED_ZERO = (0, 1, 1, 0)  # points are (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z (section 5.1.4)


def ed_add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % ED_P, (p[1] + p[0]) * (q[1] + q[0]) % ED_P
    c, d = 2 * p[3] * q[3] * ED_D % ED_P, 2 * p[2] * q[2] % ED_P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % ED_P, g * h % ED_P, f * g % ED_P, e * h % ED_P)


def ed_multiply(scalar, point):
    result = ED_ZERO
    while scalar:
        if scalar & 1:
            result = ed_add(result, point)
        point, scalar = ed_add(point, point), scalar >> 1
    return result


def ed_equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % ED_P == 0 and (p[1] * q[2] - q[1] * p[2]) % ED_P == 0


def ed_decode(data):
    """Section 5.1.3. Returns None for what is not the one canonical encoding of a point."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= ED_P:
        return None
    x2 = (y * y - 1) * pow(ED_D * y * y + 1, -1, ED_P) % ED_P
    x = pow(x2, (ED_P + 3) // 8, ED_P)
    if (x * x - x2) % ED_P:
        x = x * ED_SQRT_M1 % ED_P
    if (x * x - x2) % ED_P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = ED_P - x
    return (x, y, 1, x * y % ED_P)


def ed_encode(point):
    inverse = pow(point[2], -1, ED_P)
    x, y = point[0] * inverse % ED_P, point[1] * inverse % ED_P
    return (y | (x & 1) << 255).to_bytes(32, "little")


ED_BASE = ed_decode((4 * pow(5, -1, ED_P) % ED_P).to_bytes(32, "little"))  # y = 4/5, x even (section 5.1)


def ed25519_holds(public_key, message, signature):
    """Section 5.1.7 with the equation [8][S]B = [8]R + [8][k]A. A key of small order is refused as well: under such a
    key one signature can fit several messages (log.md, "Signatures")."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    a, r = ed_decode(public_key), ed_decode(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ED_L or ed_equal(ed_multiply(8, a), ED_ZERO):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ED_L
    left, right = ed_multiply(s, ED_BASE), ed_add(r, ed_multiply(k, a))
    return ed_equal(ed_multiply(8, left), ed_multiply(8, right))


# ------------------------------------------------------------------------------------------------------------------
# Signed notes, checkpoints, cosignatures, log proofs (log.md; C2SP signed-note, tlog-checkpoint, tlog-cosignature,
# tlog-proof)
# ------------------------------------------------------------------------------------------------------------------

LOG_KEY, WITNESS_KEY = 1, 4  # signed-note's signature types: Ed25519, timestamped Ed25519 cosignature


def check_key_name(name):
    if not name or any(character.isspace() or character < " " or character == "+" for character in name):
        raise Malformed("not a key name: " + shown(name))
    return name


class VerifierKey:
    """A vkey: <name>+<key id>+base64(<type> <public key>)."""

    def __init__(self, text, kind):
        parts = check_text(text).split("+", 2)  # base64 may hold "+" itself, a name may not
        if len(parts) != 3 or not re.fullmatch(r"[0-9a-f]{8}", parts[1]):
            raise Malformed("not a verifier key: " + shown(text))
        self.name, self.id = check_key_name(parts[0]), bytes.fromhex(parts[1])
        material = parse_base64(parts[2])
        if len(material) != 33 or material[0] != kind:
            raise Malformed("not an Ed25519 verifier key of type %d: %s" % (kind, shown(text)))
        self.public_key = material[1:]
        if self.id != sha256(self.name.encode("utf-8") + b"\n" + material)[:4]:
            raise Malformed("the key id does not belong to this key: " + shown(text))


class Note:
    """A signed note: a text, and lines of the form "— <key name> <base64 of key id and signature>"."""

    def __init__(self, note):
        if any(character < " " and character != "\n" for character in note):
            raise Malformed("note: a control character")
        end = note.rfind("\n\n")
        if end < 0 or not note.endswith("\n"):
            raise Malformed("note: no blank line before the signatures, or no final LF")
        self.text, lines = note[: end + 1], note[end + 2 : -1].split("\n")
        if len(lines) > MAX_SIGNATURE_LINES:
            raise Malformed("note: more than %d signature lines" % MAX_SIGNATURE_LINES)
        self.signatures = [self.parse_signature(line) for line in lines]

    @staticmethod
    def parse_signature(line):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != "\u2014":
            raise Malformed("note: not a signature line: " + shown(line))
        data = parse_base64(parts[2])
        if len(data) < 5:
            raise Malformed("note: a signature line without a signature")
        return check_key_name(parts[1]), data[:4], data[4:]

    def signatures_of(self, key):
        """Lines of other keys are ignored, as signed-note demands."""
        return [signature for name, key_id, signature in self.signatures if (name, key_id) == (key.name, key.id)]

    def signed_by(self, key):
        """There is a signature of this key, and every one that claims to be is good."""
        found = self.signatures_of(key)
        message = self.text.encode("utf-8")
        return bool(found) and all(ed25519_holds(key.public_key, message, signature) for signature in found)

    def cosigned_by(self, key):
        """The earliest time at which this witness cosigned, or None. What does not verify counts for nothing."""
        times = []
        for data in self.signatures_of(key):
            time, signature = int.from_bytes(data[:8], "big"), data[8:]
            message = "cosignature/v1\ntime %d\n%s" % (time, self.text)
            if time < 2**63 and ed25519_holds(key.public_key, message.encode("utf-8"), signature):
                times.append(time)
        return min(times) if times else None


class LogProof:
    """A .tlog-proof: index, inclusion path, checkpoint. Neither an `extra` line nor checkpoint extensions: Fairslot
    gives them no meaning, and what has no meaning is refused."""

    def __init__(self, data):
        head, blank, note = decode_utf8(data).partition("\n\n")
        lines = head.split("\n")
        if not blank or len(lines) < 2 or lines[0] != "c2sp.org/tlog-proof@v1":
            raise Malformed("not a tlog-proof")
        if not lines[1].startswith("index "):
            raise Malformed("tlog-proof: no index")
        self.index = parse_decimal(lines[1][6:])
        self.path = [self.parse_hash(line) for line in lines[2:]]
        if len(self.path) > 63:
            raise Malformed("tlog-proof: a path longer than any tree is high")
        self.note = Note(note)
        body = self.note.text.split("\n")
        if len(body) != 4 or not body[0]:
            raise Malformed("checkpoint: not the three lines origin, size, root")
        self.origin, self.size, self.root = body[0], parse_decimal(body[1]), self.parse_hash(body[2])

    @staticmethod
    def parse_hash(line):
        data = parse_base64(line)
        if len(data) != 32:
            raise Malformed("not a SHA-256 hash: " + shown(line))
        return data


# ------------------------------------------------------------------------------------------------------------------
# BLS12-381 (randomness.md). Curve, generators and order: draft-irtf-cfrg-pairing-friendly-curves section 4.2.1;
# point encoding: the same draft's appendix C ("ZCash serialization"); hashing: RFC 9380.
# ------------------------------------------------------------------------------------------------------------------

BLS_X = 0xD201000000010000  # the curve's parameter is -BLS_X
P = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
assert R == BLS_X**4 - BLS_X**2 + 1 and P == (BLS_X + 1) ** 2 * R // 3 - BLS_X  # what defines a BLS12 curve

# --- Fields ---
# Fp: integers below P. Fp2 = Fp[u]/(u^2 + 1): pairs (a, b) for a + b*u.
# Fp12 = Fp[w]/(w^12 - 2*w^6 + 2): lists of 12 coefficients. There w^6 = 1 + u, so u = w^6 - 1.


def fp_sqrt(a):
    """P is 3 modulo 4 (RFC 9380 appendix I.1). None where there is no root."""
    root = pow(a, (P + 1) // 4, P)
    return root if root * root % P == a % P else None


def fp2_add(a, b):
    return ((a[0] + b[0]) % P, (a[1] + b[1]) % P)


def fp2_sub(a, b):
    return ((a[0] - b[0]) % P, (a[1] - b[1]) % P)


def fp2_mul(a, b):
    return ((a[0] * b[0] - a[1] * b[1]) % P, (a[0] * b[1] + a[1] * b[0]) % P)


def fp2_inverse(a):
    norm = pow(a[0] * a[0] + a[1] * a[1], -1, P)
    return (a[0] * norm % P, -a[1] * norm % P)


def fp2_sqrt(a):
    """With (x + y*u)^2 = a: x^2 - y^2 = a0 and x^2 + y^2 = sqrt(a0^2 + a1^2), hence x^2, hence y. None without root."""
    norm = fp_sqrt(a[0] * a[0] + a[1] * a[1])
    if norm is None:
        return None
    half = pow(2, -1, P)
    for square in ((a[0] + norm) * half % P, (a[0] - norm) * half % P):
        x = fp_sqrt(square)
        if x is None:
            continue
        y = a[1] * half * pow(x, -1, P) % P if x else fp_sqrt(-a[0] % P)
        if y is not None and fp2_mul((x, y), (x, y)) == (a[0] % P, a[1] % P):
            return (x, y)
    return None


def fp12_mul(a, b):
    product = [0] * 23
    for i in range(12):
        if a[i]:
            for j in range(12):
                product[i + j] += a[i] * b[j]
    for k in range(22, 11, -1):  # w^k = 2*w^(k-6) - 2*w^(k-12)
        product[k - 6] += 2 * product[k]
        product[k - 12] -= 2 * product[k]
    return [coefficient % P for coefficient in product[:12]]


def fp12_power(a, exponent):
    result = [1] + [0] * 11
    for bit in bin(exponent)[2:]:
        result = fp12_mul(result, result)
        if bit == "1":
            result = fp12_mul(result, a)
    return result


# --- Points ---
# A point is (x, y) or None for infinity. The chord and tangent rule is the same over Fp and Fp2; each curve hands in
# its field's operations.


class Curve:
    """y^2 = x^3 + b over one field."""

    def __init__(self, add, sub, mul, inverse, b):
        self.add_, self.sub, self.mul, self.inverse, self.b = add, sub, mul, inverse, b

    def contains(self, point):
        x, y = point
        return self.mul(y, y) == self.add_(self.mul(self.mul(x, x), x), self.b)

    def slope(self, p, q):
        """Of the line through p and q, of the tangent where they are one point; None where it is vertical."""
        if p[0] != q[0]:
            return self.mul(self.sub(q[1], p[1]), self.inverse(self.sub(q[0], p[0])))
        twice_y = self.add_(p[1], p[1])
        if p[1] != q[1] or twice_y == self.sub(p[1], p[1]):
            return None
        square = self.mul(p[0], p[0])
        return self.mul(self.add_(self.add_(square, square), square), self.inverse(twice_y))

    def add(self, p, q):
        if p is None or q is None:
            return p or q
        slope = self.slope(p, q)
        if slope is None:
            return None
        x = self.sub(self.sub(self.mul(slope, slope), p[0]), q[0])
        return (x, self.sub(self.mul(slope, self.sub(p[0], x)), p[1]))

    def multiply(self, scalar, point):
        result = None
        for bit in bin(scalar)[2:]:
            result = self.add(result, result)
            if bit == "1":
                result = self.add(result, point)
        return result

    def in_subgroup(self, point):
        return self.multiply(R, point) is None


G1 = Curve(lambda a, b: (a + b) % P, lambda a, b: (a - b) % P, lambda a, b: a * b % P, lambda a: pow(a, -1, P), 4)
G2 = Curve(fp2_add, fp2_sub, fp2_mul, fp2_inverse, (4, 4))  # the twist y^2 = x^3 + 4*(1 + u)

G1_GENERATOR = (
    0x17F1D3A73197D7942695638C4FA9AC0FC3688C4F9774B905A14E3A3F171BAC586C55E83FF97A1AEFFB3AF00ADB22C6BB,
    0x08B3F481E3AAA0F1A09E30ED741D8AE4FCF5E095D5D00AF600DB18CB2C04B3EDD03CC744A2888AE40CAA232946C5E7E1,
)
G2_GENERATOR = (
    (
        0x024AA2B2F08F0A91260805272DC51051C6E47AD4FA403B02B4510B647AE3D1770BAC0326A805BBEFD48056C8C121BDB8,
        0x13E02B6052719F607DACD3A088274F65596BD0D09920B61AB5DA61BBDC7F5049334CF11213945D57E5AC7D055D042B7E,
    ),
    (
        0x0CE5D527727D6E118CC9CDC6DA2E351AADFD9BAA8CBDD3A76D429A695160D12C923AC9CC3BACA289E193548608B82801,
        0x0606C4A02EA734CC32ACD2B02BC28B99CB3E287E85A763AF267492AB572E99AB3F370D275CEC1DA1AAA9075FF05F79BE,
    ),
)
assert G1.contains(G1_GENERATOR) and G2.contains(G2_GENERATOR)

# --- Compressed points ---
# The top three bits of the first byte: compressed (always 1), infinity, and "y is the larger of the two roots".


def split_flags(data):
    flags, x = data[0] >> 5, bytes([data[0] & 0x1F]) + data[1:]
    if not flags & 4 or flags & 2:  # uncompressed, or infinity: neither is a signature or a key
        return None, None
    return flags & 1, [int.from_bytes(x[i : i + 48], "big") for i in range(0, len(x), 48)]


def g1_decode(data):
    """48 bytes to a point of prime order other than infinity, or None."""
    larger, coordinates = split_flags(data)
    if coordinates is None or coordinates[0] >= P:
        return None
    x = coordinates[0]
    y = fp_sqrt(x**3 + 4)
    if y is None:
        return None
    y = max(y, P - y) if larger else min(y, P - y)
    return (x, y) if G1.in_subgroup((x, y)) else None


def g2_decode(data):
    """96 bytes, x's coefficient of u first, to a point of prime order other than infinity, or None."""
    larger, coordinates = split_flags(data)
    if coordinates is None or max(coordinates) >= P:
        return None
    x = (coordinates[1], coordinates[0])
    y = fp2_sqrt(fp2_add(fp2_mul(fp2_mul(x, x), x), G2.b))
    if y is None:
        return None
    other = (-y[0] % P, -y[1] % P)
    smaller_y, larger_y = sorted((y, other), key=lambda root: (root[1], root[0]))
    y = larger_y if larger else smaller_y
    return (x, y) if G2.in_subgroup((x, y)) else None


def g1_encode(point):
    x, y = point
    flags = 0x80 | (0x20 if y > P - y else 0)
    return bytes([flags | x >> 376]) + x.to_bytes(48, "big")[1:]


def g2_encode(point):
    (x0, x1), (y0, y1) = point
    flags = 0x80 | (0x20 if (y1, y0) > (-y1 % P, -y0 % P) else 0)
    return bytes([flags | x1 >> 376]) + x1.to_bytes(48, "big")[1:] + x0.to_bytes(48, "big")


# --- Hashing to G1: RFC 9380, suite BLS12381G1_XMD:SHA-256_SSWU_RO_ (section 8.8.1) with drand's domain ---

BEACON_DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
SSWU_A = 0x144698A3B8E9433D693A02C96D4982B0EA985383EE66A8D8E8981AEFD881AC98936F8DA0E0F97F5CF428082D584C1D
SSWU_B = 0x12E2908D11688030018B12E8753EEE3B2016C1F0F24F4070A0B9C14FCEF35EF55A23215A316CEAA5D1CC48E98E172BE0
SSWU_Z = 11
H_EFF = 0xD201000000010001

# Appendix E.2: the 11-isogeny, constant terms first: x_num, x_den, y_num, y_den (the two denominators are monic).
ISOGENY = (
    (
        0x11A05F2B1E833340B809101DD99815856B303E88A2D7005FF2627B56CDB4E2C85610C2D5F2E62D6EAEAC1662734649B7,
        0x17294ED3E943AB2F0588BAB22147A81C7C17E75B2F6A8417F565E33C70D1E86B4838F2A6F318C356E834EEF1B3CB83BB,
        0xD54005DB97678EC1D1048C5D10A9A1BCE032473295983E56878E501EC68E25C958C3E3D2A09729FE0179F9DAC9EDCB0,
        0x1778E7166FCC6DB74E0609D307E55412D7F5E4656A8DBF25F1B33289F1B330835336E25CE3107193C5B388641D9B6861,
        0xE99726A3199F4436642B4B3E4118E5499DB995A1257FB3F086EEB65982FAC18985A286F301E77C451154CE9AC8895D9,
        0x1630C3250D7313FF01D1201BF7A74AB5DB3CB17DD952799B9ED3AB9097E68F90A0870D2DCAE73D19CD13C1C66F652983,
        0xD6ED6553FE44D296A3726C38AE652BFB11586264F0F8CE19008E218F9C86B2A8DA25128C1052ECADDD7F225A139ED84,
        0x17B81E7701ABDBE2E8743884D1117E53356DE5AB275B4DB1A682C62EF0F2753339B7C8F8C8F475AF9CCB5618E3F0C88E,
        0x80D3CF1F9A78FC47B90B33563BE990DC43B756CE79F5574A2C596C928C5D1DE4FA295F296B74E956D71986A8497E317,
        0x169B1F8E1BCFA7C42E0C37515D138F22DD2ECB803A0C5C99676314BAF4BB1B7FA3190B2EDC0327797F241067BE390C9E,
        0x10321DA079CE07E272D8EC09D2565B0DFA7DCCDDE6787F96D50AF36003B14866F69B771F8C285DECCA67DF3F1605FB7B,
        0x6E08C248E260E70BD1E962381EDEE3D31D79D7E22C837BC23C0BF1BC24C6B68C24B1B80B64D391FA9C8BA2E8BA2D229,
    ),
    (
        0x8CA8D548CFF19AE18B2E62F4BD3FA6F01D5EF4BA35B48BA9C9588617FC8AC62B558D681BE343DF8993CF9FA40D21B1C,
        0x12561A5DEB559C4348B4711298E536367041E8CA0CF0800C0126C2588C48BF5713DAA8846CB026E9E5C8276EC82B3BFF,
        0xB2962FE57A3225E8137E629BFF2991F6F89416F5A718CD1FCA64E00B11ACEACD6A3D0967C94FEDCFCC239BA5CB83E19,
        0x3425581A58AE2FEC83AAFEF7C40EB545B08243F16B1655154CCA8ABC28D6FD04976D5243EECF5C4130DE8938DC62CD8,
        0x13A8E162022914A80A6F1D5F43E7A07DFFDFC759A12062BB8D6B44E833B306DA9BD29BA81F35781D539D395B3532A21E,
        0xE7355F8E4E667B955390F7F0506C6E9395735E9CE9CAD4D0A43BCEF24B8982F7400D24BC4228F11C02DF9A29F6304A5,
        0x772CAACF16936190F3E0C63E0596721570F5799AF53A1894E2E073062AEDE9CEA73B3538F0DE06CEC2574496EE84A3A,
        0x14A7AC2A9D64A8B230B3F5B074CF01996E7F63C21BCA68A81996E1CDF9822C580FA5B9489D11E2D311F7D99BBDCC5A5E,
        0xA10ECF6ADA54F825E920B3DAFC7A3CCE07F8D1D7161366B74100DA67F39883503826692ABBA43704776EC3A79A1D641,
        0x95FC13AB9E92AD4476D6E3EB3A56680F682B4EE96F7D03776DF533978F31C1593174E4B4B7865002D6384D168ECDD0A,
    ),
    (
        0x90D97C81BA24EE0259D1F094980DCFA11AD138E48A869522B52AF6C956543D3CD0C7AEE9B3BA3C2BE9845719707BB33,
        0x134996A104EE5811D51036D776FB46831223E96C254F383D0F906343EB67AD34D6C56711962FA8BFE097E75A2E41C696,
        0xCC786BAA966E66F4A384C86A3B49942552E2D658A31CE2C344BE4B91400DA7D26D521628B00523B8DFE240C72DE1F6,
        0x1F86376E8981C217898751AD8746757D42AA7B90EEB791C09E4A3EC03251CF9DE405ABA9EC61DECA6355C77B0E5F4CB,
        0x8CC03FDEFE0FF135CAF4FE2A21529C4195536FBE3CE50B879833FD221351ADC2EE7F8DC099040A841B6DAECF2E8FEDB,
        0x16603FCA40634B6A2211E11DB8F0A6A074A7D0D4AFADB7BD76505C3D3AD5544E203F6326C95A807299B23AB13633A5F0,
        0x4AB0B9BCFAC1BBCB2C977D027796B3CE75BB8CA2BE184CB5231413C4D634F3747A87AC2460F415EC961F8855FE9D6F2,
        0x987C8D5333AB86FDE9926BD2CA6C674170A05BFE3BDD81FFD038DA6C26C842642F64550FEDFE935A15E4CA31870FB29,
        0x9FC4018BD96684BE88C9E221E4DA1BB8F3ABD16679DC26C1E8B6E6A1F20CABE69D65201C78607A360370E577BDBA587,
        0xE1BBA7A1186BDB5223ABDE7ADA14A23C42A0CA7915AF6FE06985E7ED1E4D43B9B3F7055DD4EBA6F2BAFAAEBCA731C30,
        0x19713E47937CD1BE0DFD0B8F1D43FB93CD2FCBCB6CAF493FD1183E416389E61031BF3A5CCE3FBAFCE813711AD011C132,
        0x18B46A908F36F6DEB918C143FED2EDCC523559B8AAF0C2462E6BFE7F911F643249D9CDF41B44D606CE07C8A4D0074D8E,
        0xB182CAC101B9399D155096004F53F447AA7B12A3426B08EC02710E807B4633F06C851C1919211F20D4C04F00B971EF8,
        0x245A394AD1ECA9B72FC00AE7BE315DC757B3B080D4C158013E6632D3C40659CC6CF90AD1C232A6442D9D3F5DB980133,
        0x5C129645E44CF1102A159F748C4A3FC5E673D81D7E86568D9AB0F5D396A7CE46BA1049B6579AFB7866B1E715475224B,
        0x15E6BE4E990F03CE4EA50B3B42DF2EB5CB181D8F84965A3957ADD4FA95AF01B2B665027EFEC01C7704B456BE69C8B604,
    ),
    (
        0x16112C4C3A9C98B252181140FAD0EAE9601A6DE578980BE6EEC3232B5BE72E7A07F3688EF60C206D01479253B03663C1,
        0x1962D75C2381201E1A0CBD6C43C348B885C84FF731C4D59CA4A10356F453E01F78A4260763529E3532F6102C2E49A03D,
        0x58DF3306640DA276FAAAE7D6E8EB15778C4855551AE7F310C35A5DD279CD2ECA6757CD636F96F891E2538B53DBF67F2,
        0x16B7D288798E5395F20D23BF89EDB4D1D115C5DBDDBCD30E123DA489E726AF41727364F2C28297ADA8D26D98445F5416,
        0xBE0E079545F43E4B00CC912F8228DDCC6D19C9F0F69BBB0542EDA0FC9DEC916A20B15DC0FD2EDEDDA39142311A5001D,
        0x8D9E5297186DB2D9FB266EAAC783182B70152C65550D881C5ECD87B6F0F5A6449F38DB9DFA9CCE202C6477FAAF9B7AC,
        0x166007C08A99DB2FC3BA8734ACE9824B5EECFDFA8D0CF8EF5DD365BC400A0051D5FA9C01A58B1FB93D1A1399126A775C,
        0x16A3EF08BE3EA7EA03BCDDFABBA6FF6EE5A4375EFA1F4FD7FEB34FD206357132B920F5B00801DEE460EE415A15812ED9,
        0x1866C8ED336C61231A1BE54FD1D74CC4F9FB0CE4C6AF5920ABC5750C4BF39B4852CFE2F7BB9248836B233D9D55535D4A,
        0x167A55CDA70A6E1CEA820597D94A84903216F763E13D87BB5308592E7EA7D4FBC7385EA3D529B35E346EF48BB8913F55,
        0x4D2F259EEA405BD48F010A01AD2911D9C6DD039BB61A6290E591B36E636A5C871A5C29F4F83060400F8B49CBA8F6AA8,
        0xACCBB67481D033FF5852C1E48C50C477F94FF8AEFCE42D28C0F9A88CEA7913516F968986F7EBBEA9684B529E2561092,
        0xAD6B9514C767FE3C3613144B45F1496543346D98ADF02267D5CEEF9A00D9B8693000763E3B90AC11E99B138573345CC,
        0x2660400EB2E4F3B628BDD0D53CD76F2BF565B94E72927C1CB748DF27942480E420517BD8714CC80D1FADC1326ED06F7,
        0xE0FA1D816DDC03E6B24255E0D7819C171C40F65E273B853324EFCD6356CAA205CA2F570F13497804415473A1D634B8F,
    ),
)


def expand_message(message, length, domain):
    """expand_message_xmd with SHA-256 (section 5.3.1)."""
    domain += bytes([len(domain)])
    first = sha256(bytes(64) + message + length.to_bytes(2, "big") + b"\x00" + domain)
    block = sha256(first + b"\x01" + domain)
    output = block
    for i in range(2, (length + 31) // 32 + 1):
        block = sha256(bytes(x ^ y for x, y in zip(first, block)) + bytes([i]) + domain)
        output += block
    return output[:length]


def map_to_curve(u):
    """Simplified SWU to the isogenous curve (section 6.6.2), then the isogeny to G1's curve (section 6.6.3)."""
    shared = (SSWU_Z**2 * u**4 + SSWU_Z * u**2) % P
    if shared:
        x = -SSWU_B * pow(SSWU_A, -1, P) * (1 + pow(shared, -1, P)) % P
    else:
        x = SSWU_B * pow(SSWU_Z * SSWU_A, -1, P) % P
    y = fp_sqrt(x**3 + SSWU_A * x + SSWU_B)
    if y is None:
        x = SSWU_Z * u**2 * x % P
        y = fp_sqrt(x**3 + SSWU_A * x + SSWU_B)
    if u & 1 != y & 1:
        y = P - y
    values = []
    for constants, monic in zip(ISOGENY, (0, 1, 0, 1)):
        value = monic
        for constant in reversed(constants):
            value = (value * x + constant) % P
        values.append(value)
    x_num, x_den, y_num, y_den = values
    if not x_den or not y_den:  # the exceptional inputs go to infinity
        return None
    return (x_num * pow(x_den, -1, P) % P, y * y_num * pow(y_den, -1, P) % P)


def hash_to_g1(message, domain=BEACON_DOMAIN):
    """hash_to_curve (section 3): two field elements of 64 bytes each, two points, their sum, the cofactor cleared."""
    uniform = expand_message(message, 128, domain)
    points = [map_to_curve(int.from_bytes(part, "big") % P) for part in (uniform[:64], uniform[64:])]
    return G1.multiply(H_EFF, G1.add(*points))


# --- The pairing ---


def line_value(curve_point, slope, at):
    """The line through a point of the twist with this slope, at a point of G1, times w^3.

    A twist point (x, y) stands for (x/w^2, y/w^3) on the curve over Fp12. There the slope is slope/w, and the line
    Y - y/w^3 - slope/w * (X - x/w^2), times w^3, is Y*w^3 - slope*X*w^2 + (slope*x - y). The factor w^3 lies in a
    proper subfield, so the final exponentiation removes it."""
    constant = fp2_sub(fp2_mul(slope, curve_point[0]), curve_point[1])
    middle = fp2_mul(slope, (-at[0] % P, 0))
    value = [0] * 12
    value[0], value[6] = constant[0] - constant[1], constant[1]  # a + b*u = (a - b) + b*w^6
    value[2], value[8] = middle[0] - middle[1], middle[1]
    value[3] = at[1]
    return value


def miller_loop(g1_point, g2_point):
    """The ate pairing before its final exponentiation, with the loop over |x|: the curve's x is negative, which turns
    every pairing into its inverse and so changes no equation between pairings."""
    result, running = [1] + [0] * 11, g2_point
    for bit in bin(BLS_X)[3:]:
        slope = G2.slope(running, running)
        result = fp12_mul(line_value(running, slope, g1_point), fp12_mul(result, result))
        running = G2.add(running, running)
        if bit == "1":
            slope = G2.slope(running, g2_point)
            result = fp12_mul(line_value(running, slope, g1_point), result)
            running = G2.add(running, g2_point)
    return result


def pairings_cancel(pairs):
    """Whether the product of the pairings of these (G1, G2) points is one.

    That product is f^((P^12 - 1) / R). As R divides P^6 + 1, it is one exactly if g = f^((P^6 + 1) / R) satisfies
    g^(P^6) = g; and raising to P^6 turns w into -w, so: exactly if g has no odd power of w."""
    product = [1] + [0] * 11
    for g1_point, g2_point in pairs:
        product = fp12_mul(product, miller_loop(g1_point, g2_point))
    reduced = fp12_power(product, (P**6 + 1) // R)
    return not any(reduced[1::2])


def beacon_signature_holds(public_key, round_number, signature):
    """e(signature, G2) = e(H(message), key): drand's scheme bls-unchained-g1-rfc9380."""
    key, point = g2_decode(public_key), g1_decode(signature)
    if key is None or point is None:
        return False
    message = hash_to_g1(sha256(round_number.to_bytes(8, "big")))
    return pairings_cancel([((point[0], -point[1] % P), G2_GENERATOR), (message, key)])


# ------------------------------------------------------------------------------------------------------------------
# Trust (verification.md, "What the reader brings")
# ------------------------------------------------------------------------------------------------------------------

SCHEME = "bls-unchained-g1-rfc9380"
CHAIN_KEYS = ("scheme", "chainHash", "publicKey", "genesis", "periodSeconds")

# drand quicknet, the League of Entropy's public chain. Its chain hash is SHA-256 over period, genesis, public key,
# group hash f477d5c8...1d5e3e and the name "quicknet"; the parameters are published by drand and pinned by its clients.
QUICKNET = {
    "scheme": SCHEME,
    "chainHash": "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    "publicKey": "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
    "genesis": 1692803367,
    "periodSeconds": 3,
}


class Trust:
    def __init__(self, chains, logs, witnesses, quorum):
        self.chains, self.logs, self.witnesses, self.quorum = chains, logs, witnesses, quorum


DEFAULT_TRUST = Trust([QUICKNET], [], [], 1)


def parse_chain(value, extra=()):
    check_keys(value, CHAIN_KEYS + extra)
    check_one_of(value["scheme"], (SCHEME,))
    check_text(value["chainHash"], HEX_64)
    check_text(value["publicKey"], HEX_192)
    check_integer(value["genesis"])
    check_integer(value["periodSeconds"], 1)
    return value


def parse_keys(value, kind):
    return [VerifierKey(text, kind) for text in check_unique([check_text(item) for item in check_list(value)])]


def parse_trust(data):
    value = check_keys(parse_json_object(decode_utf8(data)), ("chains", "logs", "witnesses", "quorum"))
    return Trust(
        [parse_chain(chain) for chain in check_list(value["chains"])],
        parse_keys(value["logs"], LOG_KEY),
        parse_keys(value["witnesses"], WITNESS_KEY),
        check_integer(value["quorum"], 1),
    )


# ------------------------------------------------------------------------------------------------------------------
# The record's files (record.md)
# ------------------------------------------------------------------------------------------------------------------

TIMETABLE_TIMES = ("opensAt", "closesAt", "freezeAt", "revealBy", "drawAt")
REFILL_TIMES = ("firstAt", "lastAt")
REFILL_SECONDS = ("everySeconds", "freezeSecondsBefore", "revealSecondsBefore")


def parse_announcement(data):
    keys = "protocol window title timetable beacon tickets passes choices contributors log witnesses quorum".split()
    a = check_keys(parse_json_file(data), keys)
    check_one_of(a["protocol"], (PROTOCOL,))
    check_text(a["window"], WINDOW)
    check_text(a["title"])
    parse_timetable(a)
    parse_chain(a["beacon"], ("kind",))
    check_one_of(a["beacon"]["kind"], ("public", "practice"))
    parse_ticket_rule(a["tickets"])
    parse_passes(a["passes"])
    check_names(check_keys(a["choices"], ("groups",))["groups"], 1)
    check_names(a["contributors"])
    check_keys(a["log"], ("origin", "key"))
    if not check_text(a["log"]["origin"]):
        raise Malformed("log.origin is empty")
    a["log"]["parsed"] = VerifierKey(a["log"]["key"], LOG_KEY)
    witnesses = parse_keys(a["witnesses"], WITNESS_KEY)
    check_integer(a["quorum"], 1 if witnesses else 0, len(witnesses))
    return a


def parse_timetable(a):
    """The times as text stay in the file; what is compared are seconds, under `times` and `refill`."""
    table = check_keys(a["timetable"], TIMETABLE_TIMES + ("refill",))
    refill = check_keys(table["refill"], REFILL_TIMES + REFILL_SECONDS)
    a["times"] = {name: parse_time(table[name]) for name in TIMETABLE_TIMES}
    a["refill"] = {name: parse_time(refill[name]) for name in REFILL_TIMES}
    a["refill"].update({name: check_integer(refill[name]) for name in REFILL_SECONDS})


def parse_ticket_rule(value):
    check_keys(value, ("allowed", "rule", "parameters"))
    allowed = [check_integer(item, 1, 64) for item in check_list(value["allowed"], 1)]
    if allowed[0] != 1 or any(a >= b for a, b in zip(allowed, allowed[1:])):
        raise Malformed("tickets.allowed does not ascend from 1")
    check_one_of(value["rule"], ("uniform", "rising", "savable"))
    parameters = check_keys(value["parameters"], ("leadDays", "cap", "maxLosses", "guaranteeAfter"))
    check_integer(parameters["leadDays"])
    if check_integer(parameters["cap"]) != allowed[-1]:
        raise Malformed("tickets.parameters.cap is not the largest allowed number")
    check_integer(parameters["maxLosses"])
    check_integer(parameters["guaranteeAfter"], 1)


def parse_passes(value):
    for item in check_list(value, 1):
        check_keys(item, ("pot", "from"), ("max",))
        check_text(item["pot"], NAME)
        check_names(item["from"], 1)
        if "max" in item:
            check_integer(item["max"])
    pots = check_unique([item["pot"] for item in value])
    if pots[-1] != "general":  # as pots are unique, no other pass is called so
        raise Malformed("the last pass is not for the pot general")


def parse_freeze(data):
    keys = "protocol drawId announcement entries slots commitments round frozenAt".split()
    f = check_keys(parse_json_file(data), keys)
    check_one_of(f["protocol"], (PROTOCOL,))
    if len(check_text(f["drawId"], DRAW_ID)) > 120:
        raise Malformed("drawId is longer than 120 characters")
    check_text(f["announcement"], HEX_64)
    for part, counts in (("entries", ("count", "tickets")), ("slots", ("count",))):
        check_keys(f[part], counts + ("root",))
        for name in counts:
            check_integer(f[part][name])
        check_text(f[part]["root"], HEX_64)
    for item in check_list(f["commitments"]):
        check_keys(item, ("contributor", "commitment"))
        check_text(item["contributor"], NAME)
        check_text(item["commitment"], HEX_64)
    check_integer(f["round"], 1)
    parse_time(f["frozenAt"])
    return f


def parse_reveal(data):
    r = check_keys(parse_json_file(data), ("contributions",))
    for item in check_list(r["contributions"]):
        check_keys(item, ("contributor", "secret"))
        check_text(item["contributor"], NAME)
        if item["secret"] is not None:
            check_text(item["secret"], HEX_64)
    return r


def parse_beacon(data):
    b = check_keys(parse_json_file(data), ("round", "signature", "randomness"))
    check_integer(b["round"], 1)
    check_text(b["signature"], HEX_96)
    check_text(b["randomness"], HEX_64)
    return b


def split_fields(line, patterns):
    """Six fields, one space between two of them, each of its own form."""
    fields = line.split(" ")
    if len(fields) != len(patterns):
        raise Malformed("%d fields instead of %d" % (len(fields), len(patterns)))
    for field, pattern in zip(fields, patterns):
        if not pattern.fullmatch(field):
            raise Malformed("not the field that belongs here: " + shown(field))
    return fields


ONE_TO_64 = re.compile(r"[1-9]|[1-5][0-9]|6[0-4]")
ONE_TO_9 = re.compile(r"[1-9]")
SLOT_INDEX = re.compile(r"0|[1-9][0-9]{0,5}")
RANK = re.compile(r"[1-9][0-9]{0,8}")
CHOICES = re.compile(r"\*|" + NAMES.pattern)
POT_OR_NONE = re.compile(r"-|" + NAME.pattern)
SLOTS_OR_NONE = re.compile(r"-|" + NAMES.pattern)

ENTRY_FIELDS = (HEX_32, ONE_TO_64, ONE_TO_9, NAMES, CHOICES, HEX_64)
SLOT_FIELDS = (NAME, NAME, NAME, SLOT_INDEX, NAME, HEX_64)
RESULT_FIELDS = (RANK, HEX_32, ONE_TO_64, HEX_64, POT_OR_NONE, SLOTS_OR_NONE)


class Entry:
    def __init__(self, line):
        self.ticket_id, tickets, size, pots, choices, self.commitment = split_fields(line, ENTRY_FIELDS)
        self.tickets, self.size, self.pots = int(tickets), int(size), pots.split(",")
        self.choices = None if choices == "*" else choices.split(",")


class Slot:
    def __init__(self, line):
        self.slot_id, self.group, self.lane, index, self.label, self.commitment = split_fields(line, SLOT_FIELDS)
        self.index = int(index)


class ResultLine:
    def __init__(self, line):
        rank, self.ticket_id, j, self.score, self.pot, self.slots = split_fields(line, RESULT_FIELDS)
        self.rank, self.j = int(rank), int(j)
        if (self.pot == "-") != (self.slots == "-"):
            raise Malformed("a pot without slots, or slots without a pot")


# ------------------------------------------------------------------------------------------------------------------
# Time and rounds (randomness.md)
# ------------------------------------------------------------------------------------------------------------------


def round_at(chain, seconds):
    """The first round whose time is at or after this moment; round 1 is the first there is."""
    return max(1, -((chain["genesis"] - seconds) // chain["periodSeconds"]) + 1)


def time_of_round(chain, round_number):
    return chain["genesis"] + chain["periodSeconds"] * (round_number - 1)


def draw_moments(announcement, number):
    """Instant, reveal instant and round of one draw of the window."""
    times, refill = announcement["times"], announcement["refill"]
    if number == 0:
        instant, reveal = times["drawAt"], times["revealBy"]
    else:
        instant = refill["firstAt"] + (number - 1) * refill["everySeconds"]
        reveal = instant - refill["revealSecondsBefore"]
    return instant, reveal, round_at(announcement["beacon"], instant)


# ------------------------------------------------------------------------------------------------------------------
# The draw (draw.md)
# ------------------------------------------------------------------------------------------------------------------


def derive_seed(draw_id, freeze_hash, contributions, chain_hash, round_number, randomness):
    secrets = [secret or "none" for secret in contributions]
    return tagged_hash("seed", draw_id, freeze_hash, *secrets, "%s %d %s" % (chain_hash, round_number, randomness))


def rank_entries(seed, entries):
    """[(score, ticket id, j of the smallest lot, entry)] in rank order. The seed's 64 digits are exactly SHA-256's
    first block: its state is computed once and copied for each lot."""
    first_block = hashlib.sha256(seed.encode("ascii"))
    ranked = []
    for entry in entries:
        best = None
        for j in range(1, entry.tickets + 1):
            lot = first_block.copy()
            lot.update((":%s:%d" % (entry.ticket_id, j)).encode("ascii"))
            candidate = (lot.digest(), j)
            if best is None or candidate < best:
                best = candidate
        ranked.append((best[0].hex(), entry.ticket_id, best[1], entry))
    return sorted(ranked, key=lambda item: item[:2])


def draw_sample(draw_id, freeze_hash, chain_hash, beacon, ticket_ids, count):
    """(seed, ticket ids in the order in which an auditor opens them) of a past draw (audit.md): one lot each."""
    round_line = "%s %d %s" % (chain_hash, beacon["round"], beacon["randomness"])
    seed = tagged_hash("audit-sample", draw_id, freeze_hash, round_line)
    lots = sorted((sha256(("%s:%s:1" % (seed, each)).encode("ascii")), each) for each in ticket_ids)
    return seed, [ticket_id for _, ticket_id in lots[:count]]


def allocate(passes, ranked, slots):
    """{ticket id: (pot, [slot ids])} for every entry that is served."""
    place = {(slot.lane, slot.index): slot for slot in slots}
    taken, served = set(), {}
    for one_pass in passes:
        labels, most, given = set(one_pass["from"]), one_pass.get("max"), 0
        # Free slots only become fewer: where a search for one group and size ended, the next one may begin.
        search_from = {}
        for _, ticket_id, _, entry in ranked:
            if ticket_id in served or one_pass["pot"] not in entry.pots:
                continue
            if most is not None and given + entry.size > most:
                continue
            for group in entry.choices or [None]:
                at, run = search_from.get((group, entry.size), 0), None
                while at < len(slots) and run is None:
                    run = find_run(slots[at], entry.size, group, labels, place, taken)
                    at += run is None
                search_from[group, entry.size] = at
                if run:
                    taken.update(run)
                    given += entry.size
                    served[ticket_id] = (one_pass["pot"], run)
                    break
    return served


def find_run(first, size, group, labels, place, taken):
    """`size` free slots from this one on, in one lane at consecutive indexes, with the pass's labels, of the group."""
    run = []
    for index in range(first.index, first.index + size):
        slot = place.get((first.lane, index))
        if slot is None or slot.slot_id in taken or slot.label not in labels or group not in (None, slot.group):
            return None
        run.append(slot.slot_id)
    return run


# ------------------------------------------------------------------------------------------------------------------
# The person behind a ticket (record.md, "The person behind a ticket")
# ------------------------------------------------------------------------------------------------------------------


def derive_ticket_id(draw_id, receipt_secret):
    return tagged_hash("ticket", draw_id, receipt_secret)[:32]


def derive_person_commitment(draw_id, receipt_secret, identity):
    salt = tagged_hash("salt", draw_id, receipt_secret)
    identity_hash = sha256(identity.encode("utf-8")).hex()
    return tagged_hash("person", draw_id, derive_ticket_id(draw_id, receipt_secret), salt, identity_hash)


class Receipt:
    """A signed note around one JSON object, or that object alone, or only a secret and perhaps an identity."""

    FULL = "protocol kind service registration receivedAt receiptSecret identity legalEffect".split()

    def __init__(self, data, trust):
        text, self.signature = decode_utf8(data), "its signature was not checked"
        if "\n\n\u2014 " in text:
            note = Note(text)
            text = note.text
            self.check_signature(note, trust)
        value = parse_json_object(text)
        if "protocol" in value:
            check_keys(value, self.FULL)
            check_one_of(value["protocol"], (PROTOCOL,))
            check_one_of(value["kind"], ("receipt",))
            check_text(value["service"], SERVICE)
            check_text(value["registration"], UUID)
            parse_time(value["receivedAt"])
            check_one_of(value["legalEffect"], ("none", "application"))
        else:
            check_keys(value, ("receiptSecret",), ("identity",))
        self.secret = check_text(value["receiptSecret"], HEX_64)
        self.identity = check_text(value["identity"]) if "identity" in value else None
        self.service = value.get("service")

    def check_signature(self, note, trust):
        for key in trust.logs:
            if note.signatures_of(key):
                if not note.signed_by(key):
                    raise Malformed("the receipt bears a false signature of " + shown(key.name))
                self.signature = "its signature by %s is good" % shown(key.name)


# ------------------------------------------------------------------------------------------------------------------
# The nine lines (verification.md)
# ------------------------------------------------------------------------------------------------------------------


class Draw:
    """What the checks know so far. Later lines use only what earlier ones have established."""

    def __init__(self, files, trust, receipt):
        self.files, self.trust, self.receipt = files, trust, receipt
        self.chain = self.draw_id = self.seed = None


def verify(files, trust, receipt=None):
    """The report on one record. `files` maps names to bytes and holds at least REQUIRED_FILES."""
    draw = Draw(files, trust, receipt)
    lines = [
        ("announcement", check_announcement, ()),
        ("entries", check_entries, ("announcement",)),
        ("slots", check_slots, ("announcement",)),
        ("timing", check_timing, ("announcement",)),
        ("contributions", check_contributions, ("announcement",)),
        ("beacon", check_beacon, ("announcement",)),
        ("ranking", check_ranking, ("entries", "contributions", "beacon")),
        ("allocation", check_allocation, ("slots", "ranking")),
    ]
    if receipt:
        lines.append(("ticket", check_ticket, ("entries", "ranking", "allocation")))
    checks = {}
    for name, check, needs in lines:
        checks[name] = run_check(name, check, draw, [need for need in needs if checks[need]["outcome"] != "passed"])
    return {
        "verdict": verdict(checks, draw.chain),
        "drawId": find_draw_id(files),
        "chain": draw.chain,
        "seed": draw.seed,
        "checks": list(checks.values()),
    }


def find_draw_id(files):
    """What the record calls itself, also where its announcement is broken; not yet a checked fact."""
    try:
        return parse_freeze(files["freeze.json"])["drawId"]
    except Malformed:
        return None


def run_check(name, check, draw, missing):
    line = {"check": name, "outcome": "passed"}
    try:
        if missing:
            raise NotChecked(name + ".depends", "it builds on %s" % " and ".join(missing))
        line["reason"] = check(draw)
    except NotChecked as problem:
        line.update(outcome="not-checked", code=problem.code, reason=problem.reason)
    except Failed as problem:
        line.update(outcome="failed", code=problem.code, reason=problem.reason)
        if problem.expected is not None:
            line.update(expected=shown(str(problem.expected)), actual=shown(str(problem.actual)))
    return line


def verdict(checks, chain):
    outcomes = [line["outcome"] for line in checks.values()]
    if "failed" in outcomes:
        return "failed"
    # The ticket line is about one person; it can fail a record, but its absence takes nothing from the other eight.
    eight = [line["outcome"] for name, line in checks.items() if name != "ticket"]
    return "verified" if set(eight) == {"passed"} and chain == "trusted" else "replayed"


def parsed(code, parse, data, where=""):
    try:
        return parse(data)
    except Malformed as problem:
        raise Failed(code, where + str(problem)) from None


# --- 1 announcement ---


def check_announcement(draw):
    draw.announcement = parsed("announcement.malformed", parse_announcement, draw.files["announcement.json"])
    draw.chain = chain_standing(draw.announcement["beacon"], draw.trust)
    draw.freeze = parsed("announcement.freeze-malformed", parse_freeze, draw.files["freeze.json"])
    draw.draw_id = draw.freeze["drawId"]
    own_hash = sha256(draw.files["announcement.json"]).hex()
    expect("announcement.hash", "the frozen announcement is another one", draw.freeze["announcement"], own_hash)
    check_timetable(draw.announcement["times"], draw.announcement["refill"])
    window, _, number = draw.draw_id.rpartition("/")
    expect("announcement.window", "the draw belongs to another window", draw.announcement["window"], window)
    draw.number = int(number)
    draw.instant, draw.reveal_instant, draw.round = draw_moments(draw.announcement, draw.number)
    if draw.number > 0 and draw.instant > draw.announcement["refill"]["lastAt"]:
        raise Failed(
            "announcement.number",
            "no refill draw of this number was announced",
            "at or before " + format_time(draw.announcement["refill"]["lastAt"]),
            number,
        )
    return "the rules are well formed and are the frozen ones"


def check_timetable(times, refill):
    conditions = (
        ("opensAt < closesAt", times["opensAt"] < times["closesAt"]),
        ("closesAt <= freezeAt", times["closesAt"] <= times["freezeAt"]),
        ("freezeAt < revealBy", times["freezeAt"] < times["revealBy"]),
        ("revealBy < drawAt", times["revealBy"] < times["drawAt"]),
        ("revealSecondsBefore > 0", refill["revealSecondsBefore"] > 0),
        ("freezeSecondsBefore > revealSecondsBefore", refill["freezeSecondsBefore"] > refill["revealSecondsBefore"]),
        ("everySeconds > freezeSecondsBefore", refill["everySeconds"] > refill["freezeSecondsBefore"]),
        ("firstAt - freezeSecondsBefore > drawAt", refill["firstAt"] - refill["freezeSecondsBefore"] > times["drawAt"]),
    )
    for words, holds in conditions:
        if not holds:
            raise Failed("announcement.timetable", "the timetable is out of order", words, "not so")


def chain_standing(beacon, trust):
    """What the reader's own trust says about the announced chain; `kind` can only lower it."""
    if beacon["kind"] == "practice":
        return "practice"
    return "trusted" if {key: beacon[key] for key in CHAIN_KEYS} in trust.chains else "untrusted"


# --- 2 entries, 3 slots ---


def check_entries(draw):
    announcement, frozen = draw.announcement, draw.freeze["entries"]
    pot_order = {one_pass["pot"]: place for place, one_pass in enumerate(announcement["passes"])}
    allowed, groups = set(announcement["tickets"]["allowed"]), set(announcement["choices"]["groups"])
    lines = parsed("entries.malformed", parse_lines, draw.files["entries.txt"])
    draw.entries, previous = [], ""
    for number, line in enumerate(lines, 1):
        where = "entries.txt line %d: " % number
        entry = parsed("entries.malformed", Entry, line, where)
        if not entry.ticket_id > previous:
            raise Failed("entries.order", where + "not in ascending order", "after " + previous, entry.ticket_id)
        if entry.tickets not in allowed:
            raise Failed(
                "entries.tickets", where + "a number of tickets that was not announced", sorted(allowed), entry.tickets
            )
        places = [pot_order.get(pot, -1) for pot in entry.pots]
        if -1 in places or places != sorted(set(places)) or entry.pots[-1] != "general":
            raise Failed(
                "entries.pots",
                where + "not announced pots in the order of the passes, general last",
                ",".join(pot_order),
                ",".join(entry.pots),
            )
        chosen = entry.choices or []
        if not groups.issuperset(chosen) or len(set(chosen)) != len(chosen):
            raise Failed(
                "entries.choices",
                where + "not announced groups, each once",
                ",".join(announcement["choices"]["groups"]),
                ",".join(chosen),
            )
        draw.entries.append(entry)
        previous = entry.ticket_id
    tickets = sum(entry.tickets for entry in draw.entries)
    expect("entries.count", "not the frozen number of entries", frozen["count"], len(lines))
    expect("entries.ticket-sum", "not the frozen sum of tickets", frozen["tickets"], tickets)
    expect("entries.root", "not the frozen entries", frozen["root"], merkle_root_of_lines(lines))
    return "%d entries with %d tickets, as frozen" % (len(lines), tickets)


def check_slots(draw):
    announcement, frozen = draw.announcement, draw.freeze["slots"]
    groups = announcement["choices"]["groups"]
    labels = {label for one_pass in announcement["passes"] for label in one_pass["from"]}
    lines = parsed("slots.malformed", parse_lines, draw.files["slots.txt"])
    draw.slots, ids, places = [], set(), set()
    for number, line in enumerate(lines, 1):
        where = "slots.txt line %d: " % number
        slot = parsed("slots.malformed", Slot, line, where)
        place = (slot.lane, slot.index)
        if slot.slot_id in ids or place in places:
            raise Failed(
                "slots.duplicate",
                where + "this slot id, or this place in its lane, stands twice",
                "unique",
                "%s %s %d" % (slot.slot_id, slot.lane, slot.index),
            )
        if slot.group not in groups:
            raise Failed("slots.group", where + "a group that was not announced", ",".join(groups), slot.group)
        if slot.label not in labels:
            raise Failed("slots.label", where + "a label that no pass names", ",".join(sorted(labels)), slot.label)
        draw.slots.append(slot)
        ids.add(slot.slot_id)
        places.add(place)
    expect("slots.count", "not the frozen number of slots", frozen["count"], len(lines))
    expect("slots.root", "not the frozen slots", frozen["root"], merkle_root_of_lines(lines))
    return "%d slots, as frozen" % len(lines)


# --- 4 timing ---


def check_timing(draw):
    frozen_at = parse_time(draw.freeze["frozenAt"])
    if frozen_at >= draw.reveal_instant:
        raise Failed(
            "timing.freeze-late",
            "the freeze came when secrets could be public",
            "before " + format_time(draw.reveal_instant),
            draw.freeze["frozenAt"],
        )
    names = [
        "log/%s.%s" % (step, kind) for step in ("announced", "frozen", "revealed") for kind in ("json", "tlog-proof")
    ]
    if any(name not in draw.files for name in names):
        raise NotChecked(
            "timing.no-log", "the record carries no complete log proofs: its times are the office's own word"
        )
    window, reveal_time = draw.announcement["window"], time_of_round(draw.announcement["beacon"], draw.round)
    steps = (
        ("announced", "window.announced", "window", window, "announcement.json", draw.announcement["times"]["opensAt"]),
        ("frozen", "draw.frozen", "drawId", draw.draw_id, "freeze.json", draw.reveal_instant),
        ("revealed", "draw.revealed", "drawId", draw.draw_id, "reveal.json", reveal_time),
    )
    proofs = [check_log_entry(draw, *step[:5]) for step in steps]
    if not proofs[0].index < proofs[1].index < proofs[2].index:
        raise Failed(
            "timing.order",
            "announced, frozen, revealed do not follow one another in the log",
            "ascending",
            " ".join(str(proof.index) for proof in proofs),
        )
    log_key = draw.announcement["log"]["parsed"]
    if not any((log_key.name, log_key.public_key) == (key.name, key.public_key) for key in draw.trust.logs):
        raise NotChecked("timing.log-untrusted", "the announced log is none that you trust")
    for step, proof in zip(steps, proofs):
        check_witnesses(draw, step[0], proof, step[5])
    return "announcement, freeze and reveal were logged and witnessed in time"


def check_log_entry(draw, step, entry_type, subject, subject_value, file):
    """One logged event of this record: its exact bytes, what they are about, and that the log holds them."""
    entry_file, proof_file = "log/%s.json" % step, "log/%s.tlog-proof" % step
    line, entry = parsed(
        "timing.malformed", lambda data: parse_log_entry(data, entry_type, subject), draw.files[entry_file]
    )
    proof = parsed("timing.malformed", LogProof, draw.files[proof_file])
    log = draw.announcement["log"]
    expect("timing.malformed", proof_file + ": a checkpoint of another log", log["origin"], proof.origin)
    expect("timing.subject", entry_file + ": another kind of entry", entry_type, entry["type"])
    expect("timing.subject", entry_file + ": about another " + subject, subject_value, entry[subject])
    expect("timing.subject", entry_file + ": about another " + file, sha256(draw.files[file]).hex(), entry["sha256"])
    if not proof.note.signed_by(log["parsed"]):
        raise Failed(
            "timing.log-signature",
            proof_file + ": not signed by the announced log key",
            log["key"],
            "no good signature",
        )
    if not inclusion_holds(leaf_hash(line), proof.index, proof.size, proof.path, proof.root):
        raise Failed(
            "timing.inclusion",
            proof_file + ": the proof does not lead to the checkpoint's root",
            proof.root.hex(),
            "another root",
        )
    return proof


def parse_log_entry(data, entry_type, subject):
    """(the line without LF, the object). Of an entry of another type only the type is looked at."""
    lines = parse_lines(data)
    if len(lines) != 1:
        raise Malformed("a log entry is exactly one line")
    entry = parse_json_object(lines[0])
    if check_text(entry.get("type")) == entry_type:
        check_keys(entry, ("type", "at", subject, "sha256"))
        parse_time(entry["at"])
        check_text(entry[subject], WINDOW if subject == "window" else DRAW_ID)
        check_text(entry["sha256"], HEX_64)
    return lines[0].encode("ascii"), entry


def check_witnesses(draw, step, proof, moment):
    """Enough of the reader's witnesses cosigned a checkpoint with this entry in it, and did so before the moment."""
    times = {}
    for key in draw.trust.witnesses:
        time = proof.note.cosigned_by(key)
        if time is not None:  # one key under two names is one witness
            times[key.public_key] = min(time, times.get(key.public_key, time))
    if len(times) < draw.trust.quorum:
        raise NotChecked(
            "timing.quorum",
            "log/%s.tlog-proof: %d of the %d trusted witnesses that you ask for: "
            "the times are the office's own word" % (step, len(times), draw.trust.quorum),
        )
    early = sum(time < moment for time in times.values())
    if early < draw.trust.quorum:
        raise Failed(
            "timing.late",
            "log/%s.tlog-proof: too few witnesses saw it in time" % step,
            "%d before %s" % (draw.trust.quorum, format_time(moment)),
            "%d" % early,
        )


# --- 5 contributions, 6 beacon ---


def check_contributions(draw):
    reveal = parsed("contributions.malformed", parse_reveal, draw.files["reveal.json"])
    announced = draw.announcement["contributors"]
    for words, items in (("commitments", draw.freeze["commitments"]), ("contributions", reveal["contributions"])):
        named = [item["contributor"] for item in items]
        expect(
            "contributions.contributors",
            words + ": not the announced contributors in their order",
            ",".join(announced),
            ",".join(named),
        )
    draw.contributions = [item["secret"] for item in reveal["contributions"]]
    for promised, given in zip(draw.freeze["commitments"], reveal["contributions"]):
        if given["secret"] is not None:
            made = tagged_hash("contribution", draw.draw_id, given["contributor"], given["secret"])
            expect(
                "contributions.secret",
                "the secret of %s is not the one it committed to" % given["contributor"],
                promised["commitment"],
                made,
            )
    revealed = sum(secret is not None for secret in draw.contributions)
    return "%d of %d contributions revealed, as committed" % (revealed, len(announced))


SIGNATURES_SEEN = {}  # (public key, round, signature) -> whether it is good; batches meet the same rounds again


def check_beacon(draw):
    beacon, chain = parsed("beacon.malformed", parse_beacon, draw.files["beacon.json"]), draw.announcement["beacon"]
    if chain["kind"] == "practice":
        made = tagged_hash("practice-chain", chain["publicKey"], "%d %d" % (chain["genesis"], chain["periodSeconds"]))
        expect("beacon.chain", "the practice chain's hash is not made from its key", made, chain["chainHash"])
    expect("beacon.round", "freeze.json names another round than the timetable", draw.round, draw.freeze["round"])
    expect("beacon.round", "beacon.json is another round than the frozen one", draw.freeze["round"], beacon["round"])
    key = (chain["publicKey"], beacon["round"], beacon["signature"])
    if key not in SIGNATURES_SEEN:
        SIGNATURES_SEEN[key] = beacon_signature_holds(bytes.fromhex(key[0]), key[1], bytes.fromhex(key[2]))
    if not SIGNATURES_SEEN[key]:
        raise Failed(
            "beacon.signature", "the chain's key did not sign this round", chain["publicKey"], beacon["signature"]
        )
    own = sha256(bytes.fromhex(beacon["signature"])).hex()
    expect("beacon.randomness", "the randomness is not the signature's hash", own, beacon["randomness"])
    draw.beacon = beacon
    return "round %d is genuine%s" % (
        beacon["round"],
        ""
        if draw.chain == "trusted"
        else "; but the chain is not one you trust: the operator could have known the result",
    )


# --- 7 ranking, 8 allocation, 9 ticket ---


def check_ranking(draw):
    draw.seed = derive_seed(
        draw.draw_id,
        sha256(draw.files["freeze.json"]).hex(),
        draw.contributions,
        draw.announcement["beacon"]["chainHash"],
        draw.beacon["round"],
        draw.beacon["randomness"],
    )
    lines = parsed("ranking.malformed", parse_lines, draw.files["result.txt"])
    draw.result = [
        parsed("ranking.malformed", ResultLine, line, "result.txt line %d: " % number)
        for number, line in enumerate(lines, 1)
    ]
    expect("ranking.count", "not one line for each entry", len(draw.entries), len(draw.result))
    draw.ranked = rank_entries(draw.seed, draw.entries)
    for rank, ((score, ticket_id, j, _), line) in enumerate(zip(draw.ranked, draw.result), 1):
        expect(
            "ranking.order",
            "result.txt line %d is not what the numbers give" % rank,
            "%d %s %d %s" % (rank, ticket_id, j, score),
            "%d %s %d %s" % (line.rank, line.ticket_id, line.j, line.score),
        )
    return "the published ranking is the only one these numbers allow"


def check_allocation(draw):
    served = allocate(draw.announcement["passes"], draw.ranked, draw.slots)
    for line in draw.result:
        pot, slots = served.get(line.ticket_id, ("-", ["-"]))
        expect(
            "allocation.mismatch",
            "result.txt line %d is not what the passes give" % line.rank,
            "%s %s" % (pot, ",".join(slots)),
            "%s %s" % (line.pot, line.slots),
        )
    return "%d of %d entries served, as this ranking demands" % (len(served), len(draw.entries))


def check_ticket(draw):
    receipt = draw.receipt
    service = "/".join(draw.draw_id.split("/")[:2])
    if receipt.service not in (None, service):
        raise Failed("ticket.absent", "the receipt is for another service", service, receipt.service)
    ticket_id = derive_ticket_id(draw.draw_id, receipt.secret)
    line = next((line for line in draw.result if line.ticket_id == ticket_id), None)
    entry = next((entry for entry in draw.entries if entry.ticket_id == ticket_id), None)
    if entry is None or line is None:
        raise Failed("ticket.absent", "this draw has no entry for the receipt", ticket_id, "not in entries.txt")
    if receipt.identity is not None:
        own = derive_person_commitment(draw.draw_id, receipt.secret, receipt.identity)
        expect("ticket.commitment", "the entry is bound to other personal data", own, entry.commitment)
    won = "served with " + line.slots if line.slots != "-" else "not served"
    return "ticket %s: %d tickets, rank %d of %d, %s; %s; %s" % (
        ticket_id,
        entry.tickets,
        line.rank,
        len(draw.result),
        won,
        "its personal data are the frozen ones" if receipt.identity is not None else "personal data not compared",
        receipt.signature,
    )


# ------------------------------------------------------------------------------------------------------------------
# Reading a folder or an archive (record.md, "Folder and archive")
# ------------------------------------------------------------------------------------------------------------------

REQUIRED_FILES = (
    "announcement.json",
    "entries.txt",
    "slots.txt",
    "freeze.json",
    "reveal.json",
    "beacon.json",
    "result.txt",
)
LOG_FILES = tuple("log/%s.%s" % (s, k) for s in ("announced", "frozen", "revealed") for k in ("json", "tlog-proof"))


def read_record(path):
    try:
        files = read_folder(path) if os.path.isdir(path) else read_archive(path)
    except (
        OSError,
        ValueError,
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        RuntimeError,
        EOFError,
    ) as problem:
        # RuntimeError and its NotImplementedError are zipfile's words for encryption and unknown methods.
        raise Unusable("record.unreadable", "%s: %s" % (shown(path), shown(str(problem)))) from None
    for name in REQUIRED_FILES:
        if name not in files:
            raise Unusable("record.missing-file", name)
    return files


def read_folder(path):
    """A link could lead anywhere, so that a record would show what lies outside it: nothing in the folder may be one."""
    if os.path.islink(os.path.join(path, "log")):
        raise ValueError("log is a link")
    files = {}
    for name in REQUIRED_FILES + LOG_FILES:
        file = os.path.join(path, *name.split("/"))
        if os.path.lexists(file):
            files[name] = read_file(file, follow_link=False)
    return files


def read_file(path, follow_link=True):
    """A whole regular file within the limit; a pipe or a device would never end."""
    if not stat.S_ISREG(os.stat(path, follow_symlinks=follow_link).st_mode):
        raise ValueError("not a regular file: " + path)
    with open(path, "rb") as file:
        return read_bounded(file, path)


def read_bounded(file, name):
    most = MAX_FILE_BYTES if name.endswith(".txt") else MAX_SMALL_FILE_BYTES
    data = file.read(most + 1)
    if len(data) > most:
        raise ValueError("%s is larger than %d bytes" % (name, most))
    return data


def read_archive(path):
    """Nothing is unpacked to disk, and names are compared as they stand in the archive, so that an odd name
    (../, a drive letter, a NUL, other capitals) is just another file, and other files are ignored. Bytes before or
    after the archive are refused: readers differ on which archive such a file then is."""
    found = os.stat(path)
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("neither a folder nor a file")
    if found.st_size > MAX_ARCHIVE_BYTES:
        raise ValueError("larger than %d bytes" % MAX_ARCHIVE_BYTES)
    with open(path, "rb") as file:
        file.seek(max(0, found.st_size - 22))
        end = file.read()
    if not end.startswith(b"PK\x05\x06") or not end.endswith(b"\x00\x00"):
        raise ValueError("not a zip archive, or one with bytes after its end")
    disk, first_disk, here, count, size, offset = struct.unpack("<4x4H2L2x", end)
    if (disk, first_disk, here) != (0, 0, count) or offset + size != found.st_size - len(end):
        raise ValueError("the directory does not fit the archive")
    files = {}
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) != count:
            raise ValueError("the directory does not have the announced number of entries")
        if entries and min(entry.header_offset for entry in entries) != 0:
            raise ValueError("bytes before the archive's first entry")
        for entry in entries:
            name = entry.orig_filename
            if name not in REQUIRED_FILES + LOG_FILES:
                continue
            if name in files:
                raise ValueError("%s stands twice in the archive" % name)
            if entry.flag_bits & 0x2061 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise ValueError("%s is encrypted or packed in an unusual way" % name)
            next_start = min((e.header_offset for e in entries if e.header_offset > entry.header_offset), default=offset)
            if entry.header_offset + 30 + len(name) + entry.compress_size > next_start:
                raise ValueError("%s runs into what follows it" % name)
            with archive.open(entry) as file:
                files[name] = read_bounded(file, name)
            if len(files[name]) != entry.file_size or (
                entry.compress_type == zipfile.ZIP_STORED and entry.compress_size != entry.file_size
            ):
                raise ValueError("%s does not have the size that the directory names" % name)
    return files


# ------------------------------------------------------------------------------------------------------------------
# Command line (verification.md, "Commands")
# ------------------------------------------------------------------------------------------------------------------

EXIT_CODES = {"verified": 0, "replayed": 3, "failed": 1, "unusable": 2}
VERDICT_WORDS = {
    "verified": "every check passed: this result is the only one that was possible.",
    "replayed": "nothing contradicts the record, but not everything could be checked.",
    "failed": "the record contradicts itself or its announcement. Keep a copy.",
}


def load_trust(path):
    try:
        return parse_trust(read_file(path)) if path else DEFAULT_TRUST
    except (Malformed, OSError, ValueError) as problem:
        raise Unusable("trust.malformed", shown(str(problem))) from None


def load_receipt(path, trust):
    try:
        return Receipt(read_file(path), trust) if path else None
    except (Malformed, OSError, ValueError) as problem:
        raise Unusable("receipt.malformed", shown(str(problem))) from None


def report_on(path, trust, receipt=None):
    return verify(read_record(path), trust, receipt)


def unusable_report(problem):
    return {"verdict": "unusable", "code": problem.code, "reason": problem.reason}


def print_sample(path, beacon_path, count):
    """The entries of a past draw that its auditor opens by a second round (audit.md); 2 if that can't be said."""
    try:
        files = read_record(path)
        announcement, freeze = parse_announcement(files["announcement.json"]), parse_freeze(files["freeze.json"])
        chain, beacon = announcement["beacon"], parse_beacon(read_file(beacon_path))
        ticket_ids = [Entry(line).ticket_id for line in parse_lines(files["entries.txt"])]
    except (Malformed, Unusable, OSError, ValueError) as problem:
        print("unusable: %s" % shown(str(problem)))
        return 2
    signature = bytes.fromhex(beacon["signature"])
    if not beacon_signature_holds(bytes.fromhex(chain["publicKey"]), beacon["round"], signature):
        print("failed: the chain's key did not sign this round")
        return 1
    if sha256(signature).hex() != beacon["randomness"]:
        print("failed: the randomness is not the signature's hash")
        return 1
    freeze_hash = sha256(files["freeze.json"]).hex()
    _, sample = draw_sample(freeze["drawId"], freeze_hash, chain["chainHash"], beacon, ticket_ids, count)
    print("\n".join(sample))
    return 0


def print_report(report):
    if report["verdict"] == "unusable":
        print("unusable: %s: %s" % (report["code"], report["reason"]))
        return
    for line in report["checks"]:
        words = line["reason"] if "code" not in line else "%s: %s" % (line["code"], line["reason"])
        print("%-13s  %-11s  %s" % (line["check"], line["outcome"].replace("-", " "), words))
        if "expected" in line:
            print(" " * 28 + "expected  " + line["expected"])
            print(" " * 28 + "actual    " + line["actual"])
    print()
    if report["drawId"]:
        print("draw  " + report["drawId"])
    if report["seed"]:
        print("seed  " + report["seed"])
    print("%s: %s" % (report["verdict"], VERDICT_WORDS[report["verdict"]]))


def verify_batch(trust):
    """One record path a line on standard input, one compact JSON report a line on standard output."""
    for path in sys.stdin:
        try:
            report = report_on(path.rstrip("\n"), trust)
        except Unusable as problem:
            report = unusable_report(problem)
        print(json.dumps(report, separators=(",", ":")), flush=True)
    return 0


def main():
    parser = argparse.ArgumentParser(
        description="Replays the public record of one Fairslot draw.",
        epilog="Exit code: 0 verified, 3 replayed, 1 failed, 2 unusable.",
    )
    parser.add_argument("record", nargs="?", metavar="RECORD", help="folder or .zip with the record's files")
    parser.add_argument("--receipt", metavar="FILE", help="your receipt: adds the line about your own ticket")
    parser.add_argument(
        "--trust", metavar="FILE", help="chains, logs and witnesses that you trust (default: drand quicknet)"
    )
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    parser.add_argument(
        "--sample", metavar="FILE", help="a later round as beacon.json has it: print the entries that an auditor opens"
    )
    parser.add_argument("--count", type=int, default=60, help="how many of them (default: 60)")
    parser.add_argument("--batch", action="store_true", help="read record paths from standard input")
    arguments = parser.parse_args()
    if arguments.batch == bool(arguments.record) or (arguments.batch and arguments.receipt):
        parser.error("give either one RECORD or --batch, and --receipt only with a RECORD")
    if arguments.sample:
        return print_sample(arguments.record, arguments.sample, arguments.count)
    try:
        trust = load_trust(arguments.trust)
        if arguments.batch:
            return verify_batch(trust)
        report = report_on(arguments.record, trust, load_receipt(arguments.receipt, trust))
    except Unusable as problem:
        report = unusable_report(problem)
    if arguments.json:
        print(json.dumps(report))
    else:
        print_report(report)
    return EXIT_CODES[report["verdict"]]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Exception:  # a fault of this program; Python would exit with 1, and 1 says "failed"
        traceback.print_exc()
        sys.exit(2)

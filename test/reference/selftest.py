"""Tests of reference/verify.py: published vectors, the protocol's vectors, every mutation, hostile containers.

python3 test/reference/selftest.py
"""

import ast
import contextlib
import io
import json
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "vectors"))
import forge  # noqa: E402  (its folder is not a package)
from forge import PROTOCOL_VECTORS, REFERENCE, v  # noqa: E402

EXIT_CODES = {"verified": 0, "replayed": 3, "failed": 1, "unusable": 2}


def vector(name):
    with open(os.path.join(PROTOCOL_VECTORS, name), encoding="utf-8") as file:
        return json.load(file)


def load(*parts):
    with open(os.path.join(forge.HERE, *parts), encoding="utf-8") as file:
        return json.load(file)


def report_on_files(files, trust_path=None, receipt=None):
    """The report as the command line would give it, through real files."""
    with tempfile.TemporaryDirectory() as folder:
        forge.write_folder(os.path.join(folder, "record"), files)
        receipt_path = None
        if receipt is not None:
            receipt_path = os.path.join(folder, "receipt")
            with open(receipt_path, "wb") as file:
                file.write(receipt.encode("utf-8"))
        try:
            trust = v.load_trust(trust_path)
            return v.report_on(os.path.join(folder, "record"), trust, v.load_receipt(receipt_path, trust))
        except v.Unusable as problem:
            return v.unusable_report(problem)


def summary(report):
    """What an expectation speaks about: the verdict and the first line that stands in the way of a better one."""
    if report["verdict"] == "unusable":
        return {"verdict": "unusable", "check": None, "code": report["code"]}
    wanted = {"failed": "failed", "replayed": "not-checked"}.get(report["verdict"])
    line = next((line for line in report["checks"] if line["outcome"] == wanted), {})
    return {"verdict": report["verdict"], "check": line.get("check"), "code": line.get("code")}


def run_cli(*arguments, text=None):
    done = subprocess.run(
        [sys.executable, REFERENCE, *arguments], input=text, capture_output=True, text=True, timeout=120
    )
    return done.returncode, done.stdout, done.stderr


class ProtocolVectors(unittest.TestCase):
    def test_records_replay(self):
        for name, expected in vector("receipts.json").items():
            with self.subTest(name):
                report = v.report_on(os.path.join(PROTOCOL_VECTORS, name), v.DEFAULT_TRUST)
                self.assertEqual(summary(report), {"verdict": "replayed", "check": "timing", "code": "timing.no-log"})
                self.assertEqual([line["outcome"] for line in report["checks"]].count("passed"), 7)
                self.assertEqual(
                    (report["drawId"], report["seed"], report["chain"]),
                    (expected["drawId"], expected["seed"], "trusted"),
                )
                served = [
                    line
                    for line in forge.read_folder(os.path.join(PROTOCOL_VECTORS, name))["result.txt"].splitlines()
                    if not line.endswith(b"-")
                ]
                self.assertEqual(len(served), expected["served"])

    def test_receipts(self):
        for name, expected in vector("receipts.json").items():
            for person in expected["people"]:
                with self.subTest(name=name, identity=person["identity"]):
                    self.assertEqual(
                        v.derive_ticket_id(expected["drawId"], person["receiptSecret"]), person["ticketId"]
                    )
                    self.assertEqual(v.tagged_hash("salt", expected["drawId"], person["receiptSecret"]), person["salt"])
                    self.assertEqual(
                        v.derive_person_commitment(expected["drawId"], person["receiptSecret"], person["identity"]),
                        person["commitment"],
                    )

    def test_samples(self):
        for case in vector("audit-samples.json")["records"]:
            folder = os.path.join(PROTOCOL_VECTORS, case["record"])
            with self.subTest(record=case["record"], count=case["count"]), tempfile.TemporaryDirectory() as other:
                later = os.path.join(other, "round.json")
                with open(later, "w", encoding="ascii") as file:
                    json.dump(case["beacon"], file)
                    file.write("\n")
                code, out, _ = run_cli(folder, "--sample", later, "--count", str(case["count"]))
                self.assertEqual((code, out.split()), (0, case["sample"]))
                with open(later, "w", encoding="ascii") as file:
                    json.dump(dict(case["beacon"], round=case["beacon"]["round"] + 1), file)
                    file.write("\n")
                self.assertEqual(run_cli(folder, "--sample", later)[0], 1)

    def test_a_lot_by_hand(self):
        """What draw.md shows with printf and sha256sum."""
        seed, files = vector("receipts.json")["tiny"]["seed"], forge.read_folder(os.path.join(PROTOCOL_VECTORS, "tiny"))
        for line in files["result.txt"].decode().splitlines():
            _, ticket, j, score, _, _ = line.split(" ")
            self.assertEqual(forge.sha256_hex(("%s:%s:%s" % (seed, ticket, j)).encode()), score)

    def test_every_mutation(self):
        for index, folder in (
            ("mutations/index.json", PROTOCOL_VECTORS),
            ("logged/mutations.json", os.path.join(forge.HERE, "logged")),
        ):
            for item in load(index):
                with self.subTest(item["name"]):
                    files = forge.apply_edits(forge.read_folder(os.path.join(folder, item["base"])), item["edits"])
                    trust = os.path.join(forge.HERE, item["trust"]) if "trust" in item else None
                    report, expected = report_on_files(files, trust, item.get("receipt")), item["expect"]
                    self.assertEqual(summary(report), {key: expected[key] for key in ("verdict", "check", "code")})
                    codes = {line["check"]: line.get("code") for line in report.get("checks", [])}
                    for check, code in expected.get("also", {}).items():
                        self.assertEqual(codes[check], code)
                    if "chain" in expected:
                        self.assertEqual(report["chain"], expected["chain"])

    def test_every_logged_record(self):
        for item in load("logged", "index.json"):
            with self.subTest(name=item["name"], trust=item["trust"]):
                trust = v.load_trust(os.path.join(forge.HERE, item["trust"]) if item["trust"] else None)
                report = v.report_on(os.path.join(forge.HERE, "logged", item["name"]), trust)
                self.assertEqual(dict(summary(report), chain=report["chain"]), item["expect"])

    def test_every_code_is_reached(self):
        """A code that no vector leads to is a code that nobody has tried."""
        with open(REFERENCE, encoding="utf-8") as file:
            source = file.read()
        reached = set()
        for item in load("mutations", "index.json") + load("logged", "mutations.json") + load("logged", "index.json"):
            reached |= {item["expect"]["code"], *item["expect"].get("also", {}).values()}
        with open(os.path.join(HERE, "..", "..", "docs", "spec", "verification.md"), encoding="utf-8") as file:
            specified = set(re.findall(r"`([a-z]+\.[a-z-]+)`", file.read()))
        checks = {
            "announcement",
            "entries",
            "slots",
            "timing",
            "contributions",
            "beacon",
            "ranking",
            "allocation",
            "ticket",
        }
        codes = {
            code for code in specified if code.split(".")[0] in checks and code.split(".")[1] not in ("json", "txt")
        }
        self.assertEqual(len(codes), 44 + 8)
        for code in sorted(codes):
            self.assertIn(code, reached)
            self.assertTrue(code.endswith(".depends") or '"%s"' % code in source, code)


class Randomness(unittest.TestCase):
    def test_real_rounds(self):
        vectors = vector("drand-quicknet.json")
        self.assertEqual({key: vectors["chain"][key] for key in v.CHAIN_KEYS}, v.QUICKNET)
        key = bytes.fromhex(v.QUICKNET["publicKey"])
        for item in vectors["rounds"]:
            with self.subTest(round=item["round"]):
                signature = bytes.fromhex(item["signature"])
                self.assertTrue(v.beacon_signature_holds(key, item["round"], signature))
                self.assertFalse(v.beacon_signature_holds(key, item["round"] + 1, signature))
                self.assertEqual(forge.sha256_hex(signature), item["randomness"])
        self.assertEqual(len(vectors["rounds"]), 12)

    def test_what_must_fail(self):
        vectors = vector("drand-quicknet.json")
        for item in vectors["mustFail"]:
            with self.subTest(item["why"]):
                file = forge.json_bytes(
                    {"round": item["round"], "signature": item["signature"], "randomness": "0" * 64}
                )
                try:
                    beacon = v.parse_beacon(file)
                except v.Malformed:
                    continue
                self.assertFalse(
                    v.beacon_signature_holds(
                        bytes.fromhex(v.QUICKNET["publicKey"]), beacon["round"], bytes.fromhex(beacon["signature"])
                    )
                )
        self.assertEqual(len(vectors["mustFail"]), 5)

    def test_another_domain_fails(self):
        """drand's retired chain fastnet hashed with G2's domain by mistake."""
        round_number = vector("drand-quicknet.json")["rounds"][4]
        key, point = (
            v.g2_decode(bytes.fromhex(v.QUICKNET["publicKey"])),
            v.g1_decode(bytes.fromhex(round_number["signature"])),
        )
        message = v.hash_to_g1(
            v.sha256(round_number["round"].to_bytes(8, "big")), b"BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_"
        )
        self.assertFalse(v.pairings_cancel([((point[0], -point[1] % v.P), v.G2_GENERATOR), (message, key)]))

    def test_rounds_and_times(self):
        examples = {
            "2027-01-15T12:00:00Z": 35737012,
            "2027-03-01T10:00:00Z": 37030612,
            "2023-08-23T15:09:27Z": 1,
            "2023-08-23T15:09:28Z": 2,
            "2023-08-23T15:09:30Z": 2,
            "2023-08-23T15:09:31Z": 3,
            "2020-01-01T00:00:00Z": 1,
        }
        for time, expected in examples.items():
            seconds = v.parse_time(time)
            found = v.round_at(v.QUICKNET, seconds)
            self.assertEqual(found, expected)
            self.assertGreaterEqual(v.time_of_round(v.QUICKNET, found), seconds)

    def test_hash_to_curve(self):
        """RFC 9380 appendix J.9.1."""
        domain = b"QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_"
        expected = {
            b"": (
                0x052926ADD2207B76CA4FA57A8734416C8DC95E24501772C814278700EED6D1E4E8CF62D9C09DB0FAC349612B759E79A1,
                0x08BA738453BFED09CB546DBB0783DBB3A5F1F566ED67BB6BE0E8C67E2E81A4CC68EE29813BB7994998F3EAE0C9C6A265,
            ),
            b"abc": (
                0x03567BC5EF9C690C2AB2ECDF6A96EF1C139CC0B2F284DCA0A9A7943388A49A3AEE664BA5379A7655D3C68900BE2F6903,
                0x0B9C15F3FE6E5CF4211F346271D7B01C8F3B28BE689C8429C85B67AF215533311F0B8DFAAA154FA6B88176C229F2885D,
            ),
        }
        for message, point in expected.items():
            self.assertEqual(v.hash_to_g1(message, domain), point)

    def test_pairing_is_bilinear(self):
        generator = random.Random(1)
        for _ in range(3):
            a, b = generator.randrange(1, v.R), generator.randrange(1, v.R)
            left = (v.G1.multiply(a, v.G1_GENERATOR), v.G2.multiply(b, v.G2_GENERATOR))
            negative = v.G1.multiply(-a * b % v.R, v.G1_GENERATOR)
            self.assertTrue(v.pairings_cancel([left, (negative, v.G2_GENERATOR)]))
            self.assertTrue(v.pairings_cancel([left, (v.G1_GENERATOR, v.G2.multiply(-a * b % v.R, v.G2_GENERATOR))]))
            self.assertFalse(
                v.pairings_cancel([left, (v.G1.multiply((1 - a * b) % v.R, v.G1_GENERATOR), v.G2_GENERATOR)])
            )
        self.assertFalse(v.pairings_cancel([(v.G1_GENERATOR, v.G2_GENERATOR)]))  # it is not constant either

    def test_points_round_trip(self):
        for scalar in range(1, 20):
            first, second = v.G1.multiply(scalar, v.G1_GENERATOR), v.G2.multiply(scalar, v.G2_GENERATOR)
            self.assertEqual(v.g1_decode(v.g1_encode(first)), first)
            self.assertEqual(v.g2_decode(v.g2_encode(second)), second)
            self.assertTrue(v.G1.contains(first) and v.G2.contains(second))
        self.assertIsNone(v.G1.multiply(v.R, v.G1_GENERATOR))
        self.assertIsNone(v.G2.multiply(v.R, v.G2_GENERATOR))

    def test_small_subgroups_are_refused(self):
        self.assertTrue(v.G1.contains((0, 2)))  # order 3
        self.assertIsNone(v.g1_decode(v.g1_encode((0, 2))))


class Ed25519(unittest.TestCase):
    # RFC 8032 section 7.1: public key, message, signature.
    VECTORS = (
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
        (
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
        ),
    )

    def test_vectors(self):
        for key, message, signature in self.VECTORS:
            self.assertTrue(v.ed25519_holds(*map(bytes.fromhex, (key, message, signature))))

    def test_changes_are_refused(self):
        for vector_ in self.VECTORS[1:3]:
            key, message, signature = map(bytes.fromhex, vector_)
            for place in range(0, 64, 7):
                changed = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
                self.assertFalse(v.ed25519_holds(key, message, changed))
            self.assertFalse(v.ed25519_holds(key, message + b"x", signature))
            self.assertFalse(v.ed25519_holds(bytes([key[0] ^ 1]) + key[1:], message, signature))
            self.assertFalse(v.ed25519_holds(key, message, signature[:-1]))

    def test_second_spellings_are_refused(self):
        key, message, signature = map(bytes.fromhex, self.VECTORS[1])
        s = int.from_bytes(signature[32:], "little") + v.ED_L
        self.assertFalse(v.ed25519_holds(key, message, signature[:32] + s.to_bytes(32, "little")))
        for y in (v.ED_P, v.ED_P + 1, 2**255 - 1):
            self.assertIsNone(v.ed_decode(y.to_bytes(32, "little")))
        self.assertIsNone(v.ed_decode((1 | 1 << 255).to_bytes(32, "little")))  # x = 0 with the sign set

    def test_keys_of_small_order_are_refused(self):
        for y in (1, v.ED_P - 1, 0):  # orders 1, 2 and 4; under the first, R = [S]B fits any message
            key = y.to_bytes(32, "little")
            self.assertIsNotNone(v.ed_decode(key))
            signature = v.ed_encode(v.ed_multiply(8, v.ED_BASE)) + (8).to_bytes(32, "little")
            self.assertFalse(v.ed25519_holds(key, b"anything", signature))

    def test_signing_in_the_generator(self):
        key = forge.SigningKey("selftest.example", v.LOG_KEY)
        self.assertTrue(v.ed25519_holds(key.public_key, b"hello", key.sign(b"hello")))


class Transparency(unittest.TestCase):
    def setUp(self):
        self.data = vector("transparency.json")
        self.leaves = [bytes.fromhex(leaf) for leaf in self.data["leaves"]]
        self.roots = [bytes.fromhex(root) for root in self.data["roots"]]

    def test_roots(self):
        for size, root in enumerate(self.roots):
            self.assertEqual(v.merkle_root(self.leaves[:size]), root)

    def test_inclusion(self):
        case = self.data["inclusion"]
        path = [bytes.fromhex(node) for node in case["proof"]]
        leaf, root = v.leaf_hash(self.leaves[case["index"]]), self.roots[case["size"]]
        self.assertTrue(v.inclusion_holds(leaf, case["index"], case["size"], path, root))
        self.assertFalse(v.inclusion_holds(leaf, case["index"], case["size"], path[:-1], root))
        self.assertFalse(v.inclusion_holds(leaf, case["index"], case["size"], path + path[:1], root))

    def test_inclusion_of_every_leaf_of_every_tree(self):
        leaves = [b"%d" % n for n in range(40)]
        for size in range(1, 41):
            root = v.merkle_root(leaves[:size])
            for index in range(size):
                path, leaf = forge.inclusion_path(leaves[:size], index), v.leaf_hash(leaves[index])
                self.assertTrue(v.inclusion_holds(leaf, index, size, path, root))
                for wrong in (index + 1, size + index, index ^ 1 if size > 1 else 1):
                    self.assertFalse(v.inclusion_holds(leaf, wrong, size, path, root))

    def test_consistency(self):
        case = self.data["consistency"]
        path = [bytes.fromhex(node) for node in case["proof"]]
        old, new = self.roots[case["from"]], self.roots[case["to"]]
        self.assertTrue(v.consistency_holds(case["from"], case["to"], path, old, new))
        self.assertFalse(v.consistency_holds(case["from"], case["to"], path[:-1], old, new))
        self.assertFalse(v.consistency_holds(case["from"], case["to"], path, new, old))
        self.assertTrue(v.consistency_holds(8, 8, [], new, new))

    def test_signed_note(self):
        case = self.data["signedNote"]
        key = v.VerifierKey(case["vkey"], v.LOG_KEY)
        note = "%s\n\u2014 %s %s\n" % (case["text"], key.name, case["signature"])
        self.assertTrue(v.Note(note).signed_by(key))
        self.assertFalse(v.Note(note.replace("example message", "example massage")).signed_by(key))

    def test_keys_of_other_kinds_are_refused(self):
        witness = forge.SigningKey("witness.example", v.WITNESS_KEY)
        v.VerifierKey(witness.vkey, v.WITNESS_KEY)
        with self.assertRaises(v.Malformed):
            v.VerifierKey(witness.vkey, v.LOG_KEY)


class Json(unittest.TestCase):
    def test_agrees_with_the_standard_reader_on_strict_input(self):
        generator = random.Random(2)

        def make(depth):
            kind = generator.randrange(6 if depth < 4 else 4)
            return [
                lambda: generator.randrange(2**53),
                lambda: generator.choice([True, False, None]),
                lambda: "".join(generator.choice('ab"\\/\n\t\u00e4\U0001f600\x00') for _ in range(5)),
                lambda: "",
                lambda: [make(depth + 1) for _ in range(3)],
                lambda: {str(n): make(depth + 1) for n in range(3)},
            ][kind]()

        for _ in range(300):
            value = {"value": make(0)}
            for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=2)):
                self.assertEqual(v.parse_json_object(text), json.loads(text))

    def test_huge_input_costs_nothing(self):
        for text in (
            "9" * 3_000_000,
            '{"a":' + "9" * 3_000_000 + "}",
            "[" * 3_000_000,
            '{"a":' * 500_000,
            "x" * 5_000_000,
        ):
            with self.assertRaises(v.Malformed):
                v.parse_json_object(text)


class HostileContainers(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.files = forge.read_folder(os.path.join(PROTOCOL_VECTORS, "tiny"))

    def path(self, name):
        return os.path.join(self.temporary.name, name)

    def zip(self, entries, compression=zipfile.ZIP_DEFLATED):
        path = self.path("record.zip")
        with contextlib.suppress(FileNotFoundError):
            os.remove(path)
        with zipfile.ZipFile(path, "w", compression) as archive:
            for name, data in entries:
                archive.writestr(zipfile.ZipInfo(name), data, compression)
        return path

    def outcome(self, path):
        try:
            return v.report_on(path, v.DEFAULT_TRUST)["verdict"]
        except v.Unusable as problem:
            return problem.code

    def warned_zip(self, entries):
        with self.assertWarns(UserWarning):  # zipfile warns of a doubled name, and writes it
            return self.zip(entries)

    def test_zip(self):
        entries = list(self.files.items())
        self.assertEqual(self.outcome(self.zip(entries)), "replayed")
        self.assertEqual(self.outcome(self.zip(entries, zipfile.ZIP_STORED)), "replayed")
        logged = list(forge.read_folder(os.path.join(forge.HERE, "logged", "witnessed")).items())
        trust = v.load_trust(os.path.join(forge.HERE, "logged", "trust.json"))
        self.assertEqual(v.report_on(self.zip(logged), trust)["verdict"], "verified")

    def test_odd_names_are_other_files(self):
        entries = list(self.files.items())
        odd = [
            "../announcement.json",
            "/announcement.json",
            "./announcement.json",
            "Announcement.json",
            "x/announcement.json",
            "C:\\announcement.json",
            "announcement.json ",
            "announcement.json/",
            "log/../announcement.json",
            "",
        ]
        self.assertEqual(self.outcome(self.zip([(name, b"{}") for name in odd] + entries)), "replayed")
        for name in odd:
            renamed = [(name if own == "announcement.json" else own, data) for own, data in entries]
            self.assertEqual(self.outcome(self.zip(renamed)), "record.missing-file", name)

    def test_name_with_a_nul(self):
        """Some readers cut a name at NUL; then this archive would hold announcement.json."""
        path = self.zip(
            [("announcement.jsonXevil", self.files["announcement.json"])]
            + [item for item in self.files.items() if item[0] != "announcement.json"]
        )
        with open(path, "rb") as file:
            data = file.read().replace(b"announcement.jsonXevil", b"announcement.json\x00evil")
        with open(path, "wb") as file:
            file.write(data)
        self.assertEqual(self.outcome(path), "record.missing-file")

    def test_a_name_twice(self):
        entries = list(self.files.items())
        self.assertEqual(self.outcome(self.warned_zip(entries + [("entries.txt", b"")])), "record.unreadable")
        self.assertEqual(self.outcome(self.warned_zip(entries + [("other", b""), ("other", b"")])), "replayed")

    def test_packed_in_other_ways(self):
        for compression in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
            self.assertEqual(self.outcome(self.zip(list(self.files.items()), compression)), "record.unreadable")

    def test_encrypted(self):
        path = self.zip(list(self.files.items()))
        with open(path, "rb") as file:
            data = bytearray(file.read())
        at = data.find(b"PK\x01\x02")
        struct.pack_into("<H", data, at + 8, 1)
        with open(path, "wb") as file:
            file.write(data)
        self.assertEqual(self.outcome(path), "record.unreadable")

    def test_bytes_around_the_archive(self):
        path = self.zip(list(self.files.items()))
        with open(path, "rb") as file:
            data = file.read()
        for changed in (
            b"hello" + data,
            data + b"hello",
            data[:-2] + b"\x05\x00hello",
            data[:-30],
            data[: len(data) // 2],
            b"",
            b"PK",
        ):
            with open(path, "wb") as file:
                file.write(changed)
            self.assertEqual(self.outcome(path), "record.unreadable")

    def test_damaged_content(self):
        path = self.zip(list(self.files.items()), zipfile.ZIP_STORED)
        with open(path, "rb") as file:
            data = file.read()
        with open(path, "wb") as file:
            file.write(data.replace(b"019c9a1076d716bc", b"019c9a1076d716bd"))
        self.assertEqual(self.outcome(path), "record.unreadable")

    def test_bomb(self):
        limit, v.MAX_FILE_BYTES = v.MAX_FILE_BYTES, 2**20
        try:
            entries = [(name, data if name != "entries.txt" else bytes(2**24)) for name, data in self.files.items()]
            self.assertEqual(self.outcome(self.zip(entries)), "record.unreadable")
            entries = list(self.files.items()) + [("unknown", bytes(2**24))]  # is never unpacked
            self.assertEqual(self.outcome(self.zip(entries)), "replayed")
            for name, size in (("slots.txt", 2**20 + 1), ("beacon.json", v.MAX_SMALL_FILE_BYTES + 1)):
                forge.write_folder(self.path(name), dict(self.files, **{name: b" " * size}))
                self.assertEqual(self.outcome(self.path(name)), "record.unreadable")
        finally:
            v.MAX_FILE_BYTES = limit

    def test_not_regular_files(self):
        folder = self.path("folder")
        forge.write_folder(folder, self.files)
        os.remove(os.path.join(folder, "slots.txt"))
        os.mkfifo(os.path.join(folder, "slots.txt"))  # reading it would never end
        self.assertEqual(self.outcome(folder), "record.unreadable")
        os.remove(os.path.join(folder, "slots.txt"))
        os.symlink("/dev/zero", os.path.join(folder, "slots.txt"))
        self.assertEqual(self.outcome(folder), "record.unreadable")
        os.remove(os.path.join(folder, "slots.txt"))
        os.mkdir(os.path.join(folder, "slots.txt"))
        self.assertEqual(self.outcome(folder), "record.unreadable")
        os.rmdir(os.path.join(folder, "slots.txt"))
        os.symlink("nowhere", os.path.join(folder, "slots.txt"))
        self.assertEqual(self.outcome(folder), "record.unreadable")
        os.remove(os.path.join(folder, "slots.txt"))
        self.assertEqual(self.outcome(folder), "record.missing-file")
        self.assertEqual(self.outcome(self.path("nothing")), "record.unreadable")
        self.assertEqual(self.outcome("/dev/null"), "record.unreadable")

    def test_random_damage_never_crashes(self):
        """Whatever the bytes are, there is a report, and never a better verdict than the honest record's."""
        generator = random.Random(3)
        files = forge.read_folder(os.path.join(forge.HERE, "logged", "witnessed"))
        trust = v.load_trust(os.path.join(forge.HERE, "logged", "trust.json"))
        names = [name for name in files if name in v.REQUIRED_FILES + v.LOG_FILES and files[name]]
        for _ in range(600):
            name = generator.choice(names)
            data = bytearray(files[name])
            for _ in range(generator.choice((1, 1, 2, 20))):
                data[generator.randrange(len(data))] = generator.choice(
                    (generator.randrange(256), generator.choice(b'0123456789abcdef",{}[]\n -'))
                )
            report = v.verify(dict(files, **{name: bytes(data)}), trust)
            if bytes(data) != files[name] and report["verdict"] == "verified":
                # Only what no signature covers may differ: lines of witnesses beyond the quorum, JSON's freedom.
                self.assertTrue(name.endswith(".tlog-proof") or name == "beacon.json", name)

    def test_text_is_made_safe(self):
        files = dict(self.files, **{"entries.txt": b"\x1b[31mred\n"})
        report = v.verify(files, v.DEFAULT_TRUST)
        with contextlib.redirect_stdout(io.StringIO()) as output:
            v.print_report(report)
        self.assertNotIn("\x1b", output.getvalue())


class CommandLine(unittest.TestCase):
    TINY = os.path.join(PROTOCOL_VECTORS, "tiny")
    LOGGED = os.path.join(forge.HERE, "logged")

    def test_exit_codes(self):
        trust = os.path.join(self.LOGGED, "trust.json")
        cases = (
            ([self.TINY], "replayed"),
            ([os.path.join(self.LOGGED, "witnessed"), "--trust", trust], "verified"),
            ([os.path.join(self.LOGGED, "late-freeze"), "--trust", trust], "failed"),
            ([HERE], "unusable"),
            ([self.TINY, "--trust", REFERENCE], "unusable"),
            ([self.TINY, "--receipt", REFERENCE], "unusable"),
            ([self.TINY, "--trust", "nowhere"], "unusable"),
        )
        for arguments, verdict in cases:
            with self.subTest(arguments):
                code, output, errors = run_cli(*arguments, "--json")
                self.assertEqual((code, json.loads(output)["verdict"], errors), (EXIT_CODES[verdict], verdict, ""))
                code, output, errors = run_cli(*arguments)
                self.assertEqual((code, errors), (EXIT_CODES[verdict], ""))
                self.assertIn(verdict + ":", output)

    def test_usage_errors_are_no_verdict(self):
        for arguments in ([], [self.TINY, "--batch"], ["--batch", "--receipt", "x"], [self.TINY, "--lang", "de"]):
            self.assertEqual(run_cli(*arguments)[0], 2)

    def test_one_named_line_a_check(self):
        _, output, _ = run_cli(self.TINY)
        names = [line.split()[0] for line in output.split("\n\n")[0].splitlines()]
        self.assertEqual(
            names, ["announcement", "entries", "slots", "timing", "contributions", "beacon", "ranking", "allocation"]
        )

    def test_receipt_adds_the_ninth(self):
        person = vector("receipts.json")["tiny"]["people"][0]
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump({"receiptSecret": person["receiptSecret"], "identity": person["identity"]}, file)
            file.flush()
            code, output, _ = run_cli(self.TINY, "--receipt", file.name, "--json")
        line = json.loads(output)["checks"][8]
        self.assertEqual((code, line["check"], line["outcome"]), (3, "ticket", "passed"))
        self.assertIn("rank 2 of 12, served with s00001", line["reason"])

    def test_batch(self):
        paths = [
            os.path.join(PROTOCOL_VECTORS, name) for name in ("tiny", "pots", "nowhere", "refill", "empty", "tiny")
        ]
        code, output, errors = run_cli("--batch", text="".join(path + "\n" for path in paths) + "\n")
        reports = [json.loads(line) for line in output.splitlines()]
        self.assertEqual(
            [report["verdict"] for report in reports],
            ["replayed", "replayed", "unusable", "replayed", "replayed", "replayed", "unusable"],
        )
        self.assertEqual((code, errors, reports[0]), (0, "", reports[5]))
        self.assertEqual(reports[0], json.loads(run_cli(self.TINY, "--json")[1]))

    def test_shape_of_the_report(self):
        report = json.loads(run_cli(self.TINY, "--json")[1])
        self.assertEqual(list(report), ["verdict", "drawId", "chain", "seed", "checks"])
        for line in report["checks"]:
            self.assertLessEqual(set(line), {"check", "outcome", "code", "reason", "expected", "actual"})
            self.assertEqual("code" in line, line["outcome"] != "passed")


class OldestPython(unittest.TestCase):
    """The file says that Python 3.9 is enough; the one at hand is newer."""

    # What later versions added to the modules that verify.py imports and to the built-in types (3.10 to 3.14).
    LATER_NAMES = {
        *("aiter", "anext", "add_note", "bit_count", "file_digest", "is_integer", "orig_argv", "stdlib_module_names"),
        *("BaseExceptionGroup", "ExceptionGroup", "EncodingWarning", "UTC", "NOFLAG", "isjunction", "splitroot"),
    }
    LATER_ARGUMENTS = {"strict", "metadata_encoding", "deprecated", "suggest_on_error", "color"}

    def setUp(self):
        with open(REFERENCE, encoding="utf-8") as file:
            self.source = file.read()

    def test_grammar(self):
        ast.parse(self.source, feature_version=(3, 9))
        for later in ("match 1:\n    case 1:\n        pass\n", "try:\n    pass\nexcept* ValueError:\n    pass\n"):
            with self.subTest(later), self.assertRaises(SyntaxError):
                ast.parse(later, feature_version=(3, 9))

    def test_library(self):
        for node in ast.walk(ast.parse(self.source)):
            if isinstance(node, (ast.Name, ast.Attribute)):
                name = node.id if isinstance(node, ast.Name) else node.attr
                self.assertNotIn(name, self.LATER_NAMES, node.lineno)
            if not isinstance(node, ast.Call):
                continue
            self.assertEqual({key.arg for key in node.keywords} & self.LATER_ARGUMENTS, set(), node.lineno)
            # Until 3.11 both had to be told the order of bytes.
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("to_bytes", "from_bytes"):
                self.assertEqual(len(node.args), 2, node.lineno)
            # Possessive quantifiers and atomic groups came with 3.11.
            if isinstance(node.func, ast.Attribute) and node.func.attr in ("compile", "fullmatch", "match", "sub"):
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        self.assertNotRegex(part.value, r"\(\?>|[*+?}]\+", node.lineno)


if __name__ == "__main__":
    forge.require_protocol_vectors()
    unittest.main()

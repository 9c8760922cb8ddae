"""Makes test/vectors/mutations/index.json and test/vectors/logged/mutations.json: records with one thing wrong.

    python3 test/vectors/make_logged.py && python3 test/vectors/mutate.py

What each mutation has to lead to is written here by hand, from the specification (docs/spec/verification.md); it is
not read off a verifier. test/reference/selftest.py runs them all. See README.md for the format.
"""

import base64
import hashlib
import json
import os
import unicodedata

import forge
from forge import v
from make_logged import LOG, LOGGED, ORIGIN, OTHER_LOG, STRANGER, WITNESSES, subject_of

GENERAL_REPLAY = ("replayed", "timing", "timing.no-log")


# --- Edits (README.md, "Operations") ---


def text(file, find, new, everywhere=False):
    edit = {"file": file, "op": "replace-text", "find": find, "with": new}
    return dict(edit, all=True) if everywhere else edit


def at(file, offset, remove, new=b""):
    return {"file": file, "op": "replace-bytes", "offset": offset, "remove": remove, "hex": new.hex()}


def whole(file, content):
    return {"file": file, "op": "set", "text": content}


def add(file, content):
    return {"file": file, "op": "append", "text": content}


def gone(file):
    return {"file": file, "op": "remove-file"}


def difference(file, old, new):
    """The edit that turns one text into the other, as the one stretch in which they differ."""
    start = len(os.path.commonprefix([old, new]))
    end = len(os.path.commonprefix([old[start:][::-1], new[start:][::-1]]))
    return at(file, start, len(old) - start - end, new[start : len(new) - end])


class Base:
    """One record to mutate, with the ways to mutate it consistently."""

    def __init__(self, name, folder):
        self.name, self.files = name, forge.read_folder(folder)

    def json(self, file):
        return json.loads(self.files[file])

    def lines(self, file):
        return self.files[file].decode("ascii").splitlines(keepends=True)

    def change(self, file, function):
        """A JSON file with its object changed, in the same layout."""
        value = self.json(file)
        function(value)
        assert forge.json_bytes(self.json(file)) == self.files[file], file
        return difference(file, self.files[file], forge.json_bytes(value))

    def announce(self, function):
        """A changed announcement whose new hash stands in freeze.json: only what is announced can be wrong with it."""
        edit = self.change("announcement.json", function)
        new = forge.apply_edits(self.files, [edit])["announcement.json"]
        return [edit, text("freeze.json", forge.sha256_hex(self.files["announcement.json"]), forge.sha256_hex(new))]

    def redrawn(self, edits=(), freeze=None, keep=()):
        """A forger's record: inputs changed, then everything that follows made anew, except the files in `keep`.
        The changed files are stored whole."""
        changed = forge.redraw(forge.apply_edits(self.files, edits), freeze)
        names = [name for name in changed if changed[name] != self.files.get(name) and name not in keep]
        return [whole(name, changed[name].decode("utf-8")) for name in sorted(names)]

    def file_lines(self, file, function):
        """A line file with its list of lines changed."""
        lines = self.lines(file)
        changed = function(lines)
        return whole(file, "".join(lines if changed is None else changed))


class Collection:
    def __init__(self):
        self.items, self.section = [], ""

    def make(self, section, function, *bases):
        self.section = section
        function(self, *bases)

    def expect(self, base, name, outcome, *edits, also=None, chain=None, **more):
        verdict, check, code = outcome
        expected = {"verdict": verdict, "check": check, "code": code}
        if also:
            expected["also"] = also
        if chain:
            expected["chain"] = chain
        flat = [edit for item in edits for edit in (item if isinstance(item, list) else [item])]
        name = "%s: %s: %s" % (base.name, self.section, name)
        assert name not in [item["name"] for item in self.items], name
        self.items.append({"name": name, "base": base.name, "edits": flat, **more, "expect": expected})

    def fails(self, base, code, name, *edits, **more):
        self.expect(base, name, ("failed", check_of(code), code), *edits, **more)

    def unusable(self, base, code, name, *edits, **more):
        self.expect(base, name, ("unusable", None, code), *edits, **more)

    def write(self, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="ascii", newline="\n") as file:
            file.write("[\n" + ",\n".join(json.dumps(item) for item in self.items) + "\n]\n")


def check_of(code):
    return code.split(".")[0]


def setter(path, value):
    """A function that puts a value at a path ("a.b.0.c") of a JSON object; with no value, takes the key away."""

    def change(tree):
        *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        for part in parents:
            tree = tree[part]
        if value is REMOVED:
            del tree[last]
        else:
            tree[last] = value

    return change


REMOVED = object()


def brief(value):
    words = json.dumps(value)
    return words if len(words) <= 60 else words[:40] + " ... " + words[-12:]


def objects_in(value, path=""):
    """Paths of all objects inside a JSON value, the value itself included."""
    if isinstance(value, dict):
        yield path
        for key, item in value.items():
            yield from objects_in(item, path + "." + key if path else key)
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from objects_in(item, "%s.%d" % (path, place))


def get(value, path):
    for part in path.split(".") if path else []:
        value = value[int(part) if part.isdigit() else part]
    return value


# --- 0. No record at all ---


def missing_files(c, tiny):
    for file in v.REQUIRED_FILES:
        c.unusable(tiny, "record.missing-file", "without " + file, gone(file))


# --- Rules of every JSON file ---

JSON_FILES = {
    "announcement.json": "announcement.malformed",
    "freeze.json": "announcement.freeze-malformed",
    "reveal.json": "contributions.malformed",
    "beacon.json": "beacon.malformed",
}


def strict_json(c, tiny):
    for file, code in JSON_FILES.items():
        first_key = list(tiny.json(file))[0]
        first = '"%s"' % first_key
        ways = {
            "no final LF": at(file, -1, 1),
            "CRLF line ends": text(file, "\n", "\r\n", everywhere=True),
            "byte order mark": at(file, 0, 0, b"\xef\xbb\xbf"),
            "no bytes": whole(file, ""),
            "only LF": whole(file, "\n"),
            "a list": whole(file, "[]\n"),
            "null": whole(file, "null\n"),
            "an empty object": whole(file, "{}\n"),
            "two objects": add(file, "{}\n"),
            "trailing comma": at(file, -2, 1, b",}"),
            "a comment": at(file, 0, 0, b"// hello\n"),
            "a form feed as white space": at(file, 1, 0, b"\x0c"),
            "a NUL byte at the end": at(file, -1, 0, b"\x00"),
            "unknown key": at(file, 1, 0, b'"note": 1,'),
            "unknown key __proto__": at(file, 1, 0, b'"__proto__": {},'),
            "key without quotes": text(file, first, first_key),
            "key in single quotes": text(file, first, "'%s'" % first_key),
            "key in capitals": text(file, first, first.upper()),
            "duplicate key": at(file, 1, 0, (first + ": 1,").encode()),
            "duplicate key with an escape": at(
                file, 1, 0, b'"\\u%04x%s": 1,' % (ord(first_key[0]), first_key[1:].encode())
            ),
            "raw bytes outside ASCII": at(file, 1, 0, b'"\xc3\xa4": 1,'),
            "bytes that are not UTF-8": at(file, 1, 0, b'"\xff": 1,'),
            "cut in half": at(file, len(tiny.files[file]) // 2, len(tiny.files[file]) - len(tiny.files[file]) // 2),
            "nested a thousand deep": whole(file, "[" * 1000 + "]" * 1000 + "\n"),
        }
        for name, edit in ways.items():
            c.fails(tiny, code, "%s: %s" % (file, name), edit)
        for path in objects_in(tiny.json(file)):
            if path:
                c.fails(
                    tiny, code, "%s: unknown key in %s" % (file, path), tiny.change(file, setter(path + ".extra", 1))
                )
            for key in get(tiny.json(file), path):
                full = path + "." + key if path else key
                c.fails(tiny, code, "%s: without %s" % (file, full), tiny.change(file, setter(full, REMOVED)))


def strict_numbers(c, tiny):
    wrong = {
        "a fraction": "20905307.0",
        "an exponent": "20905307e0",
        "1e3": "1e3",
        "a leading zero": "020905307",
        "a plus sign": "+20905307",
        "negative": "-20905307",
        "minus zero": "-0",
        "text": '"20905307"',
        "null": "null",
        "true": "true",
        "2 to the 53": "9007199254740992",
        "400 digits": "1" + "0" * 400,
        "hexadecimal": "0x13effdb",
        "NaN": "NaN",
        "Infinity": "Infinity",
        "nothing": "",
        "an underscore": "20_905_307",
    }
    for file, code in (("beacon.json", "beacon.malformed"), ("freeze.json", "announcement.freeze-malformed")):
        for name, number in wrong.items():
            c.fails(tiny, code, "%s: round as %s" % (file, name), text(file, "20905307", number))
    c.fails(
        tiny,
        "announcement.malformed",
        "announcement.json: a number with a fraction",
        text("announcement.json", "86400", "86400.0"),
    )
    c.fails(
        tiny,
        "announcement.malformed",
        "announcement.json: a number with an exponent",
        text("announcement.json", "86400", "864e2"),
    )
    c.fails(
        tiny,
        "announcement.malformed",
        "announcement.json: an allowed number of tickets as 16.0",
        text("announcement.json", "16\n  ]", "16.0\n  ]"),
    )


def strict_strings(c, tiny):
    title = '"Test vector tiny"'
    for name, value in {
        "a raw tab": '"a\tb"',
        "a raw LF": '"a\nb"',
        "half a surrogate pair": '"\\ud83d"',
        "a low surrogate alone": '"\\ude00"',
        "surrogates in the wrong order": '"\\ude00\\ud83d"',
        "no such escape": '"\\x41"',
        "a short escape": '"\\u41"',
        "no end": '"abc',
        "raw UTF-8": '"\u00e4"',
        "a number": "5",
        "null": "null",
    }.items():
        c.fails(tiny, "announcement.malformed", name, text("announcement.json", title, value))
    # A well-formed title passes the first test, and is then not the frozen announcement.
    for name, value in {
        "an escaped letter": '"T\\u00e4st"',
        "a whole surrogate pair": '"\\ud83d\\ude00"',
        "an escaped NUL": '"\\u0000"',
        "every escape": '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
        "empty": '""',
    }.items():
        c.fails(tiny, "announcement.hash", name, text("announcement.json", title, value))


# --- 1. announcement ---


def announcement_fields(c, tiny, pots):
    key = tiny.json("announcement.json")["log"]["key"]
    witness, other = WITNESSES[0].vkey, WITNESSES[1].vkey
    bad = {
        "protocol": ["fairslot/v2", "fairslot/v1 ", "Fairslot/v1", 1],
        "window": [
            "vectors.example/tiny",
            "vectors.example/renew-permit/tiny/0",
            "Vectors.example/renew-permit/tiny",
            "-a/renew-permit/tiny",
            "vectors.example//tiny",
            "vectors.example/renew-permit/tiny\n",
            "vectors_example/renew-permit/tiny",
            "",
        ],
        "timetable.opensAt": [
            "2025-02-29T02:14:45Z",
            "2025-04-31T02:14:45Z",
            "2025-00-08T02:14:45Z",
            "2025-13-08T02:14:45Z",
            "2025-08-00T02:14:45Z",
            "2025-08-08T24:00:00Z",
            "2025-08-08T02:60:45Z",
            "2025-08-08T02:14:60Z",
            "2025-08-08 02:14:45Z",
            "2025-08-08T02:14:45+00:00",
            "2025-08-08T02:14:45.000Z",
            "2025-8-8T02:14:45Z",
            "2025-08-08T02:14:45z",
            "2025-08-08T02:14Z",
            "2025-08-08T02:14:45Z\n",
            "+2025-08-08T02:14:45Z",
            1754619285,
            None,
        ],
        "timetable.drawAt": ["1900-02-29T12:00:00Z", "soon"],
        "timetable.refill": [None, []],
        "timetable.refill.firstAt": ["2025-08-19"],
        "timetable.refill.lastAt": [None],
        "timetable.refill.everySeconds": ["86400", True, None],
        "timetable.refill.freezeSecondsBefore": ["3600"],
        "timetable.refill.revealSecondsBefore": [[]],
        "beacon.scheme": ["pedersen-bls-chained", "bls-unchained-on-g1", ""],
        "beacon.chainHash": ["52DB9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", "52db", None],
        "beacon.publicKey": ["83cf", "", tiny.json("announcement.json")["beacon"]["publicKey"].upper()],
        "beacon.genesis": ["1692803367", None],
        "beacon.periodSeconds": [0, "3"],
        "beacon.kind": ["Public", "test", None],
        "tickets.allowed": [[], [2, 4, 16], [0, 1, 16], [1, 1, 16], [1, 4, 2, 16], ["1", 16], [1, None, 16], 16],
        "tickets.rule": ["first-come", "Savable", None],
        "tickets.parameters.leadDays": ["14", None],
        "tickets.parameters.cap": [8, 32, "16"],
        "tickets.parameters.maxLosses": [None],
        "tickets.parameters.guaranteeAfter": [0, "8"],
        "passes": [
            [],
            {},
            None,
            [{"pot": "general", "from": ["general"]}, {"pot": "general", "from": ["general"]}],
            [{"pot": "general", "from": ["general"]}, {"pot": "lapsed", "from": ["lapsed"]}],
            [
                {"pot": "lapsed", "from": ["lapsed"]},
                {"pot": "lapsed", "from": ["lapsed"]},
                {"pot": "general", "from": ["general"]},
            ],
        ],
        "passes.0.pot": ["General", "generally", "", "general "],
        "passes.0.from": [[], ["general", "general"], ["General"], [""], "general", ["a,b"]],
        "passes.0.max": [None, "3", True],
        "choices.groups": [
            [],
            ["office-a-am", "office-a-am"],
            ["Office"],
            ["*"],
            ["-a"],
            ["a" * 41],
            ["a b"],
            "office-a-am",
        ],
        "contributors": [["office", "office"], ["Office"], [""], [None], None, {}],
        "log.origin": ["", None],
        "log.key": [
            "",
            key[:-1],
            key + "=",
            key.replace("+530d903a+", "+530d903b+"),
            key.replace("+530d903a+", "+530D903A+"),
            key.replace("example.com/foo", "example.com/bar"),
            key.replace("example.com/foo", ""),
            key.replace("example.com/foo", "example com"),
            witness,
            key.split("+")[2],
            None,
        ],
        "witnesses": [None, [None], [key], [witness[:-4]], "x"],
        "quorum": [1, "0", None],
    }
    for path, values in bad.items():
        for number, value in enumerate(values, 1):
            c.fails(
                tiny,
                "announcement.malformed",
                "%s, bad value %d: %s" % (path, number, brief(value)),
                tiny.announce(setter(path, value)),
            )
    c.fails(tiny, "announcement.malformed", "negative max", tiny.announce(setter("passes.0.max", -1)))
    c.fails(tiny, "announcement.malformed", "negative genesis", tiny.announce(setter("beacon.genesis", -1)))
    c.fails(
        tiny, "announcement.malformed", "negative leadDays", tiny.announce(setter("tickets.parameters.leadDays", -1))
    )
    c.fails(
        tiny,
        "announcement.malformed",
        "sixty-five tickets allowed",
        tiny.announce(lambda a: (setter("tickets.allowed", [1, 65])(a), setter("tickets.parameters.cap", 65)(a))),
    )
    for name, witnesses, quorum in (
        ("a witness twice", [witness, witness], 1),
        ("a quorum of none", [witness, other], 0),
        ("a quorum above the witnesses", [witness, other], 3),
    ):
        c.fails(
            tiny,
            "announcement.malformed",
            name,
            tiny.announce(lambda a, w=witnesses, q=quorum: a.update(witnesses=w, quorum=q)),
        )
    c.fails(pots, "announcement.malformed", "a pass with max 1.5", text("announcement.json", '"max": 3', '"max": 1.5'))


def announcement_relations(c, tiny, refill):
    c.fails(tiny, "announcement.hash", "white space added to the announcement", add("announcement.json", "\n"))
    c.fails(
        tiny,
        "announcement.hash",
        "another title after the freeze",
        text("announcement.json", "Test vector tiny", "Test vector tinier"),
    )
    c.fails(tiny, "announcement.hash", "another frozen hash", text("freeze.json", "8a51ed92", "8a51ed93"))
    c.fails(
        tiny,
        "announcement.hash",
        "another round's chain, frozen hash unchanged",
        text("announcement.json", "52db9ba7", "52db9ba8"),
    )
    every = [
        "entries.depends",
        "slots.depends",
        "timing.depends",
        "contributions.depends",
        "beacon.depends",
        "ranking.depends",
        "allocation.depends",
    ]
    c.fails(
        tiny,
        "announcement.hash",
        "everything depends on the announcement",
        text("freeze.json", "8a51ed92", "8a51ed94"),
        also={check_of(code): code for code in every},
        chain="trusted",
    )
    unordered = {
        "opensAt is closesAt": ("opensAt", "2025-08-16T12:14:45Z"),
        "opensAt after closesAt": ("opensAt", "2025-08-16T12:14:46Z"),
        "closesAt after freezeAt": ("closesAt", "2025-08-17T12:14:46Z"),
        "freezeAt is revealBy": ("freezeAt", "2025-08-18T11:14:45Z"),
        "revealBy is drawAt": ("revealBy", "2025-08-18T12:14:45Z"),
        "drawAt before everything": ("drawAt", "2025-08-01T12:14:45Z"),
        "revealSecondsBefore is 0": ("refill.revealSecondsBefore", 0),
        "refill frozen when revealed": ("refill.freezeSecondsBefore", 1800),
        "refill revealed before it is frozen": ("refill.revealSecondsBefore", 3601),
        "refills overlap": ("refill.everySeconds", 3600),
        "refills all at once": ("refill.everySeconds", 0),
        "first refill frozen at the main draw": ("refill.firstAt", "2025-08-18T13:14:45Z"),
        "first refill before the main draw": ("refill.firstAt", "2025-08-17T12:14:45Z"),
    }
    for name, (path, value) in unordered.items():
        c.fails(tiny, "announcement.timetable", name, tiny.announce(setter("timetable." + path, value)))
    c.fails(
        tiny,
        "announcement.window",
        "draw of another window",
        text("freeze.json", "renew-permit/tiny/0", "renew-permit/tinier/0"),
    )
    c.fails(
        tiny,
        "announcement.window",
        "draw of another service",
        text("freeze.json", "renew-permit/tiny/0", "renew-passport/tiny/0"),
    )
    c.fails(
        tiny,
        "announcement.window",
        "draw of another authority",
        text("freeze.json", "vectors.example/", "vectors.example.org/"),
    )
    c.fails(refill, "announcement.number", "refill after the last one", text("freeze.json", "refill/2", "refill/8"))
    c.fails(refill, "announcement.number", "refill number 9999", text("freeze.json", "refill/2", "refill/9999"))
    c.fails(
        refill,
        "announcement.number",
        "lastAt moved before this refill",
        refill.announce(setter("timetable.refill.lastAt", "2023-09-15T11:00:02Z")),
    )
    c.fails(
        refill,
        "contributions.secret",
        "the last announced refill is another draw",
        text("freeze.json", "refill/2", "refill/7"),
    )
    c.fails(
        refill,
        "timing.freeze-late",
        "a refill passed off as the main draw",
        text("freeze.json", "refill/2", "refill/0"),
    )
    c.fails(
        tiny, "contributions.secret", "the main draw passed off as a refill", text("freeze.json", "tiny/0", "tiny/1")
    )
    # Two announcements that look odd and are in order, with everything that follows made anew.
    c.expect(
        tiny,
        "closesAt is freezeAt",
        GENERAL_REPLAY,
        tiny.redrawn([tiny.change("announcement.json", setter("timetable.closesAt", "2025-08-17T12:14:45Z"))]),
    )
    c.expect(
        tiny,
        "no refill draw fits before lastAt",
        GENERAL_REPLAY,
        tiny.redrawn([tiny.change("announcement.json", setter("timetable.refill.lastAt", "2025-08-18T12:14:45Z"))]),
    )


def freeze_fields(c, tiny, empty):
    bad = {
        "protocol": ["fairslot/v2", None],
        "drawId": [
            "vectors.example/renew-permit/tiny",
            "vectors.example/renew-permit/tiny/00",
            "vectors.example/renew-permit/tiny/01",
            "vectors.example/renew-permit/tiny/10000",
            "vectors.example/renew-permit/tiny/-1",
            "Vectors.example/renew-permit/tiny/0",
            "vectors.example/renew-permit/tiny/0/0",
            "vectors.example/renew-permit/" + "t" * 90 + "/0",
            "vectors.example/renew-permit/tiny/0\n",
            0,
        ],
        "announcement": ["8A51ED92536370386FAC8422E2B89DB8EEEE97B19396BA41071FA5BF806EEEE0", "8a51", None],
        "entries": [None, []],
        "entries.count": ["12", None, True],
        "entries.tickets": ["72", None],
        "entries.root": ["649D56d118464c811cdb399a190f4ec6be258f3221babcc701654d608fd521f0", "649d", None],
        "slots.count": ["5", -1],
        "slots.root": ["", None],
        "commitments": [{}, None, [None], ["office"]],
        "commitments.0.contributor": ["Office", "", None],
        "commitments.0.commitment": ["4439", None, "none"],
        "round": [0],
        "frozenAt": ["2025-08-17T12:14:45", "2025-08-32T12:14:45Z", None],
    }
    for path, values in bad.items():
        for number, value in enumerate(values, 1):
            c.fails(
                tiny,
                "announcement.freeze-malformed",
                "%s, bad value %d: %s" % (path, number, brief(value)),
                tiny.change("freeze.json", setter(path, value)),
            )
    c.fails(
        empty,
        "announcement.freeze-malformed",
        "freeze entries.count = -0",
        text("freeze.json", '"count": 0', '"count": -0'),
    )


# --- 2. entries ---


def entries(c, tiny, pots, empty):
    file = "entries.txt"
    line = next(
        line.rstrip("\n") for line in tiny.lines(file) if line.startswith("376a924a7a79")
    )  # 1 ticket, size 1, *
    ticket, _, _, _, _, commitment = line.split(" ")
    broken = {
        "no final LF": at(file, -1, 1),
        "CRLF": text(file, "\n", "\r\n", everywhere=True),
        "one CR": text(file, line, line + "\r"),
        "byte order mark": at(file, 0, 0, b"\xef\xbb\xbf"),
        "an empty line at the end": add(file, "\n"),
        "an empty line first": at(file, 0, 0, b"\n"),
        "only LF": whole(file, "\n"),
        "trailing space": text(file, line, line + " "),
        "leading space": text(file, line, " " + line),
        "two spaces": text(file, line, line.replace(" ", "  ", 1)),
        "a tab": text(file, line, line.replace(" ", "\t", 1)),
        "five fields": text(file, line, line.rsplit(" ", 1)[0]),
        "seven fields": text(file, line, line + " 1"),
        "a NUL byte": at(file, 0, 1, b"\x00"),
        "a byte outside ASCII": at(file, 0, 1, b"\xe4"),
        "non-breaking space": text(file, ticket + " ", ticket + "\u00a0"),
        "a comment line": at(file, 0, 0, b"# entries\n"),
        "ticketId in capitals": text(file, ticket, ticket.upper()),
        "ticketId of 31 digits": text(file, ticket, ticket[:-1]),
        "ticketId of 33 digits": text(file, ticket, ticket + "0"),
        "ticketId with 0x": text(file, ticket, "0x" + ticket[2:]),
        "tickets 0": text(file, ticket + " 1 1", ticket + " 0 1"),
        "tickets 01": text(file, ticket + " 1 1", ticket + " 01 1"),
        "tickets +1": text(file, ticket + " 1 1", ticket + " +1 1"),
        "tickets -1": text(file, ticket + " 1 1", ticket + " -1 1"),
        "tickets 65": text(file, ticket + " 1 1", ticket + " 65 1"),
        "tickets 1e1": text(file, ticket + " 1 1", ticket + " 1e1 1"),
        "tickets 1.0": text(file, ticket + " 1 1", ticket + " 1.0 1"),
        "tickets 100": text(file, ticket + " 1 1", ticket + " 100 1"),
        "tickets in Arabic digits": text(file, ticket + " 1 1", ticket + " \u0661 1"),
        "size 0": text(file, ticket + " 1 1", ticket + " 1 0"),
        "size 10": text(file, ticket + " 1 1", ticket + " 1 10"),
        "size 01": text(file, ticket + " 1 1", ticket + " 1 01"),
        "size -": text(file, ticket + " 1 1", ticket + " 1 -"),
        "pots empty": text(file, line, line.replace("general", "")),
        "pots -": text(file, line, line.replace("general", "-")),
        "pots in capitals": text(file, line, line.replace("general", "General")),
        "pots with a trailing comma": text(file, line, line.replace("general", "general,")),
        "choices empty": text(file, line, line.replace("*", "")),
        "choices **": text(file, line, line.replace("*", "**")),
        "choices * and a group": text(file, line, line.replace("*", "*,office-a-am")),
        "choices in capitals": text(file, line, line.replace("*", "Office-a-am")),
        "choices with a leading comma": text(file, line, line.replace("*", ",office-a-am")),
        "choices of 41 letters": text(file, line, line.replace("*", "o" * 41)),
        "commitment in capitals": text(file, commitment, commitment.upper()),
        "commitment of 63 digits": text(file, commitment, commitment[:-1]),
        "commitment -": text(file, commitment, "-"),
    }
    for name, edit in broken.items():
        c.fails(tiny, "entries.malformed", name, edit)
    c.fails(empty, "entries.malformed", "an empty list is no bytes, not one LF", whole(file, "\n"))

    first, second, *rest = tiny.lines(file)
    c.fails(tiny, "entries.order", "two entries swapped", text(file, first + second, second + first))
    c.fails(tiny, "entries.order", "entries in reverse", tiny.file_lines(file, lambda lines: lines[::-1]))
    c.fails(
        tiny,
        "entries.order",
        "entries as they are ranked",
        tiny.file_lines(
            file,
            lambda lines: sorted(
                lines, key=lambda line: [found.split(" ")[1] for found in tiny.lines("result.txt")].index(line[:32])
            ),
        ),
    )
    c.fails(
        tiny,
        "entries.order",
        "one entry twice",
        text(file, first, first + first),
        also={"ranking": "ranking.depends", "allocation": "allocation.depends"},
    )
    c.fails(
        tiny,
        "entries.order",
        "one person twice with other tickets",
        text(file, first, first + first.replace(" 16 ", " 8 ")),
    )
    c.fails(tiny, "entries.tickets", "three tickets were never announced", text(file, ticket + " 1 1", ticket + " 3 1"))
    c.fails(
        tiny,
        "entries.tickets",
        "sixty-four tickets were never announced",
        text(file, ticket + " 1 1", ticket + " 64 1"),
    )
    c.fails(
        tiny,
        "entries.tickets",
        "the announcement no longer allows sixteen",
        tiny.announce(lambda a: (setter("tickets.allowed", [1, 2, 4, 8])(a), setter("tickets.parameters.cap", 8)(a))),
    )
    c.fails(
        tiny, "entries.pots", "a pot that no pass serves", text(file, line, line.replace("general", "hardship,general"))
    )
    c.fails(tiny, "entries.pots", "general twice", text(file, line, line.replace("general", "general,general")))
    c.fails(tiny, "entries.pots", "not in general", text(file, line, line.replace("general", "vip")))
    lapsed = "0bf51c03f4f1212c262fdf9e859572d9 16 1 "
    for name, new in (
        ("pots in the wrong order", "general,lapsed"),
        ("without general", "lapsed"),
        ("a pot twice", "lapsed,lapsed,general"),
        ("two pots in the wrong order", "lapsed,hardship,general"),
        ("general in the middle", "hardship,general,lapsed"),
    ):
        c.fails(pots, "entries.pots", name, text(file, lapsed + "lapsed,general", lapsed + new))
    c.fails(
        tiny, "entries.choices", "a group that was not announced", text(file, line, line.replace("*", "office-z-am"))
    )
    c.fails(tiny, "entries.choices", "a group twice", text(file, line, line.replace("*", "office-a-am,office-a-am")))
    c.fails(
        tiny,
        "entries.choices",
        "one good group and one unknown",
        text(file, line, line.replace("*", "office-a-am,office-a-an")),
    )
    c.fails(
        pots,
        "entries.choices",
        "the announcement no longer has a group",
        pots.announce(lambda a: a["choices"]["groups"].remove("office-b-am")),
    )

    friend = "ffffffffffffffffffffffffffffffff 16 1 general * " + "0" * 64 + "\n"
    c.fails(tiny, "entries.count", "an entry added after the freeze", add(file, friend))
    c.fails(tiny, "entries.count", "an entry left out after the freeze", text(file, first, ""))
    c.fails(tiny, "entries.count", "all entries left out after the freeze", whole(file, ""))
    c.fails(empty, "entries.count", "an entry added to an empty draw", add(file, friend))
    c.fails(tiny, "entries.count", "another frozen count", tiny.change("freeze.json", setter("entries.count", 13)))
    c.fails(
        tiny, "entries.ticket-sum", "tickets raised after the freeze", text(file, ticket + " 1 1", ticket + " 16 1")
    )
    c.fails(
        tiny,
        "entries.ticket-sum",
        "tickets lowered after the freeze",
        text(file, "019c9a1076d716bc9a4ee5f11beaefcd 16", "019c9a1076d716bc9a4ee5f11beaefcd 8"),
    )
    c.fails(tiny, "entries.ticket-sum", "another frozen sum", tiny.change("freeze.json", setter("entries.tickets", 73)))
    c.fails(
        tiny,
        "entries.ticket-sum",
        "one entry left out, another added with more tickets",
        text(file, first, ""),
        add(file, friend.replace(" 16 ", " 8 ")),
    )
    c.fails(
        tiny,
        "entries.root",
        "one entry left out, a friend with as many tickets added",
        text(file, first, ""),
        add(file, friend),
    )
    c.fails(
        tiny,
        "entries.root",
        "tickets moved from one entry to another",
        text(file, ticket + " 1 1", ticket + " 2 1"),
        text(file, "299154ffc8f07b65f000bede3f8dc8ff 2 1", "299154ffc8f07b65f000bede3f8dc8ff 1 1"),
    )
    c.fails(tiny, "entries.root", "a bigger family after the freeze", text(file, ticket + " 1 1", ticket + " 1 2"))
    c.fails(tiny, "entries.root", "other wishes after the freeze", text(file, line, line.replace("*", "office-a-am")))
    c.fails(tiny, "entries.root", "another person after the freeze", text(file, commitment, commitment[:-1] + "0"))
    c.fails(
        tiny,
        "entries.root",
        "the commitment of two entries swapped",
        tiny.file_lines(file, lambda lines: swap_last_fields(lines)),
    )
    c.fails(
        pots, "entries.root", "a pot lost after the freeze", text(file, lapsed + "lapsed,general", lapsed + "general")
    )
    c.fails(
        pots,
        "entries.root",
        "a pot gained after the freeze",
        text(file, lapsed + "lapsed,general", lapsed + "hardship,lapsed,general"),
    )
    c.fails(
        pots,
        "entries.root",
        "wishes in another order",
        text(
            file, lapsed + "lapsed,general office-a-pm,office-a-am", lapsed + "lapsed,general office-a-am,office-a-pm"
        ),
    )
    c.fails(tiny, "entries.root", "another frozen root", tiny.change("freeze.json", setter("entries.root", "0" * 64)))
    c.fails(
        empty,
        "entries.root",
        "an empty tree with another root",
        empty.change("freeze.json", setter("entries.root", v.leaf_hash(b"").hex())),
    )


def swap_last_fields(lines):
    a, b = lines[0].rsplit(" ", 1), lines[1].rsplit(" ", 1)
    lines[0], lines[1] = a[0] + " " + b[1], b[0] + " " + a[1]


# --- 3. slots ---


def slots(c, tiny, pots):
    file = "slots.txt"
    line = "s00001 office-a-am lane0 1 general fd60e898dc082f6720003f9eed16d1b2a0766f94fa11a86f00e92c2b2bacd411"
    commitment = line.split(" ")[5]
    broken = {
        "no final LF": at(file, -1, 1),
        "CRLF": text(file, "\n", "\r\n", everywhere=True),
        "byte order mark": at(file, 0, 0, b"\xef\xbb\xbf"),
        "an empty line": add(file, "\n"),
        "trailing space": text(file, line, line + " "),
        "two spaces": text(file, line, line.replace(" ", "  ", 1)),
        "a tab": text(file, line, line.replace(" ", "\t", 1)),
        "five fields": text(file, line, line.rsplit(" ", 1)[0]),
        "seven fields": text(file, line, line + " x"),
        "a byte outside ASCII": at(file, 0, 1, b"\xc3"),
        "slotId in capitals": text(file, "s00001", "S00001"),
        "slotId -": text(file, "s00001", "-"),
        "slotId with a comma": text(file, "s00001", "s0,001"),
        "slotId of 41 letters": text(file, "s00001", "s" * 41),
        "group *": text(file, line, line.replace("office-a-am", "*")),
        "lane empty": text(file, line, line.replace("lane0", "")),
        "index 01": text(file, line, line.replace("lane0 1", "lane0 01")),
        "index -1": text(file, line, line.replace("lane0 1", "lane0 -1")),
        "index 1000000": text(file, line, line.replace("lane0 1", "lane0 1000000")),
        "index 1.0": text(file, line, line.replace("lane0 1", "lane0 1.0")),
        "label in capitals": text(file, line, line.replace("general", "GENERAL")),
        "commitment in capitals": text(file, commitment, commitment.upper()),
        "commitment of 65 digits": text(file, commitment, commitment + "0"),
    }
    for name, edit in broken.items():
        c.fails(tiny, "slots.malformed", name, edit)
    c.fails(
        tiny,
        "slots.duplicate",
        "a slot twice",
        text(file, line, line + "\n" + line),
        also={"allocation": "allocation.depends"},
    )
    c.fails(tiny, "slots.duplicate", "two slots with one id", text(file, "s00001 ", "s00000 "))
    c.fails(tiny, "slots.duplicate", "two slots in one place", text(file, "lane0 1 ", "lane0 0 "))
    c.fails(
        tiny,
        "slots.group",
        "a group that was not announced",
        text(file, line, line.replace("office-a-am", "office-z-am")),
    )
    c.fails(
        tiny, "slots.label", "a label that no pass names", text(file, line, line.replace(" general ", " reserved "))
    )
    c.fails(
        pots,
        "slots.label",
        "the announcement no longer names a label",
        pots.announce(
            lambda a: (a["passes"][0].update({"from": ["lapsed"]}), a["passes"][3]["from"].remove("hardship"))
        ),
    )
    extra = "s00005 office-a-pm lane0 5 general " + "0" * 64 + "\n"
    c.fails(tiny, "slots.count", "a slot added after the freeze", add(file, extra))
    c.fails(tiny, "slots.count", "a slot taken out after the freeze", text(file, line + "\n", ""))
    c.fails(tiny, "slots.count", "all slots taken out after the freeze", whole(file, ""))
    c.fails(tiny, "slots.count", "another frozen count", tiny.change("freeze.json", setter("slots.count", 6)))
    first, second, *_ = tiny.lines(file)
    c.fails(tiny, "slots.root", "two slots swapped", text(file, first + second, second + first))
    c.fails(tiny, "slots.root", "a slot moved to another place", text(file, "lane0 1 ", "lane0 9 "))
    c.fails(tiny, "slots.root", "a slot moved to another lane", text(file, "lane0 1 ", "lane1 1 "))
    c.fails(tiny, "slots.root", "another time behind a slot", text(file, commitment, commitment[:-1] + "2"))
    c.fails(
        tiny, "slots.root", "another group for a slot", text(file, line, line.replace("office-a-am", "office-b-am"))
    )
    c.fails(
        pots,
        "slots.root",
        "a hardship slot made general",
        text(file, "s00003 office-a-am lane0 3 hardship", "s00003 office-a-am lane0 3 general"),
    )
    c.fails(tiny, "slots.root", "another frozen root", tiny.change("freeze.json", setter("slots.root", "f" * 64)))


# --- 4. timing without a log ---


def freeze_time(c, tiny, refill):
    c.fails(
        tiny,
        "timing.freeze-late",
        "frozen at revealBy",
        text("freeze.json", "2025-08-17T12:14:45Z", "2025-08-18T11:14:45Z"),
    )
    c.fails(
        tiny,
        "timing.freeze-late",
        "frozen after the round",
        text("freeze.json", "2025-08-17T12:14:45Z", "2025-08-18T12:14:46Z"),
    )
    c.expect(
        tiny,
        "frozen one second before revealBy",
        GENERAL_REPLAY,
        tiny.redrawn([], setter("frozenAt", "2025-08-18T11:14:44Z")),
    )
    c.fails(
        refill,
        "timing.freeze-late",
        "refill frozen at its reveal instant",
        text("freeze.json", "2023-09-15T10:00:03Z", "2023-09-15T10:30:03Z"),
    )
    c.expect(
        refill,
        "refill frozen one second before its reveal instant",
        GENERAL_REPLAY,
        refill.redrawn([], setter("frozenAt", "2023-09-15T10:30:02Z")),
    )
    c.expect(tiny, "half a log is no log", GENERAL_REPLAY, whole("log/announced.json", "{}\n"))
    c.expect(
        tiny,
        "a drawn entry alone is no log",
        GENERAL_REPLAY,
        whole("log/drawn.json", "{}\n"),
        whole("log/drawn.tlog-proof", "x\n"),
    )


# --- 5. contributions ---


def contributions(c, tiny, pots, empty):
    file, secret = "reveal.json", "047a2366ad0ce5642c68811a5c14457b0bcd60a2866883662879ef0f7dc9cb30"
    for name, value in (
        ("in capitals", secret.upper()),
        ("of 63 digits", secret[:-1]),
        ("empty", ""),
        ("none", "none"),
        ("with 0x", "0x" + secret[2:]),
    ):
        c.fails(
            tiny,
            "contributions.malformed",
            "secret " + name,
            text(file, secret, value),
            also={"ranking": "ranking.depends"},
        )
    for path, value in (
        ("contributions", {}),
        ("contributions", None),
        ("contributions.0", None),
        ("contributions.0.secret", 0),
        ("contributions.0.secret", False),
        ("contributions.0.contributor", None),
        ("contributions.0.contributor", "Office"),
        ("contributions.0.contributor", "office "),
    ):
        c.fails(
            tiny,
            "contributions.malformed",
            "reveal %s = %s" % (path, json.dumps(value)),
            tiny.change(file, setter(path, value)),
        )
    c.fails(
        tiny,
        "contributions.contributors",
        "another contributor revealed",
        tiny.change(file, setter("contributions.0.contributor", "friend")),
    )
    c.fails(tiny, "contributions.contributors", "nobody revealed", tiny.change(file, setter("contributions", [])))
    c.fails(
        tiny,
        "contributions.contributors",
        "a contributor too many",
        tiny.change(file, lambda r: r["contributions"].append({"contributor": "friend", "secret": None})),
    )
    c.fails(
        tiny,
        "contributions.contributors",
        "a contributor twice",
        tiny.change(file, lambda r: r["contributions"].append(r["contributions"][0])),
    )
    c.fails(
        pots,
        "contributions.contributors",
        "contributors in another order",
        pots.change(file, lambda r: r["contributions"].reverse()),
    )
    c.fails(
        pots,
        "contributions.contributors",
        "one contributor left out",
        pots.change(file, lambda r: r["contributions"].pop()),
    )
    c.fails(
        pots,
        "contributions.contributors",
        "commitments in another order",
        pots.change("freeze.json", lambda f: f["commitments"].reverse()),
    )
    c.fails(
        pots,
        "contributions.contributors",
        "one commitment left out",
        pots.change("freeze.json", lambda f: f["commitments"].pop()),
    )
    c.fails(
        tiny,
        "contributions.contributors",
        "another contributor committed",
        tiny.change("freeze.json", setter("commitments.0.contributor", "friend")),
    )
    c.fails(
        tiny,
        "contributions.contributors",
        "a contributor was announced that took no part",
        tiny.announce(lambda a: a["contributors"].append("ombudsperson")),
    )
    c.fails(tiny, "contributions.secret", "another secret", text(file, secret, secret[:-1] + "1"))
    c.fails(
        tiny,
        "contributions.secret",
        "the secret of another draw",
        text(file, secret, empty.json(file)["contributions"][0]["secret"]),
    )
    c.fails(tiny, "contributions.secret", "another commitment", text("freeze.json", "4439e7d9", "4439e7d8"))
    c.fails(
        tiny,
        "contributions.secret",
        "a secret for no commitment",
        tiny.change("freeze.json", setter("commitments.0.commitment", "0" * 64)),
    )
    c.fails(
        pots,
        "contributions.secret",
        "the missing secret invented later",
        pots.change(file, setter("contributions.1.secret", "1" * 64)),
    )
    c.fails(
        pots,
        "contributions.secret",
        "one contributor's secret for another",
        pots.change(file, lambda r: r["contributions"][1].update(secret=r["contributions"][0]["secret"])),
    )
    c.fails(
        tiny,
        "ranking.order",
        "the secret withdrawn, the result kept",
        tiny.change(file, setter("contributions.0.secret", None)),
    )


# --- 6. beacon ---


def beacon(c, tiny, pots, empty):
    file = "beacon.json"
    right = tiny.json(file)
    signature, randomness = right["signature"], right["randomness"]
    for name, value in (
        ("in capitals", signature.upper()),
        ("of 47 bytes", signature[:-2]),
        ("of 49 bytes", signature + "00"),
        ("of 95 digits", signature[:-1]),
        ("empty", ""),
        ("uncompressed", signature + "0" * 96),
        ("with 0x", "0x" + signature),
        ("in base64", base64.b64encode(bytes.fromhex(signature)).decode()),
    ):
        c.fails(
            tiny,
            "beacon.malformed",
            "signature " + name,
            text(file, signature, value),
            also={"ranking": "ranking.depends", "allocation": "allocation.depends"},
        )
    for name, value in (("in capitals", randomness.upper()), ("of 63 digits", randomness[:-1]), ("empty", "")):
        c.fails(tiny, "beacon.malformed", "randomness " + name, text(file, randomness, value))
    for path, value in (("signature", None), ("randomness", None), ("randomness", 7), ("signature", [])):
        c.fails(tiny, "beacon.malformed", "beacon %s = %s" % (path, value), tiny.change(file, setter(path, value)))
    c.fails(
        tiny,
        "beacon.malformed",
        "previous_signature of a chained beacon",
        tiny.change(file, setter("previous_signature", signature)),
    )

    # Genuine rounds, but not this draw's.
    c.fails(tiny, "beacon.round", "another genuine round", whole(file, empty.files[file].decode()))
    c.fails(
        tiny,
        "beacon.round",
        "another genuine round, frozen so",
        whole(file, empty.files[file].decode()),
        tiny.change("freeze.json", setter("round", 1234)),
    )
    c.fails(tiny, "beacon.round", "the next round's number", text(file, "20905307", "20905308"))
    c.fails(
        tiny,
        "beacon.round",
        "the round before, frozen so",
        text(file, "20905307", "20905306"),
        text("freeze.json", "20905307", "20905306"),
    )
    c.fails(
        tiny,
        "beacon.round",
        "another round frozen than the timetable gives",
        text("freeze.json", "20905307", "20905308"),
    )
    c.fails(tiny, "beacon.round", "the largest number of all", text(file, "20905307", "9007199254740991"))
    c.fails(
        tiny,
        "beacon.round",
        "the draw announced one second later",
        tiny.announce(setter("timetable.drawAt", "2025-08-18T12:14:46Z")),
    )
    c.fails(
        tiny,
        "beacon.round",
        "the draw announced three seconds earlier",
        tiny.announce(setter("timetable.drawAt", "2025-08-18T12:14:42Z")),
    )
    c.expect(
        tiny,
        "the draw announced two seconds earlier has the same round",
        GENERAL_REPLAY,
        tiny.redrawn([tiny.change("announcement.json", setter("timetable.drawAt", "2025-08-18T12:14:43Z"))]),
    )
    c.fails(tiny, "beacon.round", "another genesis", tiny.announce(setter("beacon.genesis", 1692803364)))
    c.fails(tiny, "beacon.round", "another period", tiny.announce(setter("beacon.periodSeconds", 30)))
    c.fails(
        tiny,
        "beacon.chain",
        "quicknet announced as a practice chain",
        tiny.announce(setter("beacon.kind", "practice")),
        chain="practice",
        also={"ranking": "ranking.depends"},
    )

    flipped = bytearray.fromhex(signature)
    flipped[0] ^= 0x20
    points = {
        "of another round": pots.json(file)["signature"],
        "of the negative point": flipped.hex(),
        "outside the subgroup or the curve": signature[:-1] + "e",
        "at infinity": "c0" + "0" * 94,
        "at infinity with the sign bit": "e0" + "0" * 94,
        "at infinity with more bits": "c0" + "0" * 93 + "1",
        "without the compression bit": "%02x" % (bytes.fromhex(signature)[0] & 0x7F) + signature[2:],
        "all zero": "0" * 96,
        "all ones": "f" * 96,
        "x not below p": "bf" + "f" * 94,
        "x is p": "%096x" % (v.P | 1 << 383),
        "the generator": v.g1_encode(v.G1_GENERATOR).hex(),
        "a point of order 3": v.g1_encode((0, 2)).hex(),
    }
    for name, value in points.items():
        own = forge.sha256_hex(bytes.fromhex(value))
        c.fails(
            tiny, "beacon.signature", "signature " + name, text(file, signature, value), text(file, randomness, own)
        )
    key = tiny.json("announcement.json")["beacon"]["publicKey"]
    negative = bytearray.fromhex(key)
    negative[0] ^= 0x20
    keys = {
        "of another chain": v.g2_encode(v.G2.multiply(5, v.G2_GENERATOR)).hex(),
        "negated": negative.hex(),
        "at infinity": "c0" + "0" * 190,
        "all zero": "0" * 192,
        "not on the curve": key[:-1] + "b",
        "x not below p": "9f" + "f" * 190,
        "without the compression bit": "03" + key[2:],
        "on the curve but of another order": outside_subgroup(),
    }
    for name, value in keys.items():
        c.fails(
            tiny,
            "beacon.signature",
            "public key " + name,
            tiny.announce(setter("beacon.publicKey", value)),
            chain="untrusted",
        )
    c.fails(tiny, "beacon.randomness", "another randomness", text(file, randomness, "2" + randomness[1:]))
    c.fails(
        tiny,
        "beacon.randomness",
        "the randomness of another round",
        text(file, randomness, empty.json(file)["randomness"]),
    )
    c.fails(
        tiny,
        "beacon.randomness",
        "the signature's text hashed",
        text(file, randomness, forge.sha256_hex(signature.encode())),
    )


def outside_subgroup():
    """A point of the twist that is not of order R: the first x = (n, 0) that has one. A random point never is."""
    n = 1
    while True:
        y = v.fp2_sqrt(v.fp2_add((n**3, 0), v.G2.b))
        if y:
            point = ((n, 0), y)
            assert v.G2.contains(point) and not v.G2.in_subgroup(point)
            return v.g2_encode(point).hex()
        n += 1


# --- 7. ranking, 8. allocation ---


def ranking(c, tiny, pots, empty):
    file = "result.txt"
    line = tiny.lines(file)[4].rstrip("\n")  # rank 5, the last one served
    rank, ticket, j, score, pot, slot = line.split(" ")
    broken = {
        "no final LF": at(file, -1, 1),
        "CRLF": text(file, "\n", "\r\n", everywhere=True),
        "byte order mark": at(file, 0, 0, b"\xef\xbb\xbf"),
        "an empty line": add(file, "\n"),
        "only LF": whole(file, "\n"),
        "trailing space": text(file, line, line + " "),
        "two spaces": text(file, line, line.replace(" ", "  ", 1)),
        "five fields": text(file, line, line.rsplit(" ", 1)[0]),
        "seven fields": text(file, line, line + " x"),
        "a byte outside ASCII": at(file, 0, 1, b"\xff"),
        "rank 0": text(file, line, "0" + line[1:]),
        "rank 05": text(file, line, "0" + line),
        "rank -5": text(file, line, "-" + line),
        "rank 5.0": text(file, line, "5.0" + line[1:]),
        "rank of ten digits": text(file, line, "5000000000" + line[1:]),
        "ticketId in capitals": text(file, ticket, ticket.upper()),
        "ticketId of 31 digits": text(file, ticket, ticket[1:]),
        "j 0": text(file, line, line.replace(" 2 ", " 0 ")),
        "j 65": text(file, line, line.replace(" 2 ", " 65 ")),
        "j 02": text(file, line, line.replace(" 2 ", " 02 ")),
        "score in capitals": text(file, score, score.upper()),
        "score of 63 digits": text(file, score, score[:-1]),
        "pot without slots": text(file, line, line.replace(slot, "-")),
        "slots without pot": text(file, line, line.replace("general", "-")),
        "pot in capitals": text(file, line, line.replace("general", "General")),
        "slots with a trailing comma": text(file, line, line + ","),
        "slots separated by a semicolon": text(file, line, line + ";s00003"),
        "slotId in capitals": text(file, line, line.replace("s0", "S0")),
    }
    for name, edit in broken.items():
        c.fails(tiny, "ranking.malformed", name, edit, also={"allocation": "allocation.depends"})
    c.fails(empty, "ranking.malformed", "an empty list is no bytes, not one LF", whole(file, "\n"))
    lines = tiny.lines(file)
    c.fails(tiny, "ranking.count", "a line left out", text(file, lines[5], ""))
    c.fails(tiny, "ranking.count", "a line twice", text(file, lines[5], lines[5] * 2))
    c.fails(tiny, "ranking.count", "no result at all", whole(file, ""))
    c.fails(tiny, "ranking.count", "the losers left out", tiny.file_lines(file, lambda lines: lines[:5]))
    c.fails(empty, "ranking.count", "a winner of an empty draw", whole(file, lines[0]))
    c.fails(tiny, "ranking.order", "two lines swapped", text(file, lines[0] + lines[1], lines[1] + lines[0]))
    c.fails(
        tiny,
        "ranking.order",
        "two lines swapped, ranks renumbered",
        text(file, lines[0] + lines[1], "1" + lines[1][1:] + "2" + lines[0][1:]),
    )
    c.fails(tiny, "ranking.order", "a loser's id on a winner's line", tiny.file_lines(file, swap_ids))
    c.fails(
        tiny,
        "ranking.order",
        "ranks from 2",
        tiny.file_lines(file, lambda lines: ["%d %s" % (n, line.split(" ", 1)[1]) for n, line in enumerate(lines, 2)]),
    )
    c.fails(tiny, "ranking.order", "another rank", text(file, line, "6" + line[1:]))
    c.fails(tiny, "ranking.order", "an unknown ticket", text(file, ticket, "0" * 32))
    c.fails(tiny, "ranking.order", "another lot named as the smallest", text(file, line, line.replace(" 2 ", " 3 ")))
    c.fails(tiny, "ranking.order", "a smaller score", text(file, score, "0" * 64))
    c.fails(tiny, "ranking.order", "the last digit of a score", text(file, score, score[:-1] + "c"))
    c.fails(
        tiny,
        "ranking.order",
        "a lot beyond the entry's tickets",
        tiny.file_lines(file, lambda lines: beyond_tickets(tiny, lines)),
    )
    c.fails(
        tiny,
        "ranking.order",
        "ranked by ticket id",
        tiny.file_lines(file, lambda lines: sorted(lines, key=lambda line: line.split(" ")[1])),
    )
    c.fails(tiny, "ranking.order", "the result of another draw's seed", whole(file, result_with_seed(tiny, "0" * 64)))
    c.fails(tiny, "ranking.order", "largest lot instead of smallest", whole(file, result_by_largest(tiny)))
    c.fails(tiny, "ranking.order", "lots counted from 0", whole(file, result_from_zero(tiny)))
    c.fails(pots, "ranking.order", "two winners swapped in a large draw", pots.file_lines(file, swap_ids))


def swap_ids(lines):
    a, b = lines[0].split(" "), lines[-1].split(" ")
    a[1], b[1] = b[1], a[1]
    lines[0], lines[-1] = " ".join(a), " ".join(b)


def beyond_tickets(tiny, lines):
    """Rank 4 has one ticket; give it the better lot that a second ticket would have been, if it is better."""
    seed = seed_of(tiny)
    rank, ticket, _, score, pot, slot = lines[3].split(" ")
    lots = [(hashlib.sha256(("%s:%s:%d" % (seed, ticket, j)).encode()).hexdigest(), j) for j in range(2, 65)]
    best, j = min(lots)
    assert best < score
    lines[3] = " ".join((rank, ticket, str(j), best, pot, slot))


def seed_of(base):
    frozen, number = base.json("freeze.json"), base.json("beacon.json")
    return v.derive_seed(
        frozen["drawId"],
        forge.sha256_hex(base.files["freeze.json"]),
        [item["secret"] for item in base.json("reveal.json")["contributions"]],
        base.json("announcement.json")["beacon"]["chainHash"],
        number["round"],
        number["randomness"],
    )


def result_with_seed(base, seed):
    ranked = v.rank_entries(seed, [v.Entry(line) for line in v.parse_lines(base.files["entries.txt"])])
    return drawn_text(base, ranked)


def drawn_text(base, ranked):
    slots_ = [v.Slot(line) for line in v.parse_lines(base.files["slots.txt"])]
    return forge.result_text(ranked, v.allocate(base.json("announcement.json")["passes"], ranked, slots_))


def ranked_by(base, first, choose):
    seed, ranked = seed_of(base), []
    for line in v.parse_lines(base.files["entries.txt"]):
        entry = v.Entry(line)
        lots = [
            (hashlib.sha256(("%s:%s:%d" % (seed, entry.ticket_id, j)).encode()).hexdigest(), j)
            for j in range(first, entry.tickets + first)
        ]
        score, j = choose(lots)
        ranked.append((score, entry.ticket_id, max(j, 1), entry))
    return sorted(ranked, key=lambda item: item[:2])


def result_by_largest(base):
    return drawn_text(base, ranked_by(base, 1, max)[::-1])


def result_from_zero(base):
    return drawn_text(base, ranked_by(base, 0, min))


def allocation(c, tiny, pots, refill):
    file, lines = "result.txt", tiny.lines("result.txt")
    wrong = {
        "two winners' slots swapped": tiny.file_lines(file, swap_last_fields),
        "a winner passed over": text(file, "general s00004", "- -"),
        "a slot for a loser": text(file, lines[5], lines[5].replace("- -", "general s00004")),
        "a winner's slot given to a loser": tiny.file_lines(file, give_to_next),
        "a slot that does not exist": text(file, "s00004", "s00009"),
        "one slot for two": text(file, "s00004", "s00003"),
        "two slots for one": text(file, "s00004", "s00004,s00005"),
        "another pot": text(file, "general s00004", "hardship s00004"),
        "a pot that was never announced": text(file, "general s00004", "vip s00004"),
    }
    for name, edit in wrong.items():
        c.fails(tiny, "allocation.mismatch", name, edit)
    run = "general s01007,s01008,s01009"
    family = {
        "a family's slots in another order": "general s01008,s01007,s01009",
        "a family with a slot too few": "general s01007,s01008",
        "a family served by another pot": "lapsed s01007,s01008,s01009",
        "a family passed over": "- -",
        "a slot twice": "general s01007,s01007,s01008",
    }
    for name, new in family.items():
        c.fails(pots, "allocation.mismatch", name, text(file, run, new))
    c.fails(pots, "allocation.mismatch", "guarantee pass relabelled", text(file, "guarantee s00000", "general s00000"))
    c.fails(
        pots,
        "allocation.mismatch",
        "passes run in another order",
        whole(file, allocated_with(pots, lambda a: a["passes"].insert(0, a["passes"].pop(3)))),
    )
    c.fails(
        pots,
        "allocation.mismatch",
        "max ignored",
        whole(file, allocated_with(pots, lambda a: a["passes"][1].update(max=30))),
    )
    c.fails(
        pots, "allocation.mismatch", "max 0", whole(file, allocated_with(pots, lambda a: a["passes"][1].update(max=0)))
    )
    c.fails(pots, "allocation.mismatch", "labels ignored", whole(file, allocated_with(pots, every_label)))
    c.fails(
        pots,
        "allocation.mismatch",
        "only the general pass run",
        whole(file, allocated_with(pots, lambda a: a.update(passes=a["passes"][3:]))),
    )
    c.fails(
        refill,
        "allocation.mismatch",
        "the one behind a family that did not fit blocked",
        text(file, lines_of(refill, 4), lines_of(refill, 4).replace("general s00003", "- -")),
    )


def lines_of(base, place):
    return base.lines("result.txt")[place]


def give_to_next(lines):
    lines[4], lines[5] = lines[4].replace("general s00004", "- -"), lines[5].replace("- -", "general s00004")


def every_label(announcement):
    for one_pass in announcement["passes"]:
        one_pass["from"] = ["general", "lapsed", "hardship"]


def allocated_with(base, change):
    """The result that a draw under other passes would have had, with the true ranking."""
    announcement = base.json("announcement.json")
    change(announcement)
    ranked = v.rank_entries(seed_of(base), [v.Entry(line) for line in v.parse_lines(base.files["entries.txt"])])
    slots_ = [v.Slot(line) for line in v.parse_lines(base.files["slots.txt"])]
    result = forge.result_text(ranked, v.allocate(announcement["passes"], ranked, slots_))
    assert result.encode() != base.files["result.txt"]
    return result


# --- Forgeries: what is changed is changed everywhere it shows, and a later line has to catch it ---


def forgeries(c, tiny, pots, empty):
    raised = text("entries.txt", "376a924a7a7965737f03713e9b7b0285 1 1", "376a924a7a7965737f03713e9b7b0285 16 1")
    friend = add("entries.txt", "ffffffffffffffffffffffffffffffff 16 1 general * " + "0" * 64 + "\n")
    person = text("entries.txt", "496ddfb4", "496ddfb5")
    slot = add("slots.txt", "s00005 office-a-pm lane0 5 general " + "0" * 64 + "\n")
    forged = {
        "raised tickets": [raised],
        "an added friend": [friend],
        "another person behind a ticket": [person],
        "an added slot": [slot],
        "another frozenAt": [],
    }
    for name, edits in forged.items():
        freeze = setter("frozenAt", "2025-08-17T12:14:46Z") if not edits else None
        if name != "an added friend":  # there the count of lines speaks first
            c.fails(
                tiny,
                "ranking.order",
                "%s, frozen anew, the published result kept" % name,
                tiny.redrawn(edits, freeze, keep=("result.txt",)),
            )
        # With the result made anew as well nothing contradicts anything: only the log can tell (logged/mutations.json).
        c.expect(tiny, "%s, all made anew" % name, GENERAL_REPLAY, tiny.redrawn(edits, freeze))
    c.fails(
        tiny,
        "ranking.count",
        "an added friend, frozen anew, the published result kept",
        tiny.redrawn([friend], keep=("result.txt",)),
    )
    c.fails(
        tiny,
        "entries.root",
        "raised tickets, count and sum frozen anew, not the root",
        tiny.redrawn([raised], lambda f: f["entries"].update(root=tiny.json("freeze.json")["entries"]["root"])),
    )
    c.fails(
        tiny,
        "slots.root",
        "an added slot, count frozen anew, not the root",
        tiny.redrawn([slot], lambda f: f["slots"].update(root=tiny.json("freeze.json")["slots"]["root"])),
    )
    c.fails(
        tiny,
        "announcement.hash",
        "announcement and result changed, the freeze kept",
        tiny.redrawn([text("announcement.json", "Test vector tiny", "Test vector tony")], keep=("freeze.json",)),
    )
    grind = [text("reveal.json", "047a2366", "047a2367")]
    c.fails(tiny, "contributions.secret", "another secret and its result", tiny.redrawn(grind))
    other = forge.apply_edits(tiny.files, grind)["reveal.json"]
    secret = json.loads(other)["contributions"][0]["secret"]
    commitment = v.tagged_hash("contribution", tiny.json("freeze.json")["drawId"], "office", secret)
    c.expect(
        tiny,
        "another secret, its commitment and its result",
        GENERAL_REPLAY,
        tiny.redrawn(grind, setter("commitments.0.commitment", commitment)),
    )
    c.expect(
        tiny,
        "the secret withdrawn and its result",
        GENERAL_REPLAY,
        tiny.redrawn([tiny.change("reveal.json", setter("contributions.0.secret", None))]),
    )
    c.fails(
        pots,
        "ranking.order",
        "a family made small, frozen anew, the published result kept",
        pots.redrawn([shrink_family(pots)], keep=("result.txt",)),
    )
    c.fails(
        tiny,
        "beacon.round",
        "a better round and its result",
        tiny.redrawn([whole("beacon.json", empty.files["beacon.json"].decode())], setter("round", 1234)),
    )
    c.fails(
        tiny,
        "beacon.randomness",
        "another randomness and its result",
        tiny.redrawn([text("beacon.json", "1e59991c", "1e59991d")]),
    )
    c.fails(
        tiny,
        "beacon.signature",
        "another signature, its randomness and its result",
        tiny.redrawn(
            [
                whole(
                    "beacon.json",
                    forge.json_bytes(
                        {
                            "round": 20905307,
                            "signature": empty.json("beacon.json")["signature"],
                            "randomness": empty.json("beacon.json")["randomness"],
                        }
                    ).decode(),
                )
            ]
        ),
    )

    # A chain of the forger's own: everything holds, but nobody trusts it.
    own = forge.make_chain("forger", 1692803367, 3, "public")
    edits = [
        tiny.change("announcement.json", setter("beacon", own)),
        whole("beacon.json", forge.json_bytes(forge.sign_round("forger", 20905307)).decode()),
    ]
    c.expect(tiny, "an own chain", GENERAL_REPLAY, tiny.redrawn(edits), chain="untrusted")
    stolen = dict(own, chainHash=tiny.json("announcement.json")["beacon"]["chainHash"])
    edits[0] = tiny.change("announcement.json", setter("beacon", stolen))
    c.expect(tiny, "an own chain under quicknet's hash", GENERAL_REPLAY, tiny.redrawn(edits), chain="untrusted")
    practice = forge.make_chain("forger", 1692803367, 3, "practice")
    edits[0] = tiny.change("announcement.json", setter("beacon", practice))
    c.expect(tiny, "an honest practice chain", GENERAL_REPLAY, tiny.redrawn(edits), chain="practice")
    edits[0] = tiny.change("announcement.json", setter("beacon", dict(practice, chainHash="0" * 64)))
    c.fails(tiny, "beacon.chain", "a practice chain under a wrong hash", tiny.redrawn(edits), chain="practice")
    edits[0] = tiny.change(
        "announcement.json",
        setter("beacon", dict(practice, chainHash=forge.make_chain("forger", 1692803366, 3, "practice")["chainHash"])),
    )
    c.fails(tiny, "beacon.chain", "a practice chain under another genesis' hash", tiny.redrawn(edits), chain="practice")
    c.expect(
        tiny,
        "quicknet under another chain hash",
        GENERAL_REPLAY,
        tiny.redrawn([tiny.change("announcement.json", setter("beacon.chainHash", "0" * 64))]),
        chain="untrusted",
    )
    c.expect(
        tiny, "quicknet for a reader who trusts no chain", GENERAL_REPLAY, chain="untrusted", trust="trust/nothing.json"
    )
    c.expect(
        tiny,
        "quicknet for a reader who trusts another chain under its hash",
        GENERAL_REPLAY,
        chain="untrusted",
        trust="trust/another-quicknet.json",
    )


def shrink_family(pots):
    line = next(line for line in pots.lines("entries.txt") if line.split(" ")[2] == "3")
    return text("entries.txt", line, line.replace(" 3 ", " 1 ", 1))


# --- What may differ without any harm ---


def harmless(c, tiny):
    compact = lambda file: json.dumps(tiny.json(file), separators=(",", ":")) + "\n"
    backwards = lambda value: {key: value[key] for key in reversed(list(value))}
    same = {
        "unchanged": [],
        "reveal.json in one line": [whole("reveal.json", compact("reveal.json"))],
        "beacon.json in one line": [whole("beacon.json", compact("beacon.json"))],
        "beacon.json with its keys in another order": [
            whole("beacon.json", json.dumps(backwards(tiny.json("beacon.json"))) + "\n")
        ],
        "beacon.json with white space around it": [whole("beacon.json", "\n\t " + compact("beacon.json") + " \n\n")],
        "reveal.json with an escaped letter": [text("reveal.json", '"office"', '"\\u006fffice"')],
        "no SHA256SUMS": [gone("SHA256SUMS")],
        "a false SHA256SUMS": [whole("SHA256SUMS", "nothing\n")],
        "an unknown file": [whole("README.txt", "hello\r\n")],
        "an unknown file in log": [whole("log/opened.json", "{}\n")],
    }
    for name, edits in same.items():
        c.expect(tiny, name, GENERAL_REPLAY, edits, chain="trusted")
    c.expect(
        tiny,
        "announcement laid out differently, frozen so",
        GENERAL_REPLAY,
        tiny.redrawn([whole("announcement.json", compact("announcement.json"))]),
    )
    c.expect(
        tiny,
        "an accent in the title, escaped, frozen so",
        GENERAL_REPLAY,
        tiny.redrawn([text("announcement.json", "Test vector tiny", "Verl\\u00e4ngerung \\ud83c\\udfb2")]),
    )


# --- 9. ticket ---


def tickets(c, tiny, pots):
    with open(os.path.join(forge.PROTOCOL_VECTORS, "receipts.json"), encoding="utf-8") as file:
        people = {name: vector["people"] for name, vector in json.load(file).items()}
    me, you = people["tiny"][:2]
    bare = lambda person, **more: (
        json.dumps({"receiptSecret": person["receiptSecret"], "identity": person["identity"], **more}) + "\n"
    )
    full = {
        "protocol": "fairslot/v1",
        "kind": "receipt",
        "service": "vectors.example/renew-permit",
        "registration": "6f1d3ac2-9a0e-4a37-9d0c-3f7f0a3b9c11",
        "receivedAt": "2025-08-10T09:30:00Z",
        "receiptSecret": me["receiptSecret"],
        "identity": me["identity"],
        "legalEffect": "none",
    }
    full_text = lambda **more: json.dumps(dict(full, **more)) + "\n"
    note = full_text() + "\n" + OTHER_LOG.note_line(full_text())
    good = {
        "only the secret": json.dumps({"receiptSecret": me["receiptSecret"]}),
        "secret and identity": bare(me),
        "the whole object": full_text(),
        "with legal effect": full_text(legalEffect="application"),
        "in raw UTF-8": json.dumps(full, ensure_ascii=False) + "\n",
        "a signed note": note,
    }
    for name, receipt in good.items():
        c.expect(tiny, name, GENERAL_REPLAY, receipt=receipt)
    for place, person in enumerate(people["pots"]):
        c.expect(pots, "person %d" % place, GENERAL_REPLAY, receipt=bare(person))
    c.fails(tiny, "ticket.absent", "of another draw's applicant", receipt=bare(people["pots"][0]))
    c.fails(tiny, "ticket.absent", "an invented secret", receipt=json.dumps({"receiptSecret": "0" * 64}))
    c.fails(tiny, "ticket.absent", "for another service", receipt=full_text(service="vectors.example/renew-passport"))
    c.fails(tiny, "ticket.absent", "for another authority", receipt=full_text(service="vector.example/renew-permit"))
    for name, identity in (
        ("of another applicant", you["identity"]),
        ("with another case number", me["identity"][:-1] + "8"),
        ("empty", ""),
        ("decomposed instead of composed", unicodedata.normalize("NFD", me["identity"])),
        ("with a space at the end", me["identity"] + " "),
    ):
        c.fails(
            tiny,
            "ticket.commitment",
            "identity " + name,
            receipt=json.dumps({"receiptSecret": me["receiptSecret"], "identity": identity}),
        )
    c.fails(
        tiny,
        "entries.root",
        "nothing to compare with after a broken list",
        text("entries.txt", "73c71976f58b275f427b7038cb5dea26 16 1", "73c71976f58b275f427b7038cb5dea26 16 2"),
        receipt=bare(me),
        also={"ticket": "ticket.depends"},
    )
    c.fails(
        tiny,
        "allocation.mismatch",
        "nothing to compare with after a false allocation",
        text("result.txt", "general s00004", "- -"),
        receipt=bare(me),
        also={"ticket": "ticket.depends"},
    )
    bad = {
        "no JSON": "hello",
        "no bytes": "",
        "a list": "[]",
        "no secret": "{}",
        "unknown key": bare(me, note="x"),
        "duplicate key": '{"receiptSecret":"%s","receiptSecret":"%s"}' % (("0" * 64,) * 2),
        "secret in capitals": json.dumps({"receiptSecret": me["receiptSecret"].upper()}),
        "secret of 63 digits": json.dumps({"receiptSecret": me["receiptSecret"][1:]}),
        "secret null": '{"receiptSecret":null}',
        "identity null": json.dumps({"receiptSecret": me["receiptSecret"], "identity": None}),
        "another protocol": full_text(protocol="fairslot/v2"),
        "another kind": full_text(kind="record"),
        "service without authority": full_text(service="renew-permit"),
        "registration no UUID": full_text(registration="17"),
        "time with an offset": full_text(receivedAt="2025-08-10T09:30:00+02:00"),
        "unknown legal effect": full_text(legalEffect="maybe"),
        "identity missing": json.dumps({key: full[key] for key in full if key != "identity"}),
        "unknown key in the whole object": full_text(more=1),
        "a note with a broken signature line": full_text() + "\n\u2014 example.com nonsense!\n",
        "a number with a fraction": full_text(registration=1.5),
        "half a surrogate pair": '{"receiptSecret":"%s","identity":"\\ud800"}' % ("0" * 64),
    }
    for name, receipt in bad.items():
        c.unusable(tiny, "receipt.malformed", name, receipt=receipt)


TRUST_FILES = {
    "nothing.json": {"chains": [], "logs": [], "witnesses": [], "quorum": 1},
    "another-quicknet.json": {
        "chains": [dict(v.QUICKNET, publicKey=v.g2_encode(v.G2_GENERATOR).hex())],
        "logs": [],
        "witnesses": [],
        "quorum": 1,
    },
    "receipts.json": {"chains": [v.QUICKNET], "logs": [OTHER_LOG.vkey], "witnesses": [], "quorum": 1},
}
BAD_TRUST_FILES = {
    "missing-key.json": {"chains": [], "logs": [], "witnesses": []},
    "unknown-key.json": {"chains": [], "logs": [], "witnesses": [], "quorum": 1, "note": ""},
    "quorum-zero.json": {"chains": [], "logs": [], "witnesses": [], "quorum": 0},
    "kind-in-chain.json": {"chains": [dict(v.QUICKNET, kind="public")], "logs": [], "witnesses": [], "quorum": 1},
    "witness-as-log.json": {"chains": [], "logs": [WITNESSES[0].vkey], "witnesses": [], "quorum": 1},
    "log-as-witness.json": {"chains": [], "logs": [], "witnesses": [LOG.vkey], "quorum": 1},
}


def trust_files(c, tiny):
    for name in BAD_TRUST_FILES:
        c.unusable(tiny, "trust.malformed", "trust file: " + name, trust="trust/" + name)
    good = '{"receiptSecret":"ccdaebf990d19838b0d7ec0b3e97818ecb96c4dbadbe172296d5234a42b24c6b"}\n'
    c.expect(
        tiny,
        "a signature by a trusted key",
        GENERAL_REPLAY,
        trust="trust/receipts.json",
        receipt=good + "\n" + OTHER_LOG.note_line(good),
    )
    c.unusable(
        tiny,
        "receipt.malformed",
        "a false signature by a trusted key",
        trust="trust/receipts.json",
        receipt=good + "\n" + OTHER_LOG.note_line(good + " "),
    )


# --- Records with a log ---


def broken_log_files(c, good):
    for name in v.LOG_FILES:
        c.expect(good, "without " + name, ("replayed", "timing", "timing.no-log"), gone(name))
    c.expect(
        good, "without the drawn entry", ("verified", None, None), gone("log/drawn.json"), gone("log/drawn.tlog-proof")
    )
    c.expect(good, "a false drawn entry", ("verified", None, None), whole("log/drawn.json", "{}\n"))
    for step in ("announced", "frozen", "revealed"):
        file = "log/%s.json" % step
        kind, _, digest = subject_of(good.files, step)
        about = "window" if step == "announced" else "drawId"
        entry = {
            "no final LF": at(file, -1, 1),
            "CRLF": at(file, -1, 0, b"\r"),
            "two lines": add(file, "\n"),
            "no bytes": whole(file, ""),
            "no JSON": whole(file, "hello\n"),
            "a list": whole(file, "[]\n"),
            "no type": text(file, '"type"', '"kind"'),
            "type null": text(file, '"%s"' % kind, "null"),
            "unknown key": at(file, 1, 0, b'"note":1,'),
            "duplicate key": at(file, 1, 0, b'"at":"2026-03-01T00:00:00Z",'),
            "no such time": text(file, '"at":"2026', '"at":"2026-13'),
            "hash in capitals": text(file, digest, digest.upper()),
            "hash null": text(file, '"%s"' % digest, "null"),
            about + " missing": text(file, '"%s"' % about, '"about"'),
            about + " malformed": text(file, '"vectors.example', '"Vectors.example'),
        }
        for name, edit in entry.items():
            c.fails(good, "timing.malformed", "%s: %s" % (file, name), edit)
        c.fails(good, "timing.subject", file + ": another file's hash", text(file, digest, "0" * 64))
        c.fails(good, "timing.subject", file + ": another " + about, text(file, "/witnessed", "/unwitnessed"))
        # The same facts in other bytes are another entry.
        c.fails(good, "timing.inclusion", file + ": a space more", at(file, 1, 0, b" "))
        c.fails(good, "timing.inclusion", file + ": another time", text(file, '"at":"2026-03-0', '"at":"2026-02-0'))
    c.fails(
        good,
        "timing.subject",
        "log/frozen.json: of type draw.revealed",
        text("log/frozen.json", "draw.frozen", "draw.revealed"),
    )
    c.fails(
        good,
        "timing.subject",
        "log/revealed.json: of type draw.drawn",
        text("log/revealed.json", "draw.revealed", "draw.drawn"),
    )
    c.fails(
        good,
        "timing.subject",
        "the frozen entry as the revealed one",
        whole("log/revealed.json", good.files["log/frozen.json"].decode()),
        whole("log/revealed.tlog-proof", good.files["log/frozen.tlog-proof"].decode()),
    )


def broken_proofs(c, good):
    step = "frozen"
    file = "log/%s.tlog-proof" % step
    proof_text = good.files[file].decode()
    proof = v.LogProof(good.files[file])
    head, note = proof_text.split("\n\n", 1)
    lines = head.split("\n")
    body = proof.note.text
    log_line = proof_text.split("\n\n")[2].split("\n")[0] + "\n"
    malformed = {
        "another version": text(file, "tlog-proof@v1", "tlog-proof@v2"),
        "no first line": text(file, lines[0] + "\n", ""),
        "an extra line": text(file, lines[0] + "\n", lines[0] + "\nextra aGVsbG8=\n"),
        "no index": text(file, lines[1] + "\n", ""),
        "index with a leading zero": text(file, "index ", "index 0"),
        "index negative": text(file, "index ", "index -"),
        "index 2 to the 53": text(file, lines[1], "index 9007199254740992"),
        "index in capitals": text(file, "index", "Index"),
        "no blank line": text(file, "\n\n" + ORIGIN, "\n" + ORIGIN),
        "a blank line too many": text(file, lines[1] + "\n", lines[1] + "\n\n"),
        "a short hash": text(file, lines[2], "aGVsbG8="),
        "a hash without padding": text(file, lines[2], lines[2].rstrip("=")),
        "a hash with other last bits": text(file, lines[2], other_last_bits(lines[2])),
        "a hash in hex": text(file, lines[2], base64.b64decode(lines[2]).hex()),
        "64 hashes": text(file, lines[2] + "\n", (lines[2] + "\n") * 64),
        "CRLF": text(file, "\n", "\r\n", everywhere=True),
        "no final LF": at(file, -1, 1),
        "not UTF-8": text(file, "\u2014 witness-one", "? witness-one"),
        "a dash instead of an em dash": text(file, "\u2014 " + LOG.name, "- " + LOG.name),
        "no signature lines": text(file, "\n" + proof_text.split("\n\n")[2], ""),
        "size with a leading zero": text(file, "\n%d\n" % proof.size, "\n0%d\n" % proof.size),
        "root of 31 bytes": text(file, body.split("\n")[2], base64.b64encode(proof.root[:31]).decode()),
        "an empty signature": text(file, log_line, "\u2014 %s \n" % LOG.name),
        "a signature that is no base64": text(file, log_line, "\u2014 %s !!!!\n" % LOG.name),
        "no bytes": whole(file, ""),
        "65 signature lines": add(file, log_line * 65),
        "a tab": text(file, "index ", "index\t"),
        "a line after the signatures": add(file, "hello\n"),
    }
    for name, edit in malformed.items():
        c.fails(good, "timing.malformed", name, edit)
    c.fails(good, "timing.malformed", "not UTF-8 at all", at(file, 0, 1, b"\xff"))
    signed_anew = lambda new_body, key=LOG: whole(
        file, proof_text.replace(body + "\n" + log_line, new_body + "\n" + key.note_line(new_body))
    )
    c.fails(
        good,
        "timing.malformed",
        "checkpoint of another origin, signed by this log",
        signed_anew(body.replace(ORIGIN, "elsewhere.example/log")),
    )
    c.fails(
        good,
        "timing.malformed",
        "checkpoint with an extension line, signed by this log",
        signed_anew(body + "extension\n"),
    )
    c.fails(good, "timing.log-signature", "signed by another key", text(file, log_line, OTHER_LOG.note_line(body)))
    c.fails(
        good,
        "timing.log-signature",
        "signed by another key under the log's name and id",
        text(file, log_line, LOG.line(OTHER_LOG.sign(body.encode()))),
    )
    c.fails(good, "timing.log-signature", "without the log's line", text(file, log_line, ""))
    c.fails(
        good,
        "timing.log-signature",
        "the log's line of another checkpoint",
        text(file, log_line, good.files["log/revealed.tlog-proof"].decode().split("\n\n")[2].split("\n")[0] + "\n"),
    )
    c.fails(
        good,
        "timing.log-signature",
        "another root under the signatures",
        text(file, body.split("\n")[2], base64.b64encode(bytes(32)).decode()),
    )
    c.fails(
        good,
        "timing.log-signature",
        "another size under the signatures",
        text(file, "\n%d\n" % proof.size, "\n%d\n" % (proof.size + 1)),
    )
    c.fails(
        good,
        "timing.log-signature",
        "signed as a cosignature",
        text(file, log_line, LOG.cosignature_line(body, 1772800000)),
    )
    altered = {
        "another index": text(file, lines[1], "index %d" % (proof.index + 1)),
        "index beyond the tree": text(file, lines[1], "index %d" % proof.size),
        "the largest index": text(file, lines[1], "index 9007199254740991"),
        "a hash left out": text(file, lines[2] + "\n", ""),
        "a hash too many": text(file, lines[2] + "\n", lines[2] + "\n" + lines[2] + "\n"),
        "hashes in another order": text(file, "\n".join(lines[2:4]), "\n".join(lines[3:1:-1])),
        "another hash": text(file, lines[2], base64.b64encode(bytes(32)).decode()),
        "no hashes": text(file, "\n".join(lines[2:]) + "\n", ""),
    }
    for name, edit in altered.items():
        c.fails(good, "timing.inclusion", name, edit)
    origin, size, _ = body.split("\n")[:3]
    c.fails(
        good,
        "timing.inclusion",
        "a log that signs another root",
        signed_anew("%s\n%s\n%s\n" % (origin, size, base64.b64encode(bytes(32)).decode())),
    )
    c.fails(
        good,
        "timing.inclusion",
        "a log that signs an empty tree",
        signed_anew("%s\n0\n%s\n" % (origin, base64.b64encode(v.merkle_root([])).decode())),
    )
    c.fails(
        good, "timing.inclusion", "another entry's proof", whole(file, good.files["log/revealed.tlog-proof"].decode())
    )


def other_last_bits(text_):
    """The same bytes with a last letter whose unused bits are not zero."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return text_[:-2] + alphabet[alphabet.index(text_[-2]) + 1] + "="


def witness_lines(c, good, moments):
    """Trust: two of three witnesses. Every step's checkpoint has all three, one, two and three seconds early."""
    for step, moment in moments.items():
        file = "log/%s.tlog-proof" % step
        note = v.LogProof(good.files[file]).note
        body = note.text
        mine = [good.files[file].decode().split("\n\n")[2].split("\n")[place + 1] + "\n" for place in range(3)]
        broken = [line[:60] + ("A" if line[60] != "A" else "B") + line[61:] for line in mine]
        late = [key.cosignature_line(body, moment) for key in WITNESSES]
        replayed = {
            "one witness only": text(file, mine[0] + mine[1], ""),
            "no witness": text(file, "".join(mine), ""),
            "two bad cosignatures": text(file, mine[0] + mine[1], broken[0] + broken[1]),
            "one witness three times": text(file, "".join(mine), mine[0] * 3),
            "strangers instead": text(file, mine[0] + mine[1], STRANGER.cosignature_line(body, moment - 5)),
            "plain signatures instead of cosignatures": text(
                file, mine[0] + mine[1], WITNESSES[0].note_line(body) + WITNESSES[1].note_line(body)
            ),
            "times not covered by the signature": text(
                file,
                mine[0] + mine[1],
                retimed(WITNESSES[0], mine[0], moment - 100) + retimed(WITNESSES[1], mine[1], moment - 100),
            ),
            "cosignatures of another checkpoint": text(
                file,
                mine[0] + mine[1],
                "".join(
                    key.cosignature_line(body.replace(ORIGIN, "elsewhere.example/log"), moment - 5)
                    for key in WITNESSES[:2]
                ),
            ),
            "times beyond 2 to the 63": text(
                file, mine[0] + mine[1], "".join(key.cosignature_line(body, 2**63) for key in WITNESSES[:2])
            ),
        }
        for name, edit in replayed.items():
            c.expect(good, "%s: %s" % (step, name), ("replayed", "timing", "timing.quorum"), edit)
        verified = {
            "two of three witnesses": text(file, mine[0], ""),
            "one bad cosignature of three": text(file, mine[0], broken[0]),
            "one late cosignature of three": text(file, mine[0], late[0]),
            "a witness early and late": text(file, mine[0] + mine[1], mine[0] + late[0] + late[1] + mine[1]),
            "a stranger's line more": add(file, STRANGER.cosignature_line(body, moment + 5)),
            "an unknown key under a witness's name": add(
                file, "\u2014 %s %s\n" % (WITNESSES[0].name, base64.b64encode(bytes(76)).decode())
            ),
        }
        for name, edit in verified.items():
            c.expect(good, "%s: %s" % (step, name), ("verified", None, None), edit)
        c.fails(
            good, "timing.late", "%s: two of three too late" % step, text(file, mine[0] + mine[1], late[0] + late[1])
        )
        c.fails(good, "timing.late", "%s: all three too late" % step, text(file, "".join(mine), "".join(late)))
        c.fails(
            good,
            "timing.late",
            "%s: one in time, one late, one bad" % step,
            text(file, mine[1] + mine[2], late[1] + broken[2]),
        )


def retimed(witness, line, time):
    data = base64.b64decode(line.split(" ")[2])
    return "\u2014 %s %s\n" % (witness.name, base64.b64encode(data[:4] + time.to_bytes(8, "big") + data[12:]).decode())


def logged_forgeries(c, good, practice):
    """What `replayed` could not tell apart without a log."""
    winner = next(line for line in good.lines("entries.txt") if line.split(" ")[1] == "1")
    raised = text("entries.txt", winner[:34], winner[:33] + "16")
    c.fails(good, "timing.subject", "raised tickets, all made anew", good.redrawn([raised]))
    c.fails(
        good,
        "timing.subject",
        "a later frozenAt, all made anew",
        good.redrawn([], setter("frozenAt", "2026-03-06T14:59:00Z")),
    )
    c.fails(
        good,
        "timing.subject",
        "another title, all made anew",
        good.redrawn([text("announcement.json", "Logged test record", "Logged test record 2")]),
    )
    c.fails(
        good,
        "timing.subject",
        "a secret withdrawn, all made anew",
        good.redrawn([good.change("reveal.json", setter("contributions.0.secret", None))]),
    )
    c.fails(
        good,
        "timing.subject",
        "the reveal laid out differently",
        whole("reveal.json", json.dumps(good.json("reveal.json")) + "\n"),
    )
    c.expect(
        good,
        "the beacon laid out differently",
        ("verified", None, None),
        whole("beacon.json", json.dumps(good.json("beacon.json")) + "\n"),
    )
    # Timing gates nothing: a false result is found although the log says nothing.
    c.fails(
        good,
        "allocation.mismatch",
        "a false allocation in a logged record",
        text("result.txt", "general s0", "general s9", everywhere=True),
    )
    c.expect(
        good,
        "the log missing and nothing else wrong",
        ("replayed", "timing", "timing.no-log"),
        *[gone(name) for name in v.LOG_FILES],
        chain="trusted",
    )
    c.fails(
        good,
        "timing.subject",
        "a false log and a false result",
        text("log/frozen.json", "/witnessed", "/unwitnessed"),
        text("result.txt", "general s0", "general s9", everywhere=True),
        also={"allocation": "allocation.mismatch"},
    )
    c.expect(
        practice,
        "a practice chain without witnesses",
        ("replayed", "timing", "timing.quorum"),
        *[whole(name, without_witnesses(practice.files[name])) for name in v.LOG_FILES if name.endswith(".tlog-proof")],
        chain="practice",
    )
    signature = bytes.fromhex(good.json("beacon.json")["signature"])
    x = int.from_bytes(signature, "big") & (2**381 - 1)
    assert x + v.P < 2**381, "choose a chain whose signature has a second spelling"
    second = ((signature[0] >> 5 << 381) | x + v.P).to_bytes(48, "big")
    c.fails(
        good,
        "beacon.signature",
        "the signature's x plus p: a second spelling of the same point, with its own randomness",
        good.redrawn(
            [
                good.change(
                    "beacon.json", lambda b: b.update(signature=second.hex(), randomness=forge.sha256_hex(second))
                )
            ],
            keep=("freeze.json",),
        ),
    )


def without_witnesses(data):
    head, body, signatures = data.decode().split("\n\n")
    return "\n\n".join((head, body, signatures.split("\n")[0] + "\n"))


def main():
    forge.require_protocol_vectors()
    tiny, pots, refill, empty = (
        Base(name, os.path.join(forge.PROTOCOL_VECTORS, name)) for name in ("tiny", "pots", "refill", "empty")
    )
    c = Collection()
    c.make("record", missing_files, tiny)
    c.make("JSON", strict_json, tiny)
    c.make("numbers", strict_numbers, tiny)
    c.make("title", strict_strings, tiny)
    c.make("announcement", announcement_fields, tiny, pots)
    c.make("rules", announcement_relations, tiny, refill)
    c.make("freeze", freeze_fields, tiny, empty)
    c.make("entries", entries, tiny, pots, empty)
    c.make("slots", slots, tiny, pots)
    c.make("timing", freeze_time, tiny, refill)
    c.make("contributions", contributions, tiny, pots, empty)
    c.make("beacon", beacon, tiny, pots, empty)
    c.make("ranking", ranking, tiny, pots, empty)
    c.make("allocation", allocation, tiny, pots, refill)
    c.make("forged", forgeries, tiny, pots, empty)
    c.make("harmless", harmless, tiny)
    c.make("receipt", tickets, tiny, pots)
    c.make("trust", trust_files, tiny)
    c.write(os.path.join(forge.HERE, "mutations", "index.json"))
    forge.write_folder(
        os.path.join(forge.HERE, "trust"),
        {name: forge.json_bytes(value) for name, value in {**TRUST_FILES, **BAD_TRUST_FILES}.items()},
    )

    good, practice = (Base(name, os.path.join(LOGGED, name)) for name in ("witnessed", "practice"))
    logged = Collection()
    moments = {
        "announced": "2026-03-02T08:00:00Z",
        "frozen": "2026-03-06T15:00:00Z",
        "revealed": "2026-03-06T16:00:03Z",
    }
    logged.make("log files", broken_log_files, good)
    logged.make("proof", broken_proofs, good)
    logged.make("witnesses", witness_lines, good, {step: v.parse_time(moment) for step, moment in moments.items()})
    logged.make("forged", logged_forgeries, good, practice)
    for item in logged.items:
        item["trust"] = "logged/trust.json"
    logged.write(os.path.join(LOGGED, "mutations.json"))
    print("%d mutations, %d of logged records" % (len(c.items), len(logged.items)))


if __name__ == "__main__":
    main()

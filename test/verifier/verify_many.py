"""Runs reference/verify.py on many inputs in one process, as its command line would one by one.

Reads one JSON object a line: {"record": path, "trust": path or null, "receipt": path or null}. Prints the report of each
as one line of JSON.
"""

import importlib.util
import json
import os
import sys

REFERENCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "reference", "verify.py")
spec = importlib.util.spec_from_file_location("verify", REFERENCE)
v = importlib.util.module_from_spec(spec)
spec.loader.exec_module(v)

for line in sys.stdin:
    inputs = json.loads(line)
    try:
        trust = v.load_trust(inputs["trust"])
        report = v.report_on(inputs["record"], trust, v.load_receipt(inputs["receipt"], trust))
    except v.Unusable as problem:
        report = v.unusable_report(problem)
    print(json.dumps(report))

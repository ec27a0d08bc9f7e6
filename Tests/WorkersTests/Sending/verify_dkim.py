"""Says of each message file whether dkimpy verifies it with the one record that DNS would hold.

Arguments: the record's host and value. Standard input: file names, a line each.
"""

import sys

import dkim

host, value = sys.argv[1:3]
for name in sys.stdin.read().splitlines():
    with open(name, "rb") as file:
        is_right = dkim.DKIM(file.read()).verify(
            dnsfunc=lambda asked, timeout=5: value.encode() if asked.decode() == host else None)
    print("verified" if is_right else "not verified")

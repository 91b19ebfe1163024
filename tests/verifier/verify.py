#!/usr/bin/env python3
"""A second verifier of TrueUp journals, written from docs/specs/journal-format.md alone. Standard library only.

    verify.py BOOK.db [--head SEQUENCE:HASH]

Prints one JSON object: entries, headHash, ok, and the first bad sequence with its field. Exit 0 if the journal holds, 1 if not, 2 if it
is not a journal.
"""
import hashlib, json, re, sqlite3, sys, unicodedata
from datetime import date, datetime, timedelta, timezone

KINDS = ["book", "account", "instrument", "recommendation", "withdrawal", "fill", "cash", "action", "option", "reversal", "held", "heldprice", "decision", "lots"]
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]{0,6}[1-9])?Z\Z")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?\Z")
SIDE = {"buy", "sell", "short", "cover"}


class Bad(Exception):
    pass


def text(value):
    if not isinstance(value, str): raise Bad("is not text")
    if unicodedata.normalize("NFC", value) != value: raise Bad("is not in form C")


def number(value):
    text(value)
    if not NUMBER.match(value) or value == "-0": raise Bad(f"{value!r} is not a canonical number")
    digits = value.lstrip("-").replace(".", "").lstrip("0")
    if len(digits) > 28 and int(digits) >= 2 ** 96: raise Bad(f"{value!r} has too many digits")


def other_than_zero(value):
    number(value)
    if value == "0": raise Bad("is zero where it must be absent")


def integer(value):
    if type(value) is not int or not -2 ** 63 <= value < 2 ** 63: raise Bad("is not an integer")


def correction(value):
    integer(value)
    if value == 0: raise Bad("is zero where it must be absent")


def flag(value):
    if value is not True: raise Bad("is a flag that is not true")


def day(value):
    text(value)
    if not DAY.match(value): raise Bad(f"{value!r} is not a day")
    try: date.fromisoformat(value)
    except ValueError: raise Bad(f"{value!r} is not a day")


def instant(value):
    text(value)
    found = INSTANT.match(value)
    if not found or int(found[2]) > 23 or int(found[3]) > 59 or int(found[4]) > 59: raise Bad(f"{value!r} is not an instant")
    day(found[1])


def texts(value):
    if not isinstance(value, list) or not value: raise Bad("is not a list")
    for item in value: text(item)


def choices(value):
    texts(value)
    for item in value:
        opening, colon, quantity = item.partition(":")
        if not colon or not NUMBER.match(opening) or "." in opening: raise Bad(f"{item!r} is not a choice")
        number(quantity)


def one_of(*words):
    def check(value):
        if value not in words: raise Bad(f"{value!r} is not one of {', '.join(words)}")
    return check


# Required fields and optional ones; day and at are everybody's.
FIELDS = {
    "book": (dict(calendar=text, currency=text, zone=text), {}),
    "account": (dict(account=text, currency=text), dict(broker=text)),
    "instrument": (dict(currency=text, kind=one_of("equity", "fund", "option"), multiplier=number, quoteFactor=number, symbol=text), dict(aliases=texts)),
    "recommendation": (dict(account=text, id=text, side=one_of(*SIDE), symbol=text, target=number),
                       {"from": text, "limit": number, "note": text, "reference": number, "stop": number, "through": day}),
    "withdrawal": (dict(id=text, reason=text), {}),
    "fill": (dict(account=text, price=number, quantity=number, side=one_of(*SIDE), symbol=text),
             dict(broker=text, correction=correction, execution=text, fee=other_than_zero, feeCurrency=text, hand=flag, note=text, order=text, settles=day)),
    "cash": (dict(account=text, amount=number, currency=text, kind=one_of("deposit", "withdrawal", "dividend", "interest", "fee", "tax", "fx")),
             dict(counterAmount=number, counterCurrency=text, note=text, symbol=text)),
    "option": (dict(account=text, event=one_of("expired", "settled", "assigned", "exercised"), symbol=text), dict(contracts=number, perUnit=number, underlying=text)),
    "reversal": (dict(reason=text, sequence=integer), {}),
    "heldprice": (dict(code=text, row=text, symbol=text, why=text), {}),
    "decision": (dict(reason=text, sequence=integer), dict(accepted=flag)),
    "lots": (dict(sequence=integer), dict(choices=choices)),
}
ACTIONS = {
    "split": (dict(denominator=number, numerator=number), dict(cashInLieu=number)),
    "dividend": (dict(perUnit=number), dict(withholding=other_than_zero)),
    "stockdividend": (dict(perUnit=number), {}),
    "rename": (dict(to=text), {}),
    "spinoff": (dict(basisShare=number, child=text, perUnit=number), dict(cashInLieu=number)),
    "merger": (dict(cash=number, perUnit=number), dict(cashInLieu=number, into=text)),
    "delist": ({}, {}),
}


def fields(kind, value):
    if not isinstance(value, dict): raise Bad("is not an object")
    if kind == "held":
        required, optional = dict(code=text, row=text, why=text, proposedKind=one_of(*KINDS)), {}
        if "proposed" not in value: raise Bad("has no proposed")
        proposed = value["proposed"]
        value = {k: v for k, v in value.items() if k != "proposed"}
        fields(value.get("proposedKind"), proposed)
    elif kind == "action":
        required, optional = ACTIONS.get(value.get("action"), (None, None))
        if required is None: raise Bad("is no known action")
        required, optional = dict(required, action=text, symbol=text), dict(optional, account=text)
    elif kind in FIELDS: required, optional = FIELDS[kind]
    else: raise Bad(f"is of no known kind {kind!r}")
    required, optional = dict(required, day=day), dict(optional, at=instant)
    for key in required:
        if key not in value: raise Bad(f"has no {key}")
    for key, item in value.items():
        check = required.get(key) or optional.get(key)
        if check is None: raise Bad(f"has {key}, which a {kind} has not")
        try: check(item)
        except Bad as e: raise Bad(f"{key} {e}")
    for one, other in ("fee", "feeCurrency"), ("counterAmount", "counterCurrency"):
        if (one in value) != (other in value): raise Bad(f"has one of {one} and {other}")


def quoted(value):
    out = ['"']
    for c in value:
        if c in '"\\': out.append("\\" + c)
        elif c < " ": out.append("\\u%04x" % ord(c))
        else: out.append(c)
    return "".join(out) + '"'


def canonical(value):
    if value is True: return "true"
    if isinstance(value, str): return quoted(value)
    if type(value) is int: return str(value)
    if isinstance(value, list): return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, dict): return "{" + ",".join(quoted(k) + ":" + canonical(value[k]) for k in sorted(value, key=lambda k: k.encode())) + "}"
    raise Bad(f"holds {value!r}")


def payload_problem(kind, payload):
    try:
        value = json.loads(payload.decode("utf-8"))
        fields(kind, value)
        if canonical(value).encode("utf-8") != payload: raise Bad("is not in canonical form")
    except Bad as e: return str(e)
    except (ValueError, RecursionError) as e: return f"cannot be read: {e}"
    return None


def digest(command):
    _, uid, recorded_at, actor, verb, source, sha256 = command
    at = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=recorded_at)
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S").zfill(19) + (f".{at.microsecond // 1000:03}".rstrip("0") if at.microsecond else "") + "Z"
    fields = dict(actor=actor, id=uid, recordedAt=stamp, sha256=sha256, source=source, verb=verb)
    present = {k: v for k, v in fields.items() if v is not None}
    return hashlib.sha256(b"trueup.command.1\n" + canonical(present).encode()).digest()


def link(before, sequence, command, line, kind, payload):
    return hashlib.sha256(b"trueup.entry.1\n" + before + sequence.to_bytes(8, "big") + command + line.to_bytes(4, "big") + kind.encode() + b"\n" + payload).digest()


def is_utf8(b):
    try: b.decode()
    except UnicodeDecodeError: return False
    return True


def command_problem(command):
    if command is None: return "is not there"
    if [type(c) for c in command[:5]] != [int, str, int, str, str] or any(type(c) not in (str, type(None)) for c in command[5:]): return "has a column of another type"
    if any(type(c) is str and unicodedata.normalize("NFC", c) != c for c in command): return "has text that is not in form C"
    return None


def verify(path, head=None):
    book = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    # Text that is not UTF-8 stays bytes and is then of the wrong type.
    book.text_factory = lambda b: b.decode() if is_utf8(b) else b
    if book.execute("pragma application_id").fetchone()[0] != 0x54525550 or book.execute("pragma user_version").fetchone()[0] != 1:
        raise sqlite3.DatabaseError("not a TrueUp journal of version 1")
    commands = {row[0]: row for row in book.execute("select id, uid, recorded_at, actor, verb, source, sha256 from command")}
    digests, used = {}, set()
    result = dict(entries=0, headHash="0" * 64, ok=True, sequence=None, field=None, problem=None)

    def fail(sequence, field, problem):
        result.update(ok=False, sequence=sequence, field=field, problem=problem)
        return result

    before, last, doubt, heads = bytes(32), (0, None), None, {}
    rows = "select seq, command, line, kind, payload, hash, typeof(payload), typeof(hash) from entry order by seq"
    for sequence, command, line, kind, payload, stored, payload_type, hash_type in book.execute(rows):
        if doubt:
            # The entry before did not give its stored hash: did its columns change, or the hash?
            field = "content"
            whole = [type(line), type(kind), payload_type] == [int, int, "blob"] and not command_problem(commands.get(command))
            if whole and sequence == result["entries"] + 1 and 0 <= line < 2 ** 31 and 0 <= kind < len(KINDS):
                if link(doubt[1], sequence, digest(commands[command]), line, KINDS[kind], payload) == stored: field = "hash"
            return fail(doubt[0], field, "its columns do not give its hash")
        if sequence != result["entries"] + 1: return fail(result["entries"] + 1, "sequence", f"the next entry is {sequence}")
        stamp = commands.get(command) if type(command) is int else None
        if found := command_problem(stamp): return fail(sequence, "command", f"command {command!r} {found}")
        if command < last[0] or last[1] is not None and stamp[2] < last[1]: return fail(sequence, "command", "was recorded before the entry before it")
        if type(line) is not int or not 0 <= line < 2 ** 31: return fail(sequence, "line", f"{line!r} is not a line")
        if type(kind) is not int or not 0 <= kind < len(KINDS): return fail(sequence, "kind", f"{kind!r} is not a kind")
        if payload_type != "blob": return fail(sequence, "payload", "is not a blob")
        if hash_type != "blob" or len(stored) != 32: return fail(sequence, "hash", "is not 32 bytes")
        if command not in digests: digests[command] = digest(stamp)
        computed = link(before, sequence, digests[command], line, KINDS[kind], payload)
        problem = payload_problem(KINDS[kind], payload)
        if computed != stored:
            if problem: return fail(sequence, "payload", problem)
            doubt = (sequence, computed)
        elif problem: return fail(sequence, "payload", problem)
        before, last = stored, (command, stamp[2])
        used.add(command)
        heads[sequence] = stored.hex()
        result.update(entries=sequence, headHash=stored.hex())
    if doubt: return fail(doubt[0], "content", "its columns do not give its hash")
    for command in commands:
        if command not in used: return fail(None, "command", f"command {command} has no entry")
    if head is not None:
        sequence, _, expected = head.partition(":")
        if heads.get(int(sequence)) != expected: return fail(int(sequence), "hash", "is not the one written down" if int(sequence) in heads else "the journal ends before it")
    return result


def main(arguments):
    head = None
    if "--head" in arguments:
        at = arguments.index("--head")
        head, arguments = arguments[at + 1], arguments[:at] + arguments[at + 2:]
    failed = 0
    for path in arguments:
        try: result = verify(path, head)
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as e:
            result = dict(entries=None, headHash=None, ok=False, sequence=None, field="file", problem=str(e))
        failed = max(failed, 0 if result["ok"] else 2 if result["field"] == "file" else 1)
        print(json.dumps(result), flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Measures the published trueup against hand-written floors, as ratios of whole processes run in turn; answers are checked first.

  dotnet run build.cs -- bench [--runs N] [--only NAME,...] [--shared FOLDER] [--ten-million]

Standard library only. The generator, the floor and the baselines are in FOLDER/bench (default: $TRUEUP_SHARED, else ../shared beside the repository);
what is made for measuring goes to artifacts/bench and is made once. Read the ratio of processor time where other work kept the machine busy."""
import argparse, csv, os, shutil, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TRUEUP = os.path.join(ROOT, "out", "trueup")
WORK = os.path.join(ROOT, "artifacts", "bench")
PYTHON = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable


def run(*command, book=None, out=None, expect=(0,)):
    env = dict(os.environ, **({"TRUEUP_BOOK": at(book)} if book else {}))
    done = subprocess.run(command, env=env, cwd=WORK, stdout=open(at(out), "w") if out else subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode not in expect:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr}")
    return done


def at(name):
    return os.path.join(WORK, name)


def once(name, make):
    """Makes a file or folder under its name only when it is complete."""
    if not os.path.exists(at(name)):
        print(f"making {name}", flush=True)
        shutil.rmtree(at(name + ".part"), ignore_errors=True)
        make(name + ".part")
        os.rename(at(name + ".part"), at(name))


def history(fills, formats):
    return lambda name: run(PYTHON, f"{BENCH}/gen.py", "--fills", str(fills), "--out", name, "--formats", formats)


def book(data, *files):
    def make(name):
        run(TRUEUP, "init", name, "--account", "ACC0001")
        run(TRUEUP, "fill", "import", f"{data}/fills.csv", book=name)
        run(TRUEUP, "action", "import", f"{data}/splits.csv", book=name)
        for words in files:
            run(TRUEUP, *words.split(), book=name)
        run(TRUEUP, "positions", book=name)
    return make


def rows_of(name):
    with open(at(name)) as rows:
        return list(csv.DictReader(rows))


def near(a, b):
    return abs(float(a) - float(b)) <= 0.01 + 1e-9 * abs(float(b))


def check_positions(data, book_name):
    """Units, cost of what is open and gains taken of every symbol, by FIFO and by average, as the generator knows them."""
    expected = {r["symbol"]: r for r in rows_of(f"{data}/expected.csv")}
    wrong = 0
    for method, cost, gain in (("fifo", "fifo_cost", "fifo_realised"), ("average", "avg_cost", "avg_realised")):
        with open(at(f"{book_name}/trueup.yaml"), "a") as settings:
            settings.write(f"lots: {method}\n")
        try:
            run(TRUEUP, "positions", "--rebuild", "--format", "csv", book=book_name, out="positions.csv")
            run(TRUEUP, "realized", "--format", "csv", book=book_name, out="realized.csv")
        finally:
            with open(at(f"{book_name}/trueup.yaml")) as settings:
                kept = settings.read().replace(f"lots: {method}\n", "")
            with open(at(f"{book_name}/trueup.yaml"), "w") as settings:
                settings.write(kept)
        held = {r["symbol"]: r for r in rows_of("positions.csv")}
        gains = {}
        for r in rows_of("realized.csv"):
            gains[r["symbol"]] = gains.get(r["symbol"], 0) + float(r["priceGain"])
        for symbol, e in expected.items():
            h = held.get(symbol, {"units": 0, "grossCost": 0})
            wrong += not (near(h["units"], e["qty"]) and near(h["grossCost"], e[cost]) and near(gains.get(symbol, 0), e[gain]))
    return wrong


def check_recon(data, book_name):
    run(TRUEUP, "reconcile", "--format", "csv", book=book_name, out="reconcile.csv", expect=(0, 1))
    found = {}
    for r in rows_of("reconcile.csv"):
        if r.get("status"):
            found[r["status"]] = found.get(r["status"], 0) + 1
    return sum(found.get(r["status"], 0) != int(r["count"]) for r in rows_of(f"{data}/expected_recon.csv"))


def check_equity(data, book_name):
    run(f"{WORK}/floor/floor", "equity", f"{data}/fills.csv", f"{data}/splits.csv", f"{data}/prices.csv", "floor.csv")
    run(TRUEUP, "equity", "--to", LAST, "--format", "csv", book=book_name, out="equity.csv")
    floor = {r[next(iter(r))]: list(r.values()) for r in rows_of("floor.csv")}
    wrong = 0
    for r in rows_of("equity.csv")[1:]:  # the first row is the day before, where the curve begins
        e = floor.get(r["date"])
        wrong += e is None or not near(r["equity"], e[3])
    return wrong


def must(name, wrong):
    print(f"{'ok   ' if wrong == 0 else 'WRONG'} answers of {name}" + (f": {wrong} differ" if wrong else ""), flush=True)
    if wrong:
        sys.exit(1)


def measure(title, goal, ref, runs, **commands):
    print(f"\n## {title} (goal: {goal})", flush=True)
    words = [f"{name.replace('__before', '@before')}={command}" for name, command in commands.items()]
    subprocess.run([PYTHON, f"{BENCH}/timeit.py", "-n", str(runs), "--ref", ref, *words], cwd=WORK, check=True)


def main():
    global BENCH, LAST
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--only", help="of: import, log, positions, rebuild, reconcile, equity")
    ask.add_argument("--shared", default=os.environ.get("TRUEUP_SHARED") or os.path.join(ROOT, "..", "shared"))
    ask.add_argument("--ten-million", action="store_true", help="also import and fold ten million fills, and say how much memory that took")
    asked = ask.parse_args()
    BENCH = os.path.join(os.path.realpath(asked.shared), "bench")
    if not os.path.exists(f"{BENCH}/gen.py"):
        sys.exit(f"{BENCH}/gen.py is not there: name the folder that holds bench/ with --shared")
    os.makedirs(WORK, exist_ok=True)
    wanted = asked.only.split(",") if asked.only else ["import", "log", "positions", "rebuild", "reconcile", "equity"]

    once("floor", lambda name: run("dotnet", "publish", f"{BENCH}/floor", "-c", "Release", "-r", "linux-x64", "--no-self-contained",
                                   "-p:PublishReadyToRun=true", "-o", name, "--artifacts-path", at("obj")))
    once("d1k", history(1_000, "csv,expected"))
    once("d100k", history(100_000, "csv,prices,expected"))
    once("d1m", history(1_000_000, "csv,recs,expected"))
    once("floor.db", lambda name: run("floor/floor", "sqlite-load", "d1m/fills.csv", name, "hot"))
    once("b1k", book("d1k"))
    once("b1m", book("d1m", "rec import d1m/recs.csv"))
    once("b100k", book("d100k", "price import d100k/prices.csv --convention raw"))
    LAST = max(r["date"] for r in rows_of("d100k/prices.csv"))

    must("positions", check_positions("d1m", "b1m"))
    if "reconcile" in wanted:
        must("reconcile", check_recon("d1m", "b1m"))
    if "equity" in wanted:
        must("equity", check_equity("d100k", "b100k"))

    if "import" in wanted:
        measure("import of 1M fills", "3 x the indexed floor", "floor", max(1, asked.runs // 3),
                floor__before="rm -f i.db", floor="floor/floor sqlite-load d1m/fills.csv i.db idx",
                trueup__before=f"sh -c 'rm -rf bi; {TRUEUP} init bi --account ACC0001 2>/dev/null'",
                trueup=f"env TRUEUP_BOOK=bi {TRUEUP} fill import d1m/fills.csv")
    fill = f"{TRUEUP} log-fill --date {LAST} AAZX,buy,1,$(date +%N | sed s/^0*//).25"
    if "log" in wanted:
        for name in ("l1k", "l1m"):
            if not os.path.exists(at(name)):
                shutil.copytree(at("b" + name[1:]), at(name))
        measure("one durable log-fill", "2.2 x hello; on 1M fills at most 1.3 x on 1k", "hello", 4 * asked.runs,
                hello="floor/floor hello", k1=f"sh -c 'TRUEUP_BOOK=l1k exec {fill}'", m1=f"sh -c 'TRUEUP_BOOK=l1m exec {fill}'")
    if "positions" in wanted:
        measure("positions from a saved fold", "on 1M fills at most 1.3 x on 1k", "k1", 4 * asked.runs,
                k1=f"env TRUEUP_BOOK=b1k {TRUEUP} positions --format csv", m1=f"env TRUEUP_BOOK=b1m {TRUEUP} positions --format csv")
    if "rebuild" in wanted:
        measure("positions folded again from 1M stored fills", "3 x the SQLite floor; 3 x faster than pandas", "floor", asked.runs,
                floor="floor/floor sqlite-positions floor.db d1m/splits.csv o.csv",
                trueup=f"env TRUEUP_BOOK=b1m {TRUEUP} positions --rebuild --format csv",
                pandas=f"{PYTHON} {BENCH}/baselines/pandas_book.py positions d1m/fills.csv d1m/splits.csv p.csv")
    if "reconcile" in wanted:
        measure("reconcile 1M fills with 710k recommendations", "4 x the floor", "floor", asked.runs,
                floor="floor/floor recon d1m/fills.csv d1m/recs.csv r.csv",
                trueup=f"sh -c 'TRUEUP_BOOK=b1m {TRUEUP} reconcile --format csv > t.csv 2>/dev/null; test $? -le 1'")
    if "equity" in wanted:
        measure("equity of 100k fills and 1.26M closes", "4 x the floor", "floor", asked.runs,
                floor="floor/floor equity d100k/fills.csv d100k/splits.csv d100k/prices.csv e.csv",
                trueup=f"env TRUEUP_BOOK=b100k {TRUEUP} equity --to {LAST} --format csv")
    if asked.ten_million:
        once("d10m", history(10_000_000, "csv"))
        measure("10M fills", "2 GiB", "import", 1,
                **{"import__before": f"sh -c 'rm -rf b10m; {TRUEUP} init b10m --account ACC0001 2>/dev/null'"},
                **{"import": f"env TRUEUP_BOOK=b10m {TRUEUP} fill import --large d10m/fills.csv"},
                rebuild=f"env TRUEUP_BOOK=b10m {TRUEUP} positions --rebuild --format csv")


main()

using System.CommandLine;
using System.Globalization;
using NodaTime;
using TrueUp.Edges.Prices;
using TrueUp.Edges.Settings;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;
using TrueUp.Reading;
using TrueUp.Recording;
using TrueUp.Render.Text;
using Symbol = TrueUp.Ledger.Values.Symbol;

namespace TrueUp.Commands;

/// <summary><c>trueup doctor</c>: what around the book is not as it should be, and the fix. Whether the book itself is whole, <c>verify</c> says.</summary>
static class DoctorCommand
{
    const long SpaceLeft = 200L << 20;

    public static Command Build() => new Command("doctor", "Settings, engine, files, clock, calendar, prices: what is wrong and the fix").Does(desk =>
    {
        List<Finding> findings = [];
        foreach (var (name, look) in Checks) findings.AddRange(Guarded(name, () => look(desk)));
        Sheet sheet = new(desk.Output, desk.Format);
        sheet.Head(Provenance(desk));
        sheet.List("checks", Columns, findings);
        sheet.Flag("healthy", findings.All(f => f.State == Ok));
        sheet.End();
        return findings.All(f => f.State == Ok) ? ExitCode.Clean : ExitCode.Findings;
    });

    const string Ok = "ok", Warning = "warning", Wrong = "wrong";

    sealed record Finding(string Check, string State, string Found, string? Fix = null);

    static readonly Columns<Finding> Columns = new Columns<Finding>()
        .Text("check", f => f.Check)
        .Key()
        .Text("state", f => f.State)
        .Text("found", f => f.Found)
        .Text("fix", f => f.Fix);

    static readonly (string Name, Func<Desk, IEnumerable<Finding>> Look)[] Checks =
    [
        ("book", Book),
        ("settings", Settings),
        ("engine", Engine),
        ("files", Files),
        ("folder", Folder),
        ("space", Space),
        ("clock", Clock),
        ("calendar", Calendar),
        ("prices", Prices),
        ("held", HeldRows),
        ("by hand", ByHand),
    ];

    static List<Finding> Guarded(string name, Func<IEnumerable<Finding>> look)
    {
        try
        {
            return [.. look()];
        }
        catch (WorldFailedException e)
        {
            return [new(name, Wrong, e.Message, e.Hint)];
        }
        catch (RefusedException e)
        {
            return [.. e.Rejections.Select(r => new Finding(name, Wrong, r.Message, r.Hint ?? r.Code.Hint))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return [new(name, Wrong, e.Message, "trueup verify says whether the book itself is whole")];
        }
    }

    static IEnumerable<Finding> Book(Desk desk)
    {
        desk.Folder.MustExist(anyFolder: true);
        var (terms, head) = (desk.Terms, desk.Journal.Head);
        yield return new("book", Ok, string.Create(CultureInfo.InvariantCulture, $"{desk.Folder.Path}: {head.Sequence} entries, {terms.Currency}, {terms.Calendar}, {terms.Zone}"));
    }

    static IEnumerable<Finding> Settings(Desk desk)
    {
        if (!File.Exists(desk.Folder.Settings)) yield return new("settings", Ok, "none: the defaults hold");
        else
        {
            var settings = desk.ReadSettings();
            yield return settings.Account is { } named && desk.Accounts.All(a => a.Account != named)
                ? new("settings", Wrong, $"the account {named} is not one of this book", "correct account: in trueup.yaml, or open it with: trueup account open")
                : new("settings", Ok, "trueup.yaml is read");
        }

        if (!Directory.Exists(desk.Folder.Profiles)) yield break;
        foreach (var file in Directory.EnumerateFiles(desk.Folder.Profiles, "*.yaml").Order(StringComparer.Ordinal))
            foreach (var finding in Guarded("settings", () => [Profile(desk, file)])) yield return finding;
    }

    static Finding Profile(Desk desk, string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        _ = Profiles.Find(desk.Folder.Profiles, name);
        return new("settings", Ok, $"the profile {name} is read");
    }

    static IEnumerable<Finding> Engine(Desk desk)
    {
        _ = desk.Journal.Head;
        var version = Edges.Store.Engine.Version;
        var mode = Edges.Store.Engine.HasWalResetFix(version)
            ? "write-ahead log, synced at every commit: this version has the fix for commits lost when the log is reset"
            : "rollback journal, truncated and synced at every commit: this version may lose commits when a write-ahead log is reset (fixed in 3.51.3, 3.50.7 and 3.44.6)";
        yield return Version.TryParse(version, out var v) && v < new Version(3, 40)
            ? new("engine", Warning, $"SQLite {version}, {mode}", "install the system's libsqlite3, 3.40 or later; TrueUp prefers it to its own")
            : new("engine", Ok, $"SQLite {version}, {mode}");
    }

    static IEnumerable<Finding> Files(Desk desk)
    {
        if (OperatingSystem.IsWindows()) yield break;
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var found = false;
        foreach (var path in (string[])[desk.Folder.Path, desk.Folder.Database, desk.Folder.Database + ".lock", desk.Folder.Settings, desk.Folder.Output, desk.Folder.Sources])
        {
            if (!File.Exists(path) && !Directory.Exists(path) || (File.GetUnixFileMode(path) & Others) == 0) continue;
            found = true;
            yield return new("files", Wrong, $"others may read or change {path}", $"chmod go-rwx {path}");
        }

        foreach (var left in Directory.EnumerateFileSystemEntries(desk.Folder.Path, ".book.*"))
        {
            found = true;
            yield return new("files", Warning, $"{left} was left behind by a command that was stopped", $"rm {left}");
        }

        if (!found) yield return new("files", Ok, "nobody but you can read the book");
    }

    static IEnumerable<Finding> Folder(Desk desk)
    {
        desk.Folder.MustExist(anyFolder: false);
        yield return desk.Folder.FileSystem() is { } kind && Remote.Any(r => kind.StartsWith(r, StringComparison.OrdinalIgnoreCase))
            ? new("folder", Wrong, $"the book is on a {kind} file system, where locks and syncs cannot be trusted", "move the folder to a local disk")
            : new("folder", Ok, $"a local file system{(desk.Folder.FileSystem() is { } name ? $" ({name})" : "")}");
    }

    static readonly string[] Remote = ["nfs", "cifs", "smb", "fuse", "9p", "afs", "ncp", "ceph", "gluster", "webdav", "davfs"];

    static IEnumerable<Finding> Space(Desk desk)
    {
        var free = new DriveInfo(desk.Folder.Path).AvailableFreeSpace;
        var book = new FileInfo(desk.Folder.Database).Length;
        var text = string.Create(CultureInfo.InvariantCulture, $"{free >> 20} MB free, the book has {Math.Max(1, book >> 20)} MB");
        yield return free < Math.Max(SpaceLeft, book) ? new("space", Warning, text, "free some space: a backup needs as much as the book") : new("space", Ok, text);
    }

    static IEnumerable<Finding> Clock(Desk desk)
    {
        var head = desk.Journal.Head.Sequence;
        var last = desk.Journal.Read(head - 1, head).Select(p => p.Stamp.RecordedAt).FirstOrDefault();
        yield return desk.Now < last
            ? new("clock", Wrong, $"it is {InstantText.Of(desk.Now)}, and the last entry was recorded at {InstantText.Of(last)}", "set the machine's clock; until then new entries are stamped with the time of the last one")
            : new("clock", Ok, $"{InstantText.Of(desk.Now)}, {desk.Today} in {desk.Terms.Zone}");
    }

    static IEnumerable<Finding> Calendar(Desk desk)
    {
        var calendar = desk.Calendar;
        if (!calendar.Covers(desk.Today)) yield return new("calendar", Wrong, $"{calendar.Code} does not know the year of {desk.Today}", "install a newer TrueUp");
        else if (!calendar.Covers(desk.Today.Plus(365))) yield return new("calendar", Warning, $"{calendar.Code} ends within a year", "install a newer TrueUp");
        else yield return new("calendar", Ok, $"{calendar.Code} knows {desk.Today} and the year after it");
    }

    static IEnumerable<Finding> Prices(Desk desk)
    {
        // What is held does not depend on how lots are closed, so that settings nobody can read do not hide prices that stopped.
        var open = Books.At(desk.Journal, Cut.Everything, LotMethod.Fifo).ToBook().Open.ToList();
        var held = open.Select(p => p.Symbol).Distinct().Order().ToList();
        var headers = new PriceStore(desk.Journal.Database).Headers();
        foreach (var instrument in open.Select(p => p.Instrument).DistinctBy(i => i.Symbol).OrderBy(i => i.Symbol))
        {
            if (headers.FirstOrDefault(h => h.Name.Symbol == instrument.Symbol) is { } header && header.Unit.Currency != instrument.Currency)
                yield return new("prices", Warning, $"{instrument.Symbol} is held in {instrument.Currency} and its prices are in {header.Unit}", $"trueup instrument add {instrument.Symbol} --currency {header.Unit}");
        }

        var latest = headers.GroupBy(h => h.Name.Symbol).ToDictionary(g => g.Key, g => g.Max(h => h.Last));
        var session = desk.Calendar.Covers(desk.Today) ? LastSession(desk) : desk.Today;
        var none = held.Where(s => !latest.ContainsKey(s)).ToList();
        var stale = held.Where(s => latest.TryGetValue(s, out var last) && last < session).ToList();
        if (none.Count > 0) yield return new("prices", Warning, $"no price for {Some(none)}", "trueup price import FILE");
        if (stale.Count > 0) yield return new("prices", Warning, $"prices end before the session of {session} for {Some(stale)}", "import newer prices: trueup price import FILE");
        if (none.Count + stale.Count == 0) yield return new("prices", Ok, held.Count == 0 ? "nothing is held" : $"every position has a price of {session} or later");
    }

    // Today's closes come in the evening at the earliest, so that the last whole session is what can be asked for.
    static TradeDate LastSession(Desk desk)
    {
        var day = desk.Today.Plus(-1);
        while (desk.Calendar.Covers(day) && desk.Calendar.WhyClosed(day) is not null) day = day.Plus(-1);
        return day;
    }

    static string Some(List<Symbol> symbols) =>
        string.Join(", ", symbols.Take(5)) + (symbols.Count > 5 ? string.Create(CultureInfo.InvariantCulture, $" and {symbols.Count - 5} more") : "");

    static IEnumerable<Finding> HeldRows(Desk desk)
    {
        var waiting = Held.Waiting(desk.Journal).Count();
        yield return waiting == 0
            ? new("held", Ok, "nothing waits for a decision")
            : new("held", Warning, $"{Recorder.Plural(waiting, "row")} wait{(waiting == 1 ? "s" : "")} for a decision and {(waiting == 1 ? "is" : "are")} not in the figures", "trueup held list");
    }

    static IEnumerable<Finding> ByHand(Desk desk)
    {
        var fills = Unconfirmed.Of(desk);
        yield return fills.Count == 0
            ? new("by hand", Ok, "no fill typed by hand waits for the broker's record of it")
            : new("by hand", Warning, Unconfirmed.Sentence(fills), Unconfirmed.WhatToDo(fills));
    }

    static Provenance Provenance(Desk desk)
    {
        try
        {
            return new(desk.Folder.Path, desk.Today, desk.Journal.Head.Sequence, desk.Journal.Head.Hash, null);
        }
        catch (Exception e) when (e is WorldFailedException or RefusedException or InvalidOperationException)
        {
            return new(desk.Folder.Path, TradeDate.Of(desk.Now.InUtc().Date), 0, default, null);
        }
    }
}

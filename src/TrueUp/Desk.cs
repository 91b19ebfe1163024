using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TrueUp.Edges.Settings;
using TrueUp.Edges.Store;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;
using TrueUp.Reading;
using TrueUp.Render.Text;

namespace TrueUp;

/// <summary>
/// What a command works with: the book, the clock, the person's options and the two streams. Everything is opened when first asked for, so that a command
/// pays only for what it uses.
/// </summary>
sealed class Desk(ParseResult args, Stream output, TextWriter notes) : IDisposable
{
    SqliteJournal? journal;
    BookSettings? settings;
    BookOpened? terms;
    BookFolder? folder;
    Instant? now;
    bool writable;

    // Of the process: a command that runs others has several desks.
    static int written;

    public ParseResult Args => args;

    /// <summary>Progress, notes and warnings: never data.</summary>
    public TextWriter Notes => notes;

    public Stream Output => output;

    /// <summary>How long to wait for others.</summary>
    public Duration Wait
    {
        get
        {
            if (args.GetValue(Options.Wait) is not { } text) return Duration.FromSeconds(60);
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? Duration.FromSeconds(seconds)
                : throw new RefusedException(Codes.Usage, new("--wait"), $"\"{text}\" is not a whole number of seconds", "0 does not wait at all");
        }
    }

    public bool DryRun => args.GetValue(Options.DryRun);

    public BookFolder Folder => folder ??= BookFolder.Find(args.GetValue(Options.Book));

    public Format Format => args.GetValue(Options.Json) ? Format.Json : args.GetValue(Options.FormatName)?.ToLowerInvariant() switch
    {
        null or "text" => Format.Text,
        "json" => Format.Json,
        "csv" => Format.Csv,
        var other => throw new RefusedException(Codes.Usage, new("--format"), $"\"{other}\" is not a format; text, json and csv are"),
    };

    /// <summary>One reading of the clock for the whole command.</summary>
    public Instant Now => now ??= ReadClock();

    /// <summary>For a command that waited for a person: the time has gone on, and others may have written.</summary>
    public void LookAgain()
    {
        now = ReadClock();
        journal?.EndReading();
    }

    public SqliteJournal Journal => journal ??= OpenJournal();

    public BookSettings Settings => settings ??= ReadSettings();

    /// <summary>Currency, zone and calendar of the book.</summary>
    public BookOpened Terms => terms ??= Journal.ReadKinds(["book"], long.MaxValue).Select(p => p.Entry).OfType<BookOpened>().First();

    public ExchangeCalendar Calendar => ExchangeCalendar.Named(Terms.Calendar, new("book"));

    /// <summary>The market's today, not the machine's.</summary>
    public TradeDate Today => Zones.DayIn(Terms.Zone, Now);

    public IReadOnlyList<AccountOpened> Accounts => accounts ??= [.. Journal.ReadKinds(["account"], long.MaxValue).Select(p => p.Entry).OfType<AccountOpened>()];

    IReadOnlyList<AccountOpened>? accounts;

    /// <summary>The account meant: named, else by settings, else the only one.</summary>
    public AccountOpened Account
    {
        get
        {
            if (args.GetValue(Options.Account) is { } named)
                return Accounts.FirstOrDefault(a => a.Account.Name == named) ?? throw new RefusedException(Codes.NoSuchAccount, new("--account"), $"\"{named}\" is not an account of this book; it has {Names()}");
            if (Settings.Account is { } preferred && Accounts.FirstOrDefault(a => a.Account == preferred) is { } chosen) return chosen;
            return Accounts.Count == 1 ? Accounts[0] : throw new RefusedException(Codes.AccountNeeded, new("--account"), $"the book has the accounts {Names()}");
        }
    }

    /// <summary>The account named on the command line, for reading: null is all of them.</summary>
    public AccountName? AccountFilter => args.GetValue(Options.Account) is null ? null : Account.Account;

    string Names() => string.Join(", ", Accounts.Select(a => a.Account.Name));

    /// <summary>The cut a reading command asks for with <c>--as-of</c> and <c>--known-by</c>.</summary>
    public Cut Cut
    {
        get
        {
            var asOf = args.GetValue(Options.AsOf) is { } day ? Day(day, "--as-of") : (TradeDate?)null;
            return new(asOf, args.GetValue(Options.KnownBy) is { } moment ? Moment(moment) : null);
        }
    }

    /// <summary>A date as typed: <c>YYYY-MM-DD</c>, <c>today</c> or <c>yesterday</c> in the market's zone. A word is echoed as the date it meant.</summary>
    public TradeDate Day(string text, string option)
    {
        var word = text.Trim().ToLowerInvariant();
        if (word is not ("today" or "yesterday"))
            return TradeDate.From(text.Trim()) ?? throw new RefusedException(Codes.BadDate, new(option), $"\"{text}\" is not a date", "write it as YYYY-MM-DD, or today or yesterday");
        var day = word == "today" ? Today : Today.Plus(-1);
        notes.WriteLine($"{word} is {day} in {Terms.Zone}");
        return day;
    }

    Instant Moment(string text)
    {
        if (TradeDate.From(text) is { } day)
            return (Zones.Read(Terms.Zone, day.Plus(1).Local.AtMidnight()) switch
            {
                LocalReading.Once once => once.At,
                _ => Instant.FromDateTimeUtc(DateTime.SpecifyKind(day.Plus(1).Day.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc)),
            }) - Duration.FromMilliseconds(1);
        var parsed = InstantPattern.ExtendedIso.Parse(text);
        return parsed.Success ? parsed.Value : throw new RefusedException(Codes.BadDate, new("--known-by"), $"\"{text}\" is not a moment", "write it as YYYY-MM-DD or 2026-03-31T16:00:00Z");
    }

    /// <summary>The stamp of this command's entries.</summary>
    public CommandStamp Stamp(string verb, string? source = null, string? sha256 = null) =>
        new(CommandId(), Now, Environment.GetEnvironmentVariable("TRUEUP_ACTOR") is { Length: > 0 } actor ? actor : Environment.UserName, verb, source, sha256);

    /// <summary>Writes, or with <c>--dry-run</c> finds out what writing would have done.</summary>
    public T Write<T>(CommandStamp stamp, Func<IJournalWriter, T> work) => Write([new WritePart<T>(stamp, work)])[0];

    /// <summary>Several commands as one write: all of them or none.</summary>
    public IReadOnlyList<T> Write<T>(IReadOnlyList<WritePart<T>> parts)
    {
        MustBeWritable();
        var results = Journal.Write(parts, keep: !DryRun);
        if (DryRun) notes.WriteLine("dry run: nothing was recorded");
        return results;
    }

    /// <summary>A document in the asked format, its head written. Call <see cref="Sheet.End"/> when it is complete.</summary>
    public Sheet Answer(TradeDate? asOf = null)
    {
        var head = Journal.Head;
        Sheet sheet = new(output, Format, Format == Format.Text && !Console.IsOutputRedirected ? Width() : null);
        sheet.Head(new Provenance(Folder.Path, asOf ?? Cut.AsOf ?? Today, head.Sequence, head.Hash, Cut.KnownBy));
        return sheet;
    }

    public BookSettings ReadSettings() => File.Exists(Folder.Settings) ? BookSettings.Read(Path.GetFileName(Folder.Settings), File.ReadAllText(Folder.Settings)) : new();

    /// <summary>Says on stderr what the figures leave out, and what in them nobody has confirmed.</summary>
    public void NoteHeld()
    {
        var waiting = Held.Waiting(Journal).Count();
        if (waiting > 0) notes.WriteLine(string.Create(CultureInfo.InvariantCulture, $"note: {waiting} {(waiting == 1 ? "row is" : "rows are")} held for review and not in these figures (trueup held list)"));
        var unconfirmed = Unconfirmed.Of(this);
        if (unconfirmed.Count > 0) notes.WriteLine($"note: {Unconfirmed.Sentence(unconfirmed)} ({Unconfirmed.WhatToDo(unconfirmed)})");
    }

    public void Dispose() => journal?.Dispose();

    SqliteJournal OpenJournal()
    {
        Folder.MustExist(args.GetValue(Options.IKnow));
        writable = Writable();
        return SqliteJournal.Open(Folder.Database, readOnly: !writable, Wait);
    }

    /// <exception cref="WorldFailedException">TU1807.</exception>
    public void MustBeWritable()
    {
        _ = Journal;
        if (!writable) throw new WorldFailedException(Codes.BookReadOnly, Folder.Database, "the book is read-only for this user");
    }

    // Asking the file system is cheaper than a failed write, and a reader of a read-only book must not fail. Only before the engine opens the file: closing
    // any descriptor of it afterwards would let go of every lock this process holds on it.
    bool Writable()
    {
        try
        {
            if ((File.GetAttributes(Folder.Database) & FileAttributes.ReadOnly) != 0) return false;
            using var probe = File.OpenHandle(Folder.Database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    static int Width()
    {
        try
        {
            return Math.Max(20, Console.WindowWidth);
        }
        catch (IOException)
        {
            return 100;
        }
    }

    // A name given from outside makes the same book, hash for hash; a command that writes more than once numbers the rest.
    static string CommandId()
    {
        if (Environment.GetEnvironmentVariable("TRUEUP_COMMAND") is not { Length: > 0 } given) return Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        if (given.Length > 64 || given.Any(c => c is <= ' ' or > '~')) throw new RefusedException(Codes.Usage, new("TRUEUP_COMMAND"), "the id is not of 1 to 64 letters, digits and signs");
        return ++written == 1 ? given : string.Create(CultureInfo.InvariantCulture, $"{given}.{written}");
    }

    static Instant ReadClock()
    {
        if (Environment.GetEnvironmentVariable("TRUEUP_NOW") is not { Length: > 0 } given)
#pragma warning disable RS0030 // the one place that reads the clock
            return SystemClock.Instance.GetCurrentInstant();
#pragma warning restore RS0030
        // A rehearsal that is misspelt must not become the real thing.
        return InstantPattern.ExtendedIso.Parse(given) is { Success: true } parsed
            ? parsed.Value
            : throw new RefusedException(Codes.BadDate, new("TRUEUP_NOW"), $"\"{given}\" is not a moment", "write it as 2026-03-31T16:00:00Z");
    }
}

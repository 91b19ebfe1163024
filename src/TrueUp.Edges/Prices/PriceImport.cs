using NodaTime;
using TrueUp.Edges.Statements;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Prices;

/// <summary>How the files of one import are meant, and what the book knows.</summary>
public sealed record PriceImportRequest
{
    /// <summary>The convention declared; null takes what the columns prove.</summary>
    public Convention? Convention { get; init; }

    /// <summary>The quote unit declared; null takes that of the recorded series, then <see cref="UnitOf"/>.</summary>
    public QuoteUnit? Unit { get; init; }

    /// <summary>The quote unit of a symbol no prices are recorded for: from its instrument, else the book's currency.</summary>
    public required Func<Symbol, QuoteUnit> UnitOf { get; init; }

    /// <summary>The book's own symbol of what a file names.</summary>
    public Func<Symbol, Symbol> Named { get; init; } = symbol => symbol;

    /// <summary>The market's today: later bars are refused.</summary>
    public required TradeDate Today { get; init; }

    public required Instant Now { get; init; }

    public IntakeRules Rules { get; init; } = IntakeRules.None;

    public string? Encoding { get; init; }

    /// <summary>Whether files above <see cref="TextFile.BytesMost"/> are meant to be so large.</summary>
    public bool Large { get; init; }

    /// <summary>Told after each file: how many are done, of how many.</summary>
    public Action<int, int>? Progress { get; init; }
}

/// <summary>What became of one symbol's bars in one file.</summary>
/// <param name="Said">Why this convention, where it was not declared.</param>
public sealed record ImportedSeries(SeriesName Name, QuoteUnit Unit, string? Said, int Recorded, int AlreadyRecorded, int HeldBars);

/// <summary>What became of one file. Recorded + already recorded + held is the number of prices offered; ignored rows are said in the notes.</summary>
/// <param name="Held">Items that are new to wait for a person; those that waited already are in the notes.</param>
public sealed record ImportedFile(
    string Name,
    string Sha256,
    ValueList<ImportedSeries> Series,
    ValueList<StoredHold> Held,
    ValueList<PriceNote> Notes,
    int Ignored)
{
    public int Recorded => Series.Sum(s => s.Recorded);

    public int AlreadyRecorded => Series.Sum(s => s.AlreadyRecorded);

    public int HeldBars => Series.Sum(s => s.HeldBars);
}

/// <summary>
/// Reads price files into the store. All or nothing: a file with a row that cannot be refuses the whole import, and the caller's
/// transaction with it. What contradicts the store is held (<see cref="PriceStore.Hold"/>) and handed back to be journaled.
/// </summary>
public static class PriceImport
{
    /// <summary>The files of a path: itself, or those of a folder that end in .csv or .csv.gz, by name. Folders inside it are not looked into.</summary>
    /// <exception cref="RefusedException">TU1617 where a folder has none.</exception>
    public static IReadOnlyList<string> FilesIn(string path)
    {
        if (!Directory.Exists(path)) return [path];
        string[] files = [.. Directory.EnumerateFiles(path)
            .Where(f => f.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];
        if (files.Length > 0) return files;
        var inside = Directory.EnumerateDirectories(path).Select(Path.GetFileName).Order(StringComparer.Ordinal).Take(5).ToArray();
        throw new RefusedException(Codes.NoPriceFiles, new(path), inside.Length == 0 ? "the folder has no .csv or .csv.gz file" : $"the folder has no .csv or .csv.gz file, only folders: {string.Join(", ", inside)}");
    }

    /// <param name="store">On a connection inside a write transaction, which the caller commits, or rolls back to try only.</param>
    /// <exception cref="RefusedException">With every row refused in any of the files (the first fifty are kept); nothing may be committed then.</exception>
    public static IReadOnlyList<ImportedFile> Run(PriceStore store, IReadOnlyList<string> files, PriceImportRequest request)
    {
        List<ImportedFile> imported = new(files.Count);
        Rejections refused = new();
        for (var i = 0; i < files.Count; i++)
        {
            try
            {
                if (Import(store, files[i], request, refused) is { } file) imported.Add(file);
            }
            catch (RefusedException e)
            {
                foreach (var rejection in e.Rejections) refused.Add(rejection);
            }

            request.Progress?.Invoke(i + 1, files.Count);
        }

        refused.ThrowIfAny();
        return imported;
    }

    static ImportedFile? Import(PriceStore store, string path, PriceImportRequest request, Rejections refused)
    {
        var text = TextFile.At(path, request.Large);
        using var file = PriceFile.Read(text, request.Encoding, refused);
        if (file.Layout is not { } layout) return null;

        // After a refusal the rest is read only to find what else is wrong.
        List<(PriceSeries Bars, string? Said)> offered = [];
        List<PriceNote> notes = [.. file.Notes];
        HashSet<Code> said = [];
        foreach (var read in file.Series)
        {
            var bars = OwnName(read, request);
            var (chosen, rejection) = ConventionChoice.Of(layout, bars.Bars, request.Convention, new(text.Name));
            // A table of five hundred symbols lacks a convention once.
            if (rejection is not null && said.Add(rejection.Code)) refused.Add(rejection);
            if (chosen is not { } choice) continue;
            var series = ConventionChoice.Read(bars.Bars, choice.Convention, UnitFor(store, bars, choice.Convention, request));
            notes.AddRange(BarChecks.Of(series, request.Today, bars.Place, refused.Add));
            offered.Add((series, choice.Said));
        }

        if (refused.Count > 0) return null;
        PriceSource source = new(text.Name, file.Sha256, request.Now);
        List<ImportedSeries> done = new(offered.Count);
        List<StoredHold> held = [];
        foreach (var (series, why) in offered) done.Add(Put(store, series, why, source, request, held, notes));
        foreach (var taken in offered.Where(o => o.Said is not null).GroupBy(o => o.Said!, StringComparer.Ordinal))
            notes.Add(new(PriceNoteKind.ConventionTaken, taken.Count() == 1 ? taken.First().Bars.Name.Symbol : null, taken.Count(), $"{text.Name}: taken as {taken.Key}"));
        return new(text.Name, file.Sha256, [.. done], [.. held], [.. notes], file.Ignored);
    }

    static FileBars OwnName(FileBars read, PriceImportRequest request)
    {
        if (request.Named(read.Symbol) is var own && own == read.Symbol) return read;
        var bars = read.Bars;
        return read with { Symbol = own, Bars = PriceSeries.Of(new(own, bars.Name.Convention), bars.Unit, bars.Days.ToArray(), bars.Fields.ToArray()) };
    }

    static ImportedSeries Put(PriceStore store, PriceSeries offered, string? said, PriceSource source, PriceImportRequest request, List<StoredHold> held, List<PriceNote> notes)
    {
        var stored = Stored(store, offered, notes);
        var intake = PriceIntake.Decide(stored, offered, request.Rules);
        if (stored is null && intake.After is not null && store.TwinOf(offered, request.Rules.AreOneCompany) is { } other)
            intake = new(null, 0, 0, [new(Codes.TwinSeries, $"{offered.Name}: every close is that of {other} on the same day", offered, null)], intake.Notes);

        if (intake.After is not null) store.Write(intake.After, source);
        notes.AddRange(intake.Notes);
        var already = intake.AlreadyRecorded;
        foreach (var item in intake.Held)
        {
            var (hold, isNew) = store.Hold(item, source);
            if (isNew)
            {
                held.Add(hold);
                continue;
            }

            var dropped = hold.Decision is not null;
            notes.Add(new(
                dropped ? PriceNoteKind.DroppedBefore : PriceNoteKind.HeldBefore,
                item.Symbol,
                item.Bars.Count,
                $"{item.Bars.Name}: {(dropped ? "dropped by a person before" : "waiting for a person already")}: {item.Bars.Count}, first {item.Day}"));
            if (dropped) already += item.Bars.Count;
        }

        return new(offered.Name, offered.Unit, said, intake.Recorded, already, offered.Count - intake.Recorded - already);
    }

    /// <summary>What is recorded. A damaged series is forgotten and imported anew: there is no other way back, and prices are not history.</summary>
    static PriceSeries? Stored(PriceStore store, PriceSeries offered, List<PriceNote> notes)
    {
        try
        {
            return store.Read(offered.Name);
        }
        catch (WorldFailedException e) when (e.Code == Codes.PriceStoreDamaged)
        {
            store.Forget(offered.Name);
            notes.Add(new(PriceNoteKind.DamageReplaced, offered.Name.Symbol, offered.Count, $"{offered.Name}: the recorded series was damaged; this file's takes its place"));
            return null;
        }
    }

    static QuoteUnit UnitFor(PriceStore store, FileBars bars, Convention convention, PriceImportRequest request)
    {
        if (CurrencyPair.From(bars.Symbol.Name) is { } pair && convention.IsRate) return new(pair.Quote, 1);
        return request.Unit ?? store.UnitOf(new(bars.Symbol, convention)) ?? (store.HeadersOf(bars.Symbol) is [var other, ..] ? other.Unit : request.UnitOf(bars.Symbol));
    }
}

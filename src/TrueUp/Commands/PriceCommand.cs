using System.CommandLine;
using System.Globalization;
using TrueUp.Edges.Prices;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using TrueUp.Recording;
using TrueUp.Render.Text;

using Symbol = TrueUp.Ledger.Values.Symbol;

namespace TrueUp.Commands;

/// <summary><c>trueup price import|show|list</c>: the local store of daily prices. Prices are not facts of the journal and can be imported again.</summary>
static class PriceCommand
{
    /// <summary>Notes of one kind shown before the rest is counted.</summary>
    const int NotesOfAKind = 3;

    public static Command Build()
    {
        Command price = new("price", "The local price store: import, show, list");
        price.Add(Import());
        price.Add(Show());
        price.Add(List());
        return price;
    }

    static Command Import()
    {
        Argument<string[]> paths = new("path") { Description = "A file, or a folder of files: .csv or .csv.gz", Arity = ArgumentArity.OneOrMore };
        Option<string?> convention = new("--convention") { Description = "What the prices mean: raw, split-adjusted or total-return (default: what the columns prove)", CompletionSources = { "raw", "split-adjusted", "total-return" } };
        Option<string?> currency = new("--currency") { Description = "What they are quoted in: USD, GBP, GBX for pence (default: the instrument's, else the book's)" };
        Option<string?> encoding = new("--encoding") { Description = "The text encoding, where it is not UTF-8" };
        Option<bool> large = new("--large") { Description = "Accept files of more than 256 MB" };
        Option<bool> notes = new("--notes") { Description = "Every note, not only the first few of each kind" };
        return new Command("import", "Import daily prices") { paths, convention, currency, encoding, large, notes }.Does(desk =>
        {
            var unit = Unit(desk.Args.GetValue(currency));
            var named = desk.Args.GetValue(paths)!;
            var files = named.SelectMany(PriceImport.FilesIn).ToList();
            PriceRules rules = new(desk, unit);
            using var progress = Progress.On(desk, Recorder.Plural(files.Count, "price file"));
            PriceImportRequest request = new()
            {
                Convention = Declared(desk.Args.GetValue(convention)),
                Unit = unit,
                UnitOf = rules.UnitOf,
                Named = Surroundings.AliasesOf(desk).Of,
                Today = desk.Today,
                Now = desk.Now,
                Rules = rules.Intake,
                Encoding = desk.Args.GetValue(encoding),
                Large = desk.Args.GetValue(large),
                Progress = (done, of) => progress.At(done, of),
            };
            var (imported, held) = Record(desk, string.Join(", ", named.Take(3)), files, request);
            progress.Dispose();
            Explain(desk, imported, desk.Args.GetValue(notes));
            foreach (var (sequence, hold) in held.Take(10)) desk.Notes.WriteLine($"held {sequence}: {hold.Held.Code} {hold.Held.Why}");
            if (held.Count > 10) desk.Notes.WriteLine($"… and {held.Count - 10} more");
            if (held.Count > 0) desk.Notes.WriteLine("hint: trueup held list shows them; trueup held accept or drop decides, with a reason");
            return held.Count > 0 ? ExitCode.Held : ExitCode.Clean;
        });
    }

    /// <summary>One exclusive write for all files: prices and the journal's entries about what is held are both there or neither is.</summary>
    internal static (IReadOnlyList<ImportedFile> Files, IReadOnlyList<(long Sequence, StoredHold Hold)> Held) Record(
        Desk desk, string source, IReadOnlyList<string> files, PriceImportRequest request) => desk.Write(desk.Stamp("price import", source), to =>
        {
            var imported = PriceImport.Run(new PriceStore(desk.Journal.Database), files, request);
            List<(long, StoredHold)> held = [];
            foreach (var hold in imported.SelectMany(f => f.Held))
            {
                PriceHeld entry = new(hold.Held.Symbol, hold.Held.Code.Id, hold.Held.Why, hold.Held.Text(hold.Id)) { Day = hold.Held.Day };
                held.Add((to.Append(entry), hold));
            }

            return (imported, (IReadOnlyList<(long, StoredHold)>)held);
        });

    static void Explain(Desk desk, IReadOnlyList<ImportedFile> files, bool every)
    {
        foreach (var kind in files.SelectMany(f => f.Notes).GroupBy(n => n.Kind))
        {
            var all = kind.ToList();
            foreach (var note in every ? all : all.Take(NotesOfAKind)) desk.Notes.WriteLine($"note: {note.Text}");
            if (!every && all.Count > NotesOfAKind) desk.Notes.WriteLine($"note: … and {all.Count - NotesOfAKind} more like the last (--notes shows them)");
        }

        foreach (var same in files.SelectMany(f => f.Series).GroupBy(s => (s.Name.Convention, s.Unit)))
            desk.Notes.WriteLine($"{Recorder.Plural(same.Select(s => s.Name).Distinct().Count(), "symbol")}, {same.Key.Convention.Text}, in {same.Key.Unit}");
        desk.Notes.WriteLine(Summary(files, desk.DryRun));
    }

    internal static string Summary(IReadOnlyList<ImportedFile> files, bool dryRun)
    {
        var (recorded, already, held, ignored) = (files.Sum(f => f.Recorded), files.Sum(f => f.AlreadyRecorded), files.Sum(f => f.HeldBars), files.Sum(f => f.Ignored));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Recorder.Plural(recorded, "new price")} {(dryRun ? "would be " : "")}recorded, {already} already recorded, {held} held for review, {ignored} ignored; {Recorder.Plural(files.Count, "file")}");
    }

    static Command Show()
    {
        Argument<string> symbol = new("symbol") { Description = "A symbol, or a currency pair such as EUR/USD" };
        Option<string?> from = new("--from") { Description = "First day" };
        Option<string?> to = new("--to") { Description = "Last day" };
        Option<string?> convention = new("--convention") { Description = "Which series, where there are several: raw, split-adjusted, total-return, fixing or mid" };
        return new Command("show", "The prices of one symbol") { symbol, from, to, convention }.Does(desk =>
        {
            var (first, last) = Range.Of(desk, null, from, to);
            var wanted = Surroundings.AliasesOf(desk).Of(Named(desk.Args.GetValue(symbol)!));
            PriceStore store = new(desk.Journal.Database);
            var headers = store.HeadersOf(wanted);
            var header = Choose(headers, wanted, desk.Args.GetValue(convention), first ?? TradeDate.FromNumber(0), last ?? desk.Today);
            var series = store.Read(header.Name) ?? throw new System.Diagnostics.UnreachableException($"{header.Name} has a header and no prices");
            var bars = Enumerable.Range(0, series.Count)
                .Where(i => (first is not { } f || series.Days[i] >= f.Number) && (last is not { } l || series.Days[i] <= l.Number))
                .Select(i => series[i]);

            var sheet = desk.Answer(last);
            sheet.Title($"{header.Name} in {header.Unit}");
            sheet.Text("symbol", header.Name.Symbol.Name);
            sheet.Text("convention", header.Name.Convention.Text);
            sheet.Text("quotedIn", header.Unit.ToString());
            sheet.Text("source", header.Source);
            sheet.List("bars", Bars, bars, "no prices in these days");
            sheet.End();
            foreach (var other in headers.Where(h => h != header)) desk.Notes.WriteLine($"note: {other.Name} is recorded too, {other.First} to {other.Last} (--convention {other.Name.Convention.Text})");
            return ExitCode.Clean;
        });
    }

    static readonly Columns<Bar> Bars = new Columns<Bar>()
        .Date("date", b => b.Day)
        .Key()
        .Number("close", b => b.Close)
        .Number("open", b => b.Open)
        .Number("high", b => b.High)
        .Number("low", b => b.Low)
        .Number("adjClose", b => b.AdjustedClose)
        .Number("volume", b => b.Volume)
        .Number("dividend", b => b.Dividend is 0 ? null : b.Dividend)
        .Number("split", b => b.Split is 1 ? null : b.Split);

    static Command List() => new Command("list", "What the store has of each symbol").Does(desk =>
    {
        var sheet = desk.Answer();
        sheet.List("series", Series, new PriceStore(desk.Journal.Database).Headers(), "no prices are recorded");
        sheet.End();
        return ExitCode.Clean;
    });

    static readonly Columns<SeriesHeader> Series = new Columns<SeriesHeader>()
        .Text("symbol", h => h.Name.Symbol.Name)
        .Text("convention", h => h.Name.Convention.Text)
        .Key()
        .Text("quotedIn", h => h.Unit.ToString())
        .Date("first", h => h.First)
        .Date("last", h => h.Last)
        .Integer("bars", h => h.Bars)
        .Text("source", h => h.Source)
        .Moment("importedAt", h => h.ImportedAt);

    static Symbol Named(string text) => CurrencyPair.From(text)?.Symbol ?? Symbol.From(text) ?? throw new RefusedException(Codes.NoSuchSeries, new("symbol"), $"\"{text}\" is not a symbol");

    static SeriesHeader Choose(IReadOnlyList<SeriesHeader> headers, Symbol symbol, string? convention, TradeDate from, TradeDate to)
    {
        if (headers.Count == 0) throw new RefusedException(Codes.NoSuchSeries, new(symbol.Name), "no prices are recorded for it");
        if (convention is null) return SeriesChoice.ForValue(headers, from, to) ?? headers[0];
        var meant = ConventionNames.From(convention);
        return headers.FirstOrDefault(h => h.Name.Convention == meant)
            ?? throw new RefusedException(Codes.NoSuchSeries, new(symbol.Name), $"no {convention} prices are recorded for it; there are {string.Join(", ", headers.Select(h => h.Name.Convention.Text))}");
    }

    static QuoteUnit? Unit(string? text) =>
        text is null ? null : QuoteUnit.From(text) ?? throw new RefusedException(Codes.QuoteUnitUnknown, new("--currency"), $"\"{text}\" is not a currency or a unit prices are quoted in");

    static Convention? Declared(string? text) => text is null ? null : ConventionNames.From(text) is { IsRate: false } convention
        ? convention
        : throw new RefusedException(Codes.Usage, new("--convention"), $"\"{text}\" is not a convention; raw, split-adjusted and total-return are", "");
}

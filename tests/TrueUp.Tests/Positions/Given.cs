using System.Globalization;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Tests.Laws;
using TrueUp.Tests.Reference;
using Xunit;

namespace TrueUp.Tests.Positions;

/// <summary>A small book told as a story, one fact a line, and what became of it. Everything is in the account main; the day is in January 2026.</summary>
sealed class Given
{
    readonly List<Entry> entries;

    public Given(string currency = "USD") =>
        entries = [new BookOpened(new(currency), "America/New_York", "XNYS") { Day = On(1) }, new AccountOpened(Main, new(currency)) { Day = On(1) }];

    static readonly AccountName Main = new("main");

    public static Symbol Name(string symbol) => Symbol.From(symbol) ?? throw new ArgumentException(symbol);

    public static TradeDate On(int day) => TradeDate.Of(2026, 1, 1).Plus(day - 1);

    /// <param name="lines"><c>5 DOUG,buy,100,2.60[,fee[,currency]]</c>: the day of the month, then the fill.</param>
    public Given Fills(string lines)
    {
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var day = On(int.Parse(line[..line.IndexOf(' ')], CultureInfo.InvariantCulture));
            var cells = line[line.IndexOf(' ')..].Trim().Split(',');
            Fill fill = new(
                Main, Name(cells[0]), Sides.From(cells[1])!.Value, new(Number(cells[2])), new(Number(cells[3])), cells.Length > 4 ? Number(cells[4]) : 0,
                cells.Length > 5 ? new(cells[5]) : default, day, null);
            entries.Add(new FillRecorded(fill, FillDetail.None) { Day = day });
        }

        return this;
    }

    public Given Declare(Instrument instrument) => And(new InstrumentDeclared(instrument) { Day = On(1) });

    public Given Action(int day, CorporateAction action) => And(new CorporateActionRecorded(action) { Day = On(day) });

    public Given Happens(int day, OptionEvent happened) => And(new OptionEventRecorded(Main, happened) { Day = On(day) });

    public Given Cash(int day, CashKind kind, decimal amount, string currency = "USD", string? symbol = null) =>
        And(new CashMoved(Main, kind, new(amount, new(currency))) { Day = On(day), Symbol = symbol is null ? null : Name(symbol) });

    public Given And(Entry entry)
    {
        entries.Add(entry);
        return this;
    }

    /// <summary>The sequence of the last fact told.</summary>
    public long Last => entries.Count;

    /// <summary>Positions and cash, one a line: <c>DOUG 30 cost 330 fees 0 gain 250</c>, <c>USD -120</c>; what is zero is left out of a line.</summary>
    public string Book(LotMethod method = LotMethod.Fifo, TradeDate? asOf = null)
    {
        using var written = Written.Of("memory", entries);
        Cut cut = new(asOf);
        var fold = Books.At(written.Journal, cut, method, fresh: true);
        Assert.Equal(Describe.Book(new ReferenceBook(written.All(), method, cut)), Describe.Book(fold));
        var book = fold.ToBook();
        var lines = book.Positions.Select(p =>
                $"{p.Symbol} {p.Units}{Part("cost", p.GrossCost)}{Part("fees", p.Fees)}{Part("gain", p.Realized.PriceGain)}{Part("paid", p.Realized.Fees)}{Part("income", p.Realized.Income)}{Part("tax", p.Realized.Tax)}")
            .Concat(book.Cash.Where(c => !c.Amount.IsZero).Select(c => $"{c.Amount.Currency} {Digits.Text(c.Amount.Amount)}"));
        return string.Join('\n', lines);
    }

    /// <summary>The open lots of a symbol: <c>30 cost 330 on 2026-01-07</c>, oldest first.</summary>
    public string Lots(string symbol, LotMethod method = LotMethod.Fifo)
    {
        using var written = Written.Of("memory", entries);
        var position = Books.At(written.Journal, Cut.Everything, method, fresh: true).ToBook().Positions.Single(p => p.Symbol == Name(symbol));
        return string.Join(", ", position.Lots.Select(l => $"{l.Units}{Part("cost", l.GrossCost)}{Part("fees", l.Fees)} on {l.OpenedOn.Day.Day}"));
    }

    /// <summary>Every disposal: <c>40 DOUG 5..6 proceeds 480 cost 400 fees 4</c>.</summary>
    public string Disposals(LotMethod method = LotMethod.Fifo)
    {
        using var written = Written.Of("memory", entries);
        List<Disposal> disposals = [];
        Books.At(written.Journal, Cut.Everything, method, disposals.Add);
        return string.Join('\n', disposals.Select(d =>
            $"{d.Quantity} {d.Symbol}{(d.Short ? " short" : "")} {d.OpenedOn.Day.Day}..{d.ClosedOn.Day.Day}{Part("proceeds", d.GrossProceeds)}{Part("cost", d.GrossCost)}{Part("fees", d.Fees)}"));
    }

    static string Part(string word, decimal amount) => amount == 0 ? "" : $" {word} {Digits.Text(amount)}";

    static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}

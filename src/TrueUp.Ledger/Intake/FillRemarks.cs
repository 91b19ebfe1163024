using System.Globalization;
using NodaTime;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Intake;

/// <summary>What was recorded of an input of fills and is worth a sentence: nothing here holds anything back.</summary>
public sealed class FillRemarks(FillSurroundings surroundings)
{
    /// <summary>Facts recorded more than so many days after their day are late.</summary>
    public const int LateAfter = 30;

    const int SymbolsNamed = 10;

    readonly HashSet<Symbol> seen = [];
    readonly List<Symbol> fresh = [];
    long late, afterClose;
    TradeDate day;
    Instant? early;
    string? firstEarly;

    internal void Saw(FillRecorded report)
    {
        var fill = report.Fill;
        if (surroundings.Today is { } today && today.Number - fill.TradeDate.Number > LateAfter) late++;
        if (fill.ExecutedAt is { } at && EarlyCloseOf(fill.TradeDate) is { } close && at > close)
        {
            afterClose++;
            firstEarly ??= string.Create(
                CultureInfo.InvariantCulture,
                $"{fill.Symbol} on {fill.TradeDate}, when {surroundings.Calendar.Code} closed at {surroundings.Calendar.CloseTime(fill.TradeDate):HH:mm} ({surroundings.Calendar.WhyEarly(fill.TradeDate)})");
        }

        // Contracts come and go; a name that is no ticker of this book may be a slip.
        if (seen.Add(fill.Symbol) && OccSymbol.From(fill.Symbol.Name) is null && surroundings.IsNew(fill.Symbol)) fresh.Add(fill.Symbol);
    }

    public IEnumerable<string> Sentences
    {
        get
        {
            if (late > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{Rows(late)} recorded late, by more than {LateAfter} days");
            if (afterClose > 0) yield return $"{Rows(afterClose)} after an early close: {firstEarly}";
            if (fresh.Count > 0)
                yield return $"this book has no earlier fill, recommendation or price of {string.Join(", ", fresh.Order().Take(SymbolsNamed))}{(fresh.Count > SymbolsNamed ? $" and {fresh.Count - SymbolsNamed} more" : "")}: check the spelling";
        }
    }

    // Fills come by day, and nearly all days are whole.
    Instant? EarlyCloseOf(TradeDate of)
    {
        if (of == day) return early;
        var calendar = surroundings.Calendar;
        (day, early) = (of, calendar.Covers(of) && calendar.IsSession(of) && calendar.IsEarlyClose(of) ? calendar.CloseOf(of) : null);
        return early;
    }

    static string Rows(long count) => count == 1 ? "1 row" : count.ToString("N0", CultureInfo.InvariantCulture) + " rows";
}

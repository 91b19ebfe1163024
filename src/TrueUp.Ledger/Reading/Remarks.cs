using System.Globalization;

namespace TrueUp.Ledger.Reading;

/// <summary>What was accepted and is worth saying: each is counted over an input and said once in its summary.</summary>
public enum Remark
{
    LeapSecond,
    SignedSell,
    NegativeFeeIsPaid,
    SomeWithoutId,
    TimeOnOtherDay,
    ZoneAssumed,
    MarketRecommendation,
    RepeatedHeader,
    EmptyRow,
    SkippedByProfile,
    ReferenceOnly,
    DateFromFolder,
    DateFromArgument,
}

/// <summary>Counts remarks over one input.</summary>
public sealed class Remarks
{
    readonly long[] counts = new long[(int)Remark.DateFromArgument + 1];
    readonly List<string> sentences = [];

    public void Count(Remark remark) => counts[(int)remark]++;

    public long this[Remark remark] => counts[(int)remark];

    public void Forget(Remark remark) => counts[(int)remark] = 0;

    /// <summary>A remark about the input as a whole.</summary>
    public void Say(string sentence) => sentences.Add(sentence);

    public IReadOnlyList<string> Sentences
    {
        get
        {
            List<string> all = [.. sentences];
            for (var i = 0; i < counts.Length; i++)
                if (counts[i] > 0) all.Add(Text((Remark)i, counts[i]));
            return all;
        }
    }

    static string Text(Remark remark, long count)
    {
        var rows = count == 1 ? "1 row" : count.ToString("N0", CultureInfo.InvariantCulture) + " rows";
        return remark switch
        {
            Remark.LeapSecond => $"{rows} at second 60, kept as second 59",
            Remark.SignedSell => $"{rows} with a negative quantity on a sell, read as that many sold",
            Remark.NegativeFeeIsPaid => $"{rows} with a negative commission, read as paid: so most of the file writes it",
            Remark.SomeWithoutId => $"{rows} without a fill id where others have one",
            Remark.TimeOnOtherDay => $"{rows} with a time on another day than their date: both are kept, and the date decides",
            Remark.ZoneAssumed => $"{rows} with times that carry no zone, read in the book's own",
            Remark.MarketRecommendation => $"{rows} without a limit: at market",
            Remark.RepeatedHeader => $"{rows} repeating the header, passed over",
            Remark.EmptyRow => $"{rows} of separators only, passed over",
            Remark.SkippedByProfile => $"{rows} passed over as the profile says",
            Remark.ReferenceOnly => $"{rows} with an approximate price, kept as a reference and not as a limit",
            Remark.DateFromFolder => $"{rows} dated by the folder's name",
            Remark.DateFromArgument => $"{rows} dated by --date",
            _ => throw new System.Diagnostics.UnreachableException($"remark {remark} has no sentence"),
        };
    }
}

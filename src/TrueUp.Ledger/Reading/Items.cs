using System.Text;
using TrueUp.Ledger.Journal;

namespace TrueUp.Ledger.Reading;

/// <summary>
/// The grammars of typed items. A recommendation is <c>TICKER,action,limit,shares[,note…]</c> and a fill is
/// <c>TICKER,side,qty,price[,order_id][,note…]</c>: the two orders differ, and both are kept because people have them in their fingers.
/// Fields are split at commas and nowhere else; the note is the rest, commas included. An item is refused whole.
/// </summary>
public static class Items
{
    const string Argument = "argument";

    /// <summary>Reads every item; the caller records nothing if any was refused.</summary>
    public static FillReport[] Fills(IReadOnlyList<string> items, FillStyle style, string? timestamp, Remarks remarks, Rejections refused)
    {
        Fills reader = new(style, remarks);
        var (reports, count) = (new FillReport[items.Count], 0);
        var time = Encoding.UTF8.GetBytes(timestamp ?? "");
        for (var i = 0; i < items.Count; i++)
        {
            Place place = new(Argument, i + 1);
            if (Split(items[i], 6, place, "fill", refused) is not { } fields) continue;
            FillText text = new()
            {
                Symbol = fields.Text(0),
                Side = fields.Text(1),
                Quantity = fields.Text(2),
                Price = fields.Text(3),
                OrderId = fields.Text(4),
                Note = fields.Text(5),
                Time = time,
            };
            if (reader.Read(text, place, Where, refused, detailed: true, out var report)) reports[count++] = report;

            Place Where(FillField field) => field switch
            {
                FillField.Symbol => fields.Column(0),
                FillField.Side => fields.Column(1),
                FillField.Quantity => fields.Column(2),
                FillField.Price => fields.Column(3),
                FillField.OrderId => fields.Column(4),
                FillField.Note => fields.Column(5),
                FillField.Time => new("--timestamp"),
                FillField.Date => new("--date"),
                _ => place,
            };
        }

        // No typed item has a fill id, so none lacks what others have.
        remarks.Forget(Remark.SomeWithoutId);
        return count == reports.Length ? reports : reports[..count];
    }

    public static List<RecommendationReport> Recommendations(IReadOnlyList<string> items, RecommendationStyle style, Remarks remarks, Rejections refused)
    {
        Recommendations reader = new(style, remarks);
        List<RecommendationReport> reports = [];
        for (var i = 0; i < items.Count; i++)
        {
            Place place = new(Argument, i + 1);
            if (Split(items[i], 5, place, "recommendation", refused) is not { } fields) continue;
            RecommendationText text = new()
            {
                Symbol = fields.Text(0),
                Action = fields.Text(1),
                Limit = fields.Text(2),
                Target = fields.Text(3),
                Note = fields.Text(4),
            };
            if (reader.Read(text, place, Where, refused) is { } report) reports.Add(report);

            Place Where(RecommendationField field) => field switch
            {
                RecommendationField.Symbol => fields.Column(0),
                RecommendationField.Action => fields.Column(1),
                RecommendationField.Limit => fields.Column(2),
                RecommendationField.Target => fields.Column(3),
                RecommendationField.Note => fields.Column(4),
                RecommendationField.Date => new("--date"),
                _ => place,
            };
        }

        return reports;
    }

    static Pieces? Split(string item, int most, Place place, string kind, Rejections refused)
    {
        if (string.IsNullOrWhiteSpace(item))
        {
            refused.Add(Codes.ItemEmpty, place, "the item is empty");
            return null;
        }

        var texts = item.Split(',', most);
        if (texts.Length < 4)
        {
            refused.Add(Codes.ItemShort, place, $"the {kind} {Quoted.Text(item)} has {texts.Length} of at least 4 fields");
            return null;
        }

        if (string.IsNullOrWhiteSpace(texts[^1]) && texts.Length > 4)
        {
            refused.Add(Codes.ItemEmpty, place, $"the {kind} {Quoted.Text(item)} ends in a comma");
            return null;
        }

        return new(texts, place);
    }

    /// <summary>The fields of one item, and where each begins in it.</summary>
    sealed class Pieces(string[] texts, Place place)
    {
        public byte[] Text(int at) => at < texts.Length ? Encoding.UTF8.GetBytes(texts[at].Trim()) : [];

        public Place Column(int at) => at >= texts.Length
            ? place
            : place with { Column = texts.Take(at).Sum(t => t.Length + 1) + 1 + texts[at].Length - texts[at].TrimStart().Length };
    }
}

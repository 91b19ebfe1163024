using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>
/// The weekly target file: <c>Date,Action,Ticker,Shares,Buy Price,Cost Basis,Stop Loss,Cash Balance</c>, a few tickers and one TOTAL row.
/// Its sums are checked before a row of it counts: shares and cost add up to the TOTAL, each cost is shares times price, and cost and
/// cash make the budget where one is known. Its prices are limits good for the day; its stops go with them.
/// </summary>
static class WeeklyTargets
{
    const decimal Cent = 0.01m;
    const decimal FigureMost = 1_000_000_000_000;
    const int RowsMost = 200;

    static readonly string[] Names = ["date", "action", "ticker", "shares", "buy_price", "cost_basis", "stop_loss", "cash_balance"];

    public static bool Fits(Header header) => header.Keys.Count == Names.Length && header.Has(Names);

    public static Columns<RecommendationField> Columns(Header header) => new()
    {
        [RecommendationField.Date] = At(header, "date"),
        [RecommendationField.Action] = At(header, "action"),
        [RecommendationField.Symbol] = At(header, "ticker"),
        [RecommendationField.Target] = At(header, "shares"),
        [RecommendationField.Limit] = At(header, "buy_price"),
        [RecommendationField.Stop] = At(header, "stop_loss"),
    };

    public static IReadOnlyList<(int Column, SkipRule Rule)> Skips(Header header) => [(At(header, "ticker"), new SkipRule("ticker", ["TOTAL"], []) { IsPartOfLayout = true })];

    static int At(Header header, string key) => header.Keys.ToList().IndexOf(key);

    /// <summary>One row's figures, with where each stands.</summary>
    sealed record Row(string Ticker, decimal Shares, decimal? Price, decimal Cost, decimal? Cash, Place Place, Place CostPlace, Place SharesPlace, Place CashPlace);

    public static void Check(CsvShape shape, decimal? budget, Remarks remarks, Rejections refused)
    {
        List<Row> rows = [];
        Rejections numbers = new();
        // The rows themselves are read and refused by the usual reading; here a figure that is no number only ends the sums.
        using CsvWalk walk = new(shape with { Skips = [] }, new Remarks(), new Rejections());
        while (walk.Next())
        {
            if (rows.Count == RowsMost)
            {
                refused.Add(Codes.WeeklyTooMany, walk.Place, $"more than {RowsMost} rows");
                return;
            }

            rows.Add(Read(walk, shape.Header, numbers));
        }

        Row[] totals = [.. rows.Where(r => r.Ticker == "TOTAL")];
        Row[] targets = [.. rows.Where(r => r.Ticker != "TOTAL")];
        if (totals.Length != 1)
        {
            refused.Add(Codes.WeeklyTotalMissing, totals.Length == 0 ? shape.Header.Place : totals[1].Place, totals.Length == 0 ? "there is no TOTAL row" : "there is a second TOTAL row");
            return;
        }

        if (numbers.Count > 0)
        {
            foreach (var rejection in numbers.First) refused.Add(rejection);
            return;
        }

        foreach (var row in targets)
        {
            if (row.Price is { } price && Math.Abs(row.Cost - row.Shares * price) > Cent)
                refused.Add(Codes.WeeklyCost, row.CostPlace, $"{row.Ticker}: cost basis {Digits.Text(row.Cost)} is not {Digits.Text(row.Shares)} x {Digits.Text(price)} = {Digits.Text(row.Shares * price)}");
        }

        Sum(totals[0], targets, budget, refused);
        if (targets.Length is < 2 or > 4) remarks.Say($"{targets.Length} tickers, where two to four are usual");
    }

    static void Sum(Row total, Row[] targets, decimal? budget, Rejections refused)
    {
        var (shares, cost) = (targets.Sum(r => r.Shares), targets.Sum(r => r.Cost));
        if (shares != total.Shares)
            refused.Add(Codes.WeeklyTotal, total.SharesPlace, $"TOTAL: shares {Digits.Text(total.Shares)}, and the rows add up to {Digits.Text(shares)}");
        if (Math.Abs(cost - total.Cost) > Cent)
            refused.Add(Codes.WeeklyTotal, total.CostPlace, $"TOTAL: cost basis {Digits.Text(total.Cost)}, and the rows add up to {Digits.Text(cost)}");
        if (total.Cash is not { } cash)
        {
            refused.Add(Codes.WeeklyTotal, total.CashPlace, "TOTAL: the cash balance is missing");
            return;
        }

        if (budget is { } given && Math.Abs(given - total.Cost - cash) > Cent)
            refused.Add(Codes.WeeklyTotal, total.CashPlace, $"TOTAL: cost basis {Digits.Text(total.Cost)} and cash {Digits.Text(cash)} do not make the budget {Digits.Text(given)}");

        // A row's own cash is what is left after it, or what is left after all.
        var spent = 0m;
        foreach (var row in targets)
        {
            spent += row.Cost;
            if (row.Cash is { } left && Math.Abs(left - cash) > Cent && Math.Abs(left - (cash + total.Cost - spent)) > Cent)
                refused.Add(Codes.WeeklyTotal, row.CashPlace, $"{row.Ticker}: cash balance {Digits.Text(left)} is neither {Digits.Text(cash + total.Cost - spent)} after this row nor {Digits.Text(cash)} after all");
        }
    }

    static Row Read(CsvWalk walk, Header header, Rejections refused)
    {
        var ticker = Quoted.Text(Encoding.UTF8.GetString(walk[At(header, "ticker")]).Trim().ToUpperInvariant())[1..^1];
        var action = Encoding.UTF8.GetString(walk[At(header, "action")]).Trim().ToUpperInvariant();
        var (shares, price, cost, cash) = (At(header, "shares"), At(header, "buy_price"), At(header, "cost_basis"), At(header, "cash_balance"));
        if (ticker != "TOTAL" && action is not ("BUY" or "SELL" or "")) refused.Add(Codes.UnknownAction, walk.PlaceOf(At(header, "action")), $"action {Quoted.Text(action)} is not BUY or SELL");
        return new(
            ticker, Number(shares, "shares") ?? 0, Number(price, "buy price", optional: true), Number(cost, "cost basis") ?? 0, Number(cash, "cash balance", optional: true),
            walk.Place, walk.PlaceOf(cost), walk.PlaceOf(shares), walk.PlaceOf(cash));

        decimal? Number(int column, string name, bool optional = false)
        {
            if (optional && walk[column].Trim(" \t"u8).IsEmpty) return null;
            var fault = Numbers.Read(walk[column], NumberFormat.Plain, out var number);
            if (fault == NumberFault.None && Math.Abs(number) <= FigureMost) return number;
            if (fault == NumberFault.None)
            {
                // Beyond it the sums themselves would be in doubt.
                refused.Add(Codes.WeeklyTotal, walk.PlaceOf(column), $"{name} {Digits.Text(number)} is more than a week can hold");
                return null;
            }

            refused.Add(Numbers.Reject(fault, name, Encoding.UTF8.GetString(walk[column]), NumberFormat.Plain, walk.PlaceOf(column)));
            return null;
        }
    }
}

using System.Globalization;
using System.Text;
using TrueUp.Edges.Settings;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Statements;

/// <summary>
/// Mutated documents: whatever is done to a file, reading it ends in reports or in refusals that have a code, a place in the file and a
/// sentence, never in another exception, and reading it twice says the same. TRUEUP_FUZZ sets how many documents a reader gets.
/// </summary>
public sealed class FuzzTests
{
    static readonly int Documents = int.TryParse(Environment.GetEnvironmentVariable("TRUEUP_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    static readonly string[] Fills =
    [
        "date,ticker,side,qty,avg_price,timestamp,broker,order_id,note\n2026-01-05,DOUG,buy,13,2.59,2026-01-05T09:35:00,Robinhood,A1,\"a,b\"\n2026-01-06,PRLD,sell,7,1.22,,,,\n",
        "fill_id,ts,account,symbol,side,qty,price,commission,order_id\n1,2016-01-04T09:34:56Z,A,ABCD,sell,100,25.10,1.00,O1\n2,2016-01-04T09:34:57Z,B,ABCD,buy,100,25.10,-1.00,O1\n3,2016-01-05T09:34:57Z,B,EFGH,buy,1,25,0,O1\n",
        "symbol,side,shares,fill_price,fill_time,commission,notes\nAAPL,BUY,10,190.25,09:31:05,0.10,first\nAAPL,sell,-10,190.25,09:31:05,0.10,\n",
        "Date,Ticker,Shares Bought,Buy Price,Cost Basis,PnL,Reason,Shares Sold,Sell Price\n2025-06-30,ABEO,6.0,5.77,34.62,0.0,NEW,,\n2025-07-07,CSAI,,,1.9,5.7,OUT,15.0,2.28\n2025-07-07,CSAI,,,1.9,5.7,OUT,15.0,2.28\n",
        "fill_id,status,original_id,date,symbol,side,qty,price,currency,settle_date,multiplier,asset_class\n1,new,,2026-01-05,AAPL260116C00150000,buy,1,2,USD,2026-01-06,100,OPT\n2,cancel,1,2026-01-05,AAPL,buy,1,2,GBX,,,STK\n",
    ];

    static readonly string[] Recommendations =
    [
        "date,ticker,action,limit_price,target_shares,note\n2026-01-05,DOUG,buy,2.60,13,\"a,b\"\n2026-01-05,DOUG,sell,,13,\n",
        "source,as_of,effective_date,ticker,action,shares,order_type,limit_price,tif,stop_loss,note\nWeek 1,2025-07-03,2025-07-07,AZTR,buy,55,limit,0.25,GTC,0.1,price ~0.25\n",
        "Date,Action,Ticker,Shares,Buy Price,Cost Basis,Stop Loss,Cash Balance\n2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,\n2026-01-05,BUY,PRLD,27,1.22,32.94,1.00,\n2026-01-05,,TOTAL,40,,66.74,,33.26\n",
    ];

    static readonly string[] Cash =
    [
        "id,date,account,kind,amount,currency,symbol,counter_amount,counter_currency,note\nC1,2026-01-05,main,deposit,100.00,USD,,,,x\nC2,2026-01-05,main,fx,-100,USD,,79.5,GBP,\n",
    ];

    static readonly string[] Actions =
    [
        "date,symbol,numerator,denominator\n2016-05-02,ABCD,2,1\n",
        "date,symbol,kind,numerator,denominator,per_unit,to,basis_share,cash_per_unit,cash_in_lieu,withholding_rate,contracts\n2026-01-05,MMM,spinoff,,,0.25,SOLV,0.18,,,,\n2026-01-16,AAPL260116P00150000,assign,,,,,,,,,2\n",
    ];

    static readonly string[] Interesting =
    [
        "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "#", "\0", "\uFEFF", "\u200B", "\u202E", "٣", "１", "(100)", "1e5", "NaN", "-0", "1,25", "1.234,56", "$5", "£5", "5%", "'5", "79228162514264337593543950335",
        "79228162514264337593543950336", "0.0000000000000000000000000001", "9999999999999999999", "-1", "2026-02-30", "9999-12-31", "0001-01-01", "45905", "1757065800", "2026-03-08T02:30:00", "2026-11-01T01:30:00",
        "T23:59:60Z", "+19:00", "America/Gotham", "TOTAL", "<<<<<<<", "=======", "hold", "cancel", "é", "😀", "\u00A0", "=1+1", "AAPL261332C00150000", "sep=;", new string('x', 5000), new string('9', 40), new string('9', 28), new string(',', 600),
    ];

    public static TheoryData<string> Readers => ["fills", "recommendations", "cash", "actions", "profiles"];

    [Theory, MemberData(nameof(Readers))]
    public void Whatever_is_done_to_a_document_reading_it_ends_in_reports_or_refusals(string reader)
    {
        Random random = new(20260105);
        for (var i = 0; i < Documents; i++)
        {
            var document = Mutated(random, reader switch
            {
                "fills" => Fills,
                "recommendations" => Recommendations,
                "cash" => Cash,
                "actions" => Actions,
                _ => Profiled,
            });
            try
            {
                Read(reader, document, random);
            }
            catch (RefusedException e)
            {
                foreach (var rejection in e.Rejections) Judge(rejection);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{reader} document {i}: {e.GetType().Name} {e.Message}\n{e.StackTrace}\n{Encoding.UTF8.GetString(document)}");
            }
        }
    }

    static void Read(string reader, byte[] document, Random random)
    {
        var how = random.Next(4) switch
        {
            0 => Given.How with { Day = TradeDate.Of(2026, 1, 5), Account = null },
            1 => Given.How with { WeeklyBudget = 100 },
            2 => Given.How with { Encoding = "windows-1252" },
            _ => Given.How,
        };
        var file = TextFile.Of(document, "x.csv");
        switch (reader)
        {
            case "fills":
                Twice(FillFile.Check(file, how), Given.Text);
                break;
            case "recommendations":
                Twice(RecommendationFile.Check(file, how), Given.Text);
                break;
            case "cash":
                Twice(CashFile.Check(file, how), Given.Text);
                break;
            case "actions":
                Twice(ActionFile.Check(file, how), Given.Text);
                break;
            default:
                Profiles.Read("x", Encoding.UTF8.GetString(document));
                break;
        }
    }

    static void Twice<TReport>(StatementFile<TReport> file, Func<TReport, string> text)
    {
        foreach (var rejection in file.Checked.Refused) Judge(rejection);
        Assert.Equal(Math.Min(file.Checked.RefusedCount, Rejections.Kept), file.Checked.Refused.Count);
        if (file.Checked.IsRefused) return;
        Assert.Equal(64, file.Checked.Sha256.Length);
        Assert.Equal(file.Rows().Select(text), file.Rows().Select(text));
    }

    // What a terminal would obey or hide must not come out of a file unescaped.
    static readonly System.Buffers.SearchValues<char> Unseen = System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '\u202E', '\u200B', '\uFEFF']);

    static void Judge(Rejection rejection)
    {
        if (rejection.Found.Length is > 0 and < 3000 && rejection.Code.Id[2] is '1' or '2' && !rejection.Found.AsSpan().ContainsAny(Unseen)) return;
        Assert.Fail($"{rejection.Code} says {Quoted.Text(rejection.Found)}");
    }

    static readonly string[] Profiled =
    [
        "separator: \";\"\nzone: Europe/Berlin\ndates: dd.MM.yyyy\ntimes: HH:mm:ss\nnumbers: { decimal: \",\" }\nfills:\n  columns:\n    date: Datum\n    symbol: S\n  sides:\n    buy: [Kauf]\n  skip:\n    - column: S\n      is: [x]\n",
    ];

    static byte[] Mutated(Random random, string[] seeds)
    {
        var bytes = Encoding.UTF8.GetBytes(seeds[random.Next(seeds.Length)]).ToList();
        for (var left = random.Next(1, 6); left > 0 && bytes.Count > 0; left--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(9))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 80), bytes.Count - at)));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    (bytes[at], bytes[^1]) = (bytes[^1], bytes[at]);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Interesting[random.Next(Interesting.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }
}

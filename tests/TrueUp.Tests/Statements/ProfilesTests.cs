using TrueUp.Edges.Settings;
using TrueUp.Ledger.Journal;
using Xunit;

namespace TrueUp.Tests.Statements;

/// <summary>Mapping profiles: what they describe, and everything in them that is refused with its line.</summary>
public sealed class ProfilesTests
{
    const string Continental = """
        # A bank that writes commas and days first.
        separator: ";"
        encoding: windows-1252
        skipLines: 2
        zone: Europe/Berlin
        dates: dd.MM.yyyy
        times: HH:mm:ss
        currency: EUR
        broker: Bank
        account: depot
        numbers: { decimal: ",", parentheses: negative }
        fills:
          columns:
            date: Datum
            time: Uhrzeit
            symbol: Kürzel
            side: Geschäft
            quantity: Stück
            price: Kurs
            fee: Gebühr
          sides:
            buy: [Kauf, Zeichnung]
            sell: Verkauf
          fee: negative-paid
          skip:
            - column: Geschäft
              is: [Dividende, ""]
            - column: Datum
              startsWith: Summe
          identicalRows: hold
        """;

    [Fact]
    public void A_profile_reads_what_it_describes()
    {
        var how = Given.Profiled(Continental.Replace("encoding: windows-1252\n", "", StringComparison.Ordinal));
        var file = Given.Fills("""
            Depotauszug
            ;;;;;;
            Datum;Uhrzeit;Kürzel;Geschäft;Stück;Kurs;Gebühr
            05.01.2026;15:30:00;SAP;Kauf;1.000;201,50;-4,90
            05.01.2026;;SAP;Verkauf;10;205,00;-4,90
            05.01.2026;;SAP;Verkauf;10;205,00;-4,90
            05.01.2026;;SAP;Dividende;;2,20;
            Summe;;;;;;-9,80

            """, how);

        Assert.Equal("", file.Refusals());
        Assert.Equal("profile mine", file.Checked.Layout);
        Assert.Equal(
            [
                "2026-01-05 buy 1000 SAP @ 201.5 fee=4.9 EUR at=2026-01-05T14:30:00Z account=depot broker=Bank",
                "2026-01-05 sell 10 SAP @ 205 fee=4.9 EUR account=depot broker=Bank",
                "2026-01-05 sell 10 SAP @ 205 fee=4.9 EUR account=depot broker=Bank held=TU1451",
            ],
            file.Rows().Select(Given.Text));
        Assert.Contains("2 rows passed over as the profile says", file.Notes(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sign_may_be_the_side()
    {
        var how = Given.Profiled("fills:\n  columns: { date: d, symbol: s, quantity: units, price: p }\n  quantity: sign-is-side\n");
        var file = Given.Fills("d,s,units,p\n2026-01-05,DOUG,-5,2\n2026-01-05,DOUG,5,2\n", how);
        Assert.Equal(["2026-01-05 sell 5 DOUG @ 2", "2026-01-05 buy 5 DOUG @ 2"], file.Rows().Select(Given.Text));
    }

    [Theory]
    [InlineData("signed", "sell", "-5", "2026-01-05 sell 5 DOUG @ 2")]
    [InlineData("signed", "sell", "5", "2026-01-05 sell 5 DOUG @ 2")]
    [InlineData("signed", "buy", "-5", "TU1404 2:21")]
    [InlineData("unsigned", "sell", "-5", "TU1221 2:22")]
    public void Fills_30_a_signed_quantity_must_agree_with_its_side(string rule, string side, string quantity, string expected)
    {
        var how = Given.Profiled($"fills:\n  columns: {{ date: d, symbol: s, side: b, quantity: units, price: p }}\n  quantity: {rule}\n");
        var file = Given.Fills($"d,s,b,units,p\n2026-01-05,DOUG,{side},{quantity},2\n", how);
        Assert.Equal(expected, file.Checked.IsRefused ? file.Refusals() : Given.Text(Assert.Single(file.Rows())));
    }

    [Theory]
    [InlineData("D8 a profile without a zone refuses times without one", "", "2026-01-05T09:30:00", "TU1307 2:12")]
    [InlineData("D8 a profile with a zone reads them in it", "zone: Europe/London\n", "2026-01-05T09:30:00", "2026-01-05 buy 1 DOUG @ 2 at=2026-01-05T09:30:00Z")]
    [InlineData("D5 seconds since 1970", "times: epoch-seconds\n", "1767623400", "2026-01-05 buy 1 DOUG @ 2 at=2026-01-05T14:30:00Z")]
    [InlineData("a pattern for day and time", "zone: UTC\ntimes: dd/MM/yyyy HH:mm\n", "05/01/2026 09:30", "2026-01-05 buy 1 DOUG @ 2 at=2026-01-05T09:30:00Z")]
    [InlineData("a pattern for half days", "zone: UTC\ntimes: h:mm tt\n", "2:30 PM", "2026-01-05 buy 1 DOUG @ 2 at=2026-01-05T14:30:00Z")]
    public void Times_are_read_as_the_profile_says(string name, string top, string time, string expected)
    {
        var file = Given.Fills(
            $"d,t,s,b,units,p\n2026-01-05,{time},DOUG,buy,1,2\n",
            Given.Profiled(top + "fills:\n  columns: { date: d, time: t, symbol: s, side: b, quantity: units, price: p }\n"));
        Assert.Equal((name, expected), (name, file.Checked.IsRefused ? file.Refusals() : Given.Text(Assert.Single(file.Rows()))));
    }

    [Fact]
    public void A_column_the_file_lacks_is_named()
    {
        var file = Given.Fills("d,s\n1,2\n", Given.Profiled("fills:\n  columns: { date: d, symbol: s, side: Action }\n"));
        Assert.Equal("TU1113 fills.csv:1: the profile maps side to column \"Action\", and there is none; found: d, s", Assert.Single(file.Checked.Refused).Message);
    }

    [Fact]
    public void A_profile_for_other_files_does_not_fit() =>
        Assert.Equal("TU2012 0", Given.Recommendations("date,symbol\n", Given.Profiled("fills:\n  columns: { date: d }\n")).Refusals());

    [Fact]
    public void Own_words_for_kinds_of_cash_are_read()
    {
        var how = Given.Profiled("cash:\n  columns: { date: d, kind: what, amount: sum }\n  kinds: { deposit: Einzahlung, fee: [Gebühr, Porto] }\n");
        Assert.Equal(["2026-01-05 Deposit 5 USD", "2026-01-05 Fee -1 USD"], Given.Cash("d,what,sum\n2026-01-05,einzahlung,5\n2026-01-05,Porto,1\n", how).Rows().Select(Given.Text));
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "fills:\n\tcolumns: {}\n", "TU2051 mine.yaml:2:1" },
        { "fills:\n  columns: { date: d }\nfills:\n  columns: { date: e }\n", "TU2053 mine.yaml:3:1" },
        { "fils:\n  columns: { date: d }\n", "TU2004 mine.yaml:2:3" },
        { "fills:\n  columns: { dat: d }\n", "TU2004 mine.yaml:2:19" },
        { "fills: yes please\n", "TU2005 mine.yaml:1:8" },
        { "fills:\n  columns:\n    date: &a d\n", "TU2052 mine.yaml:3:11" },
        { "fills:\n  columns: { date: !!str d }\n", "TU2052 mine.yaml:2:20" },
        { "fills:\n  columns: { date: no }\n", "TU2007 mine.yaml:2:20" },
        { "fills:\n  columns: { date: 2026-01-05 }\n", "TU2007 mine.yaml:2:20" },
        { "fills:\n  columns: { date: d }\n---\nfills: {}\n", "TU2052 mine.yaml:3" },
        { "# nothing\n", "TU2011 mine.yaml" },
        { "[a, b]\n", "TU2005 mine.yaml:1:1" },
        { "fills: {}\n", "TU2011 mine.yaml:1:8" },
        { "dates: MM/dd/yy\nfills:\n  columns: { date: d }\n", "TU2010 mine.yaml:1:8" },
        { "times: qq\nfills:\n  columns: { date: d }\n", "TU2010 mine.yaml:1:8" },
        { "zone: EST\nfills:\n  columns: { date: d }\n", "TU1903 mine.yaml:1:7" },
        { "currency: POUNDS\nfills:\n  columns: { date: d }\n", "TU1409 mine.yaml:1:11" },
        { "separator: \"#\"\nfills:\n  columns: { date: d }\n", "TU2010 mine.yaml:1:12" },
        { "skipLines: -1\nfills:\n  columns: { date: d }\n", "TU2010 mine.yaml:1:12" },
        { "fills:\n  columns: { date: d, symbol: D }\n", "TU2010 mine.yaml:2:31" },
        { "fills:\n  columns: { date: d }\n  sides: { buy: [x], sell: [X] }\n", "TU2010 mine.yaml:3:29" },
        { "fills:\n  columns: { date: d }\n  quantity: both\n", "TU2010 mine.yaml:3:13" },
        { "fills:\n  columns: { date: d }\n  skip: [all]\n", "TU2005 mine.yaml:3:10" },
        { "fills:\n  columns: { date: d }\n  skip: [{ column: d }]\n", "TU2011 mine.yaml:3:10" },
        { "numbers: { decimal: point }\nfills:\n  columns: { date: d }\n", "TU2010 mine.yaml:1:21" },
    };

    [Theory, MemberData(nameof(Broken))]
    public void What_is_wrong_with_a_profile_is_named_with_its_line(string text, string expected)
    {
        var refused = Assert.Throws<RefusedException>(() => Profiles.Read("mine", text));
        Assert.Equal(expected, $"{refused.Rejections[0].Code} {refused.Rejections[0].Place}"[..Math.Min(expected.Length, $"{refused.Rejections[0].Code} {refused.Rejections[0].Place}".Length)]);
    }

    [Fact]
    public void A_misspelt_key_is_answered_with_the_nearest_one()
    {
        var refused = Assert.Throws<RefusedException>(() => Profiles.Read("mine", "fils:\n  columns: { date: d }\n"));
        Assert.Equal("did you mean fills?", refused.Rejections[0].Hint);
    }

    [Fact]
    public void All_that_is_wrong_with_a_profile_is_named()
    {
        var refused = Assert.Throws<RefusedException>(() => Profiles.Read("mine", "zone: EST\ncurrency: POUNDS\nfills:\n  columns: { dat: d }\n"));
        Assert.Equal(["TU1903", "TU1409", "TU2004"], refused.Rejections.Select(r => r.Code.Id));
    }

    [Fact]
    public void A_profile_is_found_in_the_book_by_its_name_and_nowhere_else()
    {
        using Folder folder = new();
        folder.File("bank.yaml", System.Text.Encoding.UTF8.GetBytes("fills:\n  columns: { date: d }\n"));
        folder.File("huge.yaml", System.Text.Encoding.UTF8.GetBytes("# " + new string('x', 70_000)));

        Assert.Equal("bank", Profiles.Find(folder.Root, "bank").Name);
        Assert.Equal(Profiles.MicroCapExperiment, Profiles.Find(folder.Root, "microcap-experiment").Name);
        Assert.Equal("TU2009", Refused("huge"));
        Assert.Equal("TU2001", Refused("other"));
        Assert.Equal("TU2001", Refused("../bank"));
        Assert.Equal("TU2001", Refused(""));

        string Refused(string name) => Assert.Throws<RefusedException>(() => Profiles.Find(folder.Root, name)).Rejections[0].Code.Id;
    }

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed() =>
        Assert.Equal("TU2052", Assert.Throws<RefusedException>(() => Profiles.Read("mine", new string('[', 20_000) + new string(']', 20_000))).Rejections[0].Code.Id);
}

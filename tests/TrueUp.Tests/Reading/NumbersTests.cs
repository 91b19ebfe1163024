using System.Globalization;
using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Reading;

/// <summary>The catalogue of numbers (N1 to N28), one row a case, each read from bytes and from characters.</summary>
public sealed class NumbersTests
{
    static readonly NumberFormat Comma = new() { DecimalComma = true };
    static readonly NumberFormat Parentheses = new() { ParenthesesAreNegative = true };
    static readonly NumberFormat Dollars = new() { Currency = Currency.Usd };
    static readonly NumberFormat Percent = new() { Percent = true };
    static readonly NumberFormat Semicolons = new() { Grouping = false };

    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "N1 decimal comma", "plain", "1,25", "TU1207" },
        { "N1 decimal comma, profile", "comma", "1,25", "1.25" },
        { "N2 grouping", "plain", "1,234.56", "1234.56" },
        { "N2 grouping, no decimals", "plain", "1,234,567", "1234567" },
        { "N2 bad grouping", "plain", "12,34.56", "TU1206" },
        { "N2 group of four digits", "plain", "1,2345.6", "TU1206" },
        { "N2 group after four digits", "plain", "1234,567.8", "TU1206" },
        { "N2 grouping in a file of semicolons", "semicolons", "1,234.56", "TU1207" },
        { "N2 only a group in a file of semicolons", "semicolons", "1,234", "TU1207" },
        { "N3 three singles", "plain", "1,2,3", "TU1206" },
        { "N4 continental", "plain", "1.234,56", "TU1207" },
        { "N4 continental, profile", "comma", "1.234,56", "1234.56" },
        { "N4 a point groups where the comma is decimal", "comma", "1.234", "1234" },
        { "N4 a point before two digits is no group", "comma", "1.25", "TU1207" },
        { "N4 digits alone", "comma", "13", "13" },
        { "N5 parentheses", "plain", "(100)", "TU1208" },
        { "N5 parentheses, profile", "parentheses", "(100)", "-100" },
        { "N5 parentheses and a sign", "parentheses", "(-100)", "TU1207" },
        { "N6 exponent", "plain", "1e5", "TU1203" },
        { "N7 plus", "plain", "+100", "100" },
        { "N8 minus zero", "plain", "-0", "0" },
        { "N8 minus zero with decimals", "plain", "-0.00", "0" },
        { "N9 not a number", "plain", "NaN", "TU1204" },
        { "N9 infinity", "plain", "-Infinity", "TU1204" },
        { "N10 empty", "plain", "", "TU1201" },
        { "N10 blanks", "plain", "  ", "TU1201" },
        { "N11 dash", "plain", "-", "TU1202" },
        { "N11 N/A", "plain", "N/A", "TU1202" },
        { "N11 null", "plain", "null", "TU1202" },
        { "N12 sign that agrees", "dollars", "$150.28", "150.28" },
        { "N12 sign that agrees, negative", "dollars", "-$1,150.28", "-1150.28" },
        { "N12 sign behind the currency sign", "dollars", "$-5", "-5" },
        { "N12 sign that does not agree", "dollars", "£150.28", "TU1209" },
        { "N12 sign without a known currency", "plain", "$150.28", "TU1209" },
        { "N13 currency behind", "plain", "150.28 USD", "TU1210" },
        { "N14 29 digits", "plain", "12345678901234567890123456789", "TU1205" },
        { "N14 28 digits", "plain", "1234567890123456789012345678", "1234567890123456789012345678" },
        { "N14 28 decimals", "plain", "0.0000000000000000000000000001", "0.0000000000000000000000000001" },
        { "N14 29 decimals", "plain", "0.00000000000000000000000000001", "TU1205" },
        { "N14 zeros do not count", "plain", "000000000000000000000000000001.500000000000000000000000000000", "1.5" },
        { "N16 apostrophe", "plain", "'100", "TU1212" },
        { "N17 full-width digits", "plain", "１２", "TU1213" },
        { "N17 Arabic digits", "plain", "١٢٣", "TU1213" },
        { "N17 typographic minus", "plain", "−5", "TU1213" },
        { "N18 no-break space", "plain", "1\u00A0234.56", "TU1214" },
        { "N18 narrow no-break space", "plain", "1\u202F234", "TU1214" },
        { "N18 plain space", "plain", "1 234", "TU1214" },
        { "N19 exponent with sign", "plain", "1.50E+02", "TU1203" },
        { "N20 percent", "plain", "5%", "TU1211" },
        { "N20 percent where one is meant", "percent", "5%", "0.05" },
        { "N28 date", "plain", "2025-09-05", "TU1215" },
        { "N28 date of a spreadsheet", "plain", "5-Sep", "TU1215" },
        { "N28 date with slashes", "plain", "09/05/2025", "TU1215" },
        { "N28 time", "plain", "09:30", "TU1215" },
        { "two points", "plain", "1.2.3", "TU1207" },
        { "point at the end", "plain", "1.", "TU1207" },
        { "point at the start", "plain", ".5", "0.5" },
        { "only a point", "plain", ".", "TU1207" },
        { "only a sign", "plain", "+", "TU1207" },
        { "two signs", "plain", "--5", "TU1207" },
        { "hexadecimal", "plain", "0x10", "TU1210" },
        { "NUL behind", "plain", "100\0", "TU1207" },
        { "spaces around", "plain", " 12.50 ", "12.5" },
        { "float noise", "plain", "1.8899999856948853", "1.8899999856948853" },
        { "trailing zeros", "plain", "100.00", "100" },
        { "comma in front", "plain", ",5", "TU1206" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_number_is_read_exactly_or_refused_by_name(string name, string format, string text, string expected)
    {
        var how = format switch
        {
            "comma" => Comma,
            "parentheses" => Parentheses,
            "dollars" => Dollars,
            "percent" => Percent,
            "semicolons" => Semicolons,
            _ => NumberFormat.Plain,
        };

        Assert.Equal((name, expected), (name, Said(Numbers.Read(text, how, out var fromText), fromText, text, how)));
        Assert.Equal((name, expected), (name, Said(Numbers.Read(Encoding.UTF8.GetBytes(text), how, out var fromBytes), fromBytes, text, how)));
    }

    static string Said(NumberFault fault, decimal value, string text, NumberFormat format) => fault == NumberFault.None
        ? value.ToString(CultureInfo.InvariantCulture)
        : Numbers.Reject(fault, "price", text, format, new("x.csv", 1)).Code.Id;

    [Fact]
    public void The_message_for_a_decimal_comma_is_the_one_the_contract_shows()
    {
        var rejection = Numbers.Reject(Numbers.Read("1,25", NumberFormat.Plain, out _), "price", "1,25", NumberFormat.Plain, new("fills.csv", 14, 23));

        Assert.Equal("TU1207 fills.csv:14:23: price \"1,25\" is not a number with a decimal point", rejection.Message);
        Assert.StartsWith("write 1.25;", rejection.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_number_of_up_to_eighteen_digits_reads_as_the_framework_reads_it()
    {
        Random random = new(7);
        for (var i = 0; i < 20_000; i++)
        {
            var value = new decimal(random.Next(), random.Next(1 << 20), 0, random.Next(2) == 0, (byte)random.Next(0, 16));
            var text = value.ToString(CultureInfo.InvariantCulture);

            Assert.Equal(NumberFault.None, Numbers.Read(text, NumberFormat.Plain, out var read));
            Assert.Equal(value, read);
            Assert.Equal(Digits.Text(value), read.ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Whatever_the_text_reading_it_never_throws_and_only_digits_make_numbers()
    {
        Random random = new(11);
        const string Alphabet = "0123456789..,,--++()$£€%'eE \tN/aA\u00A0１٣−∞x:";
        for (var i = 0; i < 200_000; i++)
        {
            var text = new string(Enumerable.Range(0, random.Next(0, 12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]).ToArray());
            foreach (var format in (NumberFormat[])[NumberFormat.Plain, Comma, Parentheses, Dollars, Percent, Semicolons])
            {
                var fault = Numbers.Read(text, format, out _);
                if (fault == NumberFault.None) Assert.Contains(text, char.IsAsciiDigit);
                else Assert.Matches("^TU12", Numbers.Reject(fault, "x", text, format, new("x")).Code.Id);
            }
        }
    }
}

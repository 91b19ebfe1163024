using System.Diagnostics;
using System.Text;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Journal;

public class NfcTests
{
    // From Unicode Standard Annex 15, figures 3 to 6, and its section on Hangul.
    [Theory]
    [InlineData("\u212b", "\u00c5")] // a singleton
    [InlineData("A\u030a", "\u00c5")]
    [InlineData("\u1e9b\u0323", "\u1e9b\u0323")]
    [InlineData("d\u0307\u0323", "\u1e0d\u0307")] // marks are ordered before they compose
    [InlineData("\u1e0b\u0323", "\u1e0d\u0307")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\ufb01", "\ufb01")] // compatibility characters stay
    [InlineData("\u1100\u1161\u11a8", "\uac01")]
    [InlineData("\uac00\u11a8", "\uac01")]
    [InlineData("\u0958", "\u0915\u093c")] // excluded from composition
    [InlineData("a\u0300\u0300b", "\u00e0\u0300b")]
    [InlineData("plain ASCII", "plain ASCII")]
    [InlineData("", "")]
    public void Text_is_brought_to_form_C(string text, string expected) => Assert.Equal(expected, Nfc.Of(text));

    [Fact]
    public void Every_character_and_random_strings_normalize_as_another_implementation_of_Unicode_14_says()
    {
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(Python), "python3 is not installed");
        Random r = new(14);
        // Letters, marks of many classes, Hangul, everything that decomposes: drawn densely, so that they meet.
        int[] lively =
        [
            .. Enumerable.Range(0x300, 0x70), .. Enumerable.Range(0xC0, 0x140), .. Enumerable.Range(0x1100, 0xC3), .. Enumerable.Range(0x1E00, 0x100),
            0xAC00, 0xAC01, 0x0915, 0x093C, 0x11099, 0x110BA, 0x1D158, 0x1D165, 'a', 'o', 'q',
        ];
        List<string> texts = [.. Enumerable.Range(0, 0x2FA20).Where(p => p is < 0xD800 or > 0xDFFF).Select(p => new Rune(p).ToString())];
        for (var i = 0; i < 50_000; i++)
        {
            StringBuilder text = new();
            for (var left = r.Next(2, 8); left > 0; left--) text.Append(new Rune(lively[r.Next(lively.Length)]));
            texts.Add(text.ToString());
        }

        var folder = Directory.CreateTempSubdirectory("trueup-nfc-").FullName;
        try
        {
            var (input, output) = (Path.Combine(folder, "in"), Path.Combine(folder, "out"));
            // Four bytes a character, and a zero after each text, because every other separator is itself a character under test.
            File.WriteAllBytes(input, Encoding.UTF32.GetBytes(string.Join('\0', texts.Skip(1))));
            const string Script = """
                import sys, unicodedata
                if unicodedata.unidata_version != '14.0.0': sys.exit(3)
                texts = open(sys.argv[1], 'rb').read().decode('utf-32-le').split('\0')
                open(sys.argv[2], 'wb').write('\0'.join(unicodedata.normalize('NFC', t) for t in texts).encode('utf-32-le'))
                """;
            using var python = Process.Start(Python, ["-c", Script, input, output]);
            python.WaitForExit();
            Assert.SkipWhen(python.ExitCode == 3, "this Python knows another version of Unicode");
            Assert.Equal(0, python.ExitCode);
            var expected = Encoding.UTF32.GetString(File.ReadAllBytes(output)).Split('\0');
            Assert.Equal(texts.Count - 1, expected.Length);
            for (var i = 0; i < expected.Length; i++)
                if (Nfc.Of(texts[i + 1]) != expected[i]) Assert.Fail($"{Points(texts[i + 1])} became {Points(Nfc.Of(texts[i + 1]))}, not {Points(expected[i])}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static string Points(string text) => string.Join(' ', text.EnumerateRunes().Select(r => r.Value.ToString("X4")));
}

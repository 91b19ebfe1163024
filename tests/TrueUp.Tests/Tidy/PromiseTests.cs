using System.Text.RegularExpressions;
using Xunit;

namespace TrueUp.Tests.Tidy;

/// <summary>
/// The promises that are tested under their number: P1 an acknowledged write survives, P2 whole or not at all, P3 a failing disk, P4 facts count once, P5 corrections,
/// P6 order of arrival, P7 the same figures everywhere, P8 conservation, P9 the reference model, P10 no row unaccounted for, P11 history stays, P12 tampering is found,
/// P22 no input crashes, P23 many at one book, P24 clocks, P26 backups, P29 nothing exported runs.
/// </summary>
public sealed partial class PromiseTests
{
    static readonly string[] Promised = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "P22", "P23", "P24", "P26", "P29"];

    static readonly string[] Tested =
    [
        .. Sources.CSharp.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(file => Test().Matches(file.Code))
            .SelectMany(m => m.Groups["promise"].Captures.Select(c => c.Value)),
    ];

    [Fact]
    public void Every_promise_is_tested_under_its_number() => Found.Nothing(Promised.Except(Tested, StringComparer.Ordinal), "promises that no test is named after:");

    [Fact]
    public void No_test_is_named_after_a_promise_that_is_not_listed() => Found.Nothing(Tested.Except(Promised, StringComparer.Ordinal).Distinct(), "numbers that stand for nothing here:");

    [GeneratedRegex(@"public (async Task|void) ((?<promise>P\d+)_)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Test();
}

using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Commands;

/// <summary>
/// What a short command pays before it does anything. Time is not asserted, its cause is: methods the runtime has to compile at each start because no one could
/// ahead of time, nearly all of them framework generics over value types of ours. The limit leaves room for other versions of the framework.
/// </summary>
public sealed class StartTests
{
    const int Most = 80;

    [Fact]
    public void A_short_command_compiles_next_to_nothing_when_it_starts()
    {
        Trueup.Require();
        using TempBook book = new();
        var list = Path.Combine(book.Folder, "compiled.txt");
        book.Run("log-fill", "--date", "2026-01-05", "DOUG,buy,1,2.58").Clean();

        book.Trueup.With("DOTNET_JitStdOutFile", list).With("DOTNET_JitDisasmSummary", "1").Run("log-fill", "--date", "2026-01-05", "DOUG,buy,2,2.58").Clean();

        var compiled = File.ReadAllLines(list);
        Assert.True(compiled.Length <= Most, $"{compiled.Length} methods:\n{string.Join('\n', compiled)}");
    }
}

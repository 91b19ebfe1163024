using System.Diagnostics;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Upkeep;

/// <summary>What git sees in a copy of this repository in which somebody keeps books: nothing of theirs, unless they ask for it the way the guide says.</summary>
public sealed class GitIgnoreTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("trueup-git-").FullName;

    public GitIgnoreTests()
    {
        Tool.Require("git");
        Git("init", "-q", ".");
        File.Copy(Repository.At(".gitignore"), Path.Combine(folder, ".gitignore"));
    }

    [Theory]
    [InlineData("mybook/book.db")]
    [InlineData("mybook/book.db.lock")]
    [InlineData("mybook/book.db-journal")]
    [InlineData("mybook/trueup.yaml")]
    [InlineData("mybook/profiles/broker.yaml")]
    [InlineData("mybook/out/daily_2026-01-09.html")]
    [InlineData("mybook/out/sources/0a1b")]
    [InlineData("mybook-2026-01.bak")]
    [InlineData("books/public/journal.jsonl")]
    [InlineData("books/notes.txt")]
    [InlineData("trueup-demo/demo-data/README.md")]
    [InlineData("fills.csv")]
    [InlineData("data/fills/2026-01-05.csv")]
    [InlineData("live/2026-01-05/execution_log.csv")]
    [InlineData("statement.xlsx")]
    [InlineData("prices/AAPL.csv.gz")]
    [InlineData(".env")]
    public void Private_data_is_not_seen(string path)
    {
        Add(path);

        Assert.Equal([".gitignore"], Seen());
    }

    [Fact]
    public void What_is_put_under_books_public_is_seen_by_the_two_lines_of_the_guide()
    {
        Add("books/public/journal.jsonl");
        Add("books/private/journal.jsonl");
        var guide = File.ReadAllText(Repository.At("docs", "guide", "first-day.md"));
        foreach (var line in (string[])["!books/public/", "!books/public/**"])
        {
            Assert.Contains($"`{line}`", guide, StringComparison.Ordinal);
            File.AppendAllText(Path.Combine(folder, ".gitignore"), line + "\n");
        }

        Assert.Equal([".gitignore", "books/public/journal.jsonl"], Seen());
    }

    void Add(string path)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "private\n");
    }

    string[] Seen() => [.. Git("status", "--short", "--untracked-files=all").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[3..]).Order(StringComparer.Ordinal)];

    string Git(params string[] arguments)
    {
        ProcessStartInfo start = new("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        // The person's own settings may ignore more.
        start.Environment["GIT_CONFIG_GLOBAL"] = start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        using var git = Process.Start(start)!;
        var said = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return said;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

using System.Globalization;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Upkeep;

/// <summary>P26: a backup taken while others write is a whole book, and restored it has the same hash.</summary>
public sealed class BackupTests
{
    const int Writers = 8;
    const int Each = 4;
    const int BackupsMost = 3;

    [Fact]
    public async Task P26_backups_under_eight_writers_are_whole_books_that_the_book_went_through()
    {
        using TempBook book = new();
        var running = Enumerable.Range(0, Writers).Select(w => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
                book.Run("log-fill", "--date", "2026-01-05", "--account", "main", string.Create(CultureInfo.InvariantCulture, $"W{w},buy,{i + 1},2.50")).Clean();
        })).ToList();

        List<string> backups = [];
        while (backups.Count < BackupsMost && running.Any(r => !r.IsCompleted) || backups.Count == 0)
        {
            var file = Path.Combine(book.Folder, $"{backups.Count}.bak");
            book.Run("backup", file).Clean();
            backups.Add(file);
        }

        await Task.WhenAll(running);
        var last = Path.Combine(book.Folder, "last.bak");
        book.Run("backup", last).Clean();
        backups.Add(last);

        var whole = Entries(book, book.Book);
        foreach (var (backup, number) in backups.Select((b, i) => (b, i)))
        {
            var restored = Path.Combine(book.Folder, $"restored{number}");
            book.Run("restore", backup, restored).Clean();
            // What the backup has is the beginning of what the book has, entry by entry and hash by hash.
            var entries = Entries(book, restored);
            Assert.Equal(whole[..entries.Length], entries);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backup));
        }

        Assert.Equal(2 + Writers * Each, whole.Length);
        Assert.Equal(whole, Entries(book, Path.Combine(book.Folder, $"restored{backups.Count - 1}")));
    }

    [Fact]
    public void P26_a_backup_that_is_stopped_leaves_no_file_with_its_name_and_the_book_as_it_was()
    {
        using TempBook book = new();
        book.Run("log-fill", "--date", "2026-01-05", "DOUG,buy,60,2.58").Clean();
        for (var after = 1; after <= 40; after += 7)
        {
            Tool.Require("strace");
            var file = Path.Combine(book.Folder, $"{after}.bak");
            var ended = (book.Trueup with { Under = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", $"inject=pwrite64:error=ENOSPC:when={after}+"] }).Run("backup", file);
            if (ended.ExitCode == 0) break;

            Assert.Equal(4, ended.ExitCode);
            Assert.False(File.Exists(file), $"write {after} failed and {file} is there");
            Assert.Empty(Directory.EnumerateFiles(book.Folder, ".*.tmp*"));
        }

        book.Run("verify").Clean();
    }

    static string[] Entries(TempBook book, string folder)
    {
        book.Run("verify", "--book", folder).Clean();
        var export = folder + ".export";
        book.Run("export", "--layout", "jsonl", "--out", export, "--book", folder).Clean();
        return File.ReadAllLines(Path.Combine(export, "journal.jsonl"));
    }
}

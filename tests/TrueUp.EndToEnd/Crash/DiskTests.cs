using System.Globalization;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Crash;

/// <summary>P3: a disk that is full, read-only or failing gives a named error and no acknowledgement; the book stays whole and the same command works once the disk does.</summary>
public sealed class DiskTests
{
    static Finished Log(Trueup trueup, decimal quantity) => trueup.Run("log-fill", "--date", "2026-01-07", $"DOUG,buy,{quantity},2.60,o{quantity}");

    static void MustNotAcknowledge(Finished finished, string codes)
    {
        finished.Expect(4);
        Assert.Matches(codes, finished.Error);
        Assert.Contains("hint: ", finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("recorded,", finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void P3_a_full_disk_refuses_a_write_and_takes_it_when_there_is_space()
    {
        Trueup.Require();
        Assert.SkipUnless(Environment.UserName == "root", "only root may mount the small disk");
        using TempBook book = new();
        var folder = book.Book;
        var shell = book.Trueup with { Folder = book.Folder };
        Assert.SkipUnless(shell.Shell("cp -a book saved && mount -t tmpfs -o size=1M tmpfs book && cp -a saved/. book").ExitCode == 0, "mounting is not allowed here");
        try
        {
            foreach (var free in (int[])[4, 8, 12, 16, 24, 32, 48])
            {
                var before = Recorded.In(book).Rows.Count;
                // What is left after this is `free` kilobytes.
                shell.Shell($"avail=$(df --output=avail -k {folder} | tail -1); dd if=/dev/zero of={folder}/ballast bs=1k count=$((avail - {free})) status=none").Clean();
                var acknowledged = 0;
                Finished last;
                do last = Log(book.Trueup, before * 1000 + ++acknowledged);
                while (last.ExitCode == 0 && acknowledged < 60);
                if (last.ExitCode != 0)
                {
                    MustNotAcknowledge(last, "TU1808");
                    Assert.Equal(before + acknowledged - 1, Recorded.In(book).Rows.Count);
                    book.Run("positions").Clean(); // reading still works
                    book.Run("verify").Clean();
                }

                File.Delete(Path.Combine(folder, "ballast"));
                if (last.ExitCode != 0) Log(book.Trueup, before * 1000 + acknowledged).Clean();
                Assert.Equal(before + acknowledged, Recorded.In(book).Rows.Count);
            }

            // An import too large for the disk is refused whole, and taken when there is room.
            var rows = string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"2026-01-08,PRLD,buy,{i + 1},1.25,f{i}"));
            var file = book.Write("many.csv", $"date,symbol,side,quantity,price,fill_id\n{rows}\n");
            var entries = Recorded.In(book).Rows.Count;
            MustNotAcknowledge(book.Run("fill", "import", file), "TU1808");
            Assert.Equal(entries, Recorded.In(book).Rows.Count);
            shell.Shell($"mount -o remount,size=16M {folder}").Clean();
            book.Run("fill", "import", file).Clean();
            Assert.Equal(entries + 3000, Recorded.In(book).Rows.Count);
            Recorded.MustBeWhole(book);
        }
        finally
        {
            shell.Shell($"cd /; umount {folder}").Clean();
        }
    }

    [Fact]
    public void P3_a_read_only_book_is_read_and_not_written()
    {
        Trueup.Require();
        Assert.SkipUnless(Environment.UserName == "root" && Tool.IsThere("setpriv"), "only root can become somebody who may not write");
        using TempBook book = new();
        Log(book.Trueup, 5).Clean();
        // Readable to all, writable to none but root; the way there must be open too.
        book.Trueup.Shell($"chmod 0755 {book.Folder}; chmod -R a+rX,a-w {book.Book}").Clean();
        var nobody = book.Trueup with { Under = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] };
        Assert.SkipUnless(nobody.Run("--version").ExitCode == 0, "the binary is not readable to everybody");

        Assert.Contains("DOUG", nobody.Run("positions").Clean().Out, StringComparison.Ordinal);
        nobody.Run("verify").Clean();
        MustNotAcknowledge(Log(nobody, 6), "TU1807");
        var file = book.Write("fills.csv", "date,symbol,side,quantity,price\n2026-01-08,PRLD,buy,3,1.25\n");
        MustNotAcknowledge(nobody.Run("fill", "import", file), "TU1807");
        Assert.Equal([5m], Recorded.In(book).Quantities);
        book.Trueup.Shell($"chmod -R u+w {book.Book}").Clean();
    }

    /// <summary>The N-th call of a kind fails, for every N until there is no N-th call.</summary>
    [Theory]
    [InlineData("pwrite64", "ENOSPC")]
    [InlineData("pwrite64", "EIO")]
    [InlineData("fdatasync,fsync", "EIO")]
    [InlineData("ftruncate", "EIO")]
    [InlineData("openat", "EMFILE")]
    public void P3_whichever_call_to_the_disk_fails_the_fill_is_recorded_and_acknowledged_or_neither(string calls, string error)
    {
        Assert.SkipUnless(Strace.IsThere, "strace is not installed: apt-get install strace");
        using TempBook book = new();
        Log(book.Trueup, 1).Clean();
        string[] files = [book.Database, book.Database + "-journal", book.Database + ".lock", book.Book];
        var (failed, quantity) = (0, 1m);
        for (var n = 1; n <= 80; n++)
        {
            quantity++;
            var log = Path.Combine(book.Folder, "strace.log");
            var broken = book.Trueup with
            {
                Under = ["strace", "-f", "-qq", "-o", log, .. files.SelectMany(f => (string[])["-P", f]), "-e", $"trace={calls}", "-e", $"inject={calls}:error={error}:when={n}"],
            };
            var finished = Log(broken, quantity);
            var injected = File.ReadAllText(log).Contains("INJECTED", StringComparison.Ordinal);
            var there = Recorded.In(book).Quantities.Contains(quantity);
            var where = $"{calls} {n} {error}: {finished}\n{File.ReadAllText(log)}";
            if (!injected) Assert.True(finished.ExitCode == 0 && there, where);
            else if (finished.ExitCode == 0) Assert.True(there, "acknowledged, not recorded: " + where);
            else
            {
                Assert.True(finished.ExitCode == 4, where);
                MustNotAcknowledge(finished, "TU180[6-9]");
                // Only the sync after the last one that matters for atomicity may leave it open, and then it says so.
                Assert.True(!there || finished.Error.Contains("whether it was recorded is not certain", StringComparison.Ordinal), "recorded, not acknowledged: " + where);
                failed++;
            }

            // The same command, once the disk works again: the fill is there, once.
            Log(book.Trueup, quantity).Clean();
            Assert.Equal(1, Recorded.In(book).Quantities.Count(q => q == quantity));
            if (!injected) break;
            Assert.True(n < 80, "there is always one more call");
        }

        Assert.True(failed > 0, "no failure reached the program");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls} {error}: {failed} commands failed and recorded nothing"));
        Recorded.MustBeWhole(book);
    }
}

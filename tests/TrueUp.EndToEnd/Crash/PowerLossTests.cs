using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Crash;

/// <summary>
/// P1 and P2 against power loss. Everything the real program asks of the kernel is recorded; after every call the disk is cut off, with different parts of
/// what was not yet synced; each disk is opened as the next start would open it. What was acknowledged must be there, what was begun must
/// be there whole or not at all, and nothing may be damaged.
/// </summary>
public sealed class PowerLossTests
{
    static readonly TracedDisk.Keeps[] Policies =
        [
        TracedDisk.Keeps.Nothing, TracedDisk.Keeps.Everything, TracedDisk.Keeps.DataWithoutNames, TracedDisk.Keeps.NamesWithoutData,
        .. Enumerable.Repeat(TracedDisk.Keeps.Anything, 6)];

    /// <summary>How many disks are opened in one run: TRUEUP_POWER_IMAGES, else a few thousand.</summary>
    static int ImagesMax => int.TryParse(Environment.GetEnvironmentVariable("TRUEUP_POWER_IMAGES"), out var max) ? max : 5000;

    /// <param name="Sources">Files of evidence that were there at its end.</param>
    sealed record Step(List<Syscall> Calls, int EntriesAfter, Dictionary<string, byte[]> Sources);

    [Fact]
    public void P1_P2_no_power_loss_loses_what_was_acknowledged_or_leaves_half_of_anything()
    {
        Assert.SkipUnless(Strace.IsThere, "strace is not installed: apt-get install strace");
        Trueup.Require();
        // Not a tmpfs: the program may do other things there.
        var root = Directory.CreateTempSubdirectory("trueup-power-").FullName;
        try
        {
            var book = Path.Combine(root, "book");
            var database = Path.Combine(book, "book.db");
            var trueup = new Trueup { Folder = root }.With("TRUEUP_BOOK", book);
            List<Step> steps = [];
            void Run(params string[] arguments)
            {
                var (finished, calls) = Strace.Run(trueup, Syscall.Traced, arguments);
                finished.Clean();
                var sources = Path.Combine(book, "out", "sources");
                var kept = Directory.Exists(sources) ? Directory.GetFiles(sources).ToDictionary(f => f, File.ReadAllBytes) : [];
                steps.Add(new([.. Syscall.Read(calls, root)], Entries(database).Count, kept));
            }

            Run("init", book, "--opening-cash", "100000", "--on", "2026-01-02");
            for (var i = 0; i < 12; i++) Run("log-fill", "--date", "2026-01-05", $"DOUG,buy,{i + 1},2.60,order{i}");
            var rows = Enumerable.Range(0, 600).Select(i => string.Create(CultureInfo.InvariantCulture, $"2026-01-06,PRLD,{(i % 3 == 0 ? "sell" : "buy")},{i + 1},1.{i % 90 + 10},f{i}"));
            File.WriteAllText(Path.Combine(root, "fills.csv"), $"date,symbol,side,quantity,price,fill_id\n{string.Join('\n', rows)}\n");
            Run("fill", "import", Path.Combine(root, "fills.csv"));
            Run("positions"); // keeps a state of the fold
            Run("reverse", "5", "--reason", "wrong");
            for (var i = 0; i < 4; i++) Run("log-fill", "--date", "2026-01-07", $"DOUG,sell,{i + 1},2.70,later{i}");
            Run("rebuild");

            var final = Entries(database);
            Assert.True(steps[^1].Calls.Count > 20 && final.Count > 600);
            Assert.Single(steps[^1].Sources);
            trueup.Run("verify").Clean();
            var (images, lost, broken) = Replay(root, database, steps, final, ImagesMax);
            Assert.True(images > Math.Min(ImagesMax, 2000), $"only {images} disks were tried");
            Assert.True(lost.Count + broken.Count == 0, $"{lost.Count} disks lost what was acknowledged, {broken.Count} were damaged, of {images}:\n{string.Join('\n', lost.Concat(broken).Take(20))}");
            TestContext.Current.TestOutputHelper?.WriteLine($"{images} disks, none lost or damaged");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData("delete", "full", true)] // the journal's unlink is not synced
    [InlineData("truncate", "normal", true)]
    [InlineData("truncate", "full", false)]
    public void The_replay_finds_a_journal_mode_that_loses_acknowledged_commits(string mode, string synchronous, bool loses)
    {
        Assert.SkipUnless(Strace.IsThere, "strace is not installed: apt-get install strace");
        Tool.Require("sqlite3");
        Trueup.Require();
        var root = Directory.CreateTempSubdirectory("trueup-power-").FullName;
        try
        {
            var database = Path.Combine(root, "book.db");
            List<Step> steps = [];
            for (var i = 0; i < 6; i++)
            {
                var sql = $"pragma journal_mode={mode}; pragma synchronous={synchronous}; create table if not exists entry (seq integer primary key, hash blob, payload blob); "
                    + $"create table if not exists fill (seq integer primary key); insert into entry values ({i + 1}, x'0{i}', zeroblob(3000));";
                var log = Path.Combine(root, "trace.log");
                var shell = new Trueup { Folder = root }.Shell($"strace -f -y -qq -s 262144 -e trace={Syscall.Traced} -o {log} sqlite3 {database} \"{sql}\" && echo done").Clean();
                Assert.Contains("done", shell.Out, StringComparison.Ordinal);
                // Opening reads the file and does not change what the trace says.
                steps.Add(new([.. Syscall.Read(File.ReadAllLines(log), root).Where(c => c is not Syscall.Opened { Path: var p } || p != log)], i + 1, []));
                File.Delete(log);
            }

            var (images, lost, broken) = Replay(root, database, steps, Entries(database), 3000);
            Assert.True(images > 50);
            Assert.True(loses == lost.Count + broken.Count > 0, $"{lost.Count} lost, {broken.Count} damaged, of {images}:\n{string.Join('\n', lost.Concat(broken).Take(10))}");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    static (int Images, List<string> Lost, List<string> Broken) Replay(string root, string database, List<Step> steps, List<string> final, int max)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : root, $"trueup-images-{Environment.ProcessId}-{Path.GetFileName(root)}")).FullName;
        try
        {
            TracedDisk disk = new(root);
            HashSet<string> tried = [];
            List<string> lost = [], broken = [];
            Random random = new(1);
            var points = steps.Sum(s => s.Calls.Count);
            var every = Math.Max(1, points * Policies.Length / max);
            var (images, acknowledged) = (0, 0);
            Dictionary<string, byte[]> evidence = [];
            foreach (var (index, step) in steps.Index())
            {
                foreach (var call in step.Calls)
                {
                    // The book's success line: from here on the write must not be lost.
                    if (call is Syscall.Said { Text: var text } && text.Contains("recorded", StringComparison.Ordinal)) acknowledged = step.EntriesAfter;
                    if (!disk.Apply(call)) continue;
                    // Where there are too many, each point gets some of the policies.
                    foreach (var keeps in Policies)
                        if (random.Next(every) == 0) Try(keeps, step, $"{index}: {Short(call)}");
                }

                (acknowledged, evidence) = (step.EntriesAfter, step.Sources);
                foreach (var keeps in Policies) Try(keeps, step, $"{index}: its end");
            }

            return (images, lost, broken);

            void Try(TracedDisk.Keeps keeps, Step step, string where)
            {
                var files = disk.Crash(keeps, random);
                if (!tried.Add(Fingerprint(files, acknowledged))) return;
                images++;
                var gone = evidence.FirstOrDefault(e => !files.TryGetValue(e.Key, out var bytes) || !bytes.AsSpan().SequenceEqual(e.Value)).Key;
                var what = gone is not null ? $"lost: {Path.GetFileName(gone)}" : Check(scratch, database, files, acknowledged, step.EntriesAfter, final);
                if (what is null) return;
                (what.StartsWith("lost", StringComparison.Ordinal) ? lost : broken).Add($"{what} (keeping {keeps} after step {where})");
            }
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>What is wrong with the book on this disk, or null.</summary>
    static string? Check(string scratch, string database, Dictionary<string, byte[]> files, int acknowledged, int begun, List<string> final)
    {
        var image = Path.Combine(scratch, "book.db");
        File.Delete(image);
        File.Delete(image + "-journal");
        File.Delete(image + "-wal");
        if (!files.TryGetValue(database, out var content)) return acknowledged == 0 ? null : $"lost: the whole book, {acknowledged} entries";
        File.WriteAllBytes(image, content);
        foreach (var beside in (string[])["-journal", "-wal"])
            if (files.TryGetValue(database + beside, out var bytes)) File.WriteAllBytes(image + beside, bytes);
        try
        {
            var entries = Entries(image, out var fills, out var integrity);
            if (integrity != "ok") return $"damaged: {integrity}";
            if (!entries.SequenceEqual(final.Take(entries.Count))) return "damaged: another history";
            if (entries.Count < acknowledged) return $"lost: {acknowledged - entries.Count} acknowledged entries";
            if (entries.Count != acknowledged && entries.Count != begun) return $"damaged: {entries.Count} entries, neither {acknowledged} nor {begun}";
            return fills < 0 || fills == entries.Count(e => e.StartsWith("5 ", StringComparison.Ordinal)) ? null : $"damaged: {fills} rows of fills for {entries.Count} entries";
        }
        catch (Exception e) when (e is SqliteException or InvalidCastException)
        {
            return acknowledged == 0 && content.Length == 0 ? null : $"damaged: {e.Message}";
        }
    }

    static List<string> Entries(string database) => Entries(database, out _, out _);

    static List<string> Entries(string database, out int fills, out string integrity)
    {
        using SqliteConnection connection = new($"Data Source={database};Pooling=False");
        connection.Open();
        // Files made by the self-test have no kinds; a book has.
        var isBook = Convert.ToInt64(Scalar(connection, "pragma application_id"), CultureInfo.InvariantCulture) != 0;
        integrity = (string)Scalar(connection, "pragma quick_check")!;
        List<string> entries = [];
        fills = -1;
        if (Convert.ToInt64(Scalar(connection, "select count(*) from sqlite_master where name = 'entry'"), CultureInfo.InvariantCulture) == 0) return entries;
        using var command = connection.CreateCommand();
        command.CommandText = isBook ? "select kind, seq, hash from entry order by seq" : "select 0, seq, hash from entry order by seq";
        using var rows = command.ExecuteReader();
        while (rows.Read()) entries.Add($"{rows.GetInt64(0)} {rows.GetInt64(1)} {Convert.ToHexString((byte[])rows[2])}");
        if (isBook) fills = Convert.ToInt32(Scalar(connection, "select count(*) from fill"), CultureInfo.InvariantCulture);
        return entries;
    }

    static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    static string Fingerprint(Dictionary<string, byte[]> files, int acknowledged)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(BitConverter.GetBytes(acknowledged));
        foreach (var (path, bytes) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (!path.Contains("book.db", StringComparison.Ordinal)) continue;
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(path));
            hash.AppendData(bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    static string Short(Syscall call) => call switch
    {
        Syscall.Written w => $"write of {w.Data.Length} at {w.Offset} of {Path.GetFileName(w.Path)}",
        _ => call.ToString(),
    };
}

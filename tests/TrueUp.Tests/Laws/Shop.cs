using System.CommandLine;
using System.Globalization;
using TrueUp.Commands;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Reading;
using Xunit;

namespace TrueUp.Tests.Laws;

/// <summary>A book used through the program's own commands, without a process for each: what a person types, hundreds of times a second. Gone after the test.</summary>
sealed class Shop : IDisposable
{
    // Options are defined once for all commands, and building commands is not for two threads.
    static readonly Lock OneAtATime = new();
    static int made;

    readonly string folder = Directory.CreateDirectory(
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"trueup-shop-{Environment.ProcessId}-{Interlocked.Increment(ref made)}")).FullName;

    public Shop(params string[] init) => Run(["init", Book, .. init]).Expect(0);

    string Book => Path.Combine(folder, "book");

    public JournalHead Head => Read(journal => journal.Head);

    /// <param name="Notes">Standard error.</param>
    public sealed record Answer(string Command, int Code, string Notes)
    {
        public Answer Expect(int code)
        {
            Assert.True(Code == code, $"trueup {Command} ended with {Code}\n{Notes}");
            return this;
        }
    }

    public Answer Run(params string[] arguments)
    {
        using MemoryStream output = new();
        using StreamWriter stdout = new(output);
        using StringWriter notes = new(CultureInfo.InvariantCulture);
        string[] all = [.. arguments, "--book", Book];
        lock (OneAtATime)
        {
            try
            {
                var code = AllCommands.Root(all, out _).Parse(all).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = stdout, Error = notes });
                return new(string.Join(' ', arguments), code, notes.ToString());
            }
            catch (RefusedException e)
            {
                return new(string.Join(' ', arguments), 2, string.Join('\n', e.Rejections.Select(r => r.Message)));
            }
        }
    }

    /// <summary>Writes a file and gives its path.</summary>
    public string File(string name, string text)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public T Read<T>(Func<SqliteJournal, T> read)
    {
        using var journal = SqliteJournal.Open(Path.Combine(Book, "book.db"), readOnly: true);
        return read(journal);
    }

    /// <summary>Every figure of the book, without the sequences of what it came from.</summary>
    public string Figures() => Read(journal => Describe.Book(Books.At(journal, Cut.Everything, LotMethod.Fifo, fresh: true), sources: false));

    public List<Entry> Entries() => Read(journal => journal.Read(0, long.MaxValue).Select(p => p.Entry).ToList());

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

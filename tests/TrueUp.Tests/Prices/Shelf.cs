using System.IO.Compression;
using System.Text;
using NodaTime;
using TrueUp.Edges.Prices;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Tests.Prices;

/// <summary>A price store of its own and a folder to import files from.</summary>
sealed class Shelf : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("trueup-prices-").FullName;
    readonly Database database = Database.OpenInMemory();

    public Shelf()
    {
        Run(PriceStore.Schema);
        Store = new(database);
    }

    public PriceStore Store { get; }

    public TradeDate Today { get; init; } = Given.Day("2026-02-02");

    public string Folder => folder;

    public string Put(string name, string content) => Put(name, Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\n")));

    public string Put(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public static byte[] Gzip(byte[] content)
    {
        using MemoryStream to = new();
        using (GZipStream gzip = new(to, CompressionLevel.SmallestSize)) gzip.Write(content);
        return to.ToArray();
    }

    public ImportedFile Import(string name, string content, Convention? convention = Convention.Raw, string? currency = null, IntakeRules? rules = null) =>
        Import([Put(name, content)], convention, currency, rules)[0];

    /// <summary>As the command does: in a transaction that a refusal rolls back.</summary>
    public IReadOnlyList<ImportedFile> Import(IReadOnlyList<string> paths, Convention? convention = Convention.Raw, string? currency = null, IntakeRules? rules = null)
    {
        Run("begin immediate");
        try
        {
            var files = PriceImport.Run(Store, [.. paths.SelectMany(PriceImport.FilesIn)], new()
            {
                Convention = convention,
                Unit = QuoteUnit.From(currency),
                UnitOf = _ => QuoteUnit.Usd,
                Today = Today,
                Now = Instant.FromUtc(2026, 2, 2, 21, 0),
                Rules = rules ?? IntakeRules.None,
            });
            Run("commit");
            return files;
        }
        catch
        {
            Run("rollback");
            throw;
        }
    }

    /// <summary>What is wrong with a file, one line each: code, line and column, sentence.</summary>
    public string Refusal(string name, byte[] content, Convention? convention = Convention.Raw)
    {
        try
        {
            Import([Put(name, content)], convention);
            return "";
        }
        catch (RefusedException e)
        {
            return string.Join('\n', e.Rejections.Select(r => r.Message));
        }
    }

    public PriceSeries? Read(string symbol, Convention convention = Convention.Raw) => Store.Read(new(Symbol.Stored(symbol), convention));

    public void Dispose()
    {
        database.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    public void Run(string sql) => database.Execute(sql);
}

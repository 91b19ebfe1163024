using Microsoft.Data.Sqlite;

namespace TrueUp.EndToEnd.Harness;

/// <summary>A temporary folder with a book in it, gone after the test. The folder is the working folder of every command.</summary>
public sealed class TempBook : IDisposable
{
    /// <param name="init">Arguments of <c>trueup init</c> after the folder; none makes a USD book on New York time.</param>
    public TempBook(params string[] init)
        : this(null, init)
    {
    }

    /// <summary>A book made at an instant, which stays now for every command.</summary>
    public static TempBook At(string now, params string[] init) => new(now, init);

    TempBook(string? now, string[] init)
    {
        Trueup.Require();
        Folder = Directory.CreateTempSubdirectory("trueup-test-").FullName;
        Book = Path.Combine(Folder, "book");
        Trueup = new Trueup { Folder = Folder }.With("TRUEUP_BOOK", Book).With("TRUEUP_NOW", now);
        Trueup.Run(["init", Book, .. init]).Clean();
    }

    public string Folder { get; }

    /// <summary>The book's own folder.</summary>
    public string Book { get; }

    public string Database => Path.Combine(Book, "book.db");

    /// <summary>The binary with this book as its book.</summary>
    public Trueup Trueup { get; init; }

    public Finished Run(params string[] arguments) => Trueup.Run(arguments);

    /// <summary>Runs a command that must be clean and gives its JSON.</summary>
    public System.Text.Json.JsonElement Json(params string[] arguments) => Run([.. arguments, "--json"]).Clean().Json;

    /// <summary>Writes a file into the folder, beside the book, and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The first column of the first row, read from the database file behind the program's back.</summary>
    public object? Scalar(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Changes the database file behind the program's back: the tampering that verify must find.</summary>
    public int Tamper(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    SqliteConnection Open()
    {
        SqliteConnection connection = new($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }
}

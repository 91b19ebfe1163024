using TrueUp.Edges.Store.Sqlite;
using Xunit;

namespace TrueUp.Tests.Store;

/// <summary>SQL at a book's file behind the journal's back.</summary>
static class RawSql
{
    public static void Run(string file, string sql)
    {
        using var database = Database.Open(file);
        database.Execute(sql);
    }

    public static long Number(string file, string sql)
    {
        using var database = Database.Open(file);
        using var row = database.Prepare(sql);
        Assert.True(row.Step());
        return row.Int64(0);
    }

    public static byte[] Bytes(string file, string sql)
    {
        using var database = Database.Open(file);
        using var row = database.Prepare(sql);
        Assert.True(row.Step());
        return row.Bytes(0).ToArray();
    }

    /// <summary>The first column of every row, which is text.</summary>
    public static List<string> Texts(Database database, string sql)
    {
        using var rows = database.Prepare(sql);
        List<string> texts = [];
        while (rows.Step()) texts.Add(rows.Text(0));
        return texts;
    }
}

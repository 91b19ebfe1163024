using System.CommandLine;
using System.CommandLine.Parsing;
using TrueUp.Ledger.Values;
using TrueUp.Render.Text;

using Option = System.CommandLine.Option;

namespace TrueUp;

/// <summary>Options that mean the same on every command, defined once.</summary>
static class Options
{
    public static readonly Option<string?> Book = new("--book") { Description = "Which book: its folder (default: $TRUEUP_BOOK, the nearest trueup.yaml upwards, else the user's own)", Recursive = true };
    public static readonly Option<string?> Account = new("--account") { Description = "Which account, where the book has several", Recursive = true };
    public static readonly Option<string?> FormatName = new("--format") { Description = "text, json or csv", Recursive = true, CompletionSources = { "text", "json", "csv" } };
    public static readonly Option<bool> Json = new("--json") { Description = "The same as --format json", Recursive = true };
    public static readonly Option<bool> DryRun = new("--dry-run") { Description = "Answer as if it were done, and change nothing", Recursive = true };
    public static readonly Option<bool> NoProgress = new("--no-progress") { Description = "No progress on stderr", Recursive = true };
    public static readonly Option<bool> Debug = new("--debug") { Description = "Show where in the program an error came from", Recursive = true };
    public static readonly Option<bool> IKnow = new("--i-know") { Description = "Use a book in a network or synchronised folder all the same", Recursive = true };

    // Text, and read when it is asked for: an option of numbers is compiled at every start.
    public static readonly Option<string?> Wait = new("--wait") { Description = "Seconds to wait for another writer of the book, and for a program that prints (default 60)", Recursive = true };

    public static readonly Option<string?> AsOf = new("--as-of") { Description = "The book as of a day: YYYY-MM-DD, today or yesterday" };
    public static readonly Option<string?> KnownBy = new("--known-by") { Description = "The book as it was known at a moment: YYYY-MM-DD or 2026-03-31T16:00:00Z" };

    public static IEnumerable<Option> Everywhere => [Book, Account, FormatName, Json, DryRun, NoProgress, Debug, IKnow, Wait];

    /// <summary>An option given twice is a mistake, not a choice of the last.</summary>
    public static Option<T> Once<T>(this Option<T> option)
    {
        option.AllowMultipleArgumentsPerToken = false;
        return option;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TrueUp.Demo;
using TrueUp.Edges.Printing;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;

namespace TrueUp.Commands;

/// <summary>
/// <c>trueup demo [DIR]</c>: a book of made-up data, by the commands a person would type, and where to look in it. Every step is such a command, run
/// in this process; a second run finds everything recorded.
/// </summary>
static class DemoCommand
{
    const string DataFolder = "demo-data";
    const string Settings = """
        # A demonstration: everything in this book was made up by "trueup demo".
        benchmarks: [SPY.DEMO, IWM.DEMO, IWC.DEMO]

        """;

    public static Command Build()
    {
        Argument<string?> folder = new("dir") { Description = "The folder of the book (default: trueup-demo here)", Arity = ArgumentArity.ZeroOrOne };
        return new Command("demo", "Make a book of synthetic data and run the daily loop over it") { folder }.Does(desk =>
        {
            var named = desk.Args.GetValue(folder) is { Length: > 0 } given ? given : "trueup-demo";
            var book = Path.GetFullPath(named);
            var files = DemoFiles.All();
            var again = IsThere(book, files);
            if (desk.DryRun)
            {
                desk.Notes.WriteLine($"dry run: nothing was made in {book}");
                return ExitCode.Clean;
            }

            using StreamWriter to = new(desk.Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { AutoFlush = true, NewLine = "\n" };
            new Tour(book, named, to, desk.Output).Run(files, again);
            return ExitCode.Clean;
        });
    }

    /// <summary>Whether this demonstration is there already. Anything else in the folder is somebody's, and is refused.</summary>
    static bool IsThere(string book, IReadOnlyList<(string Name, string Text)> files)
    {
        if (!Directory.Exists(book) && !File.Exists(book)) return false;
        if (Directory.Exists(book) && !Directory.EnumerateFileSystemEntries(book).Any()) return false;
        var data = Path.Combine(book, DataFolder);
        return File.Exists(new BookFolder(book).Database) && files.All(f => File.Exists(Path.Combine(data, f.Name)) && File.ReadAllText(Path.Combine(data, f.Name)) == f.Text)
            ? true
            : throw new RefusedException(Codes.BookExists, new(book), "there is something here that is not this demonstration", "name another folder: trueup demo DIR");
    }

    /// <summary>The steps, each said with the command that does it.</summary>
    sealed class Tour(string book, string named, TextWriter to, Stream output)
    {
        static readonly string Day = DemoMarket.Last.ToString();
        static readonly string First = DemoMarket.First.ToString();

        public void Run(IReadOnlyList<(string Name, string Text)> files, bool again)
        {
            Say($"Everything here is made up: eight companies that do not exist, three stand-ins for benchmarks, 128 sessions from {First} to {Day}.");
            Say("");
            if (!again) Make(files);
            Import("price", DemoFiles.Prices, "--convention", "raw");
            Import("action", DemoFiles.Actions);
            Import("rec", DemoFiles.Recommendations);
            Import("fill", DemoFiles.HandKept);
            Import("fill", DemoFiles.Broker);
            Import("cash", DemoFiles.Cash);
            Say("");
            Show();
        }

        void Make(IReadOnlyList<(string Name, string Text)> files)
        {
            var made = Inner(["init", book, "--account", "demo", "--opening-cash", DemoFiles.OpeningCash, "--on", First]);
            Shown($"init {named} --account demo --opening-cash {DemoFiles.OpeningCash} --on {First}", made, []);
            Durable.Write(new BookFolder(book).Settings, Encoding.UTF8.GetBytes(Settings));
            var data = Path.Combine(book, DataFolder);
            Durable.MakeFolder(data);
            foreach (var (name, text) in files) WholeFile.Write(Path.Combine(data, name), text);
        }

        void Import(string noun, string file, params string[] more)
        {
            var done = Inner([noun, "import", Path.Combine(book, DataFolder, file), .. more, "--book", book]);
            // The sentence that counts, and what is held; what the importer noticed beside is for the command itself.
            var counted = done.Notes.Where(n => n.Contains(" recorded, ", StringComparison.Ordinal) || n.StartsWith("held ", StringComparison.Ordinal));
            Shown(string.Join(' ', [noun, "import", Path.Combine(named, DataFolder, file), .. more]), done, counted);
        }

        void Show()
        {
            Shown($"daily --date {Day}", Inner(["daily", "--date", Day, "--book", book]), []);
            var review = Answer(["reconcile", "--from", First, "--to", Day]).GetProperty("totals");
            Say("");
            Say($"Meant    {Count(review, "recommended")} recommendations: {Statuses(review)}; {Count(review, "unplanned")} fill that nobody recommended");
            Say($"Cost     {Money(review, "slippageMoney")} USD of slippage ({Money(review, "slippageBps")} bps, positive is a cost), {Money(review, "fees")} in fees");
            Worth(Answer(["equity", "--to", Day]));
            Waiting();
            Look();
        }

        void Worth(JsonElement curve)
        {
            var last = curve.GetProperty("points").EnumerateArray().Last();
            var summary = curve.GetProperty("summary");
            var beside = curve.GetProperty("benchmarks").EnumerateArray()
                .Select(b => $"{b.GetProperty("symbol").GetString()} {Percent(b.GetProperty("points").EnumerateArray().Last().GetProperty("index").GetDecimal() - 1)}");
            Say($"Worth    {Money(last, "equity")} USD on {Day}, {Money(last, "cash")} of it cash");
            Say($"Return   {Percent(summary.GetProperty("totalReturn").GetDecimal())} time-weighted, beside {string.Join(", ", beside)}; deepest fall {Percent(summary.GetProperty("maxDrawdown").GetDecimal())}");
        }

        void Waiting()
        {
            var held = Answer(["held", "list"]).GetProperty("held").EnumerateArray().ToList();
            if (held.Count > 0) Say($"Waiting  {held.Count} row is held for you and in none of these figures: {held[0].GetProperty("why").GetString()}");
        }

        void Look()
        {
            Say("");
            Say("Look at");
            foreach (var file in Directory.EnumerateFiles(new BookFolder(book).Output, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                if (Path.GetExtension(file) is ".html" or ".svg" or ".png") Say($"  {Path.Combine(named, Path.GetRelativePath(book, file))}");
            var commands = Next.Select(n => (Line: $"trueup {n.Command} --book {named}", n.What)).ToList();
            foreach (var (line, what) in commands) Say($"  {line.PadRight(commands.Max(c => c.Line.Length))}  {what}");
            var path = Environment.GetEnvironmentVariable("PATH") ?? "";
            if (!path.Split(Path.PathSeparator).Any(folder => folder.Length > 0 && (File.Exists(Path.Combine(folder, "trueup")) || File.Exists(Path.Combine(folder, "trueup.exe")))))
                Say("Your shell finds trueup after, in the repository: dotnet run build.cs -- publish && export PATH=\"$PWD/out:$PATH\"");
        }

        static readonly (string Command, string What)[] Next =
        [
            ($"positions --as-of {Day} --lots", "what is held, lot by lot"),
            ($"reconcile --from {First} --to {Day}", "every recommendation and what became of it"),
            ($"realized --to {Day}", "closed lots"),
            ($"equity --to {Day}", "every session's value and return"),
            ("held list", "the row that waits"),
            ("verify", "the book proves itself"),
        ];

        JsonElement Answer(string[] arguments)
        {
            using var document = JsonDocument.Parse(Inner([.. arguments, "--json", "--book", book]).Output);
            return document.RootElement.Clone();
        }

        void Shown(string command, Finished finished, IEnumerable<string> lines)
        {
            Say($"$ trueup {command}");
            foreach (var line in lines) Say($"  {line}");
            if (finished.Code is not (ExitCode.Clean or ExitCode.Findings or ExitCode.Held)) throw new System.Diagnostics.UnreachableException($"{command} ended with {finished.Code}");
        }

        void Say(string line)
        {
            to.WriteLine(line);
            output.Flush();
        }

        static string Statuses(JsonElement totals) => string.Join(", ", ((string[])["filled", "filledLate", "partial", "missed", "expired", "overfilled"])
            .Where(s => totals.TryGetProperty(s, out var n) && n.GetInt32() > 0)
            .Select(s => $"{Count(totals, s)} {(s == "filledLate" ? "filled late" : s)}"));

        static string Count(JsonElement of, string name) => of.GetProperty(name).GetInt32().ToString(CultureInfo.InvariantCulture);

        static string Money(JsonElement of, string name) => Ledger.Values.Digits.Fixed(of.GetProperty(name).GetDecimal(), 2);

        static string Percent(decimal ratio) => $"{(ratio >= 0 ? "+" : "")}{Ledger.Values.Digits.Fixed(ratio * 100, 1)}%";
    }

    sealed record Finished(int Code, byte[] Output, IReadOnlyList<string> Notes);

    /// <summary>One command line, as the program itself would run it.</summary>
    static Finished Inner(string[] arguments)
    {
        using MemoryStream answer = new();
        using StreamWriter stdout = new(answer);
        using StringWriter notes = new(CultureInfo.InvariantCulture);
        var parsed = AllCommands.Root(arguments, out _).Parse(arguments);
        var code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = stdout, Error = notes });
        return new(code, answer.ToArray(), notes.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}

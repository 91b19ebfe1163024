using System.CommandLine;
using TrueUp.Reference;

namespace TrueUp.Commands;

/// <summary><c>trueup docs FOLDER</c>, for those who build TrueUp: writes the reference. Hidden, since it says nothing of a book.</summary>
static class DocsCommand
{
    public static Command Build()
    {
        Argument<string> folder = new("folder") { Description = "docs/reference" };
        Option<string?> errors = new("--errors") { Description = "The pages about single codes (default: tests/errors beside docs, if it is there)" };
        return new Command("docs", "Write the reference") { Hidden = true, Arguments = { folder }, Options = { errors } }.Does(desk =>
        {
            var into = Path.GetFullPath(desk.Args.GetValue(folder)!);
            var pages = desk.Args.GetValue(errors) ?? Path.Combine(into, "..", "..", "tests", "errors");
            Directory.CreateDirectory(into);
            foreach (var (name, text) in Pages.All(Directory.Exists(pages) ? pages : null)) File.WriteAllText(Path.Combine(into, name), text);
            return ExitCode.Clean;
        });
    }
}

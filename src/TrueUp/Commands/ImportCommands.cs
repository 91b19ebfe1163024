using System.CommandLine;

namespace TrueUp.Commands;

/// <summary>The <c>import FILE</c> verbs.</summary>
static class ImportCommands
{
    public static Command Cash() => new("import", "Import cash movements from a file");

    public static Command Actions() => new("import", "Import corporate actions and option events from a file");
}

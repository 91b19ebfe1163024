#pragma warning disable CA1050, MA0047 // the runtime looks for this name outside any namespace

/// <summary>
/// Loaded by the runtime into a program under test before its Main (DOTNET_STARTUP_HOOKS names this assembly): writes down which culture and zone the
/// program finds itself in, so that a test of cultures can tell a culture that changes nothing from one that was never there.
/// </summary>
static class StartupHook
{
    public const string Variable = "TEST_SAY_CULTURE";

    public static void Initialize()
    {
        if (System.Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path) return;
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        System.IO.File.WriteAllText(path, $"{culture.Name} {-1234.5m:N1} {new System.DateTime(2026, 1, 5):d} {System.TimeZoneInfo.Local.Id}");
    }
}

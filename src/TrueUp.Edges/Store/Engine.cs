using System.Reflection;
using System.Runtime.InteropServices;

namespace TrueUp.Edges.Store;

/// <summary>
/// The SQLite library this process uses and how it must be driven to keep its promises. The operating system's library is preferred because it is patched;
/// the bundled one is the fallback. Write-ahead logging is used only where the library has the fix for lost commits on WAL reset
/// (3.51.3, 3.50.7, 3.44.6); elsewhere a truncated rollback journal, which lost nothing in power-loss replay.
/// </summary>
public static class Engine
{
    /// <summary>The name of the bundled library; the system's is looked for first.</summary>
    internal const string LibraryName = "e_sqlite3";

#pragma warning disable CA2255 // compiled code may look its imports up before any of our methods runs, so only a module initializer is early enough
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void FindLibrary() => NativeLibrary.SetDllImportResolver(typeof(Engine).Assembly, Resolve);
#pragma warning restore CA2255

    public static unsafe string Version => Marshal.PtrToStringUTF8((nint)Sqlite.Native.Version())!;

    /// <summary>True where write-ahead logging is safe with several processes.</summary>
    public static bool HasWalResetFix(string version)
    {
        var parts = version.Split('.');
        if (parts.Length < 3 || !int.TryParse(parts[0], out var major) || !int.TryParse(parts[1], out var minor) || !int.TryParse(parts[2], out var patch)) return false;
        return (major, minor, patch) switch
        {
            ( > 3, _, _) => true,
            (3, > 51, _) => true,
            (3, 51, >= 3) => true,
            (3, 50, >= 7) => true,
            (3, 44, >= 6) => true,
            _ => false,
        };
    }

    public static string JournalMode => HasWalResetFix(Version) ? "wal" : "truncate";

    static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != LibraryName) return IntPtr.Zero;
        var system = OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : OperatingSystem.IsWindows() ? "winsqlite3" : "libsqlite3.so.0";
        return NativeLibrary.TryLoad(system, out var handle) ? handle : IntPtr.Zero;
    }
}

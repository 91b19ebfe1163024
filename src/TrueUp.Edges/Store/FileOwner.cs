using System.Runtime.InteropServices;

namespace TrueUp.Edges.Store;

/// <summary>Whose files are. The framework has no calls for it.</summary>
public static partial class FileOwner
{
    const int OthersMayNothing = 0b000_111_111;

    /// <summary>From here on every new file and folder of this process is its owner's alone, whatever mask the shell has.</summary>
    public static void KeepNewFilesPrivate()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(OthersMayNothing);
    }

    /// <summary>
    /// True where the administrator is about to work on somebody else's file: files made beside it would be the administrator's, and the owner could no longer
    /// write. Not known outside Linux, where it is false.
    /// </summary>
    public static bool IsOfAnotherThanAdministrator(string path)
    {
        const int CurrentFolder = -100;
        const uint Owner = 0x8;
        const int OwnerAt = 20;
        if (!OperatingSystem.IsLinux() || EffectiveUser() != 0) return false;
        Span<byte> status = stackalloc byte[256];
        return Status(CurrentFolder, path, 0, Owner, status) == 0 && BitConverter.ToUInt32(status[OwnerAt..]) != 0;
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial int SetMask(int mask);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Status(int folder, string path, int flags, uint mask, Span<byte> status);
}

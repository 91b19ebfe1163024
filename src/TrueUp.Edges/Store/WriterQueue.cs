using System.Buffers.Binary;
using System.Globalization;
using NodaTime;
using TrueUp.Ledger.Journal;

namespace TrueUp.Edges.Store;

/// <summary>
/// First come, first served among the processes that want to write one book. A writer takes the next ticket under a short lock, holds a lock on its
/// ticket's byte, and waits until no lower ticket is held. The operating system lets go of a dead writer's byte, so a crash never blocks the queue,
/// and the file is never deleted, so nobody can queue in a file that no longer exists.
/// </summary>
sealed class WriterQueue : IDisposable
{
    // Byte 0 guards the counter; tickets lock bytes far beyond the file's content, which POSIX allows.
    const long FirstTicket = 4096;

    static readonly Lock OneAtATime = new();

    readonly FileStream file;
    readonly long ticket;

    WriterQueue(FileStream file, long ticket) => (this.file, this.ticket) = (file, ticket);

    /// <exception cref="WorldFailedException">TU1810 when the queue does not move for <paramref name="patience"/>, naming the process in front.</exception>
    public static WriterQueue Enter(string path, Duration patience)
    {
        // Locks belong to a process, so the threads of one process take turns before it queues.
        OneAtATime.Enter();
        FileStream? file = null;
        try
        {
            file = Open(path);
            var waited = System.Diagnostics.Stopwatch.StartNew();
            Wait(file, 0, 1, waited, patience, path);
            var ticket = Take(file);
            Hold(file, FirstTicket + ticket, 1);
            LetGo(file, 0, 1);
            if (ticket > 0) WaitForLower(file, ticket, waited, patience, path);
            Sign(file);
            return new(file, ticket);
        }
        catch (Exception e)
        {
            file?.Dispose();
            OneAtATime.Exit();
            if (e is IOException or UnauthorizedAccessException) throw Durable.Failed(path, e);
            throw;
        }
    }

    public void Dispose()
    {
        LetGo(file, FirstTicket + ticket, 1);
        file.Dispose();
        OneAtATime.Exit();
    }

    static FileStream Open(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    static long Take(FileStream file)
    {
        Span<byte> counter = stackalloc byte[8];
        file.Position = 0;
        var next = file.Read(counter) == 8 ? BinaryPrimitives.ReadInt64LittleEndian(counter) : 0;
        BinaryPrimitives.WriteInt64LittleEndian(counter, next + 1);
        file.Position = 0;
        file.Write(counter);
        return next;
    }

    static void WaitForLower(FileStream file, long ticket, System.Diagnostics.Stopwatch waited, Duration patience, string path)
    {
        Wait(file, FirstTicket, ticket, waited, patience, path);
        LetGo(file, FirstTicket, ticket);
    }

    static void Wait(FileStream file, long from, long length, System.Diagnostics.Stopwatch waited, Duration patience, string path)
    {
        while (true)
        {
            try
            {
                Hold(file, from, length);
                return;
            }
            catch (IOException) when (waited.Elapsed < patience.ToTimeSpan())
            {
                Pause();
            }
            catch (IOException e)
            {
                throw new WorldFailedException(Codes.BookLocked, path, $"process {Holder(file)} has been writing for {patience.TotalSeconds:0} seconds", e);
            }
        }
    }

#pragma warning disable RS0030 // waiting is this type's job
    static void Pause() => Thread.Sleep(1);
#pragma warning restore RS0030

    // macOS has no byte-range locks in .NET: there the engine's own lock is the only queue, which is safe but not fair.
    static void Hold(FileStream file, long from, long length)
    {
        if (!OperatingSystem.IsMacOS()) file.Lock(from, length);
    }

    static void LetGo(FileStream file, long from, long length)
    {
        if (!OperatingSystem.IsMacOS()) file.Unlock(from, length);
    }

    static void Sign(FileStream file)
    {
        Span<byte> pid = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(pid, Environment.ProcessId);
        file.Position = 8;
        file.Write(pid);
    }

    static string Holder(FileStream file)
    {
        Span<byte> pid = stackalloc byte[8];
        file.Position = 8;
        return file.Read(pid) == 8 ? BinaryPrimitives.ReadInt64LittleEndian(pid).ToString(CultureInfo.InvariantCulture) : "unknown";
    }
}

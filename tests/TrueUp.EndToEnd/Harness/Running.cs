using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace TrueUp.EndToEnd.Harness;

/// <summary>A process in a session and process group of its own: it has no terminal, and can be killed with everything it started.</summary>
public sealed partial class Running : IDisposable
{
    readonly Process process;
    readonly Task<byte[]> output;
    readonly Task<byte[]> error;
    readonly string command;
    readonly TimeSpan limit;
    readonly Stopwatch clock = Stopwatch.StartNew();

    internal Running(ProcessStartInfo start, string? input, string command, TimeSpan limit)
    {
        this.command = command;
        this.limit = limit;
        process = Process.Start(start) ?? throw new InvalidOperationException($"cannot start {start.FileName}");
        output = Drain(process.StandardOutput.BaseStream);
        error = Drain(process.StandardError.BaseStream);
        if (input is not null) Type(input);
        // A test that talks to a running process asks for it (KeepInputOpen): otherwise standard input is at its end.
        if (input != KeepInputOpen) CloseInput();
    }

    /// <summary>As input: type with <see cref="Type"/> while the process runs.</summary>
    public const string KeepInputOpen = "";

    public int Pid => process.Id;

    public bool HasExited => process.HasExited;

    public void Type(string text)
    {
        try
        {
            process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(text));
            process.StandardInput.BaseStream.Flush();
        }
        catch (IOException)
        {
            // It ended without reading all of it, which is its right.
        }
    }

    public void CloseInput()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Waits for the end; a process that outlives its limit is killed and fails the test.</summary>
    public Finished Wait()
    {
        if (!process.WaitForExit(limit))
        {
            Kill();
            process.WaitForExit(TimeSpan.FromSeconds(10));
            Assert.Fail($"still running after {limit.TotalSeconds} s\n{Result()}");
        }

        return Result();
    }

    /// <summary>kill -9 for the whole process group: nothing runs a handler, nothing is flushed.</summary>
    public void Kill() => Signal(9);

    /// <summary>Sends a signal (2 interrupt, 9 kill, 15 terminate) to the process group. A group that has ended is left in peace.</summary>
    public void Signal(int signal) => _ = Libc.Kill(-process.Id, signal);

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    Finished Result()
    {
        // Something it started may still hold the pipes: what counts is the process, so the wait for the rest is short.
        Task.WaitAll([output, error], TimeSpan.FromSeconds(5));
        return new(command, process.ExitCode, Read(output), Encoding.UTF8.GetString(Read(error)), clock.Elapsed);
    }

    static byte[] Read(Task<byte[]> pipe) => pipe.IsCompletedSuccessfully ? pipe.Result : "(the pipe is still open)"u8.ToArray();

    static async Task<byte[]> Drain(Stream pipe)
    {
        using MemoryStream bytes = new();
        await pipe.CopyToAsync(bytes).ConfigureAwait(false);
        return bytes.ToArray();
    }

    static partial class Libc
    {
        [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static partial int Kill(int pid, int signal);
    }
}

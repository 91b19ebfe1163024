using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using TrueUp.Ledger.Journal;

namespace TrueUp.Edges.Printing;

/// <summary>PNG as a print of SVG, made by an engine the machine has. One process per picture: offline, with a time limit, gone when done.</summary>
public static class PngPrint
{
    /// <summary>Prints <paramref name="svg"/> and puts it at <paramref name="path"/>, whole or not at all.</summary>
    /// <param name="engine">From <see cref="PrintEngine.Find"/>; null throws TU1930, so ask only when a PNG was asked for.</param>
    /// <param name="svg">Complete SVG text that fetches nothing.</param>
    /// <param name="path">Replaced when it exists.</param>
    /// <param name="size">Of the picture at scale 1, as the SVG says it.</param>
    /// <param name="scale">Pixels of the PNG per pixel of the SVG; 2 is sharp on today's screens.</param>
    /// <param name="limit">How long the engine may take.</param>
    public static async Task WriteAsync(
        PrintEngine? engine, string svg, string path, (int Width, int Height) size, double scale, TimeSpan limit, CancellationToken cancel)
    {
        if (engine is null) throw new WorldFailedException(Codes.NoPrintEngine, path, "neither rsvg-convert nor a Chromium-family browser is on the search path");

        var folder = Directory.CreateTempSubdirectory("trueup-print-").FullName;
        try
        {
            var input = Path.Combine(folder, "picture.svg");
            var output = Path.Combine(folder, "picture.png");
            await File.WriteAllTextAsync(input, svg, cancel).ConfigureAwait(false);
            var arguments = engine.IsBrowser ? BrowserArguments(folder, input, output, size, scale) : ConvertArguments(input, output, scale);
            await RunAsync(engine, arguments, folder, limit, cancel).ConfigureAwait(false);
            var png = File.Exists(output) ? await File.ReadAllBytesAsync(output, cancel).ConfigureAwait(false) : [];
            if (!IsPng(png)) throw new WorldFailedException(Codes.PrintFailed, engine.Path, "it finished without a picture");
            WholeFile.Write(path, png);
        }
        finally
        {
            Clean(folder);
        }
    }

    static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);

    static string[] ConvertArguments(string input, string output, double scale) =>
        ["--format", "png", "--zoom", scale.ToString(CultureInfo.InvariantCulture), "--output", output, input];

    static string[] BrowserArguments(string folder, string input, string output, (int Width, int Height) size, double scale) =>
    [
        "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions", "--disable-dev-shm-usage",
        // Nothing may leave the machine: not the picture, not the browser's own errands.
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--disable-breakpad", "--host-resolver-rules=MAP * ~NOTFOUND",
        $"--user-data-dir={Path.Combine(folder, "profile")}",
        // The browser refuses to sandbox root. What it opens is a file we wrote ourselves.
        .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
        $"--force-device-scale-factor={scale.ToString(CultureInfo.InvariantCulture)}",
        $"--window-size={size.Width.ToString(CultureInfo.InvariantCulture)},{size.Height.ToString(CultureInfo.InvariantCulture)}",
        $"--screenshot={output}",
        new Uri(input).AbsoluteUri,
    ];

    static async Task RunAsync(PrintEngine engine, string[] arguments, string folder, TimeSpan limit, CancellationToken cancel)
    {
        ProcessStartInfo start = new(engine.Path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        if (engine.IsBrowser) start.Environment["HOME"] = folder;

        using CancellationTokenSource timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(limit);
        using Process process = new() { StartInfo = start };
        try
        {
            process.Start();
            process.StandardInput.Close();
            var said = process.StandardError.ReadToEndAsync(timed.Token);
            await Task.WhenAll(said, process.StandardOutput.ReadToEndAsync(timed.Token), process.WaitForExitAsync(timed.Token)).ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw new WorldFailedException(Codes.PrintFailed, engine.Path, $"exit code {process.ExitCode}: {LastLine(await said.ConfigureAwait(false))}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            throw new WorldFailedException(Codes.PrintTookTooLong, engine.Path, $"stopped after {limit.TotalSeconds:0.#} s");
        }
        catch (Win32Exception e)
        {
            throw new WorldFailedException(Codes.PrintFailed, engine.Path, "it does not start: " + e.Message, e);
        }
    }

    static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : "it gave no reason";

    static void Clean(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A browser may still be writing into its profile; the system empties its temporary folder.
        }
    }
}

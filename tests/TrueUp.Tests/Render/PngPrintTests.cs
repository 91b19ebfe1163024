using System.Buffers.Binary;
using TrueUp.Edges.Printing;
using TrueUp.Ledger.Journal;
using TrueUp.Render.Svg;
using Xunit;

namespace TrueUp.Tests.Render;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PngPrintTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("trueup-print-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string Picture => Path.Combine(folder, "chart.png");

    static readonly Scene Chart = EquityChart.Draw(Curves.Of("usual"), ChartSize.Wide);

    static readonly string Svg = SceneSvg.Text(Chart, Theme.Light);

    Task Print(PrintEngine? engine, double seconds = 60, string svg = "") =>
        PngPrint.WriteAsync(engine, svg.Length == 0 ? Svg : svg, Picture, (Chart.Width, Chart.Height), 2, TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    /// <summary>A program of our own in a folder of its own, so that the search path holds nothing else.</summary>
    PrintEngine Program(string name, string script)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return PrintEngine.Find(folder)!;
    }

    [Theory]
    [InlineData("rsvg-convert")]
    [InlineData("chromium")]
    public async Task A_picture_comes_out_at_twice_the_size_of_the_svg(string program)
    {
        var engine = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);
        Assert.SkipUnless(engine is not null, $"{program} is not installed");

        await Print(new(engine, program != "rsvg-convert"));

        var png = await File.ReadAllBytesAsync(Picture, TestContext.Current.CancellationToken);
        Assert.Equal((2200, 1200), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Picture));
        Assert.Equal(["chart.png"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Without_an_engine_the_error_names_the_package_to_install()
    {
        Assert.Null(PrintEngine.Find(folder));

        var failure = await Assert.ThrowsAsync<WorldFailedException>(() => Print(PrintEngine.Find(folder)));

        Assert.Equal("TU1930", failure.Code.Id);
        Assert.Contains("librsvg2-bin", failure.Hint, StringComparison.Ordinal);
        Assert.False(File.Exists(Picture));
    }

    [Fact]
    public void The_fast_engine_is_preferred_and_what_is_no_program_is_passed_over()
    {
        File.WriteAllText(Path.Combine(folder, "rsvg-convert"), "not a program");
        Assert.Equal((Path.Combine(folder, "chromium"), true), Program("chromium", "exit 0") is var browser ? (browser.Path, browser.IsBrowser) : default);
        Assert.Equal((Path.Combine(folder, "rsvg-convert"), false), Program("rsvg-convert", "exit 0") is var fast ? (fast.Path, fast.IsBrowser) : default);
    }

    [Fact]
    public async Task A_failing_engine_leaves_the_last_good_picture_and_says_what_it_said()
    {
        await File.WriteAllTextAsync(Picture, "yesterday", TestContext.Current.CancellationToken);
        var engine = Program("rsvg-convert", "echo 'first' >&2; echo 'no fonts here' >&2; exit 3");

        var failure = await Assert.ThrowsAsync<WorldFailedException>(() => Print(engine));

        Assert.Equal("TU1931", failure.Code.Id);
        Assert.Contains("exit code 3: no fonts here", failure.Message, StringComparison.Ordinal);
        Assert.Equal("yesterday", await File.ReadAllTextAsync(Picture, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("for a; do last=$a; done; echo text > \"${last%.svg}.png\"")]
    public async Task An_engine_that_succeeds_without_a_picture_has_failed(string script)
    {
        var failure = await Assert.ThrowsAsync<WorldFailedException>(() => Print(Program("rsvg-convert", script)));

        Assert.Equal("TU1931", failure.Code.Id);
        Assert.False(File.Exists(Picture));
    }

    [Fact]
    public async Task An_engine_that_hangs_is_stopped_with_its_children()
    {
        var engine = Program("rsvg-convert", $"sleep 60 & echo $! > {folder}/child; wait");

        var failure = await Assert.ThrowsAsync<WorldFailedException>(() => Print(engine, seconds: 1));

        Assert.Equal("TU1932", failure.Code.Id);
        var child = (await File.ReadAllTextAsync(Path.Combine(folder, "child"), TestContext.Current.CancellationToken)).Trim();
        // A kill arrives a moment after it is sent, and the dead may stay in the process table until their parent's death is noticed.
        var stat = $"/proc/{child}/stat";
        for (var wait = 0; wait < 100 && IsRunning(); wait++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(IsRunning());

        bool IsRunning()
        {
            try
            {
                return !File.ReadAllText(stat).Contains(") Z", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    [Fact]
    public void A_file_whose_folder_is_missing_is_an_error_that_says_so()
    {
        var failure = Assert.Throws<WorldFailedException>(() => WholeFile.Write(Path.Combine(folder, "missing", "a.svg"), "x"));

        Assert.Equal("TU1934", failure.Code.Id);
        Assert.Contains("its folder does not exist", failure.Message, StringComparison.Ordinal);
    }
}

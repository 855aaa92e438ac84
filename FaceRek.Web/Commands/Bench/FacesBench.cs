using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using FaceRek.Core.Faces.Benchmarks;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Engine;

namespace FaceRek.Web.Commands.Bench;

/// <summary>Reading pictures and searching galleries: time, throughput, memory.</summary>
internal static class FacesBench
{
    private static readonly int[] Galleries = [1_000, 10_000, 100_000, 1_000_000];

    public static Command Create(string name)
    {
        var command = new Command(
            name,
            "Measures reading a picture with each installed model, and searching galleries of up to a million templates."
        );
        Fill(command);
        return command;
    }

    public static void Fill(Command command)
    {
        var json = new Option<bool>("--json") { Description = "Prints one JSON object and nothing else." };
        var laps = new Option<int>("--laps")
        {
            Description = "How often each is measured.",
            DefaultValueFactory = _ => 60,
        };
        var picture = new Option<FileInfo?>("--picture")
        {
            Description = "A JPEG with one face to read; without it, a drawn one of 640x480.",
        };
        var largest = new Option<int>("--largest")
        {
            Description = "The largest gallery to search.",
            DefaultValueFactory = _ => 1_000_000,
        };
        foreach (var option in new Option[] { json, laps, picture, largest })
        {
            command.Add(option);
        }
        laps.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000)
            {
                result.AddError("--laps is a number from 1 to 10000.");
            }
        });
        command.SetAction(result =>
        {
            var report = Run(result.GetValue(picture), result.GetValue(laps), result.GetValue(largest));
            Console.WriteLine(
                result.GetValue(json) ? JsonSerializer.Serialize(report, JsonSerializerOptions.Web) : Table(report)
            );
        });
    }

    private static Report Run(FileInfo? picture, int laps, int largest)
    {
        using var models = new FaceModels(new ModelStore(CommandSettings.Data().PathTo("models")));
        var jpeg = picture is null ? DrawnFaces.Draw(3, DrawnScene.At(1)) : File.ReadAllBytes(picture.FullName);
        var readings = models
            .Installed.Where(model => model.IsUsable)
            .Select(model => TryRead(models, model.Name, jpeg, laps))
            .OfType<ReadingBenchmark>()
            .ToArray();
        var searches = Galleries
            .Where(size => size <= largest)
            .Select(size => SearchBenchmark.Run(size, Math.Max(5, laps / 3)))
            .ToArray();
        using var process = Process.GetCurrentProcess();
        return new(
            TimeProvider.System.GetUtcNow(),
            Environment.ProcessorCount,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            readings,
            searches,
            Math.Round(process.PeakWorkingSet64 / 1e6)
        );
    }

    /// <summary>A network may not see a face in a drawing: then it is skipped, with a message on standard error.</summary>
    private static ReadingBenchmark? TryRead(FaceModels models, string name, byte[] jpeg, int laps)
    {
        try
        {
            return ReadingBenchmark.Run(models.Get(name), jpeg, laps);
        }
        catch (InvalidDataException exception)
        {
            Console.Error.WriteLine($"{exception.Message} Choose a photograph with --picture.");
            return null;
        }
    }

    private static string Table(Report report)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine(
            FormattableString.Invariant(
                $"{report.At:yyyy-MM-dd}, {report.Cores} cores, {report.Machine}, {report.Runtime}; peak memory {report.PeakMemoryMb:0} MB"
            )
        );
        foreach (var one in report.Reading)
        {
            text.WriteLine();
            text.WriteLine(FormattableString.Invariant($"{one.Model, -24} median   p95 ms"));
            foreach (
                var (part, spread) in new[]
                {
                    ("read, one thread", one.Read),
                    ("  decode", one.Decode),
                    ("  detect", one.Detect),
                    ("  measure quality", one.Quality),
                    ("  align and extract", one.Extract),
                    ("read, all cores", one.AllCores),
                }
            )
            {
                text.WriteLine(
                    FormattableString.Invariant($"{part, -22} {spread.MedianMs, 8:0.00} {spread.P95Ms, 8:0.00}")
                );
            }
            text.WriteLine(
                FormattableString.Invariant(
                    $"{one.ExtractionsPerSecond:0} templates a second on one thread, {one.PerSecond:0} pictures a second on all cores; a read is {one.ReadInYardsticks:0.0} yardsticks of {one.Yardstick.MedianMs:0.00} ms"
                )
            );
        }
        text.WriteLine();
        text.WriteLine("1:N templates          median   p95 ms   streams   bytes per vector byte");
        foreach (var one in report.Search)
        {
            text.WriteLine(
                FormattableString.Invariant(
                    $"{one.Templates, -20} {one.Search.MedianMs, 8:0.000} {one.Search.P95Ms, 8:0.000} {one.SearchInStreams, 9:0.00} {one.PerVector, 8:0.00}"
                )
            );
        }
        return text.ToString().TrimEnd();
    }

    /// <param name="PeakMemoryMb">Of the process, in millions of bytes.</param>
    private sealed record Report(
        DateTimeOffset At,
        int Cores,
        string Machine,
        string Runtime,
        IReadOnlyList<ReadingBenchmark> Reading,
        IReadOnlyList<SearchBenchmark> Search,
        double PeakMemoryMb
    );
}

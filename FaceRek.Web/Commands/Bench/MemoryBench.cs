using System.CommandLine;
using System.Text.Json;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Benchmarks;
using FaceRek.Core.Faces.Engine;

namespace FaceRek.Web.Commands.Bench;

/// <summary>How much memory reading pictures leaves in use.</summary>
internal static class MemoryBench
{
    public static Command Create(string name)
    {
        var reads = new Option<int>("--reads")
        {
            Description = "How many pictures to read.",
            DefaultValueFactory = _ => 20_000,
        };
        var model = new Option<string>("--model")
        {
            Description = "The model to read them with.",
            DefaultValueFactory = _ => ModelId.Classic.Name,
        };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object and nothing else." };
        var command = new Command(
            name,
            "Measures how much memory the process gains by reading good, empty, corrupt and crowded pictures."
        )
        {
            reads,
            model,
            json,
        };
        reads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 10_000_000)
            {
                result.AddError("--reads is a number from 1 to 10000000.");
            }
        });
        command.SetAction(result =>
        {
            using var models = new FaceModels(new ModelStore(CommandSettings.Data().PathTo("models")));
            var report = MemoryBenchmark.Run(models.Get(result.GetValue(model)!), result.GetValue(reads));
            Console.WriteLine(
                result.GetValue(json)
                    ? JsonSerializer.Serialize(report)
                    : FormattableString.Invariant(
                        $"{report.Model}: {report.Reads} reads after {MemoryBenchmark.WarmUp} to warm up, grown by {report.GrowthBytes / 1e6:0.0} MB"
                    )
            );
        });
        return command;
    }
}

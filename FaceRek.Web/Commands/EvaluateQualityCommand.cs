using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Evaluation;

namespace FaceRek.Web.Commands;

/// <summary>Measures what the quality gate refuses, of good pictures and of bad ones.</summary>
internal static class EvaluateQualityCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder")
        {
            Description = "Pictures of one face each (jpg, png, pgm), at any depth.",
        };
        var model = new Option<string>("--model")
        {
            Description = "classic, or an installed pack.",
            DefaultValueFactory = _ => "classic",
        };
        var json = new Option<bool>("--json") { Description = "Prints one JSON array and nothing else." };
        var command = new Command(
            "evaluate-quality",
            "Counts the pictures that the quality check refuses: as they are, and degraded in each way."
        )
        {
            folder,
            model,
            json,
        };
        command.SetAction(
            (result, cancellationToken) =>
            {
                using var models = new FaceModels(new ModelStore(CommandSettings.Data().PathTo("models")));
                var lines = QualityEvaluation.Run(
                    models.Get(result.GetValue(model)!),
                    result.GetValue(folder)!.FullName,
                    cancellationToken
                );
                if (result.GetValue(json))
                {
                    Console.WriteLine(JsonSerializer.Serialize(lines));
                }
                else
                {
                    Console.WriteLine("pictures     read  refused  no face");
                    foreach (var line in lines)
                    {
                        Console.WriteLine(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{line.Kind, -10} {line.Pictures, 6} {line.Refused, 8} {line.NotFound, 8}"
                            )
                        );
                    }
                }
                return Task.FromResult(0);
            }
        );
        return command;
    }
}

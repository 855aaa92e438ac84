using System.CommandLine;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Evaluation;

namespace FaceRek.Web.Commands;

/// <summary>Measures how often liveness errs, with the code of the check-in.</summary>
internal static class EvaluateLivenessCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder")
        {
            Description =
                "Clips below live/ and attack/SPECIES/: a folder of JPEGs each, and clip.json with times and moves.",
        };
        var model = new Option<string>("--model")
        {
            Description = "classic (passive checks only), or an installed pack.",
            DefaultValueFactory = _ => "classic",
        };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object and nothing else." };
        var command = new Command(
            "evaluate-liveness",
            "Measures how many attacks pass as people, and how many people as attacks, on a folder of clips."
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
                var measured = LivenessEvaluation.Run(
                    models.Get(result.GetValue(model)!),
                    result.GetValue(folder)!.FullName,
                    cancellationToken
                );
                Console.WriteLine(result.GetValue(json) ? measured.ToJson() : measured.ToTable());
                return Task.FromResult(0);
            }
        );
        return command;
    }
}

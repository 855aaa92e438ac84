using System.CommandLine;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Evaluation.Clips;

namespace FaceRek.Web.Commands;

/// <summary>Makes clips of stand-ins from photographs, for users who have not filmed people and attacks.</summary>
internal static class MakeLivenessClipsCommand
{
    public static Command Create()
    {
        var faces = new Argument<DirectoryInfo>("faces")
        {
            Description = "One folder per person, with photographs (jpg, png, pgm).",
        };
        var target = new Argument<DirectoryInfo>("folder") { Description = "Folder for the clips." };
        var model = new Option<string>("--model")
        {
            Description = "An installed pack; its detector finds the faces.",
            Required = true,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The same seed makes the same clips.",
            DefaultValueFactory = _ => 1,
        };
        var each = new Option<int>("--each")
        {
            Description = "How many clips of every kind for each person.",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command(
            "make-liveness-clips",
            "Makes clips of heads from photographs, and of attacks with them."
        )
        {
            faces,
            target,
            model,
            seed,
            each,
        };
        each.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100)
            {
                result.AddError("--each is a number from 1 to 100.");
            }
        });
        command.SetAction(
            (result, cancellationToken) =>
            {
                using var models = new FaceModels(new ModelStore(CommandSettings.Data().PathTo("models")));
                var made = ClipFactory.Make(
                    models.Get(result.GetValue(model)!),
                    result.GetValue(faces)!.FullName,
                    result.GetValue(target)!.FullName,
                    result.GetValue(seed),
                    result.GetValue(each),
                    cancellationToken
                );
                Console.WriteLine($"Made {made} clips in {result.GetValue(target)!.FullName}");
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
